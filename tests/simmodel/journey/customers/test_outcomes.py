"""What is signed by who renews: an ordered logit in the work that was finished."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.renewal import signed_on_average
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import signing

GIVEN = Outcomes(expanding=0.3, expansion=0.4, contracting=0.1, contraction=0.25, slope=0.03)


def test_shares_are_as_stated_where_all_is_finished():
    less, more = GIVEN.chances(np.array(100.0))
    assert (less, more) == pytest.approx((0.1, 0.3))


def test_work_left_undone_shifts_both_logits():
    less, more = GIVEN.chances(np.array(60.0))
    assert less == pytest.approx(expit(logit(0.1) + 1.2))
    assert more == pytest.approx(expit(logit(0.3) - 1.2))


def test_who_never_signs_less_or_more_does_not_whatever_is_left_undone():
    less, more = Outcomes(slope=0.5).chances(np.linspace(0, 100, 11))
    assert np.all(less == 0) and np.all(more == 0)
    assert Outcomes(slope=0.5).change(np.zeros(3), np.array([0.0, 0.5, 1 - 1e-16])).tolist() == [
        1.0,
        1.0,
        1.0,
    ]


@given(
    expanding=st.floats(0, 0.5),
    contracting=st.floats(0, 0.5),
    slope=st.floats(0, 1),
    percentage=st.floats(0, 100),
)
def test_chances_are_chances_and_grow_with_the_work(expanding, contracting, slope, percentage):
    given_ = Outcomes(expanding=expanding, contracting=contracting, slope=slope)
    less, more = given_.chances(np.array([percentage, 100.0]))
    assert np.all(less >= 0) and np.all(more >= 0) and np.all(less + more <= 1 + 1e-12)
    assert less[0] >= less[1] - 1e-12 and more[0] <= more[1] + 1e-12


def test_changes_come_as_often_as_they_should_and_average_as_is_said():
    uniform = (np.arange(100_000) + 0.5) / 100_000
    for percentage in (20.0, 80.0, 100.0):
        change = GIVEN.change(np.full(uniform.size, percentage), uniform)
        assert set(change.tolist()) == {0.75, 1.0, 1.4}
        assert change.mean() == pytest.approx(float(GIVEN.mean_change(percentage)), abs=1e-4)


@given(percentage=st.floats(0, 100))
def test_the_fluid_expects_what_the_simulation_draws(percentage):
    facts = Facts(outcomes=GIVEN)
    found = signed_on_average(percentage / 100, signing(facts))
    assert found == pytest.approx(float(GIVEN.mean_change(percentage)), rel=1e-12)


def test_more_than_everybody_cannot_change_what_they_sign():
    with pytest.raises(ValueError, match=r"more than all together; allowed: a sum of at most 1"):
        Outcomes(expanding=0.7, contracting=0.4)
