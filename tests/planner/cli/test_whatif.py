"""What if, asked after a search."""

import shutil
from pathlib import Path

from planner.handoff.names import RECOMMENDATION, REPORT, WHATIF


def test_what_if_is_one_object_on_the_output_and_on_file(asked, strictly):
    result, folder = asked.result, asked.folder / "results" / "tiny"
    assert (result.exit_code, strictly(result.stdout)["study"]) == (0, "tiny")
    assert "replan" in result.stderr and "value" in result.stderr
    assert (folder / WHATIF).read_text(encoding="utf-8") == result.stdout
    assert (folder / RECOMMENDATION).is_file() and (folder / REPORT).is_file()


def test_what_if_says_the_same_again_wherever_its_results_are(plan, asked, tmp_path):
    shutil.copytree(asked.folder / "results", tmp_path / "here")
    study, options = asked.folder / "tiny.toml", ("--seed", 7, "--jobs", 2)
    quiet = plan("whatif", study, "--json", "--results", "here", "--quiet", *options)
    assert (quiet.stdout, quiet.stderr) == (asked.result.stdout, "")


def test_what_if_fits_a_terminal_of_80_characters(plan, asked, tmp_path):
    shutil.copytree(asked.folder, tmp_path, dirs_exist_ok=True)
    done = plan("whatif", "tiny.toml", "--quiet")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if len(line) > 80 or "…" in line] == []
    assert [line[:2] for line in lines if line[1:3] == ". "] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert lines[-1] == f"Wrote {Path('results/tiny') / WHATIF}"


def test_the_plan_that_is_kept_is_told_before_any_policy_is_sought(plan, asked, tmp_path):
    shutil.copytree(asked.folder, tmp_path, dirs_exist_ok=True)
    told = plan("whatif", "tiny.toml").stdout
    kept, rest = told.split("Policies for these facts are being sought", 1)
    assert "the plan, kept as it is" in kept and "re-planning" not in kept
    assert "re-planning" in rest


def test_a_plan_can_be_kept_whatever_happens(plan, asked, tmp_path, strictly):
    shutil.copytree(asked.folder, tmp_path, dirs_exist_ok=True)
    done = plan("whatif", "tiny.toml", "--keep-plan")
    assert done.exit_code == 0 and "replan" not in done.stderr
    assert "re-optimised" not in done.stdout.lower() and "re-planning" not in done.stdout
    document = strictly((tmp_path / "results" / "tiny" / WHATIF).read_text(encoding="utf-8"))
    whole = strictly(asked.result.stdout)
    for kept, move in zip(document["moves"], whole["moves"], strict=True):
        assert "reoptimised" not in kept["low"] and "regret" not in kept["low"]
        for who in ("plan", "policy", "today"):
            assert kept["low"]["change"][who] == move["low"]["change"][who]
    again = plan("optimize", "tiny.toml", "--quiet")
    assert again.exit_code == 0, again.stderr
    report = (tmp_path / "results" / "tiny" / REPORT).read_text(encoding="utf-8")
    assert "either end of its range" in report and "policy searched anew" not in report
