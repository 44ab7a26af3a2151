"""Resignations: rates by tenure and load."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.people.leaving import Dismissal, Resignation
from simmodel.journey.people.rules import strained
from simmodel.journey.people.tenure import LONGEST, attrition_of, tenures_of

RATES = st.floats(0.001, 0.95)


@given(annual=RATES)
def test_a_team_that_is_kept_at_its_size_loses_the_annual_part_of_it_within_a_year(annual):
    hazard = Resignation().hazard(annual)
    assert 12 * attrition_of(hazard) == pytest.approx(annual)
    assert np.ptp(hazard) == 0


def test_rates_by_year_of_tenure_last_a_year_each():
    hazard = Resignation(by_year=(0.3, 0.1)).hazard(0.5)
    assert hazard.shape == (24,)
    assert 1 - np.exp(-hazard[:12]) == pytest.approx(0.3 / 12)
    assert 1 - np.exp(-hazard[12:]) == pytest.approx(0.1 / 12)


def test_load_raises_the_rate_and_the_usual_load_does_not():
    strain = Resignation(load_effect=2.0, usual_load=0.5).strain()
    assert strained(0.5, strain) == 1
    assert strained(0.7, strain) == pytest.approx(np.exp(0.4))
    assert strained(0.2, strain) == pytest.approx(np.exp(-0.6))
    assert strained(3.0, strain) == strained(1.0, strain)
    assert strained(0.7, Resignation().strain()) == 1


@given(annual=RATES)
def test_a_team_of_one_size_loses_the_same_part_every_month(annual):
    hazard = Resignation().hazard(annual)
    assert attrition_of(hazard) == pytest.approx(annual / 12)
    # With a constant rate tenure is geometric.
    expected = 1 - (1 - annual / 12) ** np.arange(1, 25)
    np.testing.assert_allclose(tenures_of(hazard)[:24], expected, atol=1e-9)


@pytest.mark.parametrize("annual", [0.0, 1e-308])
def test_where_hardly_anybody_resigns_all_have_been_there_for_long(annual):
    hazard = Resignation().hazard(annual)
    assert attrition_of(hazard) == 0
    assert not tenures_of(hazard).any()
    assert tenures_of(hazard).shape == (LONGEST,)


@pytest.mark.parametrize(
    ("kind", "given_", "words"),
    [
        (Resignation, {"by_year": (0.2, -0.1)}, r"by_year.1\n  Input should be greater than"),
        (Resignation, {"by_year": (1.0,)}, r"by_year.0\n  Input should be less than 1"),
        (Resignation, {"load_effect": -1.0}, "load_effect"),
        (Dismissal, {"notice_months": 13}, "notice_months"),
        (Dismissal, {"severance_months": -1.0}, "severance_months"),
    ],
)
def test_impossible_rates_are_refused(kind, given_, words):
    with pytest.raises(ValidationError, match=words):
        kind(**given_)
