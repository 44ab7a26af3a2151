"""Queueing theory as an oracle: what is known in closed form, the engine must reproduce.

Paths are made by hand: one contract that never ends releases a Poisson stream of activities, so
removal, renewal and automation are out of the picture and the team is an M/M/c queue.
"""

from math import factorial

import numpy as np
import pytest
from scipy import stats

from simmodel.journey.customers.chances import chances
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts, Paths, Work
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Activity
from simmodel.streams import Streams

FOR_EVER = 1e12
RARELY = 1e-4
STEADY = 2  # months until the queue has forgotten that it began empty: 1488 hours


def facts_of(team, months=120):
    """A month is as long as it can be, 744 hours; the team never changes."""
    return Facts(
        horizon_months=months,
        warm_up_months=1,
        calendar=Calendar(working_days_per_month=31, hours_per_day=24.0, availability=1.0),
        customers=Customers(at_start=1, arrivals_per_month=0.0),
        contract=Contract(months=1),
        activities={"task": Activity(per_month=1, mean_hours=1.0)},
        team=Team(at_start=team),
    )


def play(facts, rate, durations, seed):
    """Poisson releases at ``rate`` an hour; ``durations`` draws services, hours."""
    rng = np.random.default_rng(seed)
    number = rng.poisson(rate * facts.horizon_hours)
    release = np.sort(rng.uniform(0.0, facts.horizon_hours, number))
    work = Work(
        release=release,
        expiry=np.full(number, FOR_EVER),
        hours=durations(rng, number).astype(np.float32),
        uniform=np.full(number, 2.0, np.float32),
        contract=np.zeros(number, np.int32),
        kind=np.zeros(number, np.int16),
    )
    contracts = Contracts(
        begin=np.array([-1.0]),
        end=np.array([FOR_EVER]),
        uniform=np.array([0.0]),
        successor=np.array([-1], np.int32),
        joined=np.array([-np.inf]),
        worth=np.ones(1),
        outcome=np.full(1, 0.5),
        due=np.ones(1, np.int32),
        segment=np.zeros(1, np.int16),
        chances=np.zeros(1, np.int32),
    )
    renewal, _ = chances(facts.renewal, contracts.due, np.ones(1, np.int64))
    never, nobody = np.empty(0, np.int32), np.empty(0)
    paths = Paths(work, contracts, nobody, never, np.array([True]), renewal)
    stay = Policy(cadence="monthly", hires=(0,) * facts.horizon_months)
    return run(facts, stay, warm_up(facts, paths))


def exponential(mean):
    return lambda rng, size: rng.standard_exponential(size) * mean


def erlang_c(servers, load):
    """Chance that an arrival to M/M/c waits; ``load`` in Erlangs."""
    last = load**servers / factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / factorial(k) for k in range(servers)) + last)


def mean_wait(outcome):
    tally = outcome.tally
    return tally.counts.waited_hours[STEADY:].sum() / tally.counts.started[STEADY:].sum()


def assert_mean(values, expected, within):
    """The mean of independent replications is ``expected``, and is known well enough to tell.

    The 99.9 % half-width must be below ``within`` of the expected value, so the test fails on any
    error twice that large.
    """
    values = np.asarray(values, float)
    half_width = stats.t.ppf(0.9995, values.size - 1) * stats.sem(values)
    assert half_width < within * expected
    assert abs(values.mean() - expected) < half_width


# A service takes a quarter of an hour on average, so a replication is as long as 350,000 services
# of each server.
MEAN = 0.25


@pytest.mark.long
@pytest.mark.parametrize(
    ("servers", "utilisation", "replications", "within"),
    [(1, 0.7, 12, 0.03), (3, 0.8, 12, 0.04), (5, 0.85, 12, 0.05), (10, 0.8, 8, 0.05)],
)
def test_mean_waits_follow_erlang_c(servers, utilisation, replications, within):
    facts = facts_of(servers)
    rate = utilisation * servers / MEAN
    outcomes = [
        play(facts, rate, exponential(MEAN), [servers, seed]) for seed in range(replications)
    ]
    expected = erlang_c(servers, servers * utilisation) * MEAN / (servers * (1 - utilisation))
    assert_mean([mean_wait(each) for each in outcomes], expected, within)
    # Little's law for the queue, looked at once a month, which is 3000 services: independent looks.
    queue = np.concatenate([each.series["queue"][STEADY:] for each in outcomes])
    standard_error = queue.std(ddof=1) / np.sqrt(queue.size)
    assert standard_error < 0.1 * rate * expected
    assert abs(queue.mean() - rate * expected) < 4 * standard_error
    # The work that comes in is the work that is done.
    busy = [each.series["utilisation"][STEADY:].mean() for each in outcomes]
    assert_mean(busy, utilisation, 0.005)


def test_constant_services_wait_half_as_long():
    # Pollaczek and Khinchine: the M/D/1 queue waits half as long as the M/M/1 queue.
    facts = facts_of(1)
    outcomes = [
        play(facts, 0.7 / MEAN, lambda _, size: np.full(size, MEAN), seed) for seed in range(10)
    ]
    expected = 0.5 * 0.7 / (1 - 0.7) * MEAN
    assert_mean([mean_wait(each) for each in outcomes], expected, 0.03)


def test_a_team_larger_than_the_work_never_makes_it_wait():
    # M/M/inf: the number in service is Poisson with the load as its mean. 4 Erlangs need more than
    # 40 CSMPs at once less than once in 10 ** 20 instants.
    facts = facts_of(40)
    mean, load = 2.0, 4.0  # a month is 372 mean services: month's ends are independent
    outcomes = [play(facts, load / mean, exponential(mean), seed) for seed in range(6)]
    assert sum(each.tally.counts.waited_hours.sum() for each in outcomes) == 0.0
    number = np.concatenate([each.series["in_service"][STEADY:] for each in outcomes])
    assert abs(number.mean() - load) < 4 * np.sqrt(load / number.size)
    dispersion = (number.size - 1) * number.var(ddof=1) / number.mean()
    low, high = stats.chi2.ppf([RARELY / 2, 1 - RARELY / 2], number.size - 1)
    assert low < dispersion < high


def test_a_team_smaller_than_the_work_is_always_busy():
    facts = facts_of(2, months=12)
    outcome = play(facts, 3.0, exponential(1.0), 1)  # 3 Erlangs for 2 CSMPs
    assert np.all(outcome.series["utilisation"][1:] > 1 - 1e-9)
    # The queue grows by one an hour: 744 a month, with a standard deviation of about 61.
    growth = np.diff(outcome.series["queue"])
    assert abs(growth.mean() - 744) < 4 * np.sqrt(5 * 744 / growth.size)


# ---- Renewal -------------------------------------------------------------------------------------


def plain_vendor(**more):
    """One activity a month and contracts of a month: 0 % or 100 % is finished."""
    return Facts(
        horizon_months=12,
        warm_up_months=12,
        customers=Customers(at_start=3000, arrivals_per_month=0.0),
        contract=Contract(months=12),
        activities={"mail": Activity(per_month=4, mean_hours=0.1, automatable=True)},
        team=Team(at_start=0),
        **more,
    )


def test_the_logistic_curve_is_the_papers():
    curve = Renewal()
    # u = -8 + 0.107 p
    assert curve.probability(75.0) == pytest.approx(1 / (1 + np.exp(-0.025)), rel=1e-14)
    assert curve.probability(75.0) == pytest.approx(0.50625, abs=1e-5)
    assert curve.probability(80.0) == pytest.approx(0.63645, abs=1e-5)
    assert curve.probability(90.0) == pytest.approx(0.83617, abs=1e-5)
    assert curve.probability(np.array([0.0, 50.0])).tolist() == [0.1, 0.1]
    assert curve.probability(np.array([96.0, 100.0])).tolist() == [0.9, 0.9]


def test_contracts_renew_by_the_curve():
    """Nobody is employed: automation alone finishes work, by chance, so percentages spread."""
    curve = Renewal(intercept=-2.0, slope=0.04, floor=0.0, ceiling=1.0)
    facts = plain_vendor(renewal=curve)
    stay = Policy(cadence="annual", automation=0.5, hires=(0,))
    chances, renewed = [], []
    for replication in range(4):
        paths = draw(facts, Streams(5, 0, replication))
        tally = run(facts, stay, warm_up(facts, paths)).tally
        decided = paths.ending[tally.in_force[paths.ending]]
        percentage = 100 * tally.finished[decided] / facts.activities_per_contract
        chances.append(1 / (1 + np.exp(2.0 - 0.04 * percentage)))
        renewed.append(tally.renewed[decided])
    chance, renewal = np.concatenate(chances), np.concatenate(renewed)
    assert chance.size > 10_000
    for low, high in [(0.0, 0.2), (0.2, 0.3), (0.3, 0.4), (0.4, 0.5), (0.0, 1.0)]:
        some = (chance >= low) & (chance < high)
        assert some.sum() > 500
        spread = np.sqrt((chance[some] * (1 - chance[some])).sum())
        assert abs(renewal[some].sum() - chance[some].sum()) < 4 * spread


@pytest.mark.long
@pytest.mark.parametrize("activities", [1, 4, 78])
def test_with_ample_staff_contracts_renew_as_the_curve_says_however_the_work_is_split(activities):
    work = {"any": Activity(per_month=activities, mean_hours=4.0 / activities)}
    facts = Facts(activities=work, customers=Customers(at_start=250), horizon_months=36)
    hire_many = Policy(cadence="monthly", caf=0.1)
    renewals = churn = 0
    for replication in range(4):
        start = warm_up(facts, draw(facts, Streams(5, 0, replication)))
        series = run(facts, hire_many, start).series
        # Contracts of the first year began with the team of the start.
        renewals += series["renewals"][12:].sum()
        churn += series["churn"][12:].sum()
    ended = renewals + churn
    ceiling = facts.renewal.ceiling
    # One that is not finished when its contract ends is missing: with one a month, 2 of 100 are.
    lost = 0.01 if activities > 1 else 0.03
    assert -4 * np.sqrt(ceiling * (1 - ceiling) / ended) - lost < renewals / ended - ceiling
    assert renewals / ended - ceiling < 4 * np.sqrt(ceiling * (1 - ceiling) / ended)


def test_half_of_the_contracts_with_three_quarters_finished_renew():
    # All work of the horizon is automated with a chance of 1, that of the warm-up is lost: a
    # contract that ends after 9 of its 12 months has 75 % finished.
    facts = plain_vendor()
    stay = Policy(cadence="annual", automation=1.0, hires=(0,))
    paths = draw(facts, Streams(6, 0, 0))
    tally = run(facts, stay, warm_up(facts, paths)).tally
    percentage = 100 * tally.finished[paths.ending] / facts.activities_per_contract
    near = (percentage > 74.9) & (percentage < 75.1)
    assert near.sum() > 50
    renewals = int(tally.renewed[paths.ending][near].sum())
    assert stats.binomtest(renewals, int(near.sum()), 0.50625).pvalue > RARELY


# ---- More staff ----------------------------------------------------------------------------------


ALWAYS_TOO_FEW = ((-6, 0, 0, 0), (-5, 0, 0, 0), (-4, 0, 0, 0))
FROM_TOO_FEW_TO_ENOUGH = ((-4, 0, 0, 0), (-2, 0, 0, 0), (0, 0, 0, 0), (0, 0, 1, 1), (1, 0, 0, 1))


def assert_rising(finished):
    """Each column is on average above the one before; rows are replications."""
    gains = np.diff(np.array(finished), axis=1)
    standard_error = gains.std(axis=0, ddof=1) / np.sqrt(len(gains))
    assert np.all(gains.mean(axis=0) > 3 * standard_error)
    assert np.all(standard_error > 0)


@pytest.mark.parametrize(
    ("renewal", "schedules"), [(0.7, ALWAYS_TOO_FEW), (1.0, FROM_TOO_FEW_TO_ENOUGH)]
)
def test_more_staff_finishes_more_work(renewal, schedules):
    """Renewal does not depend on the work, so all plans meet the same; differences are paired."""
    facts = Facts(
        horizon_months=12,
        warm_up_months=12,
        customers=Customers(at_start=50, arrivals_per_month=2.0),
        renewal=Renewal(floor=renewal, ceiling=renewal),
        team=Team(at_start=10),  # 50 customers need 10.1
    )
    plans = [Policy(cadence="quarterly", hires=hires) for hires in schedules]
    finished = []
    for replication in range(12):
        start = warm_up(facts, draw(facts, Streams(3, 0, replication)))
        outcomes = [run(facts, plan, start) for plan in plans]
        released = {tuple(each.tally.counts.released.tolist()) for each in outcomes}
        assert len(released) == 1
        finished.append([each.series["finished"].sum() for each in outcomes])
    assert_rising(finished)


def test_a_shorter_ramp_finishes_more_work():
    """On average: on one path, a team that serves otherwise may meet another queue."""
    finished = []
    for replication in range(12):
        done = []
        for months in (24, 12, 6, 0):
            facts = Facts(
                horizon_months=12,
                warm_up_months=12,
                customers=Customers(at_start=50, arrivals_per_month=2.0),
                renewal=Renewal(floor=0.7, ceiling=0.7),
                team=Team(at_start=9, ramp_months=months, annual_attrition=0.3),
            )
            start = warm_up(facts, draw(facts, Streams(3, 0, replication)))
            outcome = run(facts, Policy(cadence="quarterly", hires=(1, 0, 1, 0)), start)
            done.append(outcome.series["finished"].sum())
        finished.append(done)
    assert_rising(finished)
