"""Answers for people: how wide they are, and how a recommendation is worded."""

import re
from pathlib import Path

import pytest

DEAR = """
model = "access"
start = 2026-01-01
facts = {horizon_months = 6, warm_up_months = 6, servers = {monthly_cost = 400.0, at_start = 20}}
decisions = {new_customers = {low = 0.0, high = 60.0}, servers = {low = 0, high = 60}}

[search]
trials = 6
replications = 4
finalists = 2
first_stage = 5
select_replications = 20
validate_replications = 5
frontier_replications = 2
"""


@pytest.mark.parametrize(
    "arguments",
    [
        "check growth",
        "check growth-schedule",
        "check frontier",
        "check scaleup",
        "check --fields",
        "simulate growth --replications 2",
        "compare paper --policy quarterly_caf110 --replications 2",
        "compare growth --policy caf=1.3 --replications 2",
        "optimize tiny.toml",
        "watch tiny.toml --policy caf=1.2 --jobs 1",
        "reproduce --replications 2",
    ],
)
def test_answers_fit_a_terminal_of_80_characters(plan, searched, glancing, arguments):
    done = plan(*arguments.split(), *([] if "--fields" in arguments else ["--quiet"]))
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) > 5
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines if "…" in line] == []


def test_a_recommendation_says_how_sure_it_is_and_what_today_brings(plan, searched):
    words = " ".join(plan("optimize", "tiny.toml").stdout.split())
    whole = " ".join(plan("optimize", "tiny.toml", "--verbose").stdout.split())
    assert re.search(r"Settings cadence .*\. Today: cadence quarterly, caf 1\.", whole)
    assert re.search(r"How sure It does worse than today's policy in .* of 6 simulated", words)
    assert "The fixed plan gains" not in words
    assert len(words) < len(whole)


def test_a_recommendation_of_todays_policy_says_that_nothing_does_better(plan, study_file):
    study_file(
        ("annual_cost = 20_000.0", "annual_cost = 500_000_000.0"),  # automation
        ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
    )
    words = " ".join(plan("optimize", "tiny.toml").stdout.split())
    assert "To do Do as today's policy says: go from 3 to 4 CSMPs" in words
    assert re.search(r"With 95 % confidence none of \d+ other policies is better by more", words)


def test_a_business_that_loses_money_in_any_case_is_told_so(plan, vendor):
    losing = vendor("losing", ("annual_cost = 60_000.0", "annual_cost = 9_000_000.0"))
    words = " ".join(plan("optimize", losing.path).stdout.split())
    assert "Even so it loses money: what it brings is less than it costs." in words


def test_a_business_that_does_not_pay_is_told_so_and_not_to_operate(plan, strictly):
    Path("dear.toml").write_text(DEAR)
    result = plan("optimize", "dear.toml", "--quiet", "--json")
    assert result.exit_code == 0
    told = strictly(result.stdout)
    assert told["policy"]["servers"] == told["policy"]["new_customers"] == 0
    result = plan("optimize", "dear.toml", "--quiet", "--verbose")
    said = " ".join(result.stdout.split())
    assert "To do Do as today's policy says: go from 20 to 0 servers." in said
    assert "Settings new_customers 0, servers 0." in said
    assert "Not profitable to operate: by the formulas of the fluid model" in said
    assert "Not profitable to operate" in Path("results/dear/report.html").read_text()
