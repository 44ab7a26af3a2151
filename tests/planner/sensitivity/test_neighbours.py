"""One more or one fewer, valued against the plan on the same luck."""

from datetime import date

import pytest

from planner.simulation.estimate import paired_difference


def test_every_quarter_of_the_horizon_has_its_day(answers):
    """Six months from November."""
    begins = [each.begins for each in answers.marginals]
    assert begins == [date(2026, 11, 1), date(2027, 2, 1)]


@pytest.mark.parametrize("quarter", [0, 1])
def test_a_gain_is_paired_with_the_plan(answers, problems, quarter):
    study, plan = answers.study, answers.recommendation.plan.policy
    around = study.model.fixed_plan.neighbours(study.facts, plan)
    marginal = answers.marginals[quarter]
    for each in around.neighbours:
        if each.month == 3 * quarter:
            changed, kept = (
                problems.sample(study.facts, policy).metrics["objective"]
                for policy in (each.policy, around.plan)
            )
            told = marginal.more if each.more == 1 else marginal.fewer
            assert told == paired_difference(changed, kept)
