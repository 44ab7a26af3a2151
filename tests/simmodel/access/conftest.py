"""Firms of any kind, small or in flow, and the two engines side by side.

The helpers are fixtures without state, of the session's scope: hypothesis may use them in every
example.
"""

from dataclasses import fields
from itertools import permutations

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy import stats

from simmodel.access.customers.acquisition import Advertising, WordOfMouth
from simmodel.access.customers.types import Request, Type
from simmodel.access.draw import draw
from simmodel.access.engine import run
from simmodel.access.facts import Facts, Servers
from simmodel.access.formulas.breakpoints import at_capacity, breakpoints
from simmodel.access.money.metrics import measure
from simmodel.access.money.objective import Objective
from simmodel.access.policy import SEPARATOR, Policy
from simmodel.access.reference import reference
from simmodel.streams import Streams

NAMES = ("gold", "silver", "bronze", "iron", "tin")


def _whole(low, high, unit):
    """Multiples of ``unit``: examples that people can read."""
    return st.integers(low, high).map(lambda number: number * unit)


PART = st.integers(0, 20).map(lambda twentieths: twentieths / 20)

# ---- Firms whose flow is looked at ---------------------------------------------------------------


@st.composite
def _fates(draw, names, kind, turns):
    """What becomes of a customer after a request: loyalty and turns, served and denied.

    Args:
        turns: "none": customers keep their type; "better": nothing becomes more likely by denying
            service; "any".
    """
    others = [name for name in names if name != kind] if turns != "none" else []
    outcomes = [kind, *others]

    def chances():
        # Weights of all that may become of her, leaving last.
        weights = draw(st.lists(st.integers(0, 9), min_size=len(outcomes), max_size=len(outcomes)))
        whole = sum(weights) + draw(st.integers(0 if sum(weights) else 1, 9))
        return [weight / whole for weight in weights]

    served = chances()
    if turns == "better":
        denied = [chance * draw(PART) for chance in served]
    elif turns == "none":
        denied = [draw(PART)]
    else:
        denied = chances()
    return {
        "loyalty_served": served[0],
        "loyalty_denied": denied[0],
        "turns_served": dict(zip(others, served[1:], strict=True)),
        "turns_denied": dict(zip(others, denied[1:], strict=True)),
    }


_REQUESTS = {
    "mean_hours": _whole(1, 8, 0.25),
    "profit": _whole(-20, 40, 0.5),
    "denial_cost": st.just(0.0) | _whole(1, 20, 0.5),
}


@st.composite
def _firms(draw, types=(1, 4), turns="none", joined=False, heard=False, promised=False):
    """Facts of a firm.

    Args:
        types: fewest and most.
        turns: see :func:`_fates`.
        joined: whether new customers may become any of the types.
        heard: whether new customers hear of denials.
        promised: whether types have least service.
    """
    names = NAMES[: draw(st.integers(*types))]
    weights = [draw(st.integers(int(joined), 9)) for _ in names]
    whole = max(sum(weights) + draw(st.integers(0, 9)), 1)
    made = {
        name: Type(
            **draw(st.fixed_dictionaries(_REQUESTS)),
            monthly_profit=draw(_whole(0, 20, 0.5)),
            requests_per_month=draw(_whole(1, 40, 0.05)),
            departures_per_month=draw(_whole(1, 20, 0.02)),
            joins=weight / whole,
            least_service=draw(PART) if promised else 0.0,
            **draw(_fates(names, name, turns)),
        )
        for name, weight in zip(names, weights, strict=True)
    }
    return Facts(
        new=Request(**draw(st.fixed_dictionaries(_REQUESTS))),
        types=made,
        advertising=Advertising(
            cost=draw(_whole(1, 40, 0.5)), exponent=draw(st.sampled_from([1.4, 1.5, 2.0, 3.0]))
        ),
        servers=Servers(
            monthly_cost=draw(_whole(0, 60, 0.5)),
            hours_per_month=draw(st.sampled_from([1.0, 2.0])),
        ),
        word_of_mouth=WordOfMouth(deterred=draw(_whole(0, 20, 0.1)) if heard else 0.0),
    )


@pytest.fixture(scope="session")
def firms():
    """A strategy for facts; what they may hold are its arguments."""
    return _firms


@pytest.fixture(scope="session")
def attained():
    """The highest value that a ranking attains with a capacity, or less of it.

    Whoever can be served is; only those ranked last may be turned away as a class, as a linear
    program does with customers who are worth less than nothing.
    """

    def value(known, ranking, capacity):
        points = breakpoints(known, ranking)
        taken = [float(each.capacity(known).sum()) for each in points]
        capacities = [capacity, *(each for each in taken if each < capacity)]
        return max(
            at_capacity(known, points[:length], each).value(known)
            for length in range(1, len(points) + 1)
            for each in capacities
        )

    return value


@pytest.fixture(scope="session")
def everyone():
    """All rankings of as many types."""
    return lambda known: list(permutations(range(known.types + 1)))


# ---- Firms small enough to be simulated many times -----------------------------------------------


@st.composite
def _small_firms(draw):
    """Facts, a stated policy and a replication: some hundred requests."""
    names = NAMES[: draw(st.integers(1, 3))]
    spans = {
        "mean_hours": st.sampled_from([0.1, 0.3, 1.0, 1e-9]),
        "patience_hours": st.sampled_from([0.2, 1.0, 10.0, 1e-9, 1e6]),
    }
    weights = [draw(st.integers(0, 9)) for _ in names]
    whole = max(sum(weights) + draw(st.integers(0, 2)), 1)
    types = {
        name: Type(
            **draw(st.fixed_dictionaries(spans)),
            requests_per_month=draw(st.sampled_from([4.0, 1.0, 0.1])),
            departures_per_month=draw(st.sampled_from([0.05, 0.5, 1.0])),
            joins=weight / whole,
            **draw(_fates(names, name, "any")),
        )
        for name, weight in zip(names, weights, strict=True)
    }
    facts = Facts(
        horizon_months=draw(st.integers(1, 4)),
        warm_up_months=draw(st.integers(0, 3)),
        new=Request(**draw(st.fixed_dictionaries(spans))),
        types=types,
        word_of_mouth=WordOfMouth(deterred=draw(st.sampled_from([0.0, 0.3, 1.0, 2.5]))),
    )
    policy = Policy(
        new_customers=draw(st.sampled_from([30.0, 12.0, 4.0, 0.5, 0.0])),
        servers=draw(st.sampled_from([1, 2, 5, 10, 30, 0])),
        ranking=SEPARATOR.join(draw(st.permutations(facts.classes))),
    )
    return facts, policy, _paths(facts, draw(st.integers(0, 2**32)))


@pytest.fixture(scope="session")
def small_firms():
    """A strategy for facts, a policy and paths."""
    return _small_firms()


def _paths(facts, seed, replication=0):
    return draw(facts, Streams(seed, 0, replication))


@pytest.fixture(scope="session")
def paths_of():
    """The paths of a replication, by seed and number."""
    return _paths


@pytest.fixture(scope="session")
def played():
    """Outcomes of a policy on as many replications."""

    def outcomes(facts, policy, replications, seed=1):
        return [run(facts, policy, _paths(facts, seed, each)) for each in range(replications)]

    return outcomes


def _stated(facts, new_customers, servers, ranking=None):
    return Policy(
        new_customers=float(new_customers),
        servers=servers,
        ranking=ranking or SEPARATOR.join(facts.classes),
    )


@pytest.fixture(scope="session")
def stated():
    """A policy with nothing left open."""
    return _stated


@pytest.fixture(scope="session")
def same():
    """Assert that two outcomes are equal to the last bit, in every field, series and metric."""

    def check(facts, policy, first, second):
        for each in fields(first.tally):
            one, other = getattr(first.tally, each.name), getattr(second.tally, each.name)
            np.testing.assert_array_equal(one, other, err_msg=each.name, strict=True)
        assert first.tally == second.tally
        for name, series in first.series.items():
            np.testing.assert_array_equal(series, second.series[name], err_msg=name, strict=True)
        values = [measure(facts, policy, Objective(), each) for each in (first, second)]
        np.testing.assert_equal(*values)

    return check


@pytest.fixture(scope="session")
def both(same):
    """Run the two engines, assert that they agree, and return the outcome."""

    def play(facts, policy, paths):
        compiled = run(facts, policy, paths)
        same(facts, policy, compiled, reference(facts, policy, paths))
        return compiled

    return play


# ---- Statistics ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def assert_mean():
    """Assert that the mean of independent values is as expected, and known well enough to tell.

    The 99.9 % half-width must be below ``within``, so the test fails on any error twice that large.
    """

    def check(values, expected, within):
        values = np.asarray(values, float)
        half_width = stats.t.ppf(0.9995, values.size - 1) * stats.sem(values)
        assert half_width < within
        assert abs(values.mean() - expected) < half_width

    return check


@pytest.fixture(scope="session")
def erlang_a():
    """M/M/N+M: who gives up, who waits, and how long those wait who are served.

    By rates of arrival, service and giving up; from the birth and death chain of their number.
    """

    def shares(servers, rate, service, giving_up):
        states = np.arange(servers + 4000)
        death = np.minimum(states, servers) * service + np.maximum(states - servers, 0) * giving_up
        weights = np.concatenate(([0.0], np.cumsum(np.log(rate / death[1:]))))
        chance = np.exp(weights - weights.max())
        chance /= chance.sum()
        # Behind j others: served if each next event of those before her, and her own patience, is
        # one of theirs; each takes on average the rest of the rates.
        behind = np.arange(states.size - servers)
        rates = servers * service + (behind + 1) * giving_up
        served = np.cumprod((rates - giving_up) / rates)
        wait = np.cumsum(1.0 / rates)
        kept = chance[:servers].sum() + chance[servers:] @ served
        return {
            "gives_up": 1.0 - kept,
            "wait": (chance[servers:] @ (served * wait)) / kept,
            "busy": np.minimum(states, servers) @ chance / servers,
        }

    return shares
