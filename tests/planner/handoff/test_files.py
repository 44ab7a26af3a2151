"""What a recommendation leaves behind for everyone who gets it."""

import errno
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openpyxl
import optuna_dashboard
import pytest
from optuna.artifacts import get_all_artifact_meta

from planner.handoff.dashboard.note import note
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.files import answered, results_folder, write, write_assignment, write_whatif
from planner.handoff.names import AUDIT, RECOMMENDATION, REPORT, TABLES, WHATIF, WORKBOOK
from planner.handoff.wording.advice import advice
from planner.proposal.decisions import Decision, Decisions
from planner.results.delivery import deliver, stage
from planner.results.manifest import MANIFEST
from planner.search.journal import ARTIFACTS, JOURNAL, recorded
from planner.study.errors import InputError

TABLE = f"{TABLES}/summary.csv"


@pytest.fixture
def folder(tmp_path, searched):
    """Where a recommendation was searched, as the search has left it."""
    shutil.copy(searched[1] / JOURNAL, tmp_path / JOURNAL)
    return tmp_path


@pytest.fixture
def found(searched, folder):
    """The recommendation, in that folder."""
    return replace(searched[0], folder=folder)


@pytest.fixture(scope="module")
def written(searched, tmp_path_factory):
    """The recommendation in a folder where all has been written. Who changes it takes a copy."""
    folder = tmp_path_factory.mktemp("written")
    shutil.copy(searched[1] / JOURNAL, folder / JOURNAL)
    result = replace(searched[0], folder=folder)
    write(result, answered(result))
    return result


def test_the_results_of_a_study_have_a_folder_of_its_name(tmp_path):
    folder = results_folder(str(tmp_path / "deep" / "results"), "growth")
    assert folder == tmp_path / "deep" / "results" / "growth"
    assert folder.is_dir()
    assert results_folder(str(tmp_path / "deep" / "results"), "growth") == folder


def test_the_files_that_were_written_are_named(found, folder):
    names = (TABLES, WORKBOOK, RECOMMENDATION, REPORT)
    delivered = write(found, answered(found))
    assert delivered.files == tuple(folder / name for name in names)
    assert delivered.kept == ()
    assert {path.name for path in folder.iterdir()} == {*names, JOURNAL, ARTIFACTS, MANIFEST}


def test_report_workbook_and_tables_are_of_this_recommendation(written):
    folder, headline = written.folder, advice(written).headline
    assert f"<h2>{headline}</h2>" in (folder / REPORT).read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / WORKBOOK)
    assert headline in book["Summary"]["A2"].value
    tables = {path.stem for path in (folder / TABLES).iterdir()}
    assert tables == {name.lower().replace(" ", "-") for name in book.sheetnames}
    assert headline in (folder / TABLES / "summary.csv").read_text(encoding="utf-8")


def test_the_dashboard_has_the_note_and_the_files_for_people(written):
    folder = written.folder
    study = recorded(folder, written.study.name)
    assert optuna_dashboard.get_note(study) == note(written)
    artifacts = get_all_artifact_meta(study)
    assert {each.filename for each in artifacts} == {REPORT, WORKBOOK}
    for each in artifacts:
        stored = folder / "artifacts" / each.artifact_id
        assert stored.read_bytes() == (folder / each.filename).read_bytes()


def test_the_recommendation_is_the_document_for_machines(written):
    text = (written.folder / RECOMMENDATION).read_text(encoding="utf-8")
    assert text == as_text(recommendation_document(written)) + "\n"


def test_what_was_written_before_is_replaced_and_what_is_made_no_more_is_gone(found, folder):
    long = "an earlier and much longer text\n" * 100_000
    with stage(folder) as staged:
        (staged / TABLES).mkdir()
        for name in (RECOMMENDATION, REPORT, WORKBOOK, f"{TABLES}/stale.csv", TABLE):
            (staged / name).write_text(long)
        deliver(staged, folder, found.study)
    assert write(found, answered(found)).kept == ()
    for name in (RECOMMENDATION, REPORT, WORKBOOK, TABLE):
        assert b"earlier and much longer" not in (folder / name).read_bytes()
    assert not (folder / TABLES / "stale.csv").exists()


def test_what_somebody_has_changed_or_put_there_is_kept(found, folder):
    """The workbook has cells to put numbers in, which a second run of the command took."""
    (folder / REPORT).write_text("a report of our own")
    (folder / TABLES).mkdir()
    (folder / TABLES / "our own.csv").write_text("a table of our own")
    kept = folder / "report-changed-1.html"
    assert write(found, answered(found)).kept == (kept,)
    assert kept.read_text() == "a report of our own"
    (folder / WORKBOOK).write_bytes(b"with other costs")
    (folder / TABLE).write_text("with other costs")
    kept = (folder / TABLES / "summary-changed-1.csv", folder / "plan-changed-1.xlsx")
    assert write(found, answered(found)).kept == kept
    assert {path.read_text() for path in kept} == {"with other costs"}
    assert (folder / TABLES / "our own.csv").read_text() == "a table of our own"
    assert write(found, answered(found)).kept == ()


def test_the_same_recommendation_makes_the_same_bytes(found, folder):
    def left():
        write(found, answered(found))
        return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    assert left() == left()


def test_a_report_shows_what_if_where_it_was_asked_for_the_same_study_and_seed(
    found, folder, answers
):
    own = replace(answers, recommendation=found)
    for other in (
        replace(own, recommendation=replace(found, seed=found.seed + 1)),
        replace(own, recommendation=replace(found, study=replace(found.study, digest="0" * 64))),
    ):
        write_whatif(other)
        write(found, answered(found))
        assert 'id="tornado"' not in (folder / REPORT).read_text(encoding="utf-8")
        assert "Break-even prices" not in openpyxl.load_workbook(folder / WORKBOOK).sheetnames
    write_whatif(own)
    for again in (False, True):
        if again:
            write(found, answered(found))
        report = (folder / REPORT).read_text(encoding="utf-8")
        assert 'id="tornado"' in report
        assert "What automation may cost before it loses money" in report
        assert "One CSMP more, or one fewer" in report
        sheets = openpyxl.load_workbook(folder / WORKBOOK).sheetnames
        assert {"Break-even prices", "One more or fewer"} <= set(sheets)
        assert (folder / TABLES / "break-even-prices.csv").exists()


END = '{"value": 1, "change": {"plan": {"mean": 1, "half_width": 1}}}'
MOVES = ["7", "[7]", '["low"]', "[{}]", f'[{{"fact": "a", "unit": "b", "low": {END}}}]', "[]"]
NO_NUMBER = END.replace('"plan"', '"reoptimised": {"mean": "many", "half_width": 1}, "plan"')
MOVES.append(f'[{{"fact": "a", "unit": "b", "low": {NO_NUMBER}, "high": {NO_NUMBER}}}]')


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "7", *MOVES])
def test_a_what_if_that_cannot_be_read_is_left_out(found, folder, text):
    if text in MOVES:
        text = f'{{"digest": "{found.study.digest}", "seed": {found.seed}, "moves": {text}}}'
    (folder / WHATIF).write_text(text, encoding="utf-8")
    assert answered(found) is None


def test_without_answers_that_can_be_read_all_else_is_written(found, folder):
    (folder / WHATIF).write_text("{", encoding="utf-8")
    write(found, answered(found))
    assert 'id="tornado"' not in (folder / REPORT).read_text(encoding="utf-8")
    assert json.loads((folder / RECOMMENDATION).read_text(encoding="utf-8"))["study"] == "bound"


# ---- What cannot be written ----------------------------------------------------------------------


def in_the_way(path):
    """Put something where a file, or a folder, is to be."""
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("a file in the place of a folder")
    else:
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize("name", [RECOMMENDATION, REPORT, WORKBOOK, TABLES, TABLE])
def test_what_cannot_be_written_is_told_in_one_line_and_once_free_it_is_written(
    found, folder, written, tmp_path_factory, name
):
    shutil.copytree(written.folder, folder, dirs_exist_ok=True)
    whole = {path.relative_to(folder): path.is_file() for path in folder.rglob("*")}
    in_the_way(folder / name)
    with pytest.raises(InputError) as refused:
        write(found, answered(found))
    message = str(refused.value)
    assert message.startswith(f"{folder / name}: cannot be written: ")
    assert "Close it in other programs, or move it away" in message
    assert "The search is kept" in message
    assert "\n" not in message
    (folder / name).rename(tmp_path_factory.mktemp("away") / "it")
    write(found, answered(found))
    assert {path.relative_to(folder): path.is_file() for path in folder.rglob("*")} == whole


@pytest.mark.parametrize("name", [WHATIF, REPORT])
def test_answers_that_cannot_be_written_are_told_in_one_line(answers, tmp_path, name):
    (tmp_path / name).mkdir()
    placed = replace(answers.recommendation, folder=tmp_path)
    answers = replace(answers, recommendation=placed)
    with pytest.raises(InputError, match=f"{name}: cannot be written: Is a directory"):
        write_whatif(answers)


def test_a_full_disk_is_told_with_the_folder(found, folder, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("planner.handoff.files.write_workbook", full)
    with pytest.raises(InputError) as refused:
        write(found, answered(found))
    words = f"{folder}: cannot be written: No space left on device. Make room; then the same"
    assert str(refused.value).startswith(words)


# ---- Who looks after which account ---------------------------------------------------------------

ASSIGNMENT_FILES = ("assignment.csv", "assignment.html", "assignment.json", "assignment.xlsx")
WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DECIDED = Decisions((Decision(0, "approve", 1, "Mia"), Decision(5, "lock", -1)), "decided.csv")


def test_a_proposal_has_a_file_for_everyone_and_a_trail_only_if_something_was_decided(
    proposed, tmp_path
):
    delivered = write_assignment(proposed(), tmp_path, WHEN)
    assert delivered.files == tuple(tmp_path / each for each in ASSIGNMENT_FILES)
    again = write_assignment(proposed(decisions=DECIDED), tmp_path, WHEN)
    assert again.files[0] == tmp_path / AUDIT
    assert again.kept == ()


def test_the_same_proposal_makes_the_same_bytes(proposed, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_assignment(proposed(decisions=DECIDED), tmp_path / name, WHEN)
    for name in ("assignment.csv", "assignment.json", "assignment.xlsx", AUDIT):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_trail_grows_and_keeps_what_stands_there(proposed, tmp_path):
    write_assignment(proposed(decisions=DECIDED), tmp_path, WHEN)
    first = (tmp_path / AUDIT).read_text(encoding="utf-8")
    more = Decisions((*DECIDED.all, Decision(9, "reject", 2)), "decided.csv")
    write_assignment(proposed(decisions=more), tmp_path, WHEN + timedelta(days=1))
    second = (tmp_path / AUDIT).read_text(encoding="utf-8")
    assert second.startswith(first)
    assert len(second.splitlines()) == len(first.splitlines()) + 1 == 4
    write_assignment(proposed(), tmp_path, WHEN + timedelta(days=2))
    assert (tmp_path / AUDIT).read_text(encoding="utf-8") == second


def test_a_trail_that_cannot_be_read_is_kept_under_another_name(proposed, tmp_path):
    (tmp_path / AUDIT).write_text("not a trail", encoding="utf-8")
    delivered = write_assignment(proposed(decisions=DECIDED), tmp_path, WHEN)
    (kept,) = delivered.kept
    assert kept.read_text(encoding="utf-8") == "not a trail"
    assert len((tmp_path / AUDIT).read_text(encoding="utf-8").splitlines()) == 3


def test_a_list_that_was_filled_in_is_kept(proposed, tmp_path):
    write_assignment(proposed(), tmp_path, WHEN)
    path = tmp_path / "assignment.csv"
    filled = path.read_text(encoding="utf-8-sig") + "\n"
    path.write_text(filled, encoding="utf-8")
    (kept,) = write_assignment(proposed(), tmp_path, WHEN).kept
    assert kept.read_text(encoding="utf-8") == filled
