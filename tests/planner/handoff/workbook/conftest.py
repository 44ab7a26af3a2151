"""Workbooks as a reader opens them."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from planner.handoff.workbook.cells import Sheet
from planner.handoff.workbook.workbook import sheets
from planner.recommendation.recommend import Recommendation

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.com","x")', "\t=1+1")
"""What a study might call itself, and a spreadsheet run."""


_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""Settings of LibreOffice: recalculate whatever is opened."""


class Opened:
    """A workbook; cells are found by the name of their line and the heading of their column."""

    def __init__(self, book: openpyxl.Workbook) -> None:
        self.book = book
        self._lines: dict[tuple[str, object], list[Cell]] = {}
        self._columns: dict[tuple[str, object], list[tuple[int, int]]] = {}
        for page in book:
            for row in page.iter_rows():
                self._lines[page.title, row[0].value] = list(row)
                for cell in row:
                    if isinstance(cell.value, str):
                        places = self._columns.setdefault((page.title, cell.value), [])
                        places.append((cell.row, cell.column))

    def row(self, sheet: str, line: str) -> list[Cell]:
        """The cells of a line."""
        return self._lines[sheet, line]

    def cell(self, sheet: str, line: str, heading: str) -> Cell:
        """The cell of a line in the column of the nearest such heading above it."""
        row = self.row(sheet, line)
        *_, (_, column) = (each for each in self._columns[sheet, heading] if each[0] < row[0].row)
        return row[column - 1]

    def line(self, sheet: str, name: str, headings: list[str]) -> list[object]:
        """The values of a line in some columns."""
        return [self.cell(sheet, name, each).value for each in headings]

    def named(self, name: str) -> Cell:
        """The cell that has this name."""
        ((sheet, at),) = self.book.defined_names[name].destinations
        return self.book[sheet][at]


@pytest.fixture(scope="session")
def opened() -> Callable[..., Opened]:
    """Open a workbook: its formulas, or the values that they have come to."""

    def read(path: Path, *, values: bool = False) -> Opened:
        return Opened(openpyxl.load_workbook(path, data_only=values))

    return read


@pytest.fixture(scope="session")
def hostile(still) -> Recommendation:
    """As ``still``, of a study with names that a spreadsheet might run."""
    facts = still.study.facts
    activities = {text: facts.activities["call"] for text in FORMULAS}
    study = replace(
        still.study,
        title=FORMULAS[0],
        name=FORMULAS[4],
        facts=facts.model_copy(update={"activities": activities}),
    )
    return replace(still, study=study)


@pytest.fixture(scope="session")
def books_of(
    recommendation, lively, hostile, centre, people, dismissing, divided, pods_of_people, segmented
) -> dict[str, tuple[Sheet, ...]]:
    """The sheets of nine recommendations, by name."""
    found = {"tiny": recommendation, "lively": lively, "hostile": hostile, "centre": centre}
    found |= {"people": people, "dismissing": dismissing, "divided": divided}
    found |= {"pods_of_people": pods_of_people, "segmented": segmented}
    return {name: sheets(result) for name, result in found.items()}


@pytest.fixture(scope="session")
def recalculate(tmp_path_factory, opened) -> Callable[[Sequence[Path]], Mapping[str, Opened]]:
    """Open workbooks, by name, with the values that LibreOffice has come to."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        lacking = "LibreOffice must be installed (Debian: libreoffice-calc)"
        if "CI" in os.environ:
            pytest.fail(lacking)
        pytest.skip(lacking)
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")

    def run(files: Sequence[Path]) -> Mapping[str, Opened]:
        out = tmp_path_factory.mktemp("recalculated")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
        return {path.stem: opened(path, values=True) for path in out.iterdir()}

    return run
