"""A review makes whole teams; what is compiled is the rule that the readable engine reads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmodel.journey.people import compiled, ramp, staffing


def target(engine, customers, per_csmp):
    """CSMPs for customers of one kind, who stay, and nobody who is to come."""
    each = [np.array([value]) for value in (customers, 1.0, 0.0, per_csmp)]
    return engine.csmps_for(*each)


@pytest.mark.parametrize(
    ("team", "customers", "whole_changes", "expected"),
    [
        (4, 5, False, 3),  # a target of 2.5: halves up
        (4, 5, True, 3),  # one leaves, and half a one stays
        (1, 5, True, 2),  # one comes, and half a one does not
        (0, 0, False, 0),
    ],
)
def test_a_target_is_met_by_a_whole_team(team, customers, whole_changes, expected):
    assert staffing.reviewed(team, target(staffing, customers, 2.0), whole_changes) == expected


@given(
    team=st.integers(0, 10_000),
    customers=st.integers(0, 20_000),
    per_csmp=st.floats(0.01, 1e3),
    whole_changes=st.booleans(),
)
def test_the_compiled_review_is_the_readable_one(team, customers, per_csmp, whole_changes):
    aim = target(staffing, customers, per_csmp)
    assert aim == customers / per_csmp
    assert target(compiled, customers, per_csmp) == aim
    assert target(compiled, float(customers), per_csmp) == aim
    size = staffing.reviewed(team, aim, whole_changes)
    assert compiled.reviewed(team, aim, whole_changes) == size
    assert compiled.reviewed(float(team), aim, whole_changes) == size


@given(
    team=st.integers(0, 50),
    recruits=st.lists(st.floats(0.0, 1e4), min_size=24, max_size=30),
    months=st.integers(0, 24),
)
def test_the_compiled_speed_is_the_readable_one(team, recruits, months):
    lacking = 1.0 - (np.arange(months) + 0.5) / max(months, 1)
    latest = len(recruits) - 1
    lack = ramp.lacked(team, lacking, recruits, latest)
    assert compiled.lacked(team, lacking, np.array(recruits), latest) == lack
    assert compiled.speed_of(team, lack) == ramp.speed_of(team, lack)
