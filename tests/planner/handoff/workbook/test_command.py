"""The command that a reader is given simulates the fixed plan, by itself."""

import shlex
from dataclasses import replace
from pathlib import Path

from planner.handoff.workbook.command import simulate_command
from planner.study.examples import EXAMPLES
from planner.study.study import policy_with


def simulated(result) -> str:
    return simulate_command(result.study, result.plan.policy, result.seed)


def test_its_settings_make_the_fixed_plan(lively):
    plan, simulate, file, *rest = shlex.split(simulated(lively))
    assert (plan, simulate, file) == ("plan", "simulate", str(lively.study.path))
    assert set(rest[::2]) == {"--set"}
    assert policy_with(lively.study, rest[1::2]) == lively.plan.policy


def test_its_seed_is_that_of_the_recommendation(lively):
    own = lively.study.seed
    assert "--seed" not in shlex.split(simulated(lively))
    other = shlex.split(simulated(replace(lively, seed=own + 1)))
    assert other[3:5] == ["--seed", str(own + 1)]


def test_a_file_with_spaces_in_its_name_is_quoted(lively):
    study = replace(lively.study, path=lively.study.path.with_name("our plan; $5.toml"))
    words = shlex.split(simulated(replace(lively, study=study)))
    assert words[:3] == ["plan", "simulate", str(study.path)]


def test_an_example_is_named_as_it_is_known_everywhere(lively):
    study = replace(lively.study, path=EXAMPLES / "growth.toml", name="growth")
    words = shlex.split(simulated(replace(lively, study=study)))
    assert words[:3] == ["plan", "simulate", "growth"]


def test_it_names_the_study_as_it_was_named_so_that_it_runs_where_that_did(lively):
    study = replace(lively.study, path=Path("plans/lively.toml"))
    words = shlex.split(simulated(replace(lively, study=study)))
    assert words[:3] == ["plan", "simulate", "plans/lively.toml"]
