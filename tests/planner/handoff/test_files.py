"""What a recommendation leaves behind for everyone who gets it."""

import json
import shutil
from dataclasses import replace

import openpyxl
import optuna_dashboard
import pytest
from optuna.artifacts import get_all_artifact_meta

from planner.handoff import documents, dossier, sentences
from planner.handoff.dashboard.note import note
from planner.handoff.files import (
    RECOMMENDATION,
    REPORT,
    TABLES,
    WHATIF,
    WORKBOOK,
    results_folder,
    write,
    write_whatif,
)
from planner.search.record import JOURNAL, recorded


@pytest.fixture
def folder(tmp_path, searched):
    """Where a recommendation was searched, as the search has left it."""
    shutil.copy(searched[1] / JOURNAL, tmp_path / JOURNAL)
    return tmp_path


@pytest.fixture
def found(searched):
    """The recommendation itself."""
    return searched[0]


def test_the_results_of_a_study_have_a_folder_of_its_name(tmp_path):
    folder = results_folder(str(tmp_path / "deep" / "results"), "growth")
    assert folder == tmp_path / "deep" / "results" / "growth"
    assert folder.is_dir()
    assert results_folder(str(tmp_path / "deep" / "results"), "growth") == folder


def test_the_files_that_were_written_are_named(found, folder):
    names = (RECOMMENDATION, REPORT, WORKBOOK, TABLES)
    assert write(found, folder) == tuple(folder / name for name in names)
    assert {path.name for path in folder.iterdir()} == {*names, JOURNAL, "artifacts"}


def test_report_workbook_and_tables_are_of_this_recommendation(found, folder):
    write(found, folder)
    headline = sentences.headline(found)
    assert f"<h2>{headline}</h2>" in (folder / REPORT).read_text(encoding="utf-8")
    book = openpyxl.load_workbook(folder / WORKBOOK)
    assert headline in [row[0].value for row in book["Summary"].iter_rows()]
    tables = {path.stem for path in (folder / TABLES).iterdir()}
    assert tables == {name.lower().replace(" ", "-") for name in book.sheetnames}
    assert headline in (folder / TABLES / "summary.csv").read_text(encoding="utf-8")


def test_the_dashboard_has_the_note_and_the_files_for_people(found, folder):
    write(found, folder)
    study = recorded(folder, found.study.name)
    assert optuna_dashboard.get_note(study) == note(found)
    artifacts = get_all_artifact_meta(study)
    assert {each.filename for each in artifacts} == {REPORT, WORKBOOK}
    for each in artifacts:
        stored = folder / "artifacts" / each.artifact_id
        assert stored.read_bytes() == (folder / each.filename).read_bytes()


def test_the_recommendation_is_the_document_for_machines(found, folder):
    write(found, folder)
    text = (folder / RECOMMENDATION).read_text(encoding="utf-8")
    assert text == documents.as_text(dossier.recommendation(found)) + "\n"


def test_a_second_recommendation_replaces_the_first(found, folder):
    write(found, folder)
    tables = {file.name for file in (folder / TABLES).iterdir()}
    (folder / TABLES / "stale.csv").write_text("of an earlier version")
    for name in (RECOMMENDATION, REPORT, WORKBOOK):
        (folder / name).write_text("an earlier and much longer text\n" * 100_000)
    write(found, folder)
    for name in (RECOMMENDATION, REPORT, WORKBOOK):
        assert b"earlier and much longer" not in (folder / name).read_bytes()
    assert {file.name for file in (folder / TABLES).iterdir()} == tables


def test_the_same_recommendation_makes_the_same_bytes(found, folder):
    def left():
        write(found, folder)
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
        write_whatif(other, folder)
        write(found, folder)
        assert 'id="tornado"' not in (folder / REPORT).read_text(encoding="utf-8")
    write_whatif(own, folder)
    write(found, folder)
    assert 'id="tornado"' in (folder / REPORT).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"moves": []}', "7"])
def test_a_what_if_that_cannot_be_read_is_left_out(found, folder, text):
    (folder / WHATIF).write_text(text, encoding="utf-8")
    write(found, folder)
    assert 'id="tornado"' not in (folder / REPORT).read_text(encoding="utf-8")
    assert json.loads((folder / RECOMMENDATION).read_text(encoding="utf-8"))["study"] == "bound"
