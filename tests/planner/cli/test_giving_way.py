"""A search that takes the place of another: what gives way, and what is kept."""

from pathlib import Path

import pytest

from planner.handoff.names import WORKBOOK
from planner.recommendation.folder import opened


def test_a_search_that_would_replace_a_finished_one_is_refused_without_a_terminal(
    plan, study_file, searched, assert_wrong_input, files_in
):
    before = files_in(searched)
    result = plan("optimize", "tiny.toml", "--seed", 3, "--quiet")
    assert_wrong_input(
        result,
        f"{searched}: found the finished search of seed 7, not 3, which would have to give way; "
        f"allowed: to start over and keep it in {searched / 'earlier-1'}: plan optimize tiny.toml "
        "--seed 3 --fresh; elsewhere: plan optimize tiny.toml --results results-2 --seed 3\n",
    )
    assert files_in(searched) == before


@pytest.mark.parametrize("answer", ["y\n", "n\n", "\n"])
def test_on_a_terminal_it_asks_and_no_is_the_default(plan, searched, monkeypatch, answer, files_in):
    before = files_in(searched)
    monkeypatch.setattr("planner.commands.recommending.on_terminal", lambda: True)
    result = plan("optimize", "tiny.toml", "--seed", 3, "--quiet", input=answer)
    question = f"{searched} holds the finished search of seed 7, not 3. Start over? It is kept in "
    assert question + f"{searched / 'earlier-1'} [y/N]: " in result.stderr
    aside = searched / "earlier-1"
    if answer == "y\n":
        assert result.exit_code == 0
        moved = {path.relative_to(aside): text for path, text in files_in(aside).items()}
        assert moved == {path.relative_to(searched): text for path, text in before.items()}
    else:
        assert result.exit_code == 2
        assert files_in(searched) == before


def test_an_unfinished_search_gives_way_with_a_word(plan, study_file, tiny_study):
    study_file()
    Path("results/tiny").mkdir(parents=True)
    opened(Path("results/tiny"), tiny_study, 3, fresh=False).close()
    result = plan("optimize", "tiny.toml", "--quiet")
    assert result.exit_code == 0
    words = "results/tiny held an unfinished search of seed 3, not 7; it is kept in"
    assert result.stderr == f"{words} results/tiny/earlier-1\n"


def test_a_study_and_notes_in_the_folder_of_results_stay_there(plan, study_file, searched):
    """Edited and run again, the study was moved away together with the search."""
    study = searched / "tiny.toml"
    changed = study_file(("annual_cost = 60_000.0", "annual_cost = 70_000.0"))
    changed.rename(study)
    for name in ("notes.txt", "plan/our own.csv"):
        (searched / name).write_text("ours")
    result = plan("optimize", study, "--fresh", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert study.is_file()
    for name in ("notes.txt", "plan/our own.csv"):
        assert (searched / name).read_text() == "ours"
    assert (searched / "earlier-1" / WORKBOOK).is_file()
    assert not (searched / "earlier-1" / "notes.txt").exists()


def test_a_workbook_with_numbers_put_in_is_kept_when_it_is_written_anew(plan, searched):
    (searched / WORKBOOK).write_bytes(b"with other costs")
    result = plan("optimize", "tiny.toml", "--quiet")
    kept = searched / "plan-changed-1.xlsx"
    assert result.stderr == f"A file that was changed since it was written is kept as {kept}\n"
    assert kept.read_bytes() == b"with other costs"
    assert (searched / WORKBOOK).read_bytes().startswith(b"PK")
    assert plan("optimize", "tiny.toml", "--quiet").stderr == ""
