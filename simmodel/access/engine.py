"""The compiled engine: a friendly shell around the kernel."""

import numpy as np

from simmodel.access.customers.variates import FIRST_OF_TYPE
from simmodel.access.desk.initial_state import InitialState, initial_state
from simmodel.access.desk.kernel import FULL, populate, run_months
from simmodel.access.desk.records import COUNTS, FIRM, NONE, STATE, vacant
from simmodel.access.facts import Facts
from simmodel.access.outcome import Outcome, Tally, outcome_of
from simmodel.access.paths import Paths
from simmodel.access.policy import Policy

_BUCKETS = 4
"""A customer, in the event list; a matter of speed only."""

_ROOM, _LEAST = 1.5, 256
"""Places for each customer at the beginning, and at least; more are made when it takes more."""


def run(facts: Facts, policy: Policy, paths: Paths) -> Outcome:
    """The outcome of one policy, from the beginning of its warm-up to the horizon's end."""
    given = initial_state(facts, policy)
    firm, state = _firm(given, paths), _state(given)
    places = vacant(0, int(given.customers.sum() * _ROOM) + _LEAST)
    ring = np.full(_ring(places.size), NONE)
    rows = np.zeros(given.ends.size, COUNTS)
    populate(firm, state, places, ring, rows, given.customers, FIRST_OF_TYPE)
    while run_months(firm, state, places, ring, rows, given.ends) == FULL:
        state["free"] = places.size
        places = np.concatenate((places, vacant(places.size, places.size)))
    return outcome_of(facts, policy, _tally(rows[1:], given.known.types))


def _tally(rows: np.ndarray, types: int) -> Tally:
    per_class = (rows[name][:, : types + 1] for name in ("served", "denied"))
    totals = (rows[name] for name in ("joined", "left", "deterred", "waited", "busy"))
    per_type = (rows[name][:, 1 : types + 1] for name in ("present", "customers"))
    return Tally(*map(np.ascontiguousarray, (*per_class, *totals, *per_type)))


def _ring(places: int) -> int:
    """Size of the event list's ring: a power of two, some for each customer."""
    return 1 << (_BUCKETS * places - 1).bit_length()


def _firm(given: InitialState, paths: Paths) -> np.ndarray:
    known, firm = given.known, np.zeros(1, FIRM)
    types = known.types
    filled = firm[0]
    filled["customers"] = paths.customers
    filled["types"], filled["deterred"] = types, known.deterred
    filled["new_customers"] = given.controls.new_customers
    filled["servers"] = given.controls.servers
    filled["ranking"][: types + 1] = given.controls.ranking
    filled["service"][: types + 1] = 1.0 / known.mu
    filled["patience"][: types + 1] = 1.0 / known.patience
    base = slice(1, types + 1)
    filled["away"][base] = known.away
    filled["asks"][base] = known.requests * known.away
    filled["joins"][base] = np.cumsum(known.joins)
    filled["served"][base, base] = np.cumsum(known.served, axis=1)
    filled["denied"][base, base] = np.cumsum(known.denied, axis=1)
    return firm


def _state(given: InitialState) -> np.ndarray:
    state = np.zeros(1, STATE)
    state["begin"] = state["busy_since"] = given.time
    state["away_since"] = given.time
    state["arrival"] = np.inf
    # About as many as there are events: a request, and the end of its service or its denial.
    requests = given.controls.new_customers + float(given.customers @ given.known.requests)
    state["per_month"] = max(2.0 * requests, 1.0)
    state["first"] = state["last"] = NONE
    return state
