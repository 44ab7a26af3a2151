"""What would be strange in any company."""

import pytest

from simmodel.journey.customers.facts import Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import METRICS
from simmodel.journey.study.calibration import CALIBRATION


def doubts(rate: float, **renewal) -> list[str]:
    facts = Facts(renewal=Renewal(**renewal))
    means = {"retention_rate": rate, "activities_finished": 0.24}
    return [*CALIBRATION.doubts(facts, means).values()]


def test_renewals_at_an_end_of_the_curve_are_doubted():
    (floor,), (ceiling,) = doubts(0.104), doubts(0.895)
    assert (
        "gets 24 % of the work done" in floor and "at the floor of the renewal curve, 10 %" in floor
    )
    assert "at the ceiling of the renewal curve, 90 %" in ceiling


@pytest.mark.parametrize(
    ("rate", "renewal"),
    [(0.5, {}), (0.12, {}), (0.88, {}), (0.8, {"floor": 0.8, "ceiling": 0.8}), (float("nan"), {})],
)
def test_between_the_ends_or_where_work_makes_no_difference_nothing_is(rate, renewal):
    assert doubts(rate, **renewal) == []


def test_what_people_know_of_today_are_metrics():
    assert CALIBRATION.hangs_on.keys() <= METRICS.keys()
