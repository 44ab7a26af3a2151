"""Renewals after a change of the CSMP, and by people of experience."""

from dataclasses import replace

import numpy as np
import pytest

from planner.assignment.review.findings import Evidence
from planner.assignment.review.renewals import (
    ALL_ALIKE,
    NO_CONTRACT,
    ONE_OF_A_KIND,
    experience,
    goodwill,
)
from planner.assignment.review.weights import Weights

WEIGHTS = Weights(goodwill_loss=0.5, experience=0.1)


@pytest.fixture(scope="module")
def many(making):
    """So many contracts that effects show."""
    made = making.Making(
        people=30, accounts=4000, moved=0.5, renewing=0.5, goodwill_loss=0.8, experience=0.4
    )
    return making.made(made, 1)[0]


def test_effects_are_found_with_their_signs(many):
    lost, gained = goodwill(many, WEIGHTS), experience(many, WEIGHTS)
    assert 0 < lost.interval.low < 0.8 < lost.interval.high
    assert 0 < gained.interval.low < 0.4 < gained.interval.high


def test_a_change_is_recent_for_as_long_as_the_study_says(many):
    faded = replace(many, months_since_change=many.months_since_change + 7)
    assert goodwill(faded, WEIGHTS).why_not == ALL_ALIKE
    assert goodwill(faded, replace(WEIGHTS, goodwill_months=13.0)).interval.low > 0


def test_counts_are_of_contracts_that_ended(small):
    found = goodwill(small, WEIGHTS)
    ended = ~np.isnan(small.renewed)
    assert found.rows == ended.sum()
    assert found.accounts == np.unique(small.account[ended]).size


def test_unknown_chances_and_experience_are_left_to_those_that_are_known(many):
    some = np.arange(many.rows) % 2 == 0
    past = replace(
        many,
        chance=np.where(some, np.nan, many.chance),
        experience=np.where(some, np.nan, many.experience),
    )
    assert goodwill(past, WEIGHTS).interval.low > 0
    known = experience(past, WEIGHTS)
    assert known.rows == (~np.isnan(many.renewed) & ~some).sum()
    assert np.isfinite(known.interval.estimate)


def test_no_chance_known_is_no_obstacle(many):
    past = replace(many, chance=np.full(many.rows, np.nan))
    assert goodwill(past, WEIGHTS).interval.low > 0


@pytest.mark.parametrize("about", [goodwill, experience])
def test_without_a_contract_that_ended_nothing_is_told(small, about):
    found = about(replace(small, renewed=np.full(small.rows, np.nan)), WEIGHTS)
    assert isinstance(found, Evidence)
    assert (found.rows, found.why_not) == (0, NO_CONTRACT)


def test_where_all_or_none_changed_nothing_is_told(small):
    for since in (np.nan, 1.0):
        past = replace(small, months_since_change=np.full(small.rows, since))
        assert goodwill(past, WEIGHTS).why_not == ALL_ALIKE


def test_equal_experience_or_equal_risk_tells_nothing(small):
    for changed in ({"experience": np.full(small.rows, 3.0)}, {"risk": np.zeros(small.rows)}):
        assert experience(replace(small, **changed), WEIGHTS).why_not == ALL_ALIKE


def test_one_person_who_gains_experience_tells_nothing_of_it(small):
    past = replace(
        small, person=np.zeros_like(small.person), experience=np.linspace(1, 2, small.rows)
    )
    assert experience(past, WEIGHTS).why_not == ONE_OF_A_KIND


@pytest.mark.parametrize("outcome", [0.0, 1.0])
def test_the_same_end_of_all_contracts_leaves_it_open(small, outcome):
    past = replace(small, renewed=np.full(small.rows, outcome))
    found = goodwill(past, WEIGHTS)
    assert found.interval.low < 0 < found.interval.high
