"""Paths: what must hold of them, who owns which number, and how they are distributed.

Seeds are fixed, so no test of a distribution is flaky; each would fail by chance once in 10,000.
"""

import inspect
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.draw import draw
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Purpose
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.work.draw import NEVER
from simmodel.journey.work.facts import Activity, Automation
from simmodel.streams import Streams

RARELY = 1e-4


def facts_of(at_start=20, arrivals=4.0, **more):
    """The case study's contracts and work, with fewer customers and months."""
    given_facts = {"horizon_months": 6, "warm_up_months": 12} | more
    return Facts(customers=Customers(at_start=at_start, arrivals_per_month=arrivals), **given_facts)


def drawn(facts, replication=0, seed=1, phase=0):
    return draw(facts, Streams(seed, phase, replication))


class Lives:
    """Paths taken apart, customer by customer."""

    def __init__(self, paths):
        self.paths = paths
        contracts = np.arange(paths.contracts.end.size)
        self.first = np.setdiff1d(contracts, paths.contracts.successor)
        self.customer = np.searchsorted(self.first, paths.work.contract, side="right") - 1
        self.holder = np.searchsorted(self.first, contracts, side="right") - 1

    def contracts_of(self, customer):
        own = self.holder == customer
        contracts = self.paths.contracts
        return [getattr(contracts, name)[own].tolist() for name in ("begin", "end", "uniform")]

    def work_of(self, customer, before=np.inf):
        own = (self.customer == customer) & (self.paths.work.release < before)
        return [array[own].tolist() for array in self.paths.work[:4]]


def assert_same_work(first, second, customer, other=None, before=np.inf):
    other = customer if other is None else other
    assert first.work_of(customer, before)[0]  # there is something to compare
    assert first.work_of(customer, before) == second.work_of(other, before)


# ---- What holds of all paths ---------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_paths_are_in_order_and_complete(studies, data):
    facts, _, paths = data.draw(studies)
    work, contracts, horizon = paths.work, paths.contracts, facts.horizon_hours
    month = facts.hours_per_month
    assert np.all(np.diff(work.release) >= 0)
    assert np.all(work.release < horizon)
    assert np.all(work.release < work.expiry)
    # A month is `month` long but for rounding of sums of hours of this size.
    ulp = 1e-9 * max(horizon, facts.warm_up_hours)
    assert np.all(work.release >= work.expiry - month - ulp)
    assert np.all(work.release >= -facts.warm_up_hours - ulp)
    assert np.all(work.hours >= 0)
    assert np.all(work.release >= contracts.begin[work.contract])
    assert np.all(work.expiry <= contracts.end[work.contract])
    for array in (work.hours, work.uniform):
        assert array.dtype == np.float32

    pairs, count = np.unique(
        np.column_stack((work.contract, work.expiry)), axis=0, return_counts=True
    )
    assert np.all(count <= facts.activities_per_month)
    months = np.bincount(pairs[:, 0].astype(int), minlength=1)
    assert np.all(months <= facts.contract.months)

    following = contracts.successor >= 0
    assert np.all(contracts.end[following] == contracts.begin[contracts.successor[following]])
    assert np.all(contracts.end[~following] >= horizon - ulp)
    assert np.all(contracts.begin < horizon + ulp)
    assert np.all((contracts.uniform >= 0) & (contracts.uniform < 1))
    np.testing.assert_allclose(contracts.end - contracts.begin, facts.contract.months * month)

    ending = np.flatnonzero((contracts.end > 0) & (contracts.end <= horizon))
    assert sorted(paths.ending) == ending.tolist()
    assert np.all(np.diff(contracts.end[paths.ending]) >= 0)
    assert np.all(np.diff(paths.arrivals) >= 0)
    assert np.all((paths.arrivals >= 0) & (paths.arrivals < horizon))

    running = (contracts.begin <= 0) & (contracts.end > 0) & (contracts.joined < 0)
    assert running.sum() == facts.customers.at_start
    assert np.all(paths.in_force[running])
    assert paths.in_force.sum() - (contracts.end <= 0).sum() == (
        facts.customers.at_start + paths.arrivals.size
    )
    assert (contracts.joined >= 0).any() == (paths.arrivals.size > 0)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_paths_cannot_be_changed(studies, data):
    _, _, paths = data.draw(studies)
    for attribute in fields(paths):
        value = getattr(paths, attribute.name)
        for array in value if isinstance(value, tuple) else (value,):
            assert array is None or not array.flags.writeable
    assert paths.nbytes >= 28 * paths.work.release.size


def test_every_month_from_the_beginning_of_the_warm_up_releases():
    paths = drawn(facts_of(at_start=50, arrivals=0.0, warm_up_months=14))
    lives = Lives(paths)
    facts = facts_of()
    month = facts.hours_per_month
    for customer in range(50):
        release = np.array(lives.work_of(customer)[0])
        # K = 78 gaps of 1.2 hours: a month without any release does not happen.
        assert np.all(np.diff(release) < month)
        assert release[0] < -13 * month + month
        assert release[-1] > (facts.horizon_months - 1) * month


def test_only_automatable_work_within_the_horizon_has_a_number_for_automation():
    paths = drawn(facts_of())
    work = paths.work
    assert np.all(work.uniform[work.release < 0] == NEVER)
    ours = work.uniform[work.release >= 0]
    assert set(np.unique(ours >= 1)) == {False, True}
    assert np.all((ours < 1) | (ours == NEVER))
    # 73 of 78 are emails.
    share = 73 / 78
    assert abs((ours < 1).mean() - share) < 4 * np.sqrt(share * (1 - share) / ours.size)


def test_nobody_and_nothing_can_be_drawn():
    paths = drawn(facts_of(at_start=0, arrivals=0.0))
    assert paths.work.release.size == paths.contracts.end.size == paths.arrivals.size == 0


# ---- Who owns which number -----------------------------------------------------------------------


def test_drawing_sees_no_policy():
    assert list(inspect.signature(draw).parameters) == ["facts", "streams", "pod"]


def test_the_same_streams_give_the_same_paths():
    first, second = drawn(facts_of()), drawn(facts_of())
    for ours, theirs in zip(
        first.work + first.contracts, second.work + second.contracts, strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)


def test_more_customers_at_the_start_leave_the_others_their_numbers():
    few, many = Lives(drawn(facts_of(at_start=10))), Lives(drawn(facts_of(at_start=25)))
    for customer in range(10):
        assert_same_work(few, many, customer)
        assert few.contracts_of(customer) == many.contracts_of(customer)
    assert few.paths.arrivals.tolist() == many.paths.arrivals.tolist()
    for new in range(few.paths.arrivals.size):
        assert_same_work(few, many, 10 + new, 25 + new)
        assert few.contracts_of(10 + new) == many.contracts_of(25 + new)


def test_more_arrivals_leave_customers_at_the_start_their_numbers():
    slow, fast = Lives(drawn(facts_of(arrivals=2.0))), Lives(drawn(facts_of(arrivals=7.0)))
    for customer in range(20):
        assert_same_work(slow, fast, customer)
        assert slow.contracts_of(customer) == fast.contracts_of(customer)


def test_new_customers_keep_their_numbers_when_they_arrive_sooner():
    facts = facts_of(arrivals=2.0)
    slow, fast = Lives(drawn(facts)), Lives(drawn(facts_of(arrivals=4.0)))
    # Twice the rate halves all gaps: to the bit, as 2 is a power of 2.
    common = slow.paths.arrivals.size
    assert common >= 5
    np.testing.assert_array_equal(fast.paths.arrivals[:common], slow.paths.arrivals / 2)
    for new in range(20, 20 + common):
        uniforms = slow.contracts_of(new)[2], fast.contracts_of(new)[2]
        assert uniforms[0] == uniforms[1][: len(uniforms[0])]
        (times, _, *ours), (sooner, _, *theirs) = slow.work_of(new), fast.work_of(new)
        assert len(times) <= len(sooner)
        assert ours == [values[: len(times)] for values in theirs]
        # Sums of hours after another beginning are rounded otherwise.
        gap = slow.paths.arrivals[new - 20] - fast.paths.arrivals[new - 20]
        np.testing.assert_allclose(times, np.add(sooner[: len(times)], gap), atol=1e-9)


@pytest.mark.parametrize(("short", "long"), [(6, 7), (6, 18), (3, 40)])
def test_a_longer_horizon_leaves_the_earlier_part_as_it_was(short, long):
    facts = facts_of(horizon_months=short)
    first, second = Lives(drawn(facts)), Lives(drawn(facts_of(horizon_months=long)))
    common = first.paths.arrivals.size
    assert first.paths.arrivals.tolist() == second.paths.arrivals[:common].tolist()
    assert np.all(second.paths.arrivals[common:] >= facts.horizon_hours)
    for customer in range(20 + common):
        assert_same_work(first, second, customer, before=facts.horizon_hours)
        ours, theirs = first.contracts_of(customer), second.contracts_of(customer)
        assert ours == [values[: len(ours[0])] for values in theirs]


def test_customers_of_one_replication_have_different_numbers():
    lives = Lives(drawn(facts_of()))
    uniforms = [tuple(lives.contracts_of(customer)[2]) for customer in range(20)]
    assert len(set(uniforms)) == 20
    assert len({tuple(lives.work_of(customer)[2][:5]) for customer in range(20)}) == 20


def test_phases_replications_and_seeds_share_no_numbers():
    facts = facts_of(at_start=15)
    addresses = [
        (phase, replication, seed)
        for phase in range(6)
        for replication in range(4)
        for seed in (1, 2)
    ]
    every = [drawn(facts, replication, seed, phase) for phase, replication, seed in addresses]
    for numbers in (
        [each.contracts.uniform for each in every],
        [each.arrivals for each in every],
        [each.contracts.begin[each.contracts.joined < 0] for each in every],
    ):
        together = np.concatenate([np.unique(each) for each in numbers])
        assert np.unique(together).size == together.size
    starts = {tuple(each.work.hours[:5].tolist()) for each in every}
    assert len(starts) == len(addresses)


def test_every_purpose_has_a_number_of_its_own():
    assert [purpose.value for purpose in Purpose] == list(range(17))


@pytest.mark.parametrize(
    "change",
    [
        {"contract": Contract(value=1.0)},
        {"renewal": Renewal(intercept=0.0, slope=0.0)},
        {"team": Team(at_start=3, annual_cost=1.0, rounding="whole_changes")},
        {"automation": Automation(queued=True, setup_cost=5.0)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_prices_team_and_renewal_do_not_move_any_number(change):
    first = drawn(facts_of())
    second = drawn(facts_of(**change))
    for ours, theirs in zip(
        first.work + first.contracts, second.work + second.contracts, strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)


def test_longer_services_are_the_same_services_stretched():
    def activities(hours):
        return {"only": Activity(per_month=10, mean_hours=hours)}

    calendar = Calendar(working_days_per_month=20, hours_per_day=8.0, availability=1.0)
    # Releases depend on the expected work, (M - W) / K; the numbers of durations do not.
    short = drawn(facts_of(activities=activities(1.0), calendar=calendar))
    long = drawn(facts_of(activities=activities(2.0), calendar=calendar))
    first, second = (Lives(each).work_of(3)[2] for each in (short, long))
    # The journey's first month in the paths: at least one of K = 10 is released in both.
    assert second[0] == 2 * first[0]


# ---- How numbers are distributed -----------------------------------------------------------------


def test_arrivals_are_poisson():
    facts = facts_of(at_start=0, arrivals=30.0, horizon_months=36, activities=FEW)
    every = [drawn(facts, replication).arrivals for replication in range(20)]
    counts = np.concatenate([np.histogram(each, facts.boundaries)[0] for each in every])
    assert abs(counts.mean() - 30.0) < 4 * np.sqrt(30.0 / counts.size)
    # Index of dispersion: (n - 1) variance / mean is chi-square with n - 1 degrees of freedom.
    dispersion = (counts.size - 1) * counts.var(ddof=1) / counts.mean()
    low, high = stats.chi2.ppf([RARELY / 2, 1 - RARELY / 2], counts.size - 1)
    assert low < dispersion < high
    # Given their number, arrivals are uniform.
    uniform = np.concatenate(every) / facts.horizon_hours
    assert stats.kstest(uniform, "uniform").pvalue > RARELY
    gaps = np.concatenate([np.diff(each) for each in every]) * 30.0 / facts.hours_per_month
    assert abs(np.corrcoef(gaps[:-1], gaps[1:])[0, 1]) < 4 / np.sqrt(gaps.size)


def test_few_arrivals_are_poisson_too():
    facts = facts_of(at_start=0, arrivals=0.05, horizon_months=12, activities=FEW)
    counts = np.array([drawn(facts, replication).arrivals.size for replication in range(1500)])
    expected = 1500 * np.append(stats.poisson.pmf([0, 1, 2], 0.6), stats.poisson.sf(2, 0.6))
    observed = np.bincount(np.minimum(counts, 3), minlength=4)
    assert stats.chisquare(observed, expected).pvalue > RARELY


def test_contract_ends_are_uniform_over_the_first_year():
    facts = facts_of(at_start=3000, arrivals=0.0, horizon_months=1, activities=FEW)
    contracts = drawn(facts).contracts
    running = (contracts.begin <= 0) & (contracts.end > 0)
    year = 12 * facts.hours_per_month
    assert stats.kstest(contracts.end[running] / year, "uniform").pvalue > RARELY


def test_numbers_of_renewals_are_uniform():
    contracts = drawn(facts_of(at_start=2000, activities=FEW)).contracts
    assert stats.kstest(contracts.uniform, "uniform").pvalue > RARELY


FEW = {"rare": Activity(per_month=1, mean_hours=1.0)}

KINDS = {
    "long": Activity(per_month=2, mean_hours=3.0),
    "never": Activity(per_month=0, mean_hours=100.0),
    "middle": Activity(per_month=5, mean_hours=0.5),
    "short": Activity(per_month=13, mean_hours=0.05),
}


@pytest.fixture(scope="module")
def by_kind():
    """Hours of each kind. A kind is told by making it alone automatable, which moves no number."""
    hours = {}
    for name in KINDS:
        only = {
            each: kind.model_copy(update={"automatable": each == name})
            for each, kind in KINDS.items()
        }
        work = drawn(facts_of(at_start=400, activities=only)).work
        within = work.release >= 0
        hours[name] = work.hours[within & (work.uniform < 1)]
        hours["all"] = work.hours[within]
    return hours


def test_every_activity_is_of_one_kind(by_kind):
    assert sum(by_kind[name].size for name in KINDS) == by_kind["all"].size


def test_kinds_come_by_their_frequency(by_kind):
    assert by_kind["never"].size == 0
    observed = [by_kind[name].size for name in ("long", "middle", "short")]
    expected = np.array([2, 5, 13]) / 20 * sum(observed)
    assert sum(observed) > 30_000
    assert stats.chisquare(observed, expected).pvalue > RARELY


@pytest.mark.parametrize("name", ["long", "middle", "short"])
def test_durations_are_exponential_with_the_mean_of_their_kind(by_kind, name):
    hours = by_kind[name].astype(float)
    mean = KINDS[name].mean_hours
    assert abs(hours.mean() / mean - 1) < 4 / np.sqrt(hours.size)
    assert stats.kstest(hours / mean, "expon").pvalue > RARELY


def test_numbers_of_automation_are_uniform():
    uniform = drawn(facts_of(at_start=100)).work.uniform
    assert stats.kstest(uniform[uniform < 1], "uniform").pvalue > RARELY


def releases_of(facts):
    """Each full contract month's releases, hours from its begin."""
    work = drawn(facts).work
    full = work.expiry <= facts.horizon_hours
    key = np.column_stack((work.contract[full], work.expiry[full]))
    _, month = np.unique(key, axis=0, return_inverse=True)
    order = np.argsort(month, kind="stable")
    since = work.release[full] - (work.expiry[full] - facts.hours_per_month)
    return np.split(since[order], np.cumsum(np.bincount(month))[:-1])


@pytest.mark.parametrize("activities", [1, 3, 78])
def test_spread_over_a_month_all_activities_fall_due_evenly_but_for_its_last_hours(activities):
    each = Activity(per_month=activities, mean_hours=20.0 / activities)
    facts = facts_of(at_start=100, arrivals=0.0, horizon_months=12, activities={"any": each})
    assert facts.releases == "spread"
    releases = releases_of(facts)
    assert {month.size for month in releases} == {activities}
    places = np.concatenate(releases) / (facts.hours_per_month - 20.0)
    # Within a month they are ordered, so they hold together; months are independent.
    assert places.max() <= 1 + 1e-6
    first = np.array([month[0] for month in releases]) / (facts.hours_per_month - 20.0)
    assert stats.kstest(first, stats.beta(1, activities).cdf).pvalue > RARELY
    last = np.array([month[-1] for month in releases]) / (facts.hours_per_month - 20.0)
    assert stats.kstest(last, stats.beta(activities, 1).cdf).pvalue > RARELY


@pytest.fixture(scope="module")
def months():
    """Facts of the case study, and each full contract month's releases, hours from its begin."""
    facts = facts_of(at_start=200, arrivals=0.0, horizon_months=12, releases="gaps")
    return facts, releases_of(facts)


def test_gaps_between_releases_are_exponential_with_the_documented_mean(months):
    facts, releases = months
    assert facts.mean_gap == pytest.approx((117.6 - 23.75) / 78)
    # The first 20 gaps of a month: its end, 98 mean gaps away, does not bear on them.
    gaps = np.array([np.diff(each[:20], prepend=0.0) for each in releases])
    assert abs(gaps.mean() / facts.mean_gap - 1) < 4 / np.sqrt(gaps.size)
    assert stats.kstest(gaps.ravel() / facts.mean_gap, "expon").pvalue > RARELY


def test_a_month_releases_at_most_k_and_loses_what_its_end_cuts_off(months):
    facts, releases = months
    count = np.array([each.size for each in releases])
    # Number of a Poisson process up to the month's end, stopped at K = 78.
    rate = facts.hours_per_month / facts.mean_gap
    below = stats.poisson.pmf(np.arange(78), rate)
    expected = (below * np.arange(78)).sum() + 78 * (1 - below.sum())
    variance = (below * (np.arange(78) - expected) ** 2).sum() + (78 - expected) ** 2 * (
        1 - below.sum()
    )
    assert count.max() == 78
    assert abs(count.mean() - expected) < 4 * np.sqrt(variance / count.size)
    assert stats.binomtest(int((count < 78).sum()), count.size, below.sum()).pvalue > RARELY
