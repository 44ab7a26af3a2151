"""The interview: what it asks, what falls away, and what is said of the answers."""

import pytest
from pydantic import ValidationError

from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.study import rates
from simmodel.journey.study.interview import (
    INTERVIEW,
    Plain,
    complete,
    notes,
    stands_for,
    understood,
)
from simmodel.journey.study.rates import RenewalRates
from simmodel.journey.study.today import today

FACTS = Facts(team=Team(at_start=30))
POLICY = today(FACTS)
TOLD = {
    "large": {"customers": 20, "value": 100_000.0, "csmps": 4, "work_hours": 20.0},
    "small": {"customers": 300, "value": 5_000.0, "csmps": 1, "work_hours": 1.0},
}


def with_segments() -> Facts:
    fields = stands_for(Plain(segments=TOLD), FACTS, POLICY)
    return Facts(segments=fields["facts.segments"], pods=fields["facts.pods"])


def test_without_segments_plain_answers_are_those_of_one_kind_of_customers():
    given = {"renewal_today": 0.8, "work_done_today": 0.6}
    alone = RenewalRates(**given)
    assert stands_for(Plain(**given), FACTS, POLICY) == rates.stands_for(alone, FACTS, POLICY)
    completed = complete(Plain(**given), FACTS, POLICY)
    assert completed == Plain(**dict(rates.complete(alone, FACTS, POLICY)))
    assert completed.segments == {}


def test_segments_stand_for_segments_and_pods():
    fields = stands_for(Plain(segments=TOLD), FACTS, POLICY)
    assert fields.keys() == {"facts.segments", "facts.pods", "today"}
    assert complete(Plain(segments=TOLD), FACTS, POLICY).segments.keys() == TOLD.keys()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"mid market": {}}, r'found the name "mid market"; allowed: letters, digits, _ and -'),
        ({"a" * 41: {}}, "found the name "),
        ({"low": {}}, 'found the name "low"; allowed: none of low, high, knots, frozen, per_year'),
        ({"a": {"csmps": 0}, "b": {"csmps": 0}}, "found no CSMPs; allowed: one or more in at"),
    ],
)
def test_segments_that_cannot_be_are_refused(told, words):
    with pytest.raises(ValidationError, match=words):
        Plain(segments=told)


def test_what_is_asked_of_each_segment_is_not_asked_of_all():
    fallen = INTERVIEW.fallen({"segments": TOLD})
    assert set(fallen) < set(INTERVIEW.questions)
    assert {"facts.activities", "facts.team.at_start", "renewal_today"} < set(fallen)
    assert INTERVIEW.fallen({}) == INTERVIEW.fallen({"segments": {}}) == ()


def test_a_note_says_what_the_curve_gives():
    told = rates.stands_for(RenewalRates(renewal_at_0=0.55, renewal_at_100=0.8), FACTS, POLICY)
    points = "55 % at 0 %, 55 % at 30 %, 57 % at 60 %, 77 % at 90 %, 80 % at 100 % of the work done"
    assert points in notes(Facts(renewal=told["facts.renewal"]))["facts.renewal"]


def test_each_segment_has_a_note_on_its_curve():
    found = notes(with_segments())
    assert "facts.renewal" not in found
    assert "45 % at 0 %" in found["facts.segments.small.renewal"]


def test_segments_are_told_back_in_what_they_amount_to():
    assert understood(FACTS) == {}
    assert understood(with_segments())["segments"] == (
        "That is 320 customers who pay 3,500,000 a year in all. large: 4 CSMPs with 5.0 customers "
        "each, and work for 3.4; small: 1 CSMP with 300.0 customers each, and work for 2.6."
    )
