"""A recommendation is short in the terminal, and says with --verbose all that it rests on."""

import re
import shlex
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from planner.handoff.documents.recommendation import frontier_document
from planner.handoff.terminal.frontier import show_frontier
from planner.handoff.terminal.recommendation import show_recommendation
from planner.handoff.wording import stretches
from planner.handoff.wording.numbers import exactly, row
from planner.recommendation.frontier import Frontier
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import Reduction
from planner.simulation.estimate import Estimate
from planner.study.study import Study, describe_policy, policy_with


@pytest.fixture
def shown(capsys):
    """The words of a recommendation, without the breaks of lines."""

    def words(result, verbose=True):
        show_recommendation(result, [], verbose=verbose)
        return " ".join(capsys.readouterr().out.split())

    return words


def front_of(result: Recommendation) -> tuple[Study, int, Frontier, float]:
    """What is shown of a recommendation's frontier."""
    return result.study, result.seed, result.frontier, result.selected.zone


def test_the_answer_fits_a_screen_and_names_no_term_of_the_method(recommendation, capsys):
    result = replace(recommendation, folder=Path("results/tiny"))  # not as long as a test's own
    show_recommendation(result, [Path("report.html"), Path("plan.xlsx")])
    out = capsys.readouterr().out
    assert len(out.splitlines()) <= 23
    assert max(len(line) for line in out.splitlines() if not line.startswith("  plan")) <= 80
    for term in ("indifference", "paired", "random numbers", "luck", "fluid", "replications "):
        assert term not in out
    assert "report.html, plan.xlsx to" in " ".join(out.split())


def test_all_details_are_a_command_away(recommendation, shown):
    brief, whole = shown(recommendation, verbose=False), shown(recommendation)
    assert "with --verbose, see every figure" in brief
    assert "--verbose" not in whole
    for metric in recommendation.study.model.metrics:
        assert metric in whole
        assert metric not in brief


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
    wider = float(words.partition("from 5 USD (")[2].partition(" is enough)")[0].replace(",", ""))
    assert wider >= 5.0 * (219_001 / met) ** 0.5


def test_the_best_found_is_told_of_policies_beside_it(recommendation, shown):
    selected = recommendation.selected
    today, *others = (replace(each, verdict="eliminated") for each in selected.finalists)
    others[-1] = replace(others[-1], verdict="behind", difference=Estimate(-935.0, 170.0))
    left = replace(today, verdict="left", difference=Estimate(-200.0, 700.0))
    cut = replace(selected, certified=False, feasible=True, finalists=(left, *others))
    cut = replace(cut, ended_by="replications")
    words = shown(replace(recommendation, selected=cut))
    described = describe_policy(recommendation.study, left.policy)
    assert "Policies that may be as good as the best one found (" in words
    assert f"{described}: -200 ± 700 USD" in words
    assert "-935" not in words


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("columns", [40, 60, 80])
def test_every_number_of_the_answer_is_whole_at_any_width(
    recommendation, capsys, monkeypatch, columns, verbose
):
    monkeypatch.setenv("COLUMNS", str(columns))
    show_recommendation(recommendation, [], verbose=verbose)
    out = capsys.readouterr().out
    assert "…" not in out
    if verbose:
        for name, quantity in recommendation.study.model.metrics.items():
            values = (recommendation.baseline.metrics[name], recommendation.winner.gain[name])
            scale, *texts = row([*values, recommendation.winner.metrics[name]], quantity.unit)
            assert all(text.lstrip("+") in out for text in texts)
            assert f" {scale}" in out


def test_names_of_a_study_are_never_markup(recommendation, shown):
    """Rich makes symbols of :key: and styles of what is in brackets."""
    facts = recommendation.study.facts
    call, email = facts.activities.values()
    named = facts.model_copy(update={"activities": {":key:": call, "[red]": email}})
    winner = recommendation.winner
    automated = winner.policy.model_copy(update={"automation": 0.5})
    sample = replace(winner.sample, policy=automated)
    result = replace(
        recommendation,
        study=replace(recommendation.study, facts=named),
        winner=replace(winner, sample=sample),
    )
    assert "Automate half of the [red]s." in shown(result)


def test_policies_that_tie_are_listed_with_the_order_of_simplicity(recommendation, shown):
    selected = recommendation.selected
    tie = replace(selected.finalists[0], verdict="tie")
    tied = replace(selected, finalists=(tie, *selected.finalists[1:]))
    words = shown(replace(recommendation, selected=tied))
    assert "the best one found (" in words
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
    show_recommendation(result, [], verbose=True)
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    for planned in result.plan_rows:
        costs = [f"{planned[name]:,.0f}" for name in ("csmp_cost", "recruiting_cost")]
        assert len(costs[0]) == len("1,234,567,890")
        assert any(line.split()[-2:] == costs for line in lines)


def test_the_frontier_marks_the_studys_own_share(recommendation, capsys):
    show_frontier(*front_of(recommendation))
    out = capsys.readouterr().out
    assert out.count(" *") == 1
    assert "How to use it: nobody knows alpha exactly." in out
    for each in stretches.distinct(recommendation.frontier, recommendation.selected.zone).stretches:
        assert f"{each.low:.3f} to {each.high:.3f}" in out


def test_a_narrow_stretch_of_the_frontier_is_shown_with_digits_enough(recommendation, capsys):
    front = recommendation.frontier
    first, last = front.stretches[0], front.stretches[-1]
    ends = (0.0, 0.26253, 0.26267, 1.0)
    narrow = tuple(
        replace(each, low=low, high=high)
        for each, (low, high) in zip((first, last, first), pairwise(ends), strict=True)
    )
    fine = replace(recommendation.selected, zone=-1.0)
    changed = replace(recommendation, selected=fine)
    show_frontier(*front_of(replace(changed, frontier=replace(front, stretches=narrow))))
    assert "0.2625 to 0.2627" in capsys.readouterr().out


@pytest.mark.parametrize(("zone", "rows"), [(500.0, 1), (300.0, 2)])
def test_stretches_that_differ_by_less_than_is_worth_telling_share_a_row(
    recommendation, zone, rows
):
    first = recommendation.frontier.stretches[0]
    lean, ample = (
        replace(first, low=low, high=high, credited=exactly(credited), cost=exactly(cost))
        for low, high, credited, cost in ((0.0, 0.5, 1e3, 100.0), (0.5, 1.0, 1.8e3, 500.0))
    )
    front = replace(recommendation.frontier, stretches=(lean, ample))
    selected = replace(recommendation.selected, zone=zone)
    result = replace(recommendation, frontier=front, selected=selected)
    found = stretches.distinct(result.frontier, result.selected.zone).stretches
    assert len(found) == rows
    assert (found[0].low, found[-1].high) == (0.0, 1.0)


def test_numbers_of_a_policy_on_the_frontier_are_rounded(recommendation):
    first = recommendation.frontier.stretches[0]
    policy = first.policy.model_copy(update={"caf": 1.2345678})
    front = replace(
        recommendation.frontier, stretches=(replace(first, low=0.0, high=1.0, policy=policy),)
    )
    ((*_, told),) = stretches.rows(recommendation.study, front)
    assert "caf 1.23," in f"{told},"


def test_commands_are_printed_unbroken_with_all_that_they_need(recommendation, capsys):
    """As a sentence they would be broken at 80 characters, and then they cannot be pasted."""
    own = recommendation.study
    study = replace(own, path=Path(f"plans of {60 * 'a long year '}.toml"))
    folder = Path("here and there/tiny")
    result = replace(recommendation, study=study, folder=folder, seed=own.seed + 1)
    show_recommendation(result, [], verbose=True)
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    for verb in ("frontier", "whatif"):
        (found,) = (line for line in lines if line.startswith(f"plan {verb}"))
        assert shlex.split(found) == [
            *("plan", verb, str(study.path)),
            *("--results", "here and there", "--seed", str(own.seed + 1)),
        ]


def test_a_stretch_at_the_edge_of_a_range_is_marked(recommendation, capsys):
    """A policy that stays the same beyond some share may only have come to the end of its range."""
    front, study = recommendation.frontier, recommendation.study
    first = front.stretches[0]
    inside, edge = (policy_with(study, [f"caf={caf}"]) for caf in (1.1, 1.4))
    two = (
        replace(first, low=0.0, high=0.4, policy=inside),
        replace(first, low=0.4, high=1.0, policy=edge, credited=Estimate(1e12, 1.0)),
    )

    def shown(found) -> str:
        changed = replace(recommendation, frontier=replace(front, stretches=found))
        show_frontier(*front_of(changed))
        return " ".join(capsys.readouterr().out.split())

    words = shown(two)
    assert words.count("(edge: caf)") == 1
    assert "Edge: caf at an end of what the study lets the search try." in words
    assert "edge" not in shown(two[:1]).lower()
    study, seed = recommendation.study, recommendation.seed
    document = frontier_document(study, seed, replace(front, stretches=two))
    assert [each["at_edge"] for each in document["stretches"]] == [[], ["caf"]]


def test_the_plan_stands_by_pod(divided, shown):
    words = shown(divided)
    for pod in ("named", "pool"):
        assert re.search(rf" {pod}: csmp recruiting period begins months hires team", words)


def test_segments_and_pods_take_a_line_or_two_of_the_first_look(divided, shown):
    brief = shown(divided, verbose=False)
    assert "Segments large: net revenue retention " in brief
    assert "Pods named: " in brief
    assert "By segment:" not in brief
    assert "By segment:" in shown(divided)
