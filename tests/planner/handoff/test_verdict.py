"""A recommendation says in the terminal how sure it is, and what it is not."""

from dataclasses import replace

import pytest

from planner.handoff import verdict
from planner.recommendation.validation import Reduction
from planner.study.constraints import Constraint


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
    assert "better than the others by 123.46 K (the indifference zone)" in words


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
    selected = replace(recommendation.selected, certified=False, feasible=True, ended_by=limit)
    words = shown(replace(recommendation, selected=selected))
    assert f"Not certified: {field} ended the selection" in words
    assert "Certified:" not in words


def test_constraints_are_shown_as_satisfied_or_violated(recommendation, shown):
    kept = Constraint("retention_rate", 0.5, "at_least", None)
    broken = Constraint("csmp_cost", 100.0, "at_most", 0.9)
    study = replace(recommendation.study, constraints=(kept, broken))
    selected = replace(recommendation.selected, feasible=False, certified=False)
    result = replace(recommendation, study=study, selected=selected, violations=(-0.1, 0.25))
    words = shown(result)
    assert "Constraint retention_rate at least 0.5 on average: satisfied" in words
    assert "Constraint csmp_cost at most 100 in 90 % of futures: violated by 25 %" in words
    assert "Least violating for tiny:" in words
    assert "No policy that was tried keeps the constraints; this one violates them least." in words


def test_policies_that_tie_are_listed_with_the_order_of_simplicity(recommendation, shown):
    selected = recommendation.selected
    tie = replace(selected.finalists[0], verdict="tie")
    tied = replace(selected, finalists=(tie, *selected.finalists[1:]))
    words = shown(replace(recommendation, selected=tied))
    assert "of the one selected" in words
    assert "The simplest is recommended: fewest decisions changed from today's policy" in words


def test_common_random_numbers_that_do_not_help_are_warned_of(recommendation, shown):
    helped = replace(recommendation, reduction=Reduction(0.4, 1.5, 3.0))
    harmed = replace(recommendation, reduction=Reduction(-0.4, 0.7, 3.0))
    assert "Warning" not in shown(helped)
    assert "Warning: common random numbers did not help here" in shown(harmed)


def test_the_frontier_marks_the_studys_own_share(recommendation, capsys):
    verdict.show_frontier(recommendation)
    out = capsys.readouterr().out
    assert out.count(" *") == 1
    for each in recommendation.frontier.stretches:
        assert f"{each.low:.3f} to {each.high:.3f}" in out
