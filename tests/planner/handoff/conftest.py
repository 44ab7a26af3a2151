"""A browser without a window, for pages that are handed off.

The helpers are fixtures without state, as everywhere in these tests.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from planner.recommendation.recommend import Recommendation

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
