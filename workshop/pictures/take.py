"""Take the pictures of the documentation, from a real run: ``make pictures``.

Needs Chromium with its driver, LibreOffice and pdftoppm (Debian: chromium, chromium-driver,
libreoffice-calc, poppler-utils).
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as until
from selenium.webdriver.support.ui import WebDriverWait

from planner.handoff.dashboard.board import HOST, board, server

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
STUDY = "growth"
SIZE = (1280, 1040)
# First pages of sheets of the printed workbook, by what stands at their top: the picture's name,
# and how much of their height is shown.
_SHEETS = {
    "Growing vendor": ("summary", 700),
    "Positions of the fixed plan": ("positions", 420),
    "Opening headcount": ("headcount", 250),
}
_TOP_OF_PAGE = 100  # characters
_TOP = "scrollTo(0, 0);"
_JUMP = """
scrollTo(0, 0);
const slider = document.getElementById("slider");
slider.value = 0.7 * slider.max;
slider.dispatchEvent(new Event("input"));
"""
_SETTLE = 2.0  # seconds that a page may take to finish drawing
_PATIENCE = 30.0


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    results = ROOT / "results" / STUDY
    plan = str(Path(sys.executable).parent / "plan")
    for command in ("optimize", "whatif", "watch"):
        subprocess.run([plan, command, f"studies/{STUDY}.toml", "--quiet"], cwd=ROOT, check=True)
    with _browser() as browser, _dashboard(results) as address:
        _take(browser, (results / "report.html").as_uri(), "report", ".chart svg", _TOP)
        _take(browser, (results / "report.html").as_uri(), "whatif", "#tornado svg")
        _take(browser, (results / "watch.html").as_uri(), "watch", "canvas", _JUMP)
        _take(browser, f"{address}/dashboard/studies/0", "dashboard", ".js-plotly-plot")
        _take(browser, f"{address}/dashboard/studies/0/note", "dashboard-note", "table")
    _workbook(results / "plan.xlsx")


@contextmanager
def _browser() -> Iterator[webdriver.Chrome]:
    with TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        for each in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--hide-scrollbars",
            f"--window-size={SIZE[0]},{SIZE[1]}",
            f"--user-data-dir={profile}",
        ):
            options.add_argument(each)
        # As installed: left to itself, selenium would look for them on the network.
        options.binary_location = shutil.which("chromium") or ""
        browser = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
        try:
            yield browser
        finally:
            browser.quit()


@contextmanager
def _dashboard(results: Path) -> Iterator[str]:
    with server(board(results, STUDY), 0) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{serving.server_port}"
        serving.shutdown()


def _take(browser: webdriver.Chrome, address: str, name: str, drawn: str, script: str = "") -> None:
    """A picture of the page, with the first element that ``drawn`` selects in view."""
    browser.get(address)
    there = until.presence_of_element_located((By.CSS_SELECTOR, drawn))
    element = WebDriverWait(browser, _PATIENCE).until(there)
    sleep(_SETTLE)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    browser.execute_script(script)
    sleep(_SETTLE)
    browser.save_screenshot(str(PICTURES / f"{name}.png"))


def _page(printed: str, top: str) -> int:
    """The first page, from 1, with ``top`` among its first words."""
    text = subprocess.run(["pdftotext", printed, "-"], check=True, capture_output=True, text=True)
    pages = text.stdout.split("\f")
    return 1 + next(place for place, page in enumerate(pages) if top in page[:_TOP_OF_PAGE])


def _workbook(workbook: Path) -> None:
    """The first page of each of the first sheets."""
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "plan.pdf"
        office = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = ["soffice", office, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*convert, str(workbook)], check=True, capture_output=True)
        for top, (name, height) in _SHEETS.items():
            page = _page(printed, top)
            picture = PICTURES / f"workbook-{name}"
            pages = ["-f", str(page), "-l", str(page), "-singlefile", "-r", "110", "-png"]
            crop = ["-x", "30", "-y", "40", "-W", "1225", "-H", str(height)]
            subprocess.run(["pdftoppm", *pages, *crop, printed, picture], check=True)


if __name__ == "__main__":
    main()
