"""Commands that read a search: which one they read, and what they say where there is none."""

import shlex
from pathlib import Path

import pytest

from planner.handoff.names import RECOMMENDATION

READING = ("frontier", "whatif", "watch", "dashboard")


@pytest.mark.parametrize("command", READING)
def test_without_a_search_nothing_is_read_made_or_searched(
    plan, study_file, tmp_path, command, assert_wrong_input
):
    study_file()
    result = plan(command, "tiny.toml", "--results", "our results", "--seed", 3)
    words = "found no search; run first: plan optimize tiny.toml --results 'our results' --seed 3\n"
    assert_wrong_input(result, f"{Path('our results/tiny')}: {words}")
    assert [each.name for each in tmp_path.iterdir()] == ["tiny.toml"]


@pytest.mark.parametrize("command", READING)
def test_the_search_of_another_seed_is_not_read_and_not_touched(
    plan, searched, command, assert_wrong_input, files_in
):
    before = files_in(searched)
    result = plan(command, "tiny.toml", "--seed", 3)
    assert_wrong_input(
        result,
        f"{searched}: found the finished search of seed 7, not 3; run first: "
        "plan optimize tiny.toml --seed 3\n",
    )
    assert files_in(searched) == before


@pytest.mark.parametrize("command", READING)
def test_the_search_of_a_study_before_it_was_changed_is_not_read(
    plan, study_file, searched, command, assert_wrong_input, files_in
):
    before = files_in(searched)
    study_file(("annual_cost = 60_000.0", "annual_cost = 70_000.0"))
    result = plan(command, "tiny.toml")
    assert_wrong_input(result, "found the finished search of this study before it was changed;")
    assert files_in(searched) == before


def test_a_search_with_another_end_is_first_taken_to_it(
    plan, study_file, searched, assert_wrong_input
):
    study_file(("trials = 8", "trials = 9"))
    result = plan("frontier", "tiny.toml")
    assert_wrong_input(result, "not come to the end set for it; run first: plan optimize tiny.toml")


def test_the_command_that_is_printed_reads_the_search_as_it_is(
    plan, study_file, tmp_path, remodelled, files_in
):
    """With its folder, its seed and its quotes; without them it began another search."""
    path = study_file().rename(tmp_path / "our study.toml")
    done = plan("optimize", path.name, "--results", "hint", "--seed", 3, "--verbose", "--jobs", 1)
    said = [line.strip() for line in done.stdout.splitlines()]
    (command,) = (line for line in said if line.startswith("plan frontier"))

    def run(*_: object) -> None:
        raise AssertionError("simulated again")

    before = files_in(tmp_path)
    remodelled(run=run)
    result = plan(*shlex.split(command)[1:])
    assert result.exit_code == 0, result.stderr
    assert "(seed 3)" in " ".join(result.stdout.split())
    assert files_in(tmp_path) == before


def test_two_studies_of_one_name_do_not_share_a_folder(
    plan, study_file, searched, assert_wrong_input, files_in
):
    before = files_in(searched)
    text = study_file(("at_start = 12", "at_start = 13")).read_text(encoding="utf-8")
    Path("other").mkdir()
    Path("other/tiny.toml").write_text(text, encoding="utf-8")
    words = f"{searched}: found the results of another study, tiny.toml"
    own = "plan optimize other/tiny.toml --results results-2\n"
    assert_wrong_input(plan("optimize", "other/tiny.toml"), words, "--fresh; elsewhere: " + own)
    for command in READING:
        assert_wrong_input(plan(command, "other/tiny.toml"), words + "; run first: " + own)
    watched = plan("watch", "other/tiny.toml", "--policy", "caf=1.2")
    assert_wrong_input(watched, words + "; allowed: --results results-2\n")
    assert files_in(searched) == before


def test_a_recommendation_that_cannot_be_read_is_refused(plan, searched, assert_wrong_input):
    (searched / RECOMMENDATION).write_text('{"policy": {"caf": 0}}')
    result = plan("watch", "tiny.toml")
    assert_wrong_input(result, f"{RECOMMENDATION}: policy.caf: found 0; allowed: a number")
