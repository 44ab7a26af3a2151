"""The agenda is a priority queue whose entries can be put off, brought forward and struck."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.access.agenda import schedule, strike
from simmodel.access.records import ENTRY, NONE, STATE, vacant

ROOM = 12
# Few times, so that many are equal.
STEPS = st.lists(st.tuples(st.integers(0, ROOM - 1), st.none() | st.integers(0, 5)), max_size=60)
NUMBERS = st.permutations(range(100, 100 + ROOM))


class Agenda:
    """The agenda, and what is in it."""

    def __init__(self, numbers):
        self.states, self.entries = np.zeros(1, STATE), np.zeros(ROOM, ENTRY)
        self.places = vacant(0, ROOM)
        self.places["number"] = numbers
        self.expected = {}

    def schedule(self, place, time):
        schedule(self.states[0], self.entries, self.places, place, float(time))
        self.expected[place] = (float(time), int(self.places["number"][place]))

    def strike(self, place):
        strike(self.states[0], self.entries, self.places, place)
        del self.expected[place]

    def first(self):
        """The place whose event is next, or None."""
        return min(self.expected, key=self.expected.get, default=None)

    def check(self):
        filed = self.entries[: self.states["entries"][0]]
        assert sorted(filed["place"].tolist()) == sorted(self.expected)
        for number, entry in enumerate(filed):
            assert (entry["time"], entry["number"]) == self.expected[entry["place"]]
            assert self.places["entry"][entry["place"]] == number
        without = [place for place in range(ROOM) if place not in self.expected]
        assert np.all(self.places["entry"][without] == NONE)
        if self.expected:
            assert filed["place"][0] == self.first()


@settings(max_examples=100)
@given(NUMBERS, STEPS)
def test_the_first_entry_is_the_earliest_whatever_was_scheduled_put_off_or_struck(numbers, steps):
    agenda = Agenda(numbers)
    for place, time in steps:
        if time is not None:
            agenda.schedule(place, time)
        elif place in agenda.expected:
            agenda.strike(place)
        agenda.check()


@settings(max_examples=50)
@given(NUMBERS, st.lists(st.integers(0, 5), min_size=ROOM, max_size=ROOM))
def test_entries_come_in_the_order_of_time_and_then_of_the_customers_number(numbers, times):
    agenda = Agenda(numbers)
    for place, time in enumerate(times):
        agenda.schedule(place, time)
    come = []
    while agenda.expected:
        place = int(agenda.entries["place"][0])
        come.append(agenda.expected[place])
        agenda.strike(place)
    assert come == sorted(zip(map(float, times), numbers, strict=True))
