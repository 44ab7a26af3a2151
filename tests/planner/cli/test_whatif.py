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
