"""Series from counts: each month's figures by hand, from a year written out in full."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import OF_PEOPLE, OF_TARGETS, OF_VALUES, SERIES
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Automation

CHURNS = 0.95
RENEWS = 0.0


def year_ago_and_stayed(outcome):
    """Customers of twelve months before the end; contracts are alike, so values are numbers."""
    cohort = outcome.clienteles[""].cohort
    assert cohort.value == cohort.customers
    assert cohort.kept == cohort.at_end == cohort.stayed
    return cohort.customers, cohort.stayed


def beyond(outcome):
    """What chance brought; contracts are alike, so values are numbers."""
    clientele = outcome.clienteles[""]
    for each in fields(clientele.beyond):
        number, valued = (
            getattr(of, each.name) for of in (clientele.beyond, clientele.valued_beyond)
        )
        np.testing.assert_array_equal(valued, number, err_msg=each.name)
    return clientele.beyond


@pytest.fixture(scope="module")
def three_months(vendor, customer, play):
    """Two CSMPs, then one, of whom one in twenty is replaced each month; contracts of a month.

    customer   contracts end        activities (release, hours)
    0          5, 15, 25            1 to 4; 3 waits until 4, to 10; 11 to 12; 14 automated
    1          8, churns            2 to 4
    2          comes at 6, 16, 26   12.5 to 22.5; 15.5 is removed at 16
    3          comes at 20, 30      20 waits until 22.5, to 23; 29 to 32; churns
    """
    facts = vendor(months=3, team=2, customers=2, annual_attrition=0.6, recruiting_cost=50.0)
    journeys = [
        customer(-5.0, [(1.0, 3.0), (3.0, 6.0), (11.0, 1.0, 0.3), (14.0, 1.0, 0.1)]),
        customer(-2.0, [(2.0, 2.0)], uniform=[CHURNS]),
        customer(6.0, [(12.5, 10.0), (15.5, 1.0)]),
        customer(20.0, [(20.0, 0.5), (29.0, 3.0)], uniform=[CHURNS]),
    ]
    policy = Policy(cadence="monthly", automation=0.2, hires=(0, -1, 0))
    return facts, policy, play(facts, journeys, policy)


EXPECTED = {
    "customers": [2, 3, 2],
    "new_customers": [1, 1, 0],  # the arrival at 20 is the last event of the second month
    "renewals": [1, 2, 2],
    "churn": [1, 0, 1],
    "team": [2, 1, 1],
    "hires": [0, -1, 0],
    "recruits": [0.1, 0.05, 0.05],
    "serving": [2, 1, 1],
    "released": [3, 4, 2],
    "automated": [0, 1, 0],
    "finished": [3, 1, 2],
    "removed": [0, 1, 0],  # 15.5 waits until its month ends at 16
    "queue": [0, 0, 0],
    "in_service": [0, 1, 1],
    "waited": [1.0 / 3, 0.0, 2.5 / 2],
    "utilisation": [11 / 20, 8.5 / 10, 4.0 / 10],
    "csmp_cost": [20.0, 10.0, 10.0],
    "automation_cost": [0.0, 0.0, 0.0],
    "recruiting_cost": [5.0, 2.5, 2.5],
    "new_bookings": [100.0, 100.0, 0.0],
    "renewal_bookings": [100.0, 200.0, 200.0],
    # Customers 0 and 1 from the begin, 1 until 8; 2 from 6, 3 from 20 to 30: hours of ten a month.
    "recognised_revenue": [100.0 * 2.2, 100.0 * 2.0, 100.0 * 3.0],
    "annual_recurring_revenue": [2 * 1200.0, 3 * 1200.0, 2 * 1200.0],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_series_are_what_happened(three_months, name):
    _, _, outcome = three_months
    np.testing.assert_allclose(outcome.series[name], EXPECTED[name], rtol=1e-15)


def test_every_series_is_documented_and_expected(three_months):
    _, _, outcome = three_months
    told = [name for name in SERIES if name not in {*OF_PEOPLE, *OF_VALUES, *OF_TARGETS}]
    assert list(outcome.series) == told == list(EXPECTED)
    for quantity in SERIES.values():
        assert quantity.unit
        assert quantity.description


def test_running_contracts_are_those_in_force_at_the_end(three_months):
    _, _, outcome = three_months
    running = outcome.clienteles[""].running
    # Customer 0's contract of 25 and customer 2's of 26: nothing finished; half and 0.4 elapsed.
    assert sorted(running.elapsed_share) == pytest.approx([0.4, 0.5])
    assert running.finished_share.tolist() == [0.0, 0.0]
    assert running.worth.tolist() == [1.0, 1.0]


def test_a_short_horizon_looks_back_to_time_0(three_months):
    _, _, outcome = three_months
    assert year_ago_and_stayed(outcome) == (2, 1)


def test_a_year_ago_is_twelve_months_before_the_end(vendor, customer, play):
    facts = vendor(months=14, team=0, customers=3)
    # Contracts are decided at 5, 15, 25 ...; twelve months before the end is hour 20.
    journeys = [
        customer(-5.0),  # stays
        customer(-5.0, uniform=[0.0, CHURNS]),  # left at 15, before
        customer(-5.0, uniform=[0.0, 0.0, CHURNS]),  # leaves at 25
        customer(12.0, uniform=[0.0, CHURNS]),  # came before, leaves at 32
        customer(20.0),  # came at that very instant, stays
        customer(20.0, uniform=[CHURNS]),  # came at that very instant, leaves at 30
        customer(21.0),  # came after
        customer(22.0, uniform=[CHURNS]),  # came after and left
    ]
    outcome = play(facts, journeys)
    assert outcome.series["customers"][1] == 5
    assert year_ago_and_stayed(outcome) == (5, 2)


def test_a_contract_decided_at_that_very_instant_counts_by_its_decision(vendor, customer, play):
    facts = vendor(months=14, team=0, customers=2)
    # Contracts from 0 to 10, 10 to 20, ...
    renewing = customer(0.0, arrives=False)
    leaving = customer(0.0, uniform=[0.0, CHURNS], arrives=False)
    outcome = play(facts, [renewing, leaving])
    assert year_ago_and_stayed(outcome) == (1, 1)
    assert outcome.series["churn"].tolist() == [0, 1] + [0] * 12


def test_a_month_without_starts_has_waited_nothing(vendor, customer, play):
    outcome = play(vendor(), [customer(-5.0)])
    assert outcome.series["waited"].tolist() == [0.0, 0.0]


def test_events_at_time_0_belong_to_the_first_month(vendor, customer, play):
    outcome = play(vendor(customers=0), [customer(0.0, [(0.0, 1.0)], arrives=True)])
    assert outcome.series["new_customers"].tolist() == [1, 0]
    assert outcome.series["released"].tolist() == [1, 0]


def test_automation_costs_once_and_by_the_square_of_its_share():
    facts = Facts(automation=Automation(setup_cost=30.0, annual_cost=200.0))
    once, annual = facts.automation.costs(np.array([0.0, 0.1, 0.5, 1.0]))
    assert once.tolist() == [0.0, 30.0, 30.0, 30.0]
    np.testing.assert_allclose(annual, [0.0, 2.0, 50.0, 200.0])


def test_the_first_month_pays_for_setting_automation_up(vendor, customer, play):
    facts = Facts.model_validate(
        vendor(months=3).model_dump()
        | {"automation": Automation(setup_cost=30.0, annual_cost=240.0)}
    )
    policy = Policy(cadence="annual", automation=0.5, hires=(0,))
    costs = play(facts, [customer(-5.0)], policy).series["automation_cost"]
    assert costs.tolist() == [35.0, 5.0, 5.0]  # 240 x 0.25 / 12 = 5 a month


@pytest.mark.parametrize(("months", "value"), [(12, 1000.0), (6, 500.0), (18, 1500.0)])
def test_a_contract_is_worth_its_years(months, value):
    facts = Facts(contract=Contract(months=months, value=1000.0))
    assert facts.contract.whole_value == pytest.approx(value)


# ---- Surprises -----------------------------------------------------------------------------------

# Four activities a contract: none, 25 %, 50 %, 75 % or all of them finished
CURVE = Renewal(intercept=-1.0, slope=0.02, floor=0.0, ceiling=1.0)


def chance(finished):
    return 1 / (1 + np.exp(1.0 - 0.5 * finished))


def with_customers(facts, at_start, arrivals_per_month):
    customers = Customers(at_start=at_start, arrivals_per_month=arrivals_per_month)
    return Facts.model_validate(facts.model_dump() | {"customers": customers})


def test_who_renews_surprises_by_the_chance_of_churn_and_who_churns_by_that_of_renewal(
    vendor, customer, play
):
    facts = vendor(months=3, team=2, customers=2, renewal=CURVE)
    journeys = [
        # Ends at 5 with two finished, at 15 with one, at 25 with none; the last is a churn.
        customer(-5.0, [(1.0, 1.0), (2.0, 1.0), (8.0, 1.0)], uniform=[RENEWS, RENEWS, CHURNS]),
        # Ends at 8 with three finished of four: the last is served until 8.5.
        customer(-2.0, [(1.5, 1.0), (3.0, 1.0), (4.0, 1.0), (7.5, 1.0)], uniform=[CHURNS]),
    ]
    surprises = beyond(play(facts, journeys)).renewals
    expected = [(1 - chance(2)) - chance(3), 1 - chance(1), -chance(0)]
    np.testing.assert_allclose(surprises, expected, rtol=1e-14)


def test_nobody_surprises_where_renewal_is_certain(vendor, customer, play):
    facts = vendor(months=3, renewal=Renewal(floor=1.0, ceiling=1.0))
    assert beyond(play(facts, [customer(-5.0)])).renewals.tolist() == [0.0, 0.0, 0.0]


def test_a_contract_that_never_came_into_force_surprises_nobody(vendor, customer, play):
    # It would end at 15 and at 25, but its customer has left at 5.
    outcome = play(vendor(months=3, renewal=CURVE), [customer(-5.0, uniform=[CHURNS])])
    assert beyond(outcome).renewals.tolist() == [-chance(0), 0.0, 0.0]


def test_arrivals_surprise_by_what_they_differ_from_their_mean(vendor, customer, play):
    facts = with_customers(vendor(months=3), 0, 1.25)
    journeys = [customer(begins) for begins in (3.0, 20.0, 20.5, 29.0)]
    assert beyond(play(facts, journeys)).arrivals.tolist() == [-0.25, -0.25, 0.75]


def test_the_opening_surprises_by_what_it_differs_from_an_even_spread(vendor, customer, play):
    facts = vendor(months=2, length=4, customers=6)
    ends = (5.0, 9.0, 10.0, 10.5, 39.0, 40.0)  # the end of a month belongs to it
    outcome = play(facts, [customer(end - 40.0, arrives=False) for end in ends])
    assert beyond(outcome).opening.tolist() == [1.5, -0.5, -1.5, 0.5]


def test_new_customers_have_no_part_in_the_opening(vendor, customer, play):
    facts = with_customers(vendor(months=2, length=2), 2, 1.0)
    journeys = [customer(-15.0), customer(-5.0), customer(1.0), customer(4.0)]
    assert beyond(play(facts, journeys)).opening.tolist() == [0.0, 0.0]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_surprises_are_what_happened_less_what_was_to_be_expected(studies, data):
    facts, policy, paths = data.draw(studies)
    outcome = run(facts, policy, warm_up(facts, paths))
    surprises, tally = beyond(outcome), outcome.tally
    assert surprises.opening.shape == (facts.contract.months,)
    assert surprises.opening.sum() == pytest.approx(0.0, abs=1e-12)
    expected = facts.customers.arrivals_per_month * facts.horizon_months
    assert surprises.arrivals.sum() == pytest.approx(paths.arrivals.size - expected, abs=1e-9)
    decided = paths.ending[tally.in_force[paths.ending]]
    percentage = 100 * tally.finished[decided] / facts.activities_per_contract
    expected = facts.renewal.probability(percentage).sum()
    renewed = tally.renewed[decided].sum()
    assert surprises.renewals.sum() == pytest.approx(renewed - expected, abs=1e-9)
    for by_month in (surprises.arrivals, surprises.renewals):
        assert by_month.shape == (facts.horizon_months,)
