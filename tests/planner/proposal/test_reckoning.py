"""What each account would bring more with each person, held against whole predictions."""

from dataclasses import replace

import numpy as np
import pytest

from planner.proposal import reckoning
from planner.proposal.decisions import Decisions
from planner.proposal.lists import offered, read_lists
from planner.proposal.proposal import formulated
from planner.proposal.reckoning import Binding, reckoned
from planner.proposal.value import books_of


@pytest.fixture(scope="module")
def known(study):
    made = formulated(study, read_lists(study, None, None), Decisions())
    owner = np.maximum(made.terms.lists.owner, 0)
    return made, owner[[int(made.units.accounts(unit)[0]) for unit in range(made.units.size)]]


def test_it_is_near_what_the_prediction_changes_by_when_the_change_is_paid(study, known):
    made, person = known
    found = reckoned(study, made, person)
    offer, given = offered(study), (study.facts, study.baseline, study.objective)

    def net(people):
        each = books_of(made, people[made.units.of])
        moved = (people[made.units.of] != made.terms.lists.owner) & (made.terms.lists.owner >= 0)
        paid = study.assign.handover_hours * made.prices.paid * int(moved.sum())
        return offer.predicted(*given, each) - paid

    luck, now = np.random.default_rng(4), net(person)
    pairs = np.argwhere(np.isfinite(found.more) & (found.more != 0.0))
    pairs = pairs[luck.choice(len(pairs), 40, replace=False)]
    exact = []
    for unit, there in pairs:
        other = person.copy()
        other[unit] = there
        exact.append(net(other) - now)
    assert np.corrcoef(found.more[tuple(pairs.T)], exact)[0, 1] > 0.95


def test_where_there_are_very_many_pairs_the_cheapest_and_the_owner_are_asked_of(
    study, known, monkeypatch
):
    made, person = known
    whole = reckoned(study, made, person)
    monkeypatch.setattr(reckoning, "HUGE", 0)
    few = reckoned(study, made, person)
    asked = np.isfinite(few.more)
    assert asked.sum(axis=1).max() <= 5
    assert few.more[asked] == pytest.approx(whole.more[asked])


def test_a_limit_that_is_reached_binds(study, known):
    made, person = known
    used = np.bincount(person, weights=made.problem.accounts, minlength=made.problem.people)
    full = replace(made, problem=replace(made.problem, most_accounts=used.astype(np.int64)))
    found = reckoned(study, full, person)
    unit = int(np.flatnonzero(person != 0)[0])
    assert Binding.ACCOUNTS in found.binding(unit, 0)
    assert Binding.ACCOUNTS not in reckoned(study, made, person).binding(unit, 0)
