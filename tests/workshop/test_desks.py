"""The page on desks shows the figures that were measured, worded by them."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "results" / "experiments" / "desks.json"


@pytest.fixture(scope="module")
def page() -> ModuleType:
    return _script("desk_page")


@pytest.fixture(scope="module")
def words() -> ModuleType:
    return _script("desk_words")


@pytest.fixture(scope="module")
def books() -> ModuleType:
    return _script("desk_books")


def _script(name: str) -> ModuleType:
    """A script of the experiments, which import one another by name."""
    folder = str(ROOT / "workshop" / "experiments")
    sys.path.insert(0, folder)
    try:
        return __import__(name)
    finally:
        sys.path.remove(folder)


@pytest.fixture
def document() -> dict:
    return json.loads(RESULTS.read_text(encoding="utf-8"))


def test_the_page_has_the_figures_that_were_measured(page, document):
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.shown(text, document) == text, "make desks rewrites the page"
    assert all(f"<!-- {name} -->\n\n" in text for name in page.BLOCKS)


def test_another_measure_is_another_page(page, document):
    text = page.PAGE.read_text(encoding="utf-8")
    document["cafs"]["own_over_same"]["objective"] = {"mean": -9e6, "half_width": 1e3}
    changed = page.shown(text, document)
    assert "**A CAF for each pod** loses against the best single CAF: -9,000 ± 1 K USD" in changed


@pytest.mark.parametrize(
    ("gains", "verb"),
    [
        ([(2.0, 1.0), (3.0, 1.0)], "pays"),
        ([(2.0, 1.0), (0.5, 1.0)], "does not always pay"),
        ([(0.5, 1.0)], "was not found to pay"),
        ([(-2.0, 1.0)], "loses"),
    ],
)
def test_a_gain_is_worded_by_its_interval(words, gains, verb):
    measured = [{"mean": mean, "half_width": half_width} for mean, half_width in gains]
    assert words.verb(measured) == verb


@pytest.mark.parametrize(
    ("values", "place"),
    [([-1.0, 1.0, 5.0], 0.5), ([-3.0, -1.0, 1.0], 1.5), ([1.0, 2.0, 3.0], 0.0), ([-1.0] * 3, None)],
)
def test_a_break_even_lies_where_the_line_between_measures_is_nothing(books, values, place):
    assert books.crossed((0.0, 1.0, 2.0), values) == place
