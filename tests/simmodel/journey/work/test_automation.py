"""Automation by segment: of one and not of the other, whether they are served together or not."""

import numpy as np
import pytest

from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.pods import Pod
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import policy_type
from simmodel.journey.runs import draw, reference, run, warm_up
from simmodel.journey.work.facts import Activity, Automation
from simmodel.streams import Streams

NAMES = ("large", "tail")


def vendor(queued=(False, False), pods=None):
    activities = {"mail": Activity(per_month=10, mean_hours=0.2, automatable=True)}
    segments = {
        name: Segment(
            customers=Customers(at_start=30, arrivals_per_month=1.0),
            activities=activities,
            automation=Automation(queued=late, annual_cost=1_000.0),
        )
        for name, late in zip(NAMES, queued, strict=True)
    }
    team = Team() if pods else Team(at_start=1)
    return Facts(horizon_months=6, releases="spread", segments=segments, pods=pods, team=team)


def outcome(facts, **shares):
    policy = policy_type(tuple(facts.pods or ()), NAMES).model_validate(
        {f"automation.{name}": share for name, share in shares.items()}
    )
    paths = draw(facts, Streams(1, 0, 0))
    found = run(facts, policy, warm_up(facts, paths))
    readable = reference(facts, policy, paths)
    for pod, each in found.pods.items():
        assert each.tally == readable.pods[pod].tally
    return found, paths


def test_automation_of_one_segment_takes_nothing_of_another():
    found, paths = outcome(vendor(), tail=1.0)
    work, contracts = paths[""].work, paths[""].contracts
    signed = found.pods[""].tally.in_force[work.contract] & (work.release >= 0)
    tail = contracts.segment[work.contract] == 1
    assert found.series["automated"].sum() == (signed & tail).sum() > 0
    assert found.series["released"].sum() == signed.sum()


@pytest.mark.parametrize("queued", [(False, True), (True, False), (True, True)])
def test_what_is_automated_may_wait_in_one_segment_and_not_in_the_other(queued):
    found, _ = outcome(vendor(queued), large=0.5, tail=0.5)
    automated = found.series["automated"].sum()
    assert (automated > 0) == (not all(queued))


def test_the_price_is_paid_for_the_segment_that_is_automated():
    found, _ = outcome(vendor(), tail=0.5)
    np.testing.assert_allclose(found.series["automation_cost"], 0.5**2 * 1_000.0 / 12)


def test_shares_that_are_alike_are_those_of_all():
    facts = vendor()
    apart, _ = outcome(facts, large=0.3, tail=0.3)
    policy = policy_type((), NAMES).model_validate({"automation": 0.3})
    together = run(facts, policy, warm_up(facts, draw(facts, Streams(1, 0, 0))))
    assert apart.pods[""].tally == together.pods[""].tally


def test_a_pod_takes_the_share_of_the_segment_that_it_serves():
    pods = {name: Pod(segments=(name,), at_start=1) for name in NAMES}
    found, _ = outcome(vendor(pods=pods), tail=1.0)
    assert found.series["automated.large"].sum() == 0
    assert found.series["automated.tail"].sum() == found.series["released.tail"].sum()
