"""Answers for machines: one object on the output, progress beside it."""

import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass

import pytest
from click.testing import Result

COMMANDS = [
    pytest.param(["simulate", "tiny.toml", "--replications", "3"], id="simulate"),
    pytest.param(
        ["compare", "tiny.toml", "--policy", "caf=1.2", "--replications", "3"], id="compare"
    ),
    pytest.param(["optimize", "tiny.toml"], id="optimize"),
    pytest.param(["watch", "tiny.toml", "--policy", "caf=1.2", "--jobs", "1"], id="watch"),
]


@dataclass(frozen=True)
class Said:
    """What a command with one job says, by --json and --quiet."""

    arguments: Sequence[str]
    loud: Mapping[str, Result]
    quiet: Mapping[str, Result]


@pytest.fixture(scope="module", params=COMMANDS)
def said(request, optimized, tmp_path_factory, run_plan) -> Said:
    """All that a command says, after a search."""
    folder = tmp_path_factory.mktemp("said")
    shutil.copytree(optimized.folder, folder, dirs_exist_ok=True)
    ways = {"people": (), "machines": ("--json",)}
    with chdir(folder):
        loud, quiet = (
            {who: run_plan(*request.param, "--jobs", 1, *way, *more) for who, way in ways.items()}
            for more in ((), ("--quiet",))
        )
    return Said(request.param, loud, quiet)


@pytest.mark.parametrize("arguments", [["check", "tiny.toml"], ["check", "--fields"]])
def test_a_check_for_machines_is_one_object(plan, study_file, arguments, strictly):
    study_file()
    result = plan(*arguments, "--json")
    assert result.exit_code == 0
    assert strictly(result.stdout)


def test_json_is_one_object_and_all_there_is_on_the_output(said, strictly):
    result = said.loud["machines"]
    assert result.exit_code == 0
    assert strictly(result.stdout)


def test_machines_are_told_the_currency_with_the_units_of_money(said, strictly):
    document = strictly(said.loud["machines"].stdout)
    assert ("money" in document.get("units", {}).values()) == (document.get("currency") == "USD")


def test_progress_goes_to_the_error_stream(said):
    loud, quiet = said.loud["machines"], said.quiet["machines"]
    assert re.search(r"^\w+: .*\d s$", loud.stderr, re.MULTILINE)  # a phase and how long it took
    assert quiet.stderr == ""
    assert quiet.stdout == loud.stdout


def test_answers_for_people_are_the_same_with_and_without_progress(said):
    loud, quiet = said.loud["people"], said.quiet["people"]
    assert (loud.exit_code, quiet.exit_code, quiet.stderr) == (0, 0, "")
    assert loud.stdout == quiet.stdout


@pytest.mark.long
def test_the_studys_seed_can_be_replaced(plan, searched, said, strictly):
    default = strictly(said.quiet["machines"].stdout)
    place = ["--results", "other"] if "optimize" in said.arguments else []
    same, other = (
        strictly(plan(*said.arguments, "--json", "--quiet", "--seed", seed, *where).stdout)
        for seed, where in ((7, []), (8, place))
    )
    assert (default["seed"], same["seed"], other["seed"]) == (7, 7, 8)
    assert same == default
    assert other | {"seed": 7} != default


@pytest.mark.long
def test_the_answer_does_not_depend_on_the_number_of_jobs(plan, study_file, said):
    study_file()
    two = plan(*said.arguments, "--json", "--jobs", 2)
    assert two.stdout == said.loud["machines"].stdout


def test_both_engines_simulate_the_same_metrics_and_series(plan, study_file, strictly):
    arguments = ("simulate", study_file(), "--replications", 3, "--json", "--set", "caf=1.2")
    kernel, simpy = (
        strictly(plan(*arguments, "--engine", engine).stdout) for engine in ("kernel", "simpy")
    )
    assert (kernel.pop("engine"), simpy.pop("engine")) == ("kernel", "simpy")
    assert kernel == simpy


def test_the_program_keeps_json_and_progress_apart(plan_process, study_file, strictly):
    study_file()
    done = plan_process("simulate", "tiny.toml", "--replications", 3, "--json", "--jobs", 2)
    assert done.returncode == 0
    assert strictly(done.stdout)["study"] == "tiny"
    assert "simulate: 3 runs" in done.stderr
