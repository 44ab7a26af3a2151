"""Facts moved one by one and together, against the same by hand."""

from dataclasses import replace

import pytest

from planner.sensitivity.moves import CONTENDERS, cases, moved, searched
from planner.simulation.estimate import Estimate, estimate, paired_difference
from planner.study.errors import InputError

NOTHING = Estimate(0.0, 0.0)
ARRIVALS, SLOPE = "customers.arrivals_per_month", "renewal.slope"
DAY = "calendar.availability"


@pytest.fixture(name="moved")
def by_fact(answers):
    return {each.move.fact: each for each in answers.moves}


def by_hand(problems, with_values, values, policy):
    """Objective under these facts less that under the study's own."""
    facts = with_values(problems.study, values)
    there = problems.sample(facts, policy).metrics["objective"]
    here = problems.sample(problems.study.facts, policy).metrics["objective"]
    return paired_difference(there, here)


def test_a_fact_moved_to_its_own_value_changes_nothing(moved):
    still = moved[SLOPE].low
    assert moved[SLOPE].move.low == moved[SLOPE].move.value
    for who in CONTENDERS:
        assert set(still.changes[who].values()) == {NOTHING}


def test_under_its_own_facts_nothing_has_changed(answers):
    for who in CONTENDERS:
        assert set(answers.own.changes[who].values()) == {NOTHING}
    plan = answers.own.metrics["plan"]["objective"]
    assert plan != NOTHING


@pytest.mark.parametrize(("end", "value"), [("low", 1.5), ("high", 2.5)])
def test_the_change_of_the_plan_is_paired_with_the_plan_under_the_studys_facts(
    answers, moved, problems, with_values, end, value
):
    plan = answers.recommendation.plan.policy
    expected = by_hand(problems, with_values, {ARRIVALS: value}, plan)
    assert getattr(moved[ARRIVALS], end).changes["plan"]["objective"] == expected


def test_every_contender_is_valued_under_the_moved_fact(answers, moved, problems, with_values):
    facts = with_values(problems.study, {ARRIVALS: 2.5})
    end = moved[ARRIVALS].high
    policies = {
        "plan": answers.recommendation.plan.policy,
        "policy": answers.recommendation.winner.policy,
        "reoptimised": end.reoptimised,
        "today": problems.study.baseline,
    }
    for who in CONTENDERS:
        for name in ("objective", *problems.study.model.sensitivity.metrics):
            sample = problems.sample(facts, policies[who])
            assert end.metrics[who][name] == estimate(sample.metrics[name])


def test_a_step_is_worth_the_difference_of_the_ends_for_the_policy_that_is_kept(
    tiny, asking, problems_of, with_values
):
    """A point of the day; of customers a month there is no usual step."""
    study = tiny(
        more=f'[whatif.facts]\n"{ARRIVALS}" = {{ low = 1.5, high = 2.5 }}\n'
        f'"{DAY}" = {{ low = 0.65, high = 0.75 }}\n'
    )
    problems = problems_of(replace(study, space=()))
    policy = asking.winner.policy
    found = moved(problems, searched(problems, cases(problems, asking.plan.policy, policy)))
    steps = {each.move.fact: each.per_step for each in found}
    assert steps[ARRIVALS] is None
    assert (steps[DAY].name, steps[DAY].size) == ("percentage point", 0.01)
    for kept, change in ((policy, steps[DAY].policy), (study.baseline, steps[DAY].today)):
        low, high = (
            problems.sample(with_values(study, {DAY: value}), kept).metrics["objective"]
            for value in (0.65, 0.75)
        )
        points = paired_difference(high, low)
        assert change.mean == pytest.approx(points.mean / 10)
        assert change.half_width == pytest.approx(points.half_width / 10)


def test_regret_is_what_the_policy_found_anew_is_worth_more_than_the_plan(
    answers, moved, problems, with_values
):
    facts, end = with_values(problems.study, {ARRIVALS: 2.5}), moved[ARRIVALS].high
    best, plan, policy = (
        problems.sample(facts, each).metrics["objective"]
        for each in (
            end.reoptimised,
            answers.recommendation.plan.policy,
            answers.recommendation.winner.policy,
        )
    )
    assert end.regret == paired_difference(best, plan)
    assert end.over_policy == paired_difference(best, policy)


def test_a_policy_is_sought_for_every_end_that_is_no_fact_of_the_study(answers, moved):
    assert answers.own.tried is moved[SLOPE].low.tried is None
    for end in (moved[ARRIVALS].low, moved[ARRIVALS].high, moved[SLOPE].high):
        assert end.tried >= answers.study.whatif.trials
    assert answers.own.reoptimised == answers.recommendation.winner.policy


def test_what_moves_the_plan_most_comes_first(answers):
    swings = [each.swing for each in answers.moves]
    assert swings == sorted(swings, reverse=True)
    for each in answers.moves:
        low, high = (end.changes["plan"]["objective"].mean for end in (each.low, each.high))
        assert each.swing == max(low, high, 0.0) - min(low, high, 0.0)


def test_together_the_facts_are_at_the_ends_that_are_bad_or_good_for_the_plan(
    answers, moved, problems, with_values
):
    bad, good = answers.together.unfavourable, answers.together.favourable
    for each in answers.moves:
        ends = {bad.values[each.move.fact], good.values[each.move.fact]}
        assert ends == {each.move.low, each.move.high}
    assert bad.values[SLOPE] == 0.107 and good.values[SLOPE] == 0.12
    plan = answers.recommendation.plan.policy
    for combined in (bad, good):
        expected = by_hand(problems, with_values, combined.values, plan)
        assert combined.standing.changes["plan"]["objective"] == expected


def test_one_fact_alone_is_not_moved_together(asking, problems_of):
    whatif = replace(asking.study.whatif, moves=asking.study.whatif.moves[:1])
    problems = problems_of(replace(asking.study, whatif=whatif, space=()))
    assert cases(problems, asking.plan.policy, asking.winner.policy).together is None


def test_ends_that_are_impossible_together_are_refused(tiny, asking, problems_of):
    """Each end alone is possible: a floor of 0.6 below 0.9, a ceiling of 0.5 above 0.1."""
    study = tiny(
        more='[whatif.facts]\n"renewal.floor" = { low = 0.1, high = 0.6 }\n'
        '"renewal.ceiling" = { low = 0.5, high = 0.9 }\n'
    )
    floor, ceiling = study.whatif.moves
    # Both stay at their inner ends, whichever is favourable.
    odd = replace(study.whatif, moves=(replace(floor, low=0.6), replace(ceiling, high=0.5)))
    problems = problems_of(replace(study, whatif=odd, space=()))
    with pytest.raises(InputError, match=r"whatif\.facts\.renewal: the floor .* is above"):
        cases(problems, asking.plan.policy, asking.winner.policy)
