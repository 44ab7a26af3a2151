"""The page of a proposal in a browser: legible everywhere, asking for nothing, text stays text."""

import base64
import re
from dataclasses import replace

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from planner.handoff.report.assignment.content import assignment_content
from planner.handoff.report.assignment.page import assignment_page
from planner.proposal.conflicts import Conflict, Demand, Wants

pytestmark = pytest.mark.long

SCRIPT = "<script>window.hacked = 1</script>"
BREAK_OUT = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
DRAWN = """return [...document.querySelectorAll(".chart")].every(
    chart => chart.querySelector("svg .role-mark"))"""
OVERFLOW = "return document.documentElement.scrollWidth - window.innerWidth"
WRAPPED = """return [...document.querySelectorAll(".fewer td")].every(
    cell => getComputedStyle(cell).whiteSpace === "normal")"""
GROUNDS = """return [...document.querySelectorAll(".warm")].map(cell =>
    [cell.textContent, getComputedStyle(cell).backgroundColor, getComputedStyle(cell).color])"""


@pytest.fixture
def busy(proposed):
    """A proposal with loads of every colour, and a conflict."""
    needs = Demand(Wants.NEEDS, account=0)
    found = proposed(conflicts=[Conflict((needs,), ("technical",), (needs,))])
    hours = found.then.hours.copy()
    hours[0], hours[1] = hours[0] * (0.7, 0.6, 0.5), hours[1] * (0.9, 0.8, 0.0)
    return replace(found, then=replace(found.then, hours=hours))


@pytest.fixture
def shown(tmp_path, browser):
    def show(content) -> str:
        path = tmp_path / "assignment.html"
        path.write_text(assignment_page(content), encoding="utf-8")
        browser.get(path.as_uri())
        WebDriverWait(browser, 20).until(lambda driver: driver.execute_script(DRAWN))
        return path.as_uri()

    return show


@pytest.mark.parametrize("width", [400, 1280])
def test_it_fits_its_screen_and_asks_for_nothing(
    browser, resize, console_errors, requested, shown, busy, width
):
    resize(browser, width, 900)
    address = shown(assignment_content(busy, "plan assign again"))
    assert browser.execute_script(OVERFLOW) <= 0
    assert console_errors(browser) == []
    assert requested(browser) == [address]


def test_on_a_telephone_headings_of_the_frontier_do_not_run_into_its_numbers(
    browser, resize, shown, busy
):
    resize(browser, 400, 900)
    shown(assignment_content(busy, "plan assign again"))
    assert browser.execute_script(WRAPPED)


def test_moves_come_before_the_load_and_conflicts(browser, shown, busy):
    shown(assignment_content(busy, "plan assign again"))
    headings = [each.text for each in browser.find_elements(By.TAG_NAME, "h2")][1:5]
    assert headings == [
        "Moves",
        "Placed, as nobody has them today",
        "What cannot all hold",
        "Work over hours",
    ]


def test_every_cell_of_the_heat_map_has_text_that_is_legible_in_light_and_dark(
    browser, resize, shown, busy
):
    shown(assignment_content(busy, "plan assign again"))
    light = browser.execute_script(GROUNDS)
    resize(browser, 1280, 900, dark=True)
    dark = browser.execute_script(GROUNDS)
    assert len({ground for _, ground, _ in light}) >= 5
    for text, ground, ink in (*light, *dark):
        assert re.fullmatch(r"\d+ %|no hours", text)
        if ground != "rgba(0, 0, 0, 0)":
            assert _contrast(ground, ink) >= 4.5, (text, ground, ink)
    assert {ground for _, ground, _ in light}.isdisjoint(
        {ground for _, ground, _ in dark} - {"rgba(0, 0, 0, 0)"}
    )


def _contrast(one: str, other: str) -> float:
    """Of two colours, by WCAG 2.2, "contrast ratio"."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_it_prints_with_its_colours_and_its_assumptions(browser, shown, busy):
    shown(assignment_content(busy, "plan assign again"))
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pages = re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"]))
    assert 1 <= len(pages) <= 4
    assert all(fold.get_attribute("open") for fold in browser.find_elements(By.TAG_NAME, "details"))
    exact = "return getComputedStyle(document.querySelector('.warm')).printColorAdjust"
    assert browser.execute_script(exact) == "exact"


def test_names_are_text(browser, console_errors, requested, shown, busy):
    lists = busy.lists
    accounts = [each.model_copy(update={"account": BREAK_OUT}) for each in lists.accounts]
    people = [each.model_copy(update={"name": SCRIPT}) for each in lists.people]
    hostile = replace(lists, accounts=tuple(accounts), people=tuple(people))
    terms = replace(busy.made.terms, lists=hostile)
    study = replace(busy.study, title=SCRIPT)
    found = replace(busy, study=study, made=replace(busy.made, terms=terms))
    address = shown(assignment_content(found, BREAK_OUT))
    assert browser.execute_script("return window.hacked") is None
    assert browser.title == SCRIPT
    assert browser.find_element(By.CSS_SELECTOR, ".moves tbody th").text == BREAK_OUT
    assert browser.find_element(By.CSS_SELECTOR, ".heat tbody th").text == SCRIPT
    assert browser.execute_script("return document.images.length") == 0
    assert requested(browser) == [address]
    assert console_errors(browser) == []


def test_the_same_proposal_makes_the_same_page_of_less_than_two_megabytes(busy):
    content = assignment_content(busy, "plan assign again")
    page = assignment_page(content)
    assert page == assignment_page(content)
    assert len(page.encode()) < 2_000_000
