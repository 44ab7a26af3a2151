"""A folder of results says whose it is and what the planner has written there."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from planner.results.manifest import MANIFEST, check_free, claim, elsewhere, manifest, other_study
from planner.study.errors import InputError
from planner.study.study import Study


@pytest.fixture
def mine(tmp_path, tiny_study) -> Study:
    """A study in a project of its own."""
    path = tmp_path / "project" / "a" / "tiny.toml"
    path.parent.mkdir(parents=True)
    path.write_text("a study")
    return replace(tiny_study, path=path)


@pytest.fixture
def folder(tmp_path) -> Path:
    place = tmp_path / "project" / "results" / "tiny"
    place.mkdir(parents=True)
    return place


def test_a_folder_is_of_the_study_that_took_it_also_after_a_change(mine, folder):
    assert manifest(folder) is None
    claim(folder, mine)
    assert other_study(folder, mine) is None
    assert other_study(folder, replace(mine, digest="changed")) is None


def test_a_study_of_that_name_elsewhere_is_another(mine, folder):
    claim(folder, mine)
    other = replace(mine, path=mine.path.parents[1] / "b" / "tiny.toml", digest="another")
    assert other_study(folder, other) == str(mine.path)
    with pytest.raises(InputError) as refused:
        check_free(folder, other)
    assert str(refused.value) == (
        f"{folder}: found the results of another study, {mine.path}; allowed: --results "
        f"{elsewhere(folder)}"
    )


def test_a_copy_with_the_same_bytes_uses_the_folder_and_leaves_it_to_its_owner(mine, folder):
    claim(folder, mine)
    copy = replace(mine, path=mine.path.parents[1] / "copy" / "tiny.toml")
    claim(folder, copy)
    assert other_study(folder, copy) is None
    assert other_study(folder, replace(copy, digest="edited")) == str(mine.path)


def test_a_project_may_move_with_its_results(mine, folder, tmp_path):
    claim(folder, mine)
    shutil.move(tmp_path / "project", tmp_path / "moved")
    moved = replace(mine, path=tmp_path / "moved" / "a" / "tiny.toml", digest="changed")
    assert other_study(tmp_path / "moved" / "results" / "tiny", moved) is None


def test_another_place_is_one_where_no_results_of_that_name_are(folder):
    assert elsewhere(folder) == folder.parents[1] / "results-2"
    (folder.parents[1] / "results-2" / "tiny").mkdir(parents=True)
    assert elsewhere(folder) == folder.parents[1] / "results-3"


def test_elsewhere_has_a_name_where_results_lie_right_here(tmp_path, monkeypatch):
    here = tmp_path / "here"
    (here / "below").mkdir(parents=True)
    monkeypatch.chdir(here)
    assert elsewhere(Path("tiny")) == tmp_path / "here-2"
    monkeypatch.chdir(here / "below")
    assert elsewhere(Path("..") / "tiny") == tmp_path / "here-2"


def document(files: object) -> str:
    return json.dumps({"study": "a", "digest": "b", "files": files})


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "7", "[]", "{}", '{"study": "a"}', "[" * 100_000, "\0"),
        *map(document, (7, ["plan.xlsx"], {"plan.xlsx": 7}, {"../plan.xlsx": ""}, {"/etc": ""})),
    ],
    ids=lambda text: text[:70],
)
def test_what_cannot_be_read_or_names_files_of_others_is_refused(folder, text):
    (folder / MANIFEST).write_text(text)
    with pytest.raises(InputError) as refused:
        manifest(folder)
    assert str(refused.value).startswith(f"{folder / MANIFEST}: found ")
    assert str(refused.value).count("\n") == 0


def test_bytes_that_are_no_text_and_a_folder_in_its_place_are_refused(folder):
    (folder / MANIFEST).write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match="found no list of files"):
        manifest(folder)
    (folder / MANIFEST).unlink()
    (folder / MANIFEST).mkdir()
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        manifest(folder)
