"""What would make today's figures those that are known is said, and does it."""

import re

import pytest

from simmodel.journey.customers.facts import Customers, Renewal
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.segments import Segment
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Team
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.study.fitting import with_curve
from simmodel.journey.study.remedies import remedies
from simmodel.journey.study.today import today
from simmodel.streams import Streams

ONE_KIND = Facts(
    customers=Customers(at_start=200, arrivals_per_month=2.0),
    team=Team(at_start=32),
    renewal=Renewal(intercept=-4.0, slope=0.06, floor=0.1, ceiling=0.9),
)
OWN = Renewal(intercept=-2.0, slope=0.04, floor=0.3, ceiling=0.9)
SEGMENTS = Facts(
    segments={
        "large": Segment(
            customers=Customers(at_start=20),
            renewal=OWN,
            outcomes=Outcomes(expanding=0.3, expansion=0.5),
        ),
        "small": Segment(customers=Customers(at_start=100)),
    },
    team=Team(at_start=20),
)
MEANS = {
    "retention_rate": 0.6,
    "retention_rate.large": 0.8,
    "retention_rate.small": 0.5,
    "net_revenue_retention.large": 0.9,
    "net_revenue_retention.small": 0.5,
}


def simulated(facts: Facts, metric: str) -> float:
    policy, found = today(facts), []
    for replication in range(6):
        start = warm_up(facts, draw(facts, Streams(7, 5, replication)))
        found.append(measure(facts, policy, Objective(), run(facts, policy, start))[metric])
    return sum(found) / len(found)


def said(facts: Facts, known: dict[str, float], means: dict[str, float] = MEANS) -> str:
    (words,) = remedies(facts, today(facts), means, known).values()
    return words


def stated(words: str) -> dict[str, float]:
    """The settings in the words, by the end of their keys."""
    return {key: float(value) for key, value in re.findall(r"\b(\w+) = (-?[\d.]+\d)", words)}


@pytest.mark.parametrize("change", [-0.1, 0.06, 0.2])
def test_with_what_is_said_of_the_curve_the_simulation_gives_the_known_rate(change):
    """To the two points within which plan check takes a rate to be the same."""
    now = simulated(ONE_KIND, "retention_rate")
    words = said(ONE_KIND, {"retention_rate": now + change}, {"retention_rate": now})
    assert "about facts.renewal.intercept = " in words and "in place of -4" in words
    curve = ONE_KIND.renewal.model_copy(update=stated(words))
    assert simulated(with_curve(ONE_KIND, curve), "retention_rate") == pytest.approx(
        now + change, abs=0.02
    )


def test_of_a_segment_its_own_curve_is_named_and_a_ceiling_that_is_too_low():
    words = said(SEGMENTS, {"retention_rate.large": 0.84})
    assert words.startswith(
        "This hangs on the share of the work that gets done, and on the renewal curve: about "
        "facts.segments.large.renewal.intercept = "
    )
    assert words.endswith(" in place of -2 fits.")
    words = said(SEGMENTS, {"retention_rate.large": 0.99})
    assert "facts.segments.large.renewal.ceiling = " in words and " in place of 0.9 fits." in words


def test_of_a_segment_without_a_curve_of_its_own_the_whole_curve_is_said():
    words = said(SEGMENTS, {"retention_rate.small": 0.7})
    assert "about facts.segments.small.renewal = { intercept = " in words
    assert stated(words).keys() == {"intercept", "slope", "floor", "ceiling"}


def test_where_no_curve_can_be_so_low_its_floor_is_named():
    words = said(SEGMENTS, {"retention_rate.large": 0.05})
    assert words.endswith("whose floor is too high: facts.segments.large.renewal.floor.")


def test_of_all_customers_the_curves_of_the_segments_are_named():
    words = said(SEGMENTS, {"retention_rate": 0.9})
    assert "renewal curve of each segment, such as facts.segments." in words


def test_revenue_hangs_on_how_many_sign_more():
    words = said(SEGMENTS, {"net_revenue_retention.large": 0.94})
    assert "about facts.segments.large.outcomes.expanding = 0.4 in place of 0.3 fits" in words
    words = said(SEGMENTS, {"net_revenue_retention.large": 1.9})
    assert "facts.segments.large.outcomes.expansion must be another" in words
    words = said(SEGMENTS, {"net_revenue_retention.small": 0.7})
    assert "facts.segments.small.outcomes.expanding and facts" in words


def test_what_fits_is_left_alone():
    assert remedies(SEGMENTS, today(SEGMENTS), MEANS, {}) == {}
