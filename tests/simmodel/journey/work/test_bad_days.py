"""Incidents: they hit customers of all segments and pods at once, and as often as is stated."""

import numpy as np
import pytest

from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.pods import Pod
from simmodel.journey.draw import draw as draw_pod
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.policy import Policy
from simmodel.journey.runs import draw, reference, run, warm_up
from simmodel.journey.work.bad_days import incident_times
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.incidents import Incidents
from simmodel.streams import Streams

CALENDAR = Calendar(working_days_per_month=20, hours_per_day=5.0, availability=1.0)
OFTEN = Incidents(per_year=12.0, customers_hit=0.3, activities=2, mean_hours=0.5, days=2.0)
MAIL = {"mail": Activity(per_month=1, mean_hours=0.1, automatable=True)}


def vendor(incidents=OFTEN, **more):
    common = {"horizon_months": 24, "warm_up_months": 12, "releases": "spread"}
    usual = {"customers": Customers(at_start=50, arrivals_per_month=2.0), "activities": MAIL}
    return Facts(incidents=incidents, calendar=CALENDAR, **common | usual | more)


def test_they_happen_as_often_as_is_stated():
    counts = [incident_times(vendor(), Streams(1, 0, number)).size for number in range(200)]
    # 36 on average in three years; the standard error of the mean is 0.42.
    assert np.mean(counts) == pytest.approx(36, abs=1.5)
    assert np.var(counts) == pytest.approx(36, rel=0.3)


def test_each_hits_its_share_of_the_customers_and_brings_what_it_brings():
    facts = vendor(customers=Customers(at_start=50, arrivals_per_month=0.0))
    hit = []
    for number in range(20):
        streams = Streams(5, 0, number)
        times = incident_times(facts, streams)
        times = times[(times > 0) & (times < 2300)]
        work = draw_pod(facts, streams).work
        brought = work.release[work.uniform > 1]  # mails may be automated from time 0 on
        for time in times:
            near = ((brought >= time) & (brought <= time + 10.0)).sum()
            if np.abs(times - time)[times != time].min(initial=99.0) > 10.0:
                hit.append(near / 2)
    assert np.mean(hit) == pytest.approx(0.3 * 50, abs=1.0)


def test_what_they_bring_counts_for_the_contract_month_in_which_it_comes_in():
    facts = vendor()
    paths = draw_pod(facts, Streams(5, 0, 0))
    work, contracts = paths.work, paths.contracts
    assert np.all(work.expiry > work.release)
    assert np.all(work.expiry - work.release <= facts.hours_per_month * (1 + 1e-12))
    assert np.all(contracts.begin[work.contract] <= work.release + 1e-9)
    assert np.all(work.expiry <= contracts.end[work.contract] + 1e-6)
    whole = (contracts.begin >= 0) & (contracts.end <= facts.horizon_hours)
    counted = np.bincount(work.contract, minlength=whole.size)
    np.testing.assert_array_equal(counted[whole], contracts.due[whole])
    assert counted[whole].max() > 12


def test_pods_and_segments_have_bad_days_at_once():
    segments = {
        name: Segment(customers=Customers(at_start=200, arrivals_per_month=0.0), activities=MAIL)
        for name in ("large", "small")
    }
    pods = {name: Pod(segments=(name,), at_start=1) for name in segments}
    common = {"horizon_months": 12, "warm_up_months": 12, "releases": "spread"}
    rare = Incidents(per_year=4.0, customers_hit=0.9, mean_hours=0.5, days=0.0)
    facts = Facts(segments=segments, pods=pods, incidents=rare, calendar=CALENDAR, **common)
    paths = draw(facts, Streams(2, 0, 0))
    times = incident_times(facts, Streams(2, 0, 0))
    for name in segments:
        release, count = np.unique(paths[name].work.release, return_counts=True)
        assert set(release[count > 100].tolist()) == set(times[times > -1100].tolist())


def test_both_engines_live_through_them():
    facts = vendor(team=Team(at_start=1))
    policy = Policy(cadence="monthly", caf=1.2)
    paths = draw(facts, Streams(3, 0, 0))
    ours, theirs = run(facts, policy, warm_up(facts, paths)), reference(facts, policy, paths)
    assert ours.pods[""].tally == theirs.pods[""].tally


def test_a_team_is_sized_for_them():
    per_month = 12 / 12 * 0.3 * 2 * 0.5
    assert vendor().work_per_month == pytest.approx(0.1 + per_month)
    assert vendor().load.activities_per_month == pytest.approx(1 + 0.6)


def test_incidents_of_the_case_studys_gaps_are_refused():
    with pytest.raises(ValueError, match=r'found incidents; allowed: with releases = "spread"'):
        vendor(releases="gaps")
