"""A policy is turned into settings month by month."""

import numpy as np
import pytest

from simmodel.journey.controls import controls
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Automation


@pytest.mark.parametrize(
    ("cadence", "months"),
    [
        ("monthly", range(14)),
        ("quarterly", [0, 3, 6, 9, 12]),
        ("semiannual", [0, 6, 12]),
        ("annual", [0, 12]),
    ],
)
def test_reviews_begin_every_period(cadence, months):
    given = controls(Facts(horizon_months=14), Policy(cadence=cadence))
    assert np.flatnonzero(given.reviews).tolist() == list(months)
    assert not given.hires.any()
    later = Facts(horizon_months=14, team=Team(reviewed_at_start=False))
    given = controls(later, Policy(cadence=cadence))
    assert np.flatnonzero(given.reviews).tolist() == list(months)[1:]


@pytest.mark.parametrize("reviewed_at_start", [True, False])
def test_a_schedule_replaces_all_reviews(reviewed_at_start):
    facts = Facts(horizon_months=8, team=Team(reviewed_at_start=reviewed_at_start))
    given = controls(facts, Policy(cadence="quarterly", hires=(2, 0, -1)))
    assert not given.reviews.any()
    assert given.hires.tolist() == [2, 0, 0, 0, 0, 0, -1, 0]


def test_the_caf_stretches_customers_per_csmp():
    # 117.6 hours a month over 23.75 hours of work
    assert controls(Facts(), Policy()).customers_per_csmp == pytest.approx([117.6 / 23.75])
    assert controls(Facts(), Policy(caf=1.2)).customers_per_csmp == pytest.approx(
        [1.2 * 117.6 / 23.75]
    )


def test_automation_goes_by_the_queue_or_past_it():
    past = controls(Facts(), Policy(automation=0.3))
    assert (past.unattended, past.effortless) == (0.3, 0.0)
    by = controls(Facts(automation=Automation(queued=True)), Policy(automation=0.3))
    assert (by.unattended, by.effortless) == (0.0, 0.3)
