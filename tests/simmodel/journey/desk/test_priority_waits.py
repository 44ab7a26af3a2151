"""Queueing theory as an oracle for classes: Cobham (1954), "Priority assignment in waiting line
problems"; and for response targets: Erlang C.
"""

from math import exp, factorial

import numpy as np
import pytest
from scipy import stats

from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.desk.facts import Desk
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.work.facts import Activity

STEADY = 2
MEANS = {"short": 0.1, "long": 0.4}  # hours


def facts_of(team, first, within=None):
    """A month is as long as it can be, 744 hours; the team never changes."""
    return Facts(
        horizon_months=120,
        warm_up_months=1,
        calendar=Calendar(working_days_per_month=31, hours_per_day=24.0, availability=1.0),
        customers=Customers(at_start=1, arrivals_per_month=0.0),
        contract=Contract(months=1),
        activities={
            name: Activity(per_month=1, mean_hours=mean, respond_within=within)
            for name, mean in MEANS.items()
        },
        team=Team(at_start=team),
        desk=Desk(order="by_class", first=first) if first else None,
    )


def served(serve, facts, rates, means, seed):
    """Poisson streams of two classes and exponential services: the work, and what came of it."""
    rng = np.random.default_rng(seed)
    number = rng.poisson(sum(rates) * facts.horizon_hours)
    release = np.sort(rng.uniform(0.0, facts.horizon_hours, number))
    kind = (rng.random(number) * sum(rates) >= rates[0]).astype(np.int16)
    hours = rng.standard_exponential(number) * np.array(means)[kind]
    return serve(facts, release, kind, hours)


def mean_wait(serve, facts, rates, means, seed):
    """Of both classes, hours."""
    counts = served(serve, facts, rates, means, seed)[1].tally.counts
    return counts.waited_hours[STEADY:].sum() / counts.started[STEADY:].sum()


def mean_waits(serve, facts, rates, means, seed):
    """Of each class, hours."""
    work, outcome = served(serve, facts, rates, means, seed)
    started = np.isfinite(outcome.tally.started_at) & (work.release >= facts.boundaries[STEADY])
    waits = (outcome.tally.started_at - work.release)[started]
    return [waits[work.kind[started] == own].mean() for own in range(len(means))]


def erlang_c(servers, load):
    """The chance that all are busy."""
    last = load**servers / factorial(servers) / (1 - load / servers)
    return last / (sum(load**k / factorial(k) for k in range(servers)) + last)


def assert_mean(values, expected, within):
    half_width = stats.t.ppf(0.9995, len(values) - 1) * stats.sem(values)
    assert half_width < within * expected
    assert abs(np.mean(values) - expected) < half_width


@pytest.mark.long
@pytest.mark.parametrize("first", ["short", "long"])
def test_mean_waits_of_one_csmp_follow_cobham_by_which_class_goes_first(serve, first):
    rates = np.array([3.5, 0.9])  # utilisations of 0.35 and 0.36
    means = np.array(list(MEANS.values()))
    order = [0, 1] if first == "short" else [1, 0]
    left, before = (rates * means**2).sum(), 0.0  # mean hours left of the service under way
    waits = np.empty(2)
    for each in order:
        until = before + rates[each] * means[each]
        waits[each] = left / ((1 - before) * (1 - until))
        before = until
    expected = (rates @ waits) / rates.sum()
    facts = facts_of(1, (first,))
    found = [mean_wait(serve, facts, rates, means, [1, seed]) for seed in range(12)]
    assert_mean(found, expected, 0.05)


@pytest.mark.long
def test_whoever_goes_first_all_wait_as_long_where_services_are_alike(serve):
    # M/M/3 with the same mean in both classes: Erlang C on average, in any order.
    servers, mean, utilisation = 3, 0.25, 0.8
    load = servers * utilisation
    expected = erlang_c(servers, load) * mean / (servers * (1 - utilisation))
    facts, rates = facts_of(servers, ("long",)), np.array([0.5, 0.5]) * load / mean
    found = [mean_wait(serve, facts, rates, (mean, mean), [2, seed]) for seed in range(12)]
    assert_mean(found, expected, 0.05)


@pytest.mark.long
@pytest.mark.parametrize("servers", [2, 3])
def test_mean_waits_by_class_of_a_team_follow_cobham(serve, servers):
    # Erlang C times the mean time to the next end of a service, over (1 - before) (1 - until).
    mean, shares = 0.25, np.array([0.45, 0.35])  # of the team's hours
    rates = shares * servers / mean
    left = erlang_c(servers, servers * shares.sum()) * mean / servers
    expected = left / (1 - shares[0]), left / ((1 - shares[0]) * (1 - shares.sum()))
    facts = facts_of(servers, ("short",), within=1.0)
    found = [
        mean_waits(serve, facts, rates, (mean, mean), [3, servers, seed]) for seed in range(12)
    ]
    for own, waits in enumerate(zip(*found, strict=True)):
        assert_mean(waits, expected[own], 0.05)


@pytest.mark.long
@pytest.mark.parametrize("servers", [1, 3])
@pytest.mark.parametrize("within", [0.1, 0.5])
def test_the_share_that_misses_a_target_is_the_tail_of_erlang_c(serve, servers, within):
    # First come, first served: P(wait > t) = C exp(-(c mu - lambda) t).
    mean, utilisation = 0.25, 0.8
    load = servers * utilisation
    expected = erlang_c(servers, load) * exp(-(servers - load) / mean * within)
    facts, rates = facts_of(servers, (), within), np.array([0.5, 0.5]) * load / mean
    missed = []
    for seed in range(12):
        series = served(serve, facts, rates, (mean, mean), [4, servers, seed])[1].series
        missed.append(series["breaches"][STEADY:].sum() / series["judged"][STEADY:].sum())
    assert_mean(missed, expected, 0.05)
