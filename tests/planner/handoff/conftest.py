"""A browser without a window, for pages that are handed off.

The helpers are fixtures without state, as everywhere in these tests.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from planner.assignment.problem import Solution
from planner.proposal.conflicts import Conflict
from planner.proposal.decisions import Decisions
from planner.proposal.forecast import forecast
from planner.proposal.formulation import Formulation
from planner.proposal.lists import Lists, read_lists
from planner.proposal.moves import left_out, moves_of
from planner.proposal.proposal import Point, Proposal, formulated
from planner.proposal.reckoning import reckoned
from planner.proposal.value import Worth
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.study.study import Study

ASSIGNING = """
[assign]
handover_hours = 2.0
lock_within_days = 30
settle_days = 60
"""
ACCOUNTS = """\
account,value,renewal date,owner,owner since,parent,skills needed,time zone,locked,never
Acme,120000,2026-12-15,Ana,2024-01-01,,technical,UTC,,
Bolt,60000,2027-01-10,Bo,2024-01-01,Acme,,UTC,,
"Müller, Söhne",90000,2027-01-20,Ana,2024-01-01,,,UTC,,
"=HYPERLINK(""http://a.b"")",80000,2026-12-20,"O'Neil, Cy",2024-01-01,,,UTC,,
Soon,70000,2026-11-10,Ana,2024-01-01,,,UTC,,
Kept,50000,2026-12-05,Bo,2024-01-01,,,UTC,yes,
Fresh,40000,2026-12-28,Bo,2026-10-20,,,UTC,,
Nobody's,30000,2027-01-05,,,,support,UTC,,
Left,20000,2027-01-15,Who Left,2020-01-01,,,UTC,,
Barred,10000,2027-01-25,Bo,2024-01-01,,,UTC,,Bo
"""
TEAM = """\
name,capacity hours,skills,time zone,max accounts
Ana,140,,UTC,
Bo,140,technical,UTC,
"O'Neil, Cy",140,technical;support,UTC+2,6
=1+1,140,,UTC+9,
"""
GAIN, NOTHING = Estimate(84_000.0, 21_000.0), Decisions()
PLACED = {"Acme": "Bo", "Nobody's": "O'Neil, Cy", "Left": "=1+1", "Barred": "Ana"}
"""Whom accounts go to in the proposal that tests look at: two move, two are placed."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
_OFFLINE = ("--disable-background-networking", "--disable-component-update")


def _found() -> tuple[str, str]:
    """Chromium and its driver, as they are installed: nothing is downloaded."""
    chromium = next(filter(None, map(shutil.which, _BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        lacking = "chromium and chromedriver must be installed (Debian: chromium, chromium-driver)"
        if "CI" in os.environ:
            pytest.fail(lacking)
        pytest.skip(lacking)
    return chromium, driver


@pytest.fixture(scope="session")
def _driver() -> Iterator[Chrome]:
    chromium, driver = _found()
    options = ChromeOptions()
    options.binary_location = chromium
    for each in (*_QUIET, *_OFFLINE):
        options.add_argument(each)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def browser(_driver, resize) -> Chrome:
    """The browser of the session, 1280 by 800 and light, with nothing on its console."""
    resize(_driver, 1280, 800)
    for log in ("browser", "performance"):
        _driver.get_log(log)
    return _driver


@pytest.fixture(scope="session")
def resize() -> Callable[..., None]:
    """Give a browser's page a size, and its reader's wishes."""

    def set_size(driver: Chrome, width: int, height: int, dark: bool = False) -> None:
        # A window has a least width, which a telephone's is below.
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    return set_size


@pytest.fixture(scope="session")
def console_errors() -> Callable[[Chrome], list[str]]:
    """The errors and warnings on a browser's console since the last time it was asked."""

    def errors(driver: Chrome) -> list[str]:
        severe = {"SEVERE", "WARNING"}
        return [each["message"] for each in driver.get_log("browser") if each["level"] in severe]

    return errors


@pytest.fixture(scope="session")
def requested() -> Callable[[Chrome], list[str]]:
    """The addresses that a browser has asked for since the last time it was asked."""

    def addresses(driver: Chrome) -> list[str]:
        events = (json.loads(each["message"])["message"] for each in driver.get_log("performance"))
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    return addresses


@pytest.fixture(scope="session")
def searched(tmp_path_factory, vendor, recommended) -> tuple[Recommendation, Path]:
    """What a study recommends whose constraint today's policy breaks, and where it was searched."""
    constraint = "\n[constraints]\nautomation_cost = { at_least = 1_200.0 }\n"
    folder = tmp_path_factory.mktemp("searched")
    return recommended(vendor("bound", more=constraint), folder=folder), folder


@pytest.fixture(scope="session")
def assigning(tmp_path_factory, vendor) -> tuple[Study, Lists]:
    """A study and lists whose names have commas, quotes, signs of formulas, and umlauts."""
    folder = tmp_path_factory.mktemp("assigning")
    study = vendor("assigning", more=ASSIGNING)
    for name, text in (("accounts.csv", ACCOUNTS), ("team.csv", TEAM)):
        (folder / name).write_text(text, encoding="utf-8")
    paths = (str(folder / name) for name in ("accounts.csv", "team.csv"))
    return study, read_lists(study, *paths)


def _worth(made: Formulation, people: np.ndarray, predicted: float, gain: Estimate | None) -> Worth:
    owner, value = made.terms.lists.owner, [each.value for each in made.terms.lists.accounts]
    moved, placed = (people != owner) & (owner >= 0), (people != owner) & (owner < 0)
    return Worth(
        moves=int(moved.sum()),
        placed=int(placed.sum()),
        value=float(np.array(value)[moved].sum()),
        handover=400.0 * int(moved.sum()),
        predicted=predicted,
        simulated=gain,
    )


@pytest.fixture(scope="session")
def proposed(assigning) -> Callable[..., Proposal]:
    """Make a proposal by hand, of whom accounts go to by name."""

    def make(
        placed: Mapping[str, str] = PLACED,
        *,
        gain: Estimate | None = GAIN,
        predicted: float = 79_000.0,
        decisions: Decisions = NOTHING,
        conflicts: Sequence[Conflict] = (),
    ) -> Proposal:
        study, lists = assigning
        names = [each.account for each in lists.accounts]
        # An account that has no owner and is not placed is the first person's already.
        own = [
            owner < 0 and name not in placed for owner, name in zip(lists.owner, names, strict=True)
        ]
        accounts = zip(lists.accounts, own, strict=True)
        given = (each.model_copy(update={"owner": "Ana"} if of else {}) for each, of in accounts)
        lists = replace(lists, accounts=tuple(given))
        made = formulated(study, lists, decisions)
        people = np.array(lists.owner)
        for account, person in placed.items():
            people[names.index(account)] = [e.name for e in lists.people].index(person)
        first = [int(made.units.accounts(unit)[0]) for unit in range(made.units.size)]
        fewer = np.where(lists.owner < 0, people, lists.owner)
        half = gain and replace(gain, mean=gain.mean / 2)
        points = tuple(
            Point(
                Solution(own[first], 1_000.0, 900.0, optimal=False),
                own,
                _worth(made, own, ahead, simulated),
            )
            for own, ahead, simulated in ((fewer, predicted / 2, half), (people, predicted, gain))
        )
        reckoning = reckoned(study, made, people[first])
        reckoning.more[:, -1] += 20_000.0  # so that there are moves that are left out
        return Proposal(
            study=study,
            made=made,
            frontier=points,
            chosen=1,
            reckoning=reckoning,
            moves=moves_of(reckoning, decisions.accounts),
            left_out=left_out(reckoning, decisions.refused),
            today=forecast(made.terms, made.hours, lists.owner),
            then=forecast(made.terms, made.hours, people),
            conflicts=tuple(conflicts),
            decisions=decisions,
            seed=study.seed,
            replications=64 if gain else 0,
        )

    return make
