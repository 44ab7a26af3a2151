"""Who meets under other facts, and who is chosen."""

from dataclasses import replace

import numpy as np
import pytest

from planner.simulation.simulator import Sample
from planner.study.constraints import Constraint
from planner.whatif.replan import CHOOSING, candidates, chosen, most_candidates


@pytest.fixture
def met(asking):
    """A sample of today's policy with some CAF, of an objective and a retention."""

    def make(caf: float, objective: float, retention: float = 0.9) -> Sample:
        policy = asking.study.baseline.model_copy(update={"caf": caf})
        metrics = {
            "objective": np.full(CHOOSING, objective),
            "retention_rate": np.full(CHOOSING, retention),
        }
        return Sample(policy, metrics, metrics, {})

    return make


@pytest.fixture(scope="module")
def found(asking):
    return candidates(asking.study, asking.winner.policy, 7, 1)


def test_the_recommended_policy_comes_first_and_todays_takes_part(asking, found):
    assert found[0] == asking.winner.policy
    assert asking.study.baseline in found
    assert len(set(found)) == len(found) <= most_candidates(asking.study) - 1  # and the plan


def test_each_decision_is_left_as_it_is_today_once(asking, found):
    """A screen of a range never proposes exactly no automation."""
    today = asking.study.baseline
    for name in ("cadence", "caf", "automation"):
        assert any(
            getattr(each, name) == getattr(today, name) for each in found if each != today
        ), name


def test_candidates_follow_the_facts(asking, found, with_values):
    costly = with_values(asking.study, {"team.annual_cost": 600_000.0})
    other = candidates(replace(asking.study, facts=costly), asking.winner.policy, 7, 1)
    assert other[0] == found[0]
    assert other[1] != found[1]


def test_where_nothing_is_left_to_decide_the_given_policies_meet(asking):
    study = replace(asking.study, space=())
    assert candidates(study, asking.winner.policy, 7, 1) == [asking.winner.policy, study.baseline]


def test_the_best_mean_is_chosen_and_on_a_tie_the_first(asking, met):
    one, two, three = met(1.1, 10.0), met(1.2, 30.0), met(1.3, 30.0)
    assert chosen(asking.study, [one, two, three]) == two.policy


def test_the_recommended_policy_stays_unless_another_is_shown_to_be_better(asking, met):
    first, lucky, sure = met(1.1, 10.0), met(1.2, 0.0), met(1.3, 11.0)
    noise = np.array([0, 0, 0, 0, 0, 0, 0, 400.0])  # a mean of 50, from one replication
    lucky = replace(lucky, metrics={**lucky.metrics, "objective": noise})
    assert chosen(asking.study, [first, lucky]) == first.policy
    assert chosen(asking.study, [first, lucky, sure]) == sure.policy


def test_a_policy_that_keeps_the_constraints_goes_before_a_better_one(asking, met):
    bound = Constraint("retention_rate", 0.8, "at_least", None)
    study = replace(asking.study, constraints=(bound,))
    broken, kept = met(1.1, 30.0, retention=0.7), met(1.2, 10.0)
    assert chosen(study, [broken, kept]) == kept.policy
    worse = met(1.3, 99.0, retention=0.5)
    assert chosen(study, [worse, broken]) == broken.policy
    # The first is held on to only where it keeps them itself.
    assert chosen(study, [kept, broken]) == kept.policy


def test_the_chosen_one_is_not_below_the_recommended_where_it_was_chosen(problems, asking):
    samples = problems.met(
        asking.study.facts, candidates(asking.study, asking.winner.policy, 7, 1), 8
    )
    best = chosen(asking.study, samples)
    means = {each.policy: each.metrics["objective"].mean() for each in samples}
    assert means[best] >= means[asking.winner.policy]
