"""What one more move would bring, held against whole predictions."""

import numpy as np
import pytest

from simmodel.contract.assignment import Books
from simmodel.journey.assignment.marginal import gains
from simmodel.journey.assignment.prediction import course, predicted
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy


def _alone(facts, **changes):
    """The vendor, to whom nobody comes and from whom nobody goes."""
    segments = {}
    for name, each in facts.segments.items():
        customers = each.customers.model_copy(update={"arrivals_per_month": 0.0})
        segments[name] = each.model_copy(update={"customers": customers, **changes})
    team = facts.team.model_copy(update={"annual_attrition": 0.0})
    return facts.model_copy(update={"segments": segments, "team": team})


def _promised(facts, policy, accounts, people):
    """What 40 moves are said to bring, and what they do."""
    luck, size = np.random.default_rng(6), len(accounts)
    ones, owner = np.ones(size), luck.integers(0, 3, size)
    units, slower = np.arange(size), np.ones((size, len(people)))
    books = Books(accounts, people, owner, owner, ones, ones)
    given = facts, policy, Objective()
    told = gains(*given, books, units, slower, slower > 0)
    now, promised, exact = predicted(*given, books), [], []
    for unit in luck.choice(size, 40, replace=False).tolist():
        there, after = int(luck.integers(3, len(people))), owner.copy()
        after[unit] = there
        promised.append(told[unit, there])
        other = Books(accounts, people, owner, after, ones, ones)
        exact.append(predicted(*given, other) - now)
    return np.array(promised), np.array(exact)


@pytest.mark.parametrize("automation", [0.0, 0.5])
@pytest.mark.parametrize("outcomes", [None, Outcomes(slope=0.03, expanding=0.3, expansion=0.2)])
def test_what_a_move_is_said_to_bring_is_near_what_is_predicted(
    facts, accounts, people, outcomes, automation
):
    vendor = _alone(facts, outcomes=outcomes)
    promised, exact = _promised(vendor, Policy(automation=automation), accounts, people)
    assert np.corrcoef(promised, exact)[0, 1] > 0.98
    assert (promised @ exact) / (promised @ promised) == pytest.approx(1.0, abs=0.15)


def test_work_that_is_automated_is_done_after_the_year_too(facts, accounts, people):
    size, vendor = len(accounts), _alone(facts)
    ones, busy = np.ones(size), np.zeros(size, np.int64)
    books = Books(accounts, people, busy, busy, ones, ones)
    none, half = (
        course(vendor, Policy(automation=share), Objective(), books) for share in (0.0, 0.5)
    )
    assert none.mean.min() < none.pace < none.mean.max()
    assert half.pace > half.mean.max()
