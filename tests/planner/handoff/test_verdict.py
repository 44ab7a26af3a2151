"""A recommendation says in the terminal how sure it is, and what it is not."""

import shlex
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from planner.handoff import verdict
from planner.recommendation.validation import Reduction
from planner.simulation.estimate import Estimate
from planner.study.constraints import Constraint
from planner.study.study import describe_policy


@pytest.fixture
def shown(capsys):
    """The words of a recommendation, without the breaks of lines."""

    def words(result):
        verdict.show_recommendation(result, [])
        return " ".join(capsys.readouterr().out.split())

    return words


def test_a_certified_selection_names_its_confidence_and_zone(recommendation, shown):
    selected = replace(recommendation.selected, certified=True, feasible=True, zone=123_456.0)
    words = shown(replace(recommendation, selected=selected))
    count = len(selected.finalists)
    assert f"Certified: the best of {count} finalists with 95 % confidence" in words
    assert "better than the others by 123.46 K USD (the indifference zone)" in words


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        ("runs", "search.max_runs"),
        ("seconds", "search.max_seconds"),
        ("replications", "search.select_replications"),
    ],
)
def test_a_selection_that_was_cut_short_is_not_called_certified(
    recommendation, shown, limit, field
):
    selected = replace(
        recommendation.selected, certified=False, feasible=True, ended_by=limit, closes_at=4_321
    )
    words = shown(replace(recommendation, selected=selected))
    assert f"Not certified: {field} ended the selection" in words
    assert "Certified:" not in words
    assert f"If that matters, raise {field}" in words
    assert ("select_replications (4,400 is enough);" in words) is (limit == "replications")


@pytest.mark.parametrize("limit", ["replications", "runs", "seconds"])
def test_no_more_replications_are_advised_than_a_study_may_ask_for(recommendation, shown, limit):
    """Of select_replications 100,000 are allowed."""
    selected = replace(
        recommendation.selected,
        certified=False,
        feasible=True,
        ended_by=limit,
        zone=5.0,
        closes_at=219_001,
    )
    met = selected.selected.replications
    words = shown(replace(recommendation, selected=selected))
    assert "may take 220,000 replications, and 100,000 are the most that a study may" in words
    assert "220,000 is enough" not in words
    assert "If that matters" not in words
    wider = float(
        words.partition("from 5.00 USD (")[2].partition(" is enough)")[0].replace(",", "")
    )
    assert wider >= 5.0 * (219_001 / met) ** 0.5


def test_of_what_was_left_undecided_it_is_said_how_much_better_it_may_be(recommendation, shown):
    selected = recommendation.selected
    today, *others = (replace(each, verdict="eliminated") for each in selected.finalists)
    others[-1] = replace(others[-1], verdict="behind", difference=Estimate(-935.0, 170.0))
    left = replace(today, verdict="left", difference=Estimate(-200.0, 700.0))
    tie = replace(others[0], verdict="tie", difference=Estimate(-2.0, 150.0))
    cut = replace(
        selected,
        certified=False,
        feasible=True,
        ended_by="replications",
        finalists=(left, tie, *others[1:]),
        selected=replace(selected.selected, objective=Estimate(200_000.0, 10.0)),
    )
    words = shown(replace(recommendation, selected=cut))
    count = len(cut.finalists)
    assert f"Of {count} finalists 2 could not be told from the one selected." in words
    assert "none is better by more than 500.00 USD (0.25 % of its objective)" in words
    assert f"{describe_policy(recommendation.study, left.policy)}: -200 ± 700 USD" in words
    assert f"{describe_policy(recommendation.study, tie.policy)}: -2 ± 150 USD" in words
    assert "-935" not in words


def test_constraints_are_shown_as_satisfied_or_violated(recommendation, shown):
    kept = Constraint("retention_rate", 0.5, "at_least", None)
    broken = Constraint("csmp_cost", 100.0, "at_most", 0.9)
    study = replace(recommendation.study, constraints=(kept, broken))
    selected = replace(recommendation.selected, feasible=False, certified=False)
    result = replace(recommendation, study=study, selected=selected, violations=(-0.1, 0.25))
    words = shown(result)
    assert "Constraint retention_rate at least 0.5 on average: satisfied" in words
    assert "Constraint csmp_cost at most 100 in 90 % of futures: violated by 25.0 %" in words
    assert "Least violating: " in words
    assert "No finalist kept the constraints in the selection's replications;" in words
    assert "found otherwise" not in words


@pytest.mark.parametrize(("feasible", "violated"), [(True, 0.01), (False, -0.01)])
def test_a_validation_that_contradicts_the_selection_is_said_to(
    recommendation, shown, feasible, violated
):
    near = Constraint("retention_rate", 0.5, "at_least", None)
    study = replace(recommendation.study, constraints=(near,))
    selected = replace(recommendation.selected, feasible=feasible)
    words = shown(replace(recommendation, study=study, selected=selected, violations=(violated,)))
    assert "The selection, on other replications, found otherwise" in words


@pytest.mark.parametrize(
    ("bound", "violation", "words"),
    [
        (0.5, float("inf"), "violated, as the metric is not defined in every future"),
        (0.0, 12_345.0, "violated by 12,345"),
        (0.5, 1.234, "violated by 123.4 %"),
    ],
)
def test_a_violation_is_said_so_that_it_can_be_read(recommendation, shown, bound, violation, words):
    constraint = Constraint("total_cost", bound, "at_most", None)
    study = replace(recommendation.study, constraints=(constraint,))
    assert words in shown(replace(recommendation, study=study, violations=(violation,)))


@pytest.mark.parametrize(("certified", "claimed"), [(True, True), (False, False)])
def test_todays_policy_is_called_best_only_where_that_was_shown(
    recommendation, shown, certified, claimed
):
    today = recommendation.baseline
    selected = replace(recommendation.selected, certified=certified)
    result = replace(recommendation, winner=today, selected=selected, simpler=None)
    words = shown(result)
    assert "That is today's policy" in words
    assert ("nothing that was tried does better." in words) is claimed
    assert "Common random numbers made" not in words
    tied = shown(replace(result, simpler=recommendation.gain))
    assert ("does better by more than the indifference zone." in tied) is claimed


def test_policies_that_tie_are_listed_with_the_order_of_simplicity(recommendation, shown):
    selected = recommendation.selected
    tie = replace(selected.finalists[0], verdict="tie")
    tied = replace(selected, finalists=(tie, *selected.finalists[1:]))
    words = shown(replace(recommendation, selected=tied))
    assert "the one selected (" in words
    assert "is recommended: fewest decisions changed from today's policy" in words


def test_common_random_numbers_that_do_not_help_are_warned_of(recommendation, shown):
    helped = replace(recommendation, reduction=Reduction(0.4, 1.5, 3.0))
    harmed = replace(recommendation, reduction=Reduction(-0.4, 0.7, 3.0))
    assert "Warning" not in shown(helped)
    assert "Warning: common random numbers did not help here" in shown(harmed)


def test_a_plan_in_large_money_shows_every_digit_on_80_characters(recommendation, capsys):
    """As of two hundred CSMPs who are paid in yen."""
    facts = recommendation.study.facts
    yen = {"at_start": 200, "annual_cost": 1e8, "annual_attrition": 0.24, "recruiting_cost": 2e7}
    team = facts.team.model_copy(update=yen)
    facts = facts.model_copy(update={"team": team})
    study = replace(recommendation.study, facts=facts, path=Path("tiny.toml"))
    result = replace(recommendation, study=study, folder=Path("results/tiny"))
    verdict.show_recommendation(result, [])
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    for row in result.plan_rows:
        costs = [f"{row[name]:,.0f}" for name in ("csmp_cost", "recruiting_cost")]
        assert len(costs[0]) == len("1,234,567,890")
        assert any(line.split()[-2:] == costs for line in lines)


def test_the_frontier_marks_the_studys_own_share(recommendation, capsys):
    verdict.show_frontier(recommendation)
    out = capsys.readouterr().out
    assert out.count(" *") == 1
    for each in recommendation.frontier.stretches:
        assert f"{each.low:.3f} to {each.high:.3f}" in out


def test_a_narrow_stretch_of_the_frontier_is_shown_with_digits_enough(recommendation, capsys):
    front = recommendation.frontier
    first, last = front.stretches[0], front.stretches[-1]
    ends = (0.0, 0.26253, 0.26267, 1.0)
    narrow = tuple(
        replace(each, low=low, high=high)
        for each, (low, high) in zip((first, last, first), pairwise(ends), strict=True)
    )
    verdict.show_frontier(replace(recommendation, frontier=replace(front, stretches=narrow)))
    assert "0.2625 to 0.2627" in capsys.readouterr().out


def test_commands_are_printed_unbroken_with_all_that_they_need(recommendation, capsys):
    """As a sentence they would be broken at 80 characters, and then they cannot be pasted."""
    own = recommendation.study
    study = replace(own, path=Path(f"plans of {60 * 'a long year '}.toml"))
    folder = Path("here and there/tiny")
    result = replace(recommendation, study=study, folder=folder, seed=own.seed + 1)
    verdict.show_recommendation(result, [])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    for verb in ("frontier", "whatif"):
        (found,) = (line for line in lines if line.startswith(f"plan {verb}"))
        assert shlex.split(found) == [
            *("plan", verb, str(study.path)),
            *("--results", "here and there", "--seed", str(own.seed + 1)),
        ]
