"""Files that commands leave behind in the study's results folder."""

import errno
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

from planner.handoff.animation import page as animation
from planner.handoff.animation.scene import scene
from planner.handoff.dashboard.board import decorate
from planner.handoff.dashboard.note import note
from planner.handoff.dashboard.plots import plots
from planner.handoff.documents.asked import Asked, asked
from planner.handoff.documents.assignment import assignment_document
from planner.handoff.documents.audit import HEADINGS, Entry, read_trail, remembered, trail
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.documents.whatif import whatif_document
from planner.handoff.html import vega
from planner.handoff.names import (
    ANIMATION,
    ASSIGNED,
    ASSIGNMENT,
    ASSIGNMENT_BOOK,
    ASSIGNMENT_PAGE,
    AUDIT,
    RECOMMENDATION,
    REPORT,
    TABLES,
    WHATIF,
    WORKBOOK,
)
from planner.handoff.report import charts
from planner.handoff.report.assignment.content import assignment_content
from planner.handoff.report.assignment.page import assignment_page
from planner.handoff.report.content import content
from planner.handoff.report.page import page
from planner.handoff.wording.assignment.advice import decide_command
from planner.handoff.wording.assignment.rows import account_rows
from planner.handoff.workbook.assignment import accounts
from planner.handoff.workbook.assignment.workbook import assignment_sheets
from planner.handoff.workbook.cells import Sheet, Table
from planner.handoff.workbook.csv import write_csv
from planner.handoff.workbook.excel import write_workbook
from planner.handoff.workbook.workbook import sheets
from planner.proposal.proposal import Proposal
from planner.recommendation.recommend import Recommendation
from planner.reproduce import Reproduction
from planner.results.delivery import Delivered, deliver, stage
from planner.sensitivity.whatif import Answers
from planner.simulation.watched import Future
from planner.study.command import said
from planner.study.errors import Complaint, InputError

_LOG = logging.getLogger(__name__)


_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", None))  # Windows has no quota


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
        option = said("--results", "results")
        raise InputError([Complaint(option, "", found, "a folder to write in")]) from None


def write(result: Recommendation, answers: Asked | None, folder: Path | None = None) -> Delivered:
    """Write a file for everyone who gets the recommendation, beside its search.

    For machines a document, for a leader the report, for finance the workbook and the same tables
    as CSV; for an analyst, what the dashboard shows.

    Args:
        answers: what plan whatif has found; None if it was not asked.
        folder: another place than beside the search; the dashboard shows nothing there.

    Raises:
        InputError: one of them cannot be written.
    """
    beside = folder is None
    folder = folder or result.folder
    with _writing(folder, _SEARCH):
        folder.mkdir(parents=True, exist_ok=True)
    with _writing(folder, _SEARCH), stage(folder) as staged:
        _write_text(staged / RECOMMENDATION, as_text(recommendation_document(result)))
        _write_for_people(result, answers, staged)
        delivered = deliver(staged, folder, result.study)
        if beside:
            shown = (folder / REPORT, folder / WORKBOOK)
            decorate(folder, result.study.name, note(result, answers), plots(result), shown)
    return delivered


def write_whatif(answers: Answers) -> Delivered:
    """Write the answers for machines, and report and workbook with them, beside the search.

    Raises:
        InputError: one of them cannot be written.
    """
    result = answers.recommendation
    folder, text = result.folder, as_text(whatif_document(answers))
    with _writing(folder, _SEARCH), stage(folder) as staged:
        _write_text(staged / WHATIF, text)
        _write_for_people(result, answered(result, text), staged)
        return deliver(staged, folder, result.study)


def with_trail(proposal: Proposal, folder: Path) -> Proposal:
    """The proposal with who has decided and why, as the trail tells of earlier lists."""
    return remembered(proposal, read_trail(folder / AUDIT))


def write_assignment(
    proposal: Proposal, folder: Path, when: datetime, given: Sequence[str] = ()
) -> Delivered:
    """Write a proposal for everyone who gets it: page, workbook, document, and the list to decide.

    What people have decided goes into the trail of decisions, below what stands there; one that
    cannot be read is kept under another name, and a new one begins.

    Args:
        when: the decisions were made, with a time zone.
        given: options that the next command repeats.

    Raises:
        InputError: one of them cannot be written.
    """
    entries = trail(proposal, when, read_trail(folder / AUDIT))
    book = assignment_sheets(proposal, account_rows(proposal), entries)
    content = assignment_content(proposal, decide_command(proposal, folder, given))
    with _writing(folder), stage(folder) as staged:
        _write_text(staged / ASSIGNMENT, as_text(assignment_document(proposal)))
        _write_text(staged / ASSIGNMENT_PAGE, assignment_page(content))
        write_workbook(book, staged / ASSIGNMENT_BOOK)
        (listed,) = (sheet.table for sheet in book if sheet.name == accounts.NAME)
        write_csv([_list(ASSIGNED, listed)], staged)
        if entries:
            write_csv([_list(AUDIT, _trail_table(entries))], staged)
        return deliver(staged, folder, proposal.study)


def _list(file: str, table: Table) -> Sheet:
    """A table as a sheet, whose file has this name."""
    return Sheet(Path(file).stem, (), table, ())


def _trail_table(entries: Sequence[Entry]) -> Table:
    return [HEADINGS, *map(astuple, entries)]


def write_animation(future: Future, folder: Path) -> Delivered:
    """Write a future as a page that plays it.

    Raises:
        InputError: it cannot be written.
    """
    with _writing(folder), stage(folder) as staged:
        _write_text(staged / ANIMATION, animation.page(scene(future)))
        return deliver(staged, folder, future.study)


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


_SEARCH = ". The search is kept, and no run is made twice"


@contextmanager
def _writing(folder: Path, kept: str = "") -> Iterator[None]:
    """Say which file cannot be written: another program may hold it, after hours of search.

    Args:
        kept: a sentence on what is not lost, without a full stop.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        remedy = "Make room" if full else "Close it in other programs, or move it away"
        words = (
            f"cannot be written: {error.strerror or error}. {remedy}; then the same command writes "
            f"it{kept}"
        )
        path = error.filename2 or error.filename or folder  # of a file that is moved, where to
        raise InputError([Complaint(str(path), "", words)]) from None


def _write_text(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _write_for_people(result: Recommendation, answers: Asked | None, folder: Path) -> None:
    """Write report, workbook and tables."""
    _write_text(folder / REPORT, page(content(result, answers)))
    book = sheets(result, answers)
    write_workbook(book, folder / WORKBOOK)
    (folder / TABLES).mkdir()
    write_csv(book, folder / TABLES)


def answered(result: Recommendation, whatif: str | None = None) -> Asked | None:
    """Answers of ``plan whatif`` for the same study and seed, if it was asked and can be read.

    Args:
        whatif: the document of the answers; by default what is on file.
    """
    path = result.folder / WHATIF
    try:
        text = whatif or path.read_text(encoding="utf-8")
        return asked(text, result.study.digest, result.seed)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _LOG.warning(
            "%s: cannot be read (%s), so report and workbook go without it; written again by  %s",
            path,
            error,
            result.command("whatif"),
        )
        return None
