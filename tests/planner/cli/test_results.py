"""What an optimization writes, and where it cannot."""

import shutil
from pathlib import Path

from planner.handoff.names import RECOMMENDATION, REPORT, TABLES, WORKBOOK


def test_an_optimization_writes_its_results_and_says_where(plan, searched):
    folder = Path("here/and there/tiny")
    shutil.copytree(searched, folder)
    for name in (RECOMMENDATION, REPORT, WORKBOOK):
        (folder / name).unlink()
    result = plan("optimize", "tiny.toml", "--results", "here/and there")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    for name in (RECOMMENDATION, REPORT, WORKBOOK):
        assert (folder / name).is_file()
    names = ", ".join(sorted((RECOMMENDATION, REPORT, WORKBOOK, TABLES)))
    assert f"Wrote {names} to {folder}" in words


def test_the_recommendation_on_file_is_the_one_on_the_output(optimized):
    file = optimized.folder / "results" / "tiny" / RECOMMENDATION
    assert file.read_text(encoding="utf-8") == optimized.result.stdout


def test_a_search_from_its_beginning_counts_its_runs_on_the_error_stream(optimized, strictly):
    replications = strictly(optimized.result.stdout)["replications"]
    words = " ".join(optimized.result.stderr.split())
    for phase in ("validate", "frontier"):
        assert f"{phase}: {replications[phase]} runs" in words


def test_after_a_file_that_cannot_be_written_the_same_command_only_writes(
    plan, searched, remodelled, assert_wrong_input
):
    def run(*_: object) -> None:
        raise AssertionError("simulated again")

    remodelled(run=run)
    workbook = searched / WORKBOOK
    workbook.unlink()
    workbook.mkdir()
    refused = plan("optimize", "tiny.toml", "--quiet")
    assert_wrong_input(
        refused, f"{workbook}: cannot be written: Is a directory. ", "search is kept"
    )
    workbook.rmdir()
    assert plan("optimize", "tiny.toml", "--quiet").exit_code == 0
    assert workbook.is_file()


def test_results_that_cannot_be_written_are_refused(plan, study_file, assert_wrong_input):
    study_file()
    Path("results").mkdir()
    Path("results/tiny").write_text("a file where the folder of the study should be")
    result = plan("optimize", "tiny.toml", "--quiet")
    assert_wrong_input(result, "results")


def test_customers_who_turn_into_others_are_in_the_hand_offs(plan):
    cards = (Path(__file__).parents[3] / "studies" / "access-cards.toml").read_text()
    for key, months in (("horizon", 24), ("warm_up", 24)):
        assert f"{key}_months = {months}" in cards
        cards = cards.replace(f"{key}_months = {months}", f"{key}_months = 2")
    few = (
        "\ntrials = 4\nreplications = 3\nfinalists = 2\nfirst_stage = 5\n"
        "select_replications = 8\nvalidate_replications = 4\nfrontier_replications = 2\n"
    )
    cards, search, _ = cards.partition("\n[search]")
    assert search
    Path("few.toml").write_text(cards + search + few)
    result = plan("optimize", "few.toml", "--quiet")
    assert result.exit_code == 0, result.stderr
    report = Path("results/few", REPORT).read_text()
    assert "types.spenders.turns_denied.sleepers" in report
