"""What commands leave behind: files in the study's results folder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from planner.handoff import documents, dossier, inquiry, vega
from planner.handoff.animation import page as animation
from planner.handoff.animation.scene import scene
from planner.handoff.dashboard.board import decorate
from planner.handoff.dashboard.note import note
from planner.handoff.dashboard.plots import plots
from planner.handoff.report import charts
from planner.handoff.report.content import content
from planner.handoff.report.figures import Figure, tornado
from planner.handoff.report.page import page
from planner.handoff.workbook.csv import write_csv
from planner.handoff.workbook.excel import write_workbook
from planner.handoff.workbook.workbook import sheets
from planner.recommendation.recommend import Recommendation
from planner.reproduce import Reproduction
from planner.simulation.watched import Future
from planner.study.errors import Complaint, InputError
from planner.whatif.whatif import Answers

RECOMMENDATION = "recommendation.json"
REPORT = "report.html"
WORKBOOK = "plan.xlsx"
TABLES = "plan"
WHATIF = "whatif.json"
ANIMATION = "watch.html"


def results_folder(root: str, study: str) -> Path:
    """The folder of a study's results, made if there is none.

    Raises:
        InputError: it cannot be made, or not be written.
    """
    folder = Path(root) / study
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        found = f"found {root}, where {folder} cannot be written: {error.strerror}"
        raise InputError([Complaint("--results", "", found, "a folder to write in")]) from None


def write(result: Recommendation, folder: Path) -> tuple[Path, ...]:
    """Write a file for everyone who gets the recommendation; the files and folders written.

    For machines a document, for a leader the report, for finance the workbook and the same tables
    as CSV; for an analyst, what the dashboard shows beside the search in ``folder``.

    Raises:
        InputError: one of them cannot be written.
    """
    machines, workbook, tables = (folder / name for name in (RECOMMENDATION, WORKBOOK, TABLES))
    with _writing(folder):
        _write_text(machines, documents.as_text(dossier.recommendation(result)))
        report = _write_report(result, folder)
        book = sheets(result)
        write_workbook(book, workbook)
        tables.mkdir(exist_ok=True)
        for earlier in tables.glob("*.csv"):
            earlier.unlink()
        write_csv(book, tables)
        decorate(folder, result.study.name, note(result), plots(result), (report, workbook))
    return machines, report, workbook, tables


def write_whatif(answers: Answers, folder: Path) -> tuple[Path, ...]:
    """Write the answers for machines, and the report with them; the files written.

    Raises:
        InputError: one of them cannot be written.
    """
    machines = folder / WHATIF
    with _writing(folder):
        _write_text(machines, documents.as_text(inquiry.whatif(answers)))
        return _write_report(answers.recommendation, folder), machines


def write_animation(future: Future, folder: Path) -> Path:
    """Write a future as a page that plays it; the page.

    Raises:
        InputError: it cannot be written.
    """
    path = folder / ANIMATION
    with _writing(folder):
        _write_text(path, animation.page(scene(future)))
    return path


def write_figures(result: Reproduction, root: str, name: str) -> list[Path]:
    """Draw the published figures of a model again, such as figure-2a.png; the pictures.

    Raises:
        InputError: one of them cannot be written.
    """
    if not result.published.figures:
        return []
    folder, paths = results_folder(root, name), []
    with _writing(folder):
        for figure in result.published.figures:
            path = folder / f"{figure.name.lower().replace(' ', '-')}.png"
            path.write_bytes(vega.png(charts.published(figure)))
            paths.append(path)
    return paths


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say which file cannot be written: another program may hold it, after hours of search."""
    try:
        yield
    except OSError as error:
        found = (
            f"cannot be written: {error.strerror or error}. Close it in other programs, or move it "
            "away; then the same command writes it. The search is kept, and no run is made twice"
        )
        raise InputError([Complaint(str(error.filename or folder), "", found)]) from None


def _write_text(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _write_report(result: Recommendation, folder: Path) -> Path:
    path = folder / REPORT
    _write_text(path, page(content(result, _tornado(result, folder))))
    return path


def _tornado(result: Recommendation, folder: Path) -> Figure | None:
    """What ``plan whatif`` found for the same study and seed, if it was asked and can be read."""
    try:
        document = json.loads((folder / WHATIF).read_text(encoding="utf-8"))
        asked = document["digest"], document["seed"]
        found = tornado(result, document["moves"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.rows and asked == (result.study.digest, result.seed) else None
