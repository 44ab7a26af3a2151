"""The event list gives events in order, whenever they were scheduled and whatever was cancelled."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmodel.access.desk.event_list import cancel, next_event, schedule
from simmodel.access.desk.records import COUNTS, FIRM, NONE, STATE, Desk, vacant

ROOM = 12
# Few times, so that many are equal; some of them many turns of the ring ahead.
AHEAD = st.sampled_from([0.0, 0.25, 1.0, 1.0, 7.0, 40.0, 41.0])
STEPS = st.lists(
    st.tuples(st.sampled_from(["schedule", "cancel", "next"]), st.integers(0, ROOM - 1), AHEAD),
    max_size=60,
)
NUMBERS = st.permutations(range(100, 100 + ROOM))


class EventList:
    """The event list, and what is in it.

    Args:
        buckets: of the ring, a power of two.
        per_month: buckets.
    """

    def __init__(self, numbers, buckets, per_month):
        firm, state, counts = (np.zeros(1, kind)[0] for kind in (FIRM, STATE, COUNTS))
        state["per_month"], state["begin"] = per_month, -3.0
        self.places = vacant(0, ROOM)
        self.places["number"] = numbers
        self.desk = Desk(firm, state, counts, self.places, np.full(buckets, NONE))
        self.expected = {}
        self.now = -3.0

    def schedule(self, place, time):
        schedule(self.desk, place, time)
        self.expected[place] = (time, int(self.places["number"][place]))

    def cancel(self, place):
        cancel(self.desk, place)
        del self.expected[place]

    def next(self, until):
        """The next event is the earliest before ``until``, if there is one."""
        taken = next_event(self.desk, until)
        first = min(self.expected, key=self.expected.get, default=None)
        if first is None or self.expected[first][0] >= until:
            assert taken == NONE
            self.now = until
        else:
            assert taken == first
            self.now = self.expected.pop(first)[0]


@settings(max_examples=200)
@given(NUMBERS, STEPS, st.sampled_from([1, 4, 16]), st.sampled_from([0.5, 1.0, 3.0]))
def test_the_event_taken_is_the_earliest_whatever_was_scheduled_or_cancelled(
    numbers, steps, buckets, per_month
):
    events = EventList(numbers, buckets, per_month)
    for doing, place, ahead in steps:
        if doing == "next":
            events.next(events.now + ahead)
        elif place in events.expected:
            events.cancel(place)
        elif doing == "schedule":
            events.schedule(place, events.now + ahead)
    while events.expected:
        events.next(np.nextafter(max(events.expected.values())[0], np.inf))


@pytest.mark.parametrize("buckets", [1, 8])
def test_equal_times_go_by_the_customers_number(buckets):
    numbers = [107, 103, 111, 100, 105, 110, 101, 109, 104, 106, 102, 108]
    events = EventList(numbers, buckets, 2.0)
    for place in range(ROOM):
        events.schedule(place, 5.0)
    order = []
    while events.expected:
        before = set(events.expected)
        events.next(6.0)
        (place,) = before - set(events.expected)
        order.append(numbers[place])
    assert order == sorted(numbers)


def test_what_happens_at_the_very_moment_asked_for_waits():
    events = EventList(range(ROOM), 4, 1.0)
    events.schedule(3, 2.0)
    events.next(2.0)
    assert events.expected == {3: (2.0, 3)}
    events.next(np.nextafter(2.0, 3.0))
    assert events.expected == {}
