"""Hours of people: part time, recruits, leave."""

import numpy as np
import pytest

from simmodel.contract.assignment import Person
from simmodel.journey.assignment.team import capacity, tenure_of


def test_a_full_person_has_the_hours_of_the_calendar(facts):
    (hours,) = capacity(facts, (Person(name="A"),), 3)
    assert hours == pytest.approx([48.0, 48.0, 48.0])


def test_hours_and_share_of_full_time_are_taken_together(facts):
    people = (
        Person(name="A", hours=40.0),
        Person(name="B", share=0.5),
        Person(name="C", hours=40.0, share=0.5),
    )
    assert capacity(facts, people, 1)[:, 0] == pytest.approx([40.0, 24.0, 20.0])


def test_a_recruit_has_the_hours_of_the_learning_curve(facts):
    (hours,) = capacity(facts, (Person(name="A", starts=0.0),), 4)
    assert hours == pytest.approx([48 / 6, 48 / 2, 48 * 5 / 6, 48.0])


def test_who_is_yet_to_come_has_no_hours_before(facts):
    (hours,) = capacity(facts, (Person(name="A", starts=2.0),), 4)
    assert hours == pytest.approx([0.0, 0.0, 48 / 6, 48 / 2])


@pytest.mark.parametrize(
    ("person", "away"),
    [
        ({}, [0, 0, 0]),
        ({"away_from": 0.5, "away_until": 2.25}, [0.5, 1, 0.25]),
        ({"away_from": 1.0}, [0, 1, 1]),
        ({"away_until": 1.5}, [1, 0.5, 0]),
        ({"status": "on leave"}, [1, 1, 1]),
        ({"status": "on leave", "away_until": 1.0}, [1, 0, 0]),
        ({"starts": 1.5}, [1, 0.5, 0]),
        ({"away_from": -3.0, "away_until": -1.0}, [0, 0, 0]),
    ],
)
def test_absences_are_the_parts_of_months(person, away):
    assert Person(name="A", **person).absences(3) == pytest.approx(np.array(away))


def test_tenure_is_in_whole_months():
    assert tenure_of(Person(name="A", starts=-7.4), 99) == 7
    assert tenure_of(Person(name="A", starts=1.0), 99) == 0
    assert tenure_of(Person(name="A"), 99) == 99
