"""The report in a browser: all charts are there, nothing is asked for, and text stays text."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from planner.handoff.report import figures
from planner.handoff.report.page import page

pytestmark = pytest.mark.long

MEGABYTE = 1_000_000
SIZES = [(1280, 800), (390, 844)]
SCRIPT = "<script>window.hacked = 1</script>"
BREAK_OUT = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"

DRAWN = """return [...document.querySelectorAll(".chart")].every(
    chart => chart.querySelector("svg .role-mark"))"""
MARKS = """return [...document.querySelectorAll(".chart")].map(chart => {
    const place = chart.getBoundingClientRect();
    const svg = chart.querySelector("svg").getBoundingClientRect();
    const marks = [...chart.querySelectorAll("svg .role-mark path, svg .role-mark line")]
        .map(mark => [mark.getBoundingClientRect(), getComputedStyle(mark)])
        .filter(([box, style]) => (box.width > 0 || box.height > 0) && style.opacity > 0)
        .filter(([, style]) => style.stroke !== "none" || style.fill !== "none");
    return {name: chart.id, width: svg.width, height: svg.height, marks: marks.length,
            inside: svg.right <= place.right + 1};
})"""


@pytest.fixture(scope="module")
def report(lively, reported, moves):
    """Of a vendor with every feature."""
    return reported(lively, moves)


@pytest.fixture
def shown(tmp_path, browser):
    """Open a report, and wait until its charts are drawn."""

    def show(report) -> str:
        path = tmp_path / "report.html"
        path.write_text(page(report), encoding="utf-8")
        browser.get(path.as_uri())
        WebDriverWait(browser, 20).until(lambda driver: driver.execute_script(DRAWN))
        return path.as_uri()

    return show


@pytest.fixture
def pointed(browser) -> Callable[[str], str]:
    """Point at the first mark that a selector finds; the text that explains it."""

    def point(selector: str) -> str:
        mark = browser.find_element(By.CSS_SELECTOR, selector)
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        ActionChains(browser).move_to_element(mark).perform()
        visible = By.CSS_SELECTOR, "#vg-tooltip-element.visible"
        tip = WebDriverWait(browser, 5).until(lambda driver: driver.find_element(*visible)).text
        ActionChains(browser).move_to_element(browser.find_element(By.TAG_NAME, "h2")).perform()
        WebDriverWait(browser, 5).until_not(lambda driver: driver.find_elements(*visible))
        return tip

    return point


# ---- What is written -----------------------------------------------------------------------------


class _Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_report_is_less_than_two_megabytes(report):
    assert len(page(report).encode()) < 2 * MEGABYTE


def test_no_tag_refers_to_anything_outside_the_page(report):
    parser = _Tags()
    parser.feed(page(report))
    assert {tag for tag, _ in parser.tags} >= {"h1", "table", "figure", "details"}
    outside = {"src", "href", "srcset", "action", "data", "poster", "background"}
    assert [tag for tag in parser.tags if outside & tag[1].keys()] == []
    assert not {"link", "iframe", "object", "embed", "base"} & {tag for tag, _ in parser.tags}


def test_its_style_loads_nothing(report):
    style = re.search(r"<style>(.*?)</style>", page(report), re.DOTALL)[1]
    assert "--policy" in style
    assert "url(" not in style
    assert "@import" not in style


def test_its_policy_forbids_whatever_it_does_not_need(report):
    parser = _Tags()
    parser.feed(page(report))
    (policy,) = (
        attrs["content"]
        for tag, attrs in parser.tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert not any("http" in sources or "*" in sources for sources in rules.values())


def test_the_same_recommendation_makes_the_same_page(report):
    assert page(report) == page(report)


# ---- In a browser --------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_chart_is_drawn_within_a_page_that_fits_its_screen(
    browser, resize, console_errors, requested, shown, report, width, height
):
    resize(browser, width, height)
    address = shown(report)
    drawn = browser.execute_script(MARKS)
    assert [each["name"] for each in drawn] == [each.name for each in report.charts]
    for each in drawn:
        assert each["marks"] > 0, each
        assert each["width"] > 150 and each["height"] > 50, each
        assert each["inside"], each
    overflow = "return document.documentElement.scrollWidth - window.innerWidth"
    assert browser.execute_script(overflow) <= 0
    assert console_errors(browser) == []
    assert requested(browser) == [address]


def test_it_prints_on_four_pages_with_its_assumptions_and_where_it_comes_from(
    browser, shown, report
):
    shown(report)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pages = re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"]))
    assert 1 <= len(pages) <= 4
    folds = browser.find_elements(By.TAG_NAME, "details")
    assert len(folds) == 3
    assert all(fold.get_attribute("open") for fold in folds)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_table_is_wider_than_the_page(browser, resize, shown, report, width):
    resize(browser, width, 900)
    shown(report)
    wide = (
        "return [...document.querySelectorAll('table')].map(t => t.getBoundingClientRect().right)"
    )
    assert max(browser.execute_script(wide)) <= width


def test_a_report_of_a_study_with_a_constraint_has_its_charts(
    browser, console_errors, shown, reported, searched, moves
):
    """Until a trial keeps the constraint, there is no best so far."""
    shown(reported(searched[0], moves))
    assert all(each["marks"] > 0 for each in browser.execute_script(MARKS))
    assert console_errors(browser) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_segments_and_pods_fit_the_page(
    browser, resize, console_errors, requested, shown, reported, divided, width, height
):
    resize(browser, width, height)
    report = reported(divided)
    address = shown(report)
    drawn = browser.execute_script(MARKS)
    assert [each["name"] for each in drawn] == [each.name for each in report.charts]
    assert all(each["marks"] > 0 and each["inside"] for each in drawn)
    overflow = "return document.documentElement.scrollWidth - window.innerWidth"
    assert browser.execute_script(overflow) <= 0
    wide = (
        "return [...document.querySelectorAll('.parts')].map(t => t.getBoundingClientRect().right)"
    )
    assert max(browser.execute_script(wide)) <= width
    groups = browser.find_elements(By.CSS_SELECTOR, ".parts th[scope=rowgroup]")
    assert [each.text for each in groups] == ["large", "-1", "named", "pool"]
    assert requested(browser) == [address]
    assert console_errors(browser) == []


def test_parts_have_hues_for_light_and_for_dark_ground(browser, resize, shown, reported, divided):
    shown(reported(divided))
    look = """return [...document.querySelectorAll(
        "#annual_recurring_revenue-by-segment .mark-line path")]
        .map(line => getComputedStyle(line).stroke)"""
    light = browser.execute_script(look)
    resize(browser, 1280, 800, dark=True)
    dark = browser.execute_script(look)
    assert len({*light, *dark}) == 4


def test_names_of_segments_are_text(browser, shown, reported, divided):
    report = reported(divided)
    (segments, pods), spec = report.divisions, report.divisions[0].charts[0]
    group = replace(segments.groups[0], name=BREAK_OUT)
    text = json.dumps(spec.spec).replace(json.dumps("large"), json.dumps(BREAK_OUT))
    chart = replace(spec, heading=SCRIPT, caption=BREAK_OUT, spec=json.loads(text))
    hostile = replace(segments, heading=SCRIPT, groups=(group,), charts=(chart,))
    shown(replace(report, divisions=(hostile, pods)))
    assert browser.execute_script("return window.hacked") is None
    told = browser.find_elements(By.CSS_SELECTOR, ".parts th[scope=rowgroup]")
    assert told[0].text == BREAK_OUT


def test_a_mark_explains_itself_when_it_is_pointed_at(shown, pointed, report):
    shown(report)
    for chart, marks, words in (
        ("team-over-time", ".mark-symbol", ["policy", "November 2026", "mean"]),
        ("credited-by-quarter", ".mark-rect", ["policy", "2026/27 Q2"]),
        ("search", ".mark-symbol", ["policy", "trial", "replications"]),
        ("tornado", ".mark-rect", ["team.annual_cost"]),
    ):
        tip = pointed(f"#{chart} .role-mark{marks} path")
        assert [word for word in words if word not in tip] == [], (chart, tip)


def test_text_is_legible_on_light_and_on_dark_ground(browser, resize, shown, report):
    resize(browser, 1280, 800)
    shown(report)
    look = """const style = (place) => getComputedStyle(document.querySelector(place));
        return [style("body").color, style("#search svg .role-axis-title text").fill,
                style("body").backgroundColor, style("#team-over-time .mark-line path").stroke]"""
    light = browser.execute_script(look)
    resize(browser, 1280, 800, dark=True)
    dark = browser.execute_script(look)
    assert light[0] == light[1]
    assert dark[0] == dark[1]
    assert all(one != other for one, other in zip(light, dark, strict=True))
    bright = [sum(map(int, re.findall(r"\d+", each)[:3])) for each in (light[0], light[2])]
    assert bright[0] < 200 < 700 < bright[1]
    bright = [sum(map(int, re.findall(r"\d+", each)[:3])) for each in (dark[0], dark[2])]
    assert bright[0] > 600 > 150 > bright[1]


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_months_are_the_same_wherever_the_report_is_read(browser, shown, pointed, report, zone):
    """A first of a month is no instant, which would fall on the day before in the west."""
    browser.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": zone})
    try:
        shown(report)
        texts = browser.execute_script(
            """return [...document.querySelectorAll("#team-over-time .role-axis-label text")]
            .map(label => label.textContent)"""
        )
        tip = pointed("#team-over-time .role-mark.mark-symbol path")
    finally:
        browser.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": ""})
    months = [text for text in texts if re.fullmatch(r"[A-Z][a-z]{2} \d{4}", text)]
    assert months[0] == "Nov 2026"
    assert "November 2026" in tip


def test_text_of_the_study_is_shown_and_never_run(
    browser, console_errors, requested, shown, reported, lively
):
    facts = lively.study.facts
    activities = {BREAK_OUT: facts.activities["call"], SCRIPT: facts.activities["email"]}
    study = replace(
        lively.study, title=SCRIPT, facts=facts.model_copy(update={"activities": activities})
    )
    report = reported(replace(lively, study=study))
    chart = report.frontier.chart
    policy = json.dumps(figures.frontier(lively.study, lively.frontier).rows[0]["policy"])
    spec = json.loads(json.dumps(chart.spec).replace(policy, json.dumps(BREAK_OUT)))
    assert spec != chart.spec
    hostile = replace(
        report,
        advice=replace(report.advice, headline=BREAK_OUT),
        frontier=replace(
            report.frontier,
            heading=SCRIPT,
            chart=replace(chart, heading=SCRIPT, caption=BREAK_OUT, spec=spec),
        ),
    )
    address = shown(hostile)
    assert browser.execute_script("return window.hacked") is None
    assert browser.title == SCRIPT
    assert browser.find_element(By.TAG_NAME, "h1").text == SCRIPT
    assert browser.find_element(By.CSS_SELECTOR, ".answer h2").text == BREAK_OUT
    assert browser.execute_script("return document.images.length") == 0
    assert requested(browser) == [address]
    assert console_errors(browser) == []


def test_a_script_that_came_in_could_ask_for_nothing(browser, shown, report):
    shown(report)
    blocked = browser.execute_async_script(
        """const done = arguments[0];
        document.addEventListener("securitypolicyviolation", event => done(event.blockedURI));
        fetch("http://127.0.0.1:9/leak").catch(() => {});"""
    )
    assert blocked == "http://127.0.0.1:9/leak"
