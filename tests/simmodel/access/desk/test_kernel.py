"""Inside the compiled engine: at any month's end everybody is somewhere, once."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.access import engine
from simmodel.access.customers.variates import FIRST_OF_TYPE
from simmodel.access.desk.initial_state import initial_state
from simmodel.access.desk.kernel import DONE, populate, run_months
from simmodel.access.desk.records import COUNTS, NONE, vacant

ROOM = 3_000
REQUEST, DEPARTURE, GIVING_UP, SERVICE_END = range(4)


class Played:
    """What the kernel leaves behind."""

    def __init__(self, facts, policy, paths):
        self.given = initial_state(facts, policy)
        firm, states = engine._firm(self.given, paths), engine._state(self.given)
        self.places, ring = vacant(0, ROOM), np.full(1 << 12, NONE)
        self.rows = np.zeros(self.given.ends.size, COUNTS)
        populate(firm, states, self.places, ring, self.rows, self.given.customers, FIRST_OF_TYPE)
        over = run_months(firm, states, self.places, ring, self.rows, self.given.ends)
        assert over == DONE
        self.state = states[0]
        self.types = self.given.known.types
        self.occupied = np.array([place for first in ring for place in self.filed(first)], int)

    def filed(self, place):
        """Places in a bucket of the event list, from ``place`` on."""
        while place != NONE:
            yield int(place)
            place = self.places[place]["following"]

    def who(self, *doing):
        """How many of each class are doing this."""
        place = self.places[self.occupied]
        kinds = place["kind"][np.isin(place["doing"], doing)]
        return np.bincount(kinds, minlength=self.types + 1)

    def queue(self, kind):
        """Places of those who wait, from the first on."""
        place, queue = self.state["first"][kind], []
        while place != NONE:
            queue.append(int(place))
            place = self.places[place]["after"]
        return queue


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_everybody_is_away_or_waits_or_is_served(small_firms, data):
    facts, policy, paths = data.draw(small_firms)
    end = Played(facts, policy, paths)
    state, types = end.state, end.types
    waiting, in_service = end.who(GIVING_UP), end.who(SERVICE_END)
    away = end.who(REQUEST, DEPARTURE)
    assert away[0] == 0
    assert away[1:].tolist() == state["away"][1 : types + 1].tolist()
    contact = waiting + in_service
    assert (away + contact)[1:].tolist() == state["customers"][1 : types + 1].tolist()
    # Servers
    assert in_service.sum() == state["busy"] <= policy.servers
    assert state["busy"] == policy.servers or waiting.sum() == 0
    # Queues are in the order of their requests.
    for kind in range(types + 1):
        queue = end.queue(kind)
        assert len(queue) == waiting[kind]
        assert np.all(np.diff(end.places["since"][queue]) >= 0)
        assert state["last"][kind] == (queue[-1] if queue else NONE)
    # Places
    free, place = set(), state["free"]
    while place != NONE:
        free.add(int(place))
        place = end.places[place]["after"]
    assert free.isdisjoint(end.occupied.tolist())
    assert len(free) + end.occupied.size == ROOM
    # New customers are served, denied, deterred or in contact.
    known = {name: end.rows[name].sum(axis=0) for name in ("served", "denied", "deterred")}
    gone = known["served"][0] + known["denied"][0] + known["deterred"]
    assert state["arrived"] == gone + contact[0]
    # Denials deter as many as they say, but for a part of one and those who are to come.
    denials = facts.word_of_mouth.deterred * known["denied"][1 : types + 1].sum()
    np.testing.assert_allclose(denials - known["deterred"], state["to_deter"], atol=1e-6)
    assert state["to_deter"] >= 0
    # Base customers
    joined, left = (int(end.rows[name].sum()) for name in ("joined", "left"))
    assert state["customers"].sum() == end.given.customers.sum() + joined - left


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_next_event_of_nobody_is_past(small_firms, data):
    facts, policy, paths = data.draw(small_firms)
    end = Played(facts, policy, paths)
    assert end.state["month"] == facts.horizon_months + 1
    assert end.state["arrival"] > facts.horizon_months
    numbers = end.places["number"][end.occupied]
    assert np.unique(numbers).size == numbers.size
