"""The command that a reader is given simulates the fixed plan, by itself."""

import shlex

from planner.handoff.workbook.command import simulate_command
from planner.study.study import policy_with


def test_its_settings_make_the_fixed_plan(lively):
    plan, simulate, file, *rest = shlex.split(simulate_command(lively))
    assert (plan, simulate, file) == ("plan", "simulate", "lively.toml")
    assert set(rest[::2]) == {"--set"}
    assert policy_with(lively.study, rest[1::2]) == lively.plan.policy


def test_it_names_no_folder_as_workbooks_travel(lively):
    assert str(lively.study.path.parent) not in simulate_command(lively)
