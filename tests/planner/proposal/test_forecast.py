"""The forecast of people's work, and crunches."""

import numpy as np
import pytest

from planner.proposal.forecast import forecast
from simmodel.contract.assignment import NOBODY

from .conftest import TEAM


def test_hours_of_work_go_to_who_looks_after_the_account(made):
    found = made()
    own = found.terms.lists.owner
    seen = forecast(found.terms, found.hours, own)
    slower = found.terms.slower_with(own)[:, None] * found.hours.accounts
    for person in range(3):
        assert seen.due[person] == pytest.approx(slower[own == person].sum(axis=0))
    assert seen.nobody == pytest.approx(slower[own == NOBODY].sum(axis=0))
    assert seen.accounts.tolist() == [2, 2, 1]
    assert seen.value.tolist() == [350_000, 95_000, 9_000]


def test_renewals_are_counted_in_their_months(made):
    found = made()
    seen = forecast(found.terms, found.hours, found.terms.lists.owner)
    assert seen.renewals.tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 1]]


def test_months_with_more_work_than_hours_are_named_the_first_first(made):
    team = TEAM.replace("Ada,96", "Ada,10").replace("max accounts", "leave from,leave until")
    team = team.replace("UTC-5,4", "UTC-5,2026-02-01,2026-03-31")
    found = made(team=team)
    seen = forecast(found.terms, found.hours, found.terms.lists.owner)
    told = [(each.person, each.month) for each in seen.crunches]
    assert told == sorted(told, key=lambda each: each[1])
    assert {(0, 0), (0, 1), (0, 2), (1, 1)} <= set(told)
    (away,) = (each for each in seen.crunches if (each.person, each.month) == (1, 1))
    assert away.load > 4


def test_unevenness_is_the_variation_of_loads(made):
    found = made()
    seen = forecast(found.terms, found.hours, np.zeros(6, np.int64))
    loads = seen.due.sum(axis=1) / seen.hours.sum(axis=1)
    assert seen.unevenness == pytest.approx(loads.std() / loads.mean())
