"""The page in a browser: what it counts, shows and does, and that it asks for nothing outside."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from planner.handoff.animation.page import page
from planner.handoff.animation.scene import scene
from planner.simulation.phase import Phase
from simmodel.streams import Streams

pytestmark = pytest.mark.long

DAYS = 6 * 21


@pytest.fixture(scope="module")
def address(future, tmp_path_factory) -> str:
    """Where the page of the tiny vendor is."""
    path = tmp_path_factory.mktemp("animation") / "watch.html"
    path.write_text(page(scene(future)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def shown(browser, address):
    """The browser with the page in it, as it opens."""
    browser.get(address)
    return browser


@pytest.fixture(scope="module")
def outcomes(future) -> list:
    """What the compiled engine makes of the same future, on either side."""
    study = future.study
    paths = study.model.draw(study.facts, Streams(7, Phase.VALIDATE, 1))
    start = study.model.warm_up(study.facts, paths)
    policies = (future.today.policy, future.other.policy)
    return [study.model.run(study.facts, policy, start) for policy in policies]


def text(driver, selector: str) -> str:
    return driver.find_element(By.CSS_SELECTOR, selector).text


def count(driver, side: int, name: str) -> int:
    return int(text(driver, f'#side-{side} [data-count="{name}"]').replace(",", ""))


def press(driver, key: str, shift: bool = False) -> None:
    keys = ActionChains(driver)
    if shift:
        keys.key_down(Keys.SHIFT).send_keys(key).key_up(Keys.SHIFT).perform()
    else:
        keys.send_keys(key).perform()


def jump(driver, day: float) -> None:
    """Move the slider, as a hand does."""
    script = """
        const slider = document.getElementById("slider");
        slider.value = arguments[0];
        slider.dispatchEvent(new Event("input"));
    """
    driver.execute_script(script, day)


def now(driver) -> float:
    return driver.execute_script("return player.now")


def paused(driver) -> bool:
    return driver.execute_script("return !player.playing")


def everything(driver) -> list[str]:
    """All that there is to see: every picture, and every text."""
    pictures = driver.execute_script(
        "return [...document.querySelectorAll('canvas')].map((each) => each.toDataURL())"
    )
    return [*pictures, driver.execute_script("return document.body.innerText")]


# ---- What it counts ------------------------------------------------------------------------------


def test_counters_at_the_end_are_those_of_the_engine(shown, outcomes):
    press(shown, Keys.END)
    for side, outcome in enumerate(outcomes):
        series = outcome.series
        renewals, churn = series["renewals"].sum(), series["churn"].sum()
        assert count(shown, side, "present") == series["customers"][-1]
        assert count(shown, side, "renewals") == renewals > 0
        assert count(shown, side, "churn") == churn > 0
        rate = text(shown, f'#side-{side} [data-count="churn-rate"]')
        assert rate == f"{100 * churn / (renewals + churn):.1f} %"


def test_counters_and_gauges_at_every_months_end_are_those_of_the_engine(shown, outcomes):
    for month in range(1, 7):
        jump(shown, 21 * month)
        for side, outcome in enumerate(outcomes):
            series = outcome.series
            busy = series["in_service"][month - 1]
            expected = {
                "present": series["customers"][month - 1],
                "renewals": series["renewals"][:month].sum(),
                "churn": series["churn"][:month].sum(),
                "waiting": series["queue"][month - 1],
                "busy": busy,
                "idle": max(series["team"][month - 1] - busy, 0),
            }
            assert {name: count(shown, side, name) for name in expected} == expected


def test_positions_that_are_sought_are_counted_where_they_take_time_to_fill(
    browser, seeking, shown, tmp_path
):
    assert not shown.find_elements(By.CSS_SELECTOR, '[data-count="vacant"]')
    path, made = tmp_path / "watch.html", scene(seeking)
    path.write_text(page(made), encoding="utf-8")
    browser.get(path.as_uri())
    for side, place in enumerate(made.sides):
        vacant = place.teams[0].vacant
        day = int(np.argmax(vacant))
        jump(browser, day)
        assert count(browser, side, "vacant") == vacant[day] > 0
        label = browser.find_element(By.CSS_SELECTOR, f'#side-{side} [data-picture="team"]')
        assert label.get_attribute("aria-label").endswith(f", {vacant[day]} sought")


def test_at_the_beginning_nothing_has_happened_but_the_first_review(shown, future, outcomes):
    for side in (0, 1):
        assert count(shown, side, "present") == future.study.facts.customers.at_start
        assert (count(shown, side, "renewals"), count(shown, side, "churn")) == (0, 0)
        assert text(shown, f'#side-{side} [data-count="churn-rate"]') == "–"
    today, lean = (int(outcome.series["team"][0]) for outcome in outcomes)
    assert lean < today
    words = f"as many renewals, as many churned; now {today - lean} fewer CSMPs"
    assert words in text(shown, "#difference")
    for side, watched in enumerate((future.today, future.other)):
        (seen,) = watched.replay.teams
        busy, team = seen.busy[1], seen.size[1]
        assert (count(shown, side, "busy"), count(shown, side, "idle")) == (busy, team - busy)


def test_the_difference_is_told_in_words(shown, outcomes):
    press(shown, Keys.END)
    words = text(shown, "#difference")
    for name, verb in (("renewals", "renewals"), ("churn", "churned")):
        today, lean = (outcome.series[name].sum() for outcome in outcomes)
        assert f"{abs(lean - today)} {'fewer' if lean < today else 'more'} {verb}" in words


# ---- What it shows -------------------------------------------------------------------------------


def test_a_jump_shows_what_playing_up_to_that_day_shows(shown):
    jump(shown, 50)
    jumped = everything(shown)
    press(shown, Keys.HOME)
    assert everything(shown) != jumped
    for _ in range(50):
        press(shown, Keys.ARROW_RIGHT)
    assert everything(shown) == jumped
    press(shown, Keys.END)
    jump(shown, 50)
    assert everything(shown) == jumped


def test_the_clock_shows_dates_from_the_studys_start(shown, future):
    assert future.study.start == date(2026, 11, 1)
    for day, words, clock in [
        (0, "1 November 2026", "Year 1, day 1 · quarter 1, day 1"),
        (1, "1 November 2026", "Year 1, day 1 · quarter 1, day 1"),
        (21, "30 November 2026", "Year 1, day 21 · quarter 1, day 21"),
        (22, "1 December 2026", "Year 1, day 22 · quarter 1, day 22"),
        (63, "31 January 2027", "Year 1, day 63 · quarter 1, day 63"),
        (64, "1 February 2027", "Year 1, day 64 · quarter 2, day 1"),
        (126, "30 April 2027", "Year 1, day 126 · quarter 2, day 63"),
    ]:
        jump(shown, day)
        assert (text(shown, "#date"), text(shown, "#clock")) == (words, clock)
        slider = shown.find_element(By.ID, "slider")
        assert slider.get_attribute("aria-valuetext") == words
    assert text(shown, "#ticks").split("\n")[0] == "Nov 2026"


def test_the_pictures_are_told_in_words_as_well(shown):
    press(shown, Keys.END)
    for side in (0, 1):
        picture = shown.find_element(By.CSS_SELECTOR, f"#side-{side} canvas")
        by_renewals = re.findall(r"(\d+) with \d+", picture.get_attribute("aria-label"))
        assert sum(map(int, by_renewals)) == count(shown, side, "present")


def test_a_customer_that_is_pointed_at_tells_its_years(shown, future):
    press(shown, Keys.END)
    (group,) = future.today.replay.groups
    left = group.left
    churned, loyal = (int(np.flatnonzero(each)[0]) for each in (left > 0, np.isnan(left)))
    script = """
        const {clientWidth: width, clientHeight: height} = arguments[0];
        const group = scene.sides[0].teams[0].groups[0];
        const [x, y] = placesOf(group, width, height).centre(arguments[1]);
        return [Math.round(x - width / 2), Math.round(y - height / 2)];
    """
    picture = shown.find_element(By.CSS_SELECTOR, "#side-0 canvas")
    for place, words in ((churned, r"churned after \d years?"), (loyal, r"\d years?")):
        offset = shown.execute_script(script, picture, place)
        ActionChains(shown).move_to_element_with_offset(picture, *offset).perform()
        renewals = group.renewed[place].size
        assert re.fullmatch(rf"{words}, {renewals} renewals?", text(shown, "#tip"))
    ActionChains(shown).move_to_element(shown.find_element(By.ID, "date")).perform()
    assert not shown.find_element(By.ID, "tip").is_displayed()


def test_the_number_in_a_customer_is_that_of_its_shade_in_the_legend(shown):
    """Of renewals, as the legend has it."""
    press(shown, Keys.END)
    script = """
        const written = [];
        const own = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = (words) => written.push(words);
        const group = scene.sides[0].teams[0].groups[0];
        drawCustomers(arguments[0], scene, group, scene.end, player.colours, true, null);
        CanvasRenderingContext2D.prototype.fillText = own;
        const each = (_, place) => customerAt(scene, group, place, scene.end);
        const here = group.joined.map(each).filter((one) => one && one.sinceLeft < 0);
        return [written, here.map((each) => each.renewals)];
    """
    picture = shown.find_element(By.CSS_SELECTOR, "#side-0 canvas")
    written, renewals = shown.execute_script(script, picture)
    assert len(set(renewals)) > 1 and written == renewals
    assert "the number in it counts its renewals" in text(shown, "footer p").replace("\n", " ")


def test_the_graph_of_what_waits_says_what_it_shows_and_how_high_it_is(shown, future):
    most = max(max(team.waiting) for side in scene(future).sides for team in side.teams)
    scale = f"Waiting day by day; a line a year, and {most:,} at the top"
    assert text(shown, "#side-0 .scale") == scale


def test_it_says_that_this_is_one_future_of_many(shown):
    words = text(shown, "header")
    assert "One future out of many (replication 1, seed 7)" in words
    assert "due to the policy" in words


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_wide_and_narrow_screens_and_is_light_or_dark(
    browser, resize, console_errors, address, width, dark
):
    resize(browser, width, 800, dark=dark)
    browser.get(address)
    inside = browser.execute_script("return document.documentElement.scrollWidth")
    assert inside <= width
    first, second = (browser.find_element(By.ID, f"side-{k}").rect for k in (0, 1))
    assert (first["y"] == second["y"]) == (width == 1280)
    colour = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    channels = [int(each) for each in re.findall(r"\d+", colour)[:3]]
    assert (max(channels) < 128) == dark
    assert console_errors(browser) == []


# ---- Teams side by side --------------------------------------------------------------------------


@pytest.fixture
def pods(browser, podded, tmp_path):
    """The browser with the page of two pods in it, at the end."""
    path = tmp_path / "watch.html"
    path.write_text(page(scene(podded)), encoding="utf-8")
    browser.get(path.as_uri())
    press(browser, Keys.END)
    return browser


def of_team(driver, side: int, team: int, name: str) -> int:
    words = text(driver, f'#side-{side}-team-{team} [data-count="{name}"]')
    return int(words.replace(",", ""))


def test_each_pod_counts_its_own_and_together_they_are_the_side(pods, podded):
    for side, watched in enumerate((podded.today, podded.other)):
        for number, team in enumerate(watched.replay.teams):
            present = sum(group.present for group in team.groups)
            renewals = sum(group.renewals for group in team.groups)
            assert of_team(pods, side, number, "present") == present > 0
            assert of_team(pods, side, number, "renewals") == renewals > 0
            assert of_team(pods, side, number, "waiting") == team.waiting[-1]
            assert of_team(pods, side, number, "busy") == team.busy[-1]
        assert count(pods, side, "present") == watched.replay.present
        assert count(pods, side, "churn") == watched.replay.churn


def test_customers_are_told_by_segment_where_a_pod_serves_several(pods, podded):
    headings = pods.find_elements(By.CSS_SELECTOR, "#side-0-team-1 h4")
    groups = podded.today.replay.teams[1].groups
    assert [each.text for each in headings] == [
        f"{of.name} {of.present} customers, {of.renewals} renewals, {of.churn} churned"
        for of in groups
    ]


def test_work_that_waits_in_a_book_is_told_of_each(pods, podded):
    book = podded.other.replay.teams[0].books[-1]
    assert book[:, 0].any()
    waiting = ", ".join(str(each) for each in book[:, 0].tolist())
    label = pods.find_element(By.CSS_SELECTOR, '#side-1-team-0 [data-picture="team"]')
    assert label.get_attribute("aria-label").endswith(f"; activities waiting for each: {waiting}")
    other = pods.find_element(By.CSS_SELECTOR, '#side-1-team-1 [data-picture="team"]')
    assert "for each" not in other.get_attribute("aria-label")


def test_pods_stand_side_by_side_and_below_one_another_where_it_is_narrow(
    pods, resize, console_errors
):
    first, second = (pods.find_element(By.ID, f"side-0-team-{team}").rect for team in (0, 1))
    below = pods.find_element(By.ID, "side-1").rect
    assert first["y"] == second["y"] and second["x"] > first["x"] + first["width"]
    assert below["y"] > first["y"] + first["height"]
    resize(pods, 390, 800)
    first, second = (pods.find_element(By.ID, f"side-0-team-{team}").rect for team in (0, 1))
    assert first["x"] == second["x"] and second["y"] > first["y"]
    assert pods.execute_script("return document.documentElement.scrollWidth") <= 390
    assert console_errors(pods) == []


# ---- What it does --------------------------------------------------------------------------------


def test_it_opens_paused_at_the_beginning(shown):
    assert now(shown) == 0 and paused(shown)
    assert shown.find_element(By.ID, "play").get_attribute("aria-label") == "Play"


@pytest.mark.parametrize(
    "toggle",
    [
        lambda driver: driver.find_element(By.ID, "play").click(),
        lambda driver: press(driver, Keys.SPACE),
    ],
    ids=["button", "space"],
)
def test_it_plays_until_it_is_paused(shown, toggle: Callable):
    toggle(shown)
    WebDriverWait(shown, 10).until(lambda driver: now(driver) > 0.2)
    toggle(shown)
    stopped = now(shown)
    frames = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"
    shown.execute_async_script(frames)
    assert now(shown) == stopped


def test_it_plays_to_the_end_and_from_there_over_again(shown):
    jump(shown, DAYS - 1)
    press(shown, Keys.SPACE)
    WebDriverWait(shown, 10).until(
        lambda driver: not driver.execute_script("return player.playing")
    )
    assert now(shown) == DAYS
    press(shown, Keys.SPACE)
    assert 0 <= now(shown) < DAYS - 1


def test_it_plays_as_fast_as_it_is_told(shown):
    script = """
        document.getElementById("speed").value = arguments[0];
        Object.assign(player, {now: 0, playing: true, stamp: 1000});
        tick(1050);
        play(false);
        return player.now;
    """
    days = [shown.execute_script(script, speed) for speed in ("1", "4", "0.5")]
    assert days == pytest.approx([0.05 * DAYS / 60 * speed for speed in (1, 4, 0.5)])


@pytest.mark.parametrize("focus", ["slider", "play"])
def test_keys_step_by_days_and_months_and_stay_within_the_horizon(shown, focus):
    shown.execute_script(f"document.getElementById('{focus}').focus()")
    for key, shift, day in [
        (Keys.ARROW_RIGHT, False, 1),
        (Keys.ARROW_RIGHT, True, 22),
        (Keys.ARROW_LEFT, False, 21),
        (Keys.ARROW_LEFT, True, 0),
        (Keys.ARROW_LEFT, False, 0),
        (Keys.END, False, DAYS),
        (Keys.ARROW_RIGHT, False, DAYS),
        (Keys.HOME, False, 0),
    ]:
        press(shown, key, shift=shift)
        assert now(shown) == day


# ---- What it asks for ----------------------------------------------------------------------------


def test_it_asks_for_nothing_outside_itself_and_complains_of_nothing(shown, console_errors):
    press(shown, Keys.END)
    resources = "return performance.getEntriesByType('resource').map((each) => each.name)"
    assert shown.execute_script(resources) == []
    assert console_errors(shown) == []


def test_words_of_the_user_are_words(browser, future, tmp_path, console_errors):
    title = '</script><script>console.error("in")</script> & <b>"bold"</b> {{ 1 }}'
    named = replace(future, study=replace(future.study, title=title), name="</h2><i>lean")
    path = tmp_path / "watch.html"
    path.write_text(page(scene(named)), encoding="utf-8")
    browser.get(path.as_uri())
    assert text(browser, "h1") == title
    assert text(browser, "#side-1 h2").lower() == "</h2><i>lean"
    assert browser.execute_script("return scene.title") == title
    assert console_errors(browser) == []
