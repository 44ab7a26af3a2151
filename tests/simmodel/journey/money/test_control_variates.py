"""Control variates: zero on average, most of the spread, and worth what one more contract is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmodel.journey.customers.clientele import Beyond
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.metrics import fluid
from simmodel.journey.money.control_variates import coefficients, control_variates
from simmodel.journey.money.metrics import METRICS, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import OfPeople
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import MONTHS_PER_PERIOD, Policy, policy_type
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.work.facts import Activity, Automation
from simmodel.streams import Streams

SMALL = Facts(
    horizon_months=6,
    warm_up_months=3,
    customers=Customers(at_start=12, arrivals_per_month=2.0),
    contract=Contract(months=3, value=120_000.0),
    activities={
        "call": Activity(per_month=4, mean_hours=5.0),
        "email": Activity(per_month=10, mean_hours=1.0, automatable=True),
    },
    team=Team(at_start=3, annual_cost=60_000.0),
    automation=Automation(setup_cost=1_000.0, annual_cost=20_000.0),
)
OBJECTIVE = Objective(alpha=0.4)
POLICIES = {
    "ample": Policy(cadence="monthly", caf=0.9),
    "scarce": Policy(cadence="quarterly", caf=1.3, automation=0.4),
    "growing": Policy(cadence="quarterly", hires=(2, 1)),
    "shrinking": Policy(cadence="quarterly", hires=(1, -2)),
}
LENGTH, MONTHS = SMALL.contract.months, SMALL.horizon_months
REPLICATIONS = 500


def small_but(**changes):
    return Facts.model_validate(SMALL.model_dump() | changes)


def replicated(facts, policies, replications, seed=3):
    """Outcomes of each policy, on the same replications."""
    outcomes = [[] for _ in policies]
    for replication in range(replications):
        start = warm_up(facts, draw(facts, Streams(seed, 0, replication)))
        for own, policy in zip(outcomes, policies, strict=True):
            own.append(run(facts, policy, start))
    return outcomes


def by_contract(weights):
    """The coefficients of contracts, of a vendor whose customers are of one kind."""
    assert list(weights) == list(weights[""].segments) == [""]
    return weights[""].segments[""]


def by_renewal(own):
    """On top of a contract that begins, if it does by renewal: for as much as the mean."""
    return {
        name: own.renewed.get(name, 0.0) + own.signed.get(name, 0.0)
        for name in {*own.renewed, *own.signed}
    }


@pytest.fixture(scope="module")
def outcomes():
    """Of every policy, by name."""
    return dict(zip(POLICIES, replicated(SMALL, POLICIES.values(), REPLICATIONS), strict=True))


@pytest.fixture(scope="module")
def variates(outcomes):
    """Control variates, by policy and metric: one value a replication."""
    weights = coefficients(SMALL, list(POLICIES.values()), OBJECTIVE)
    found = {}
    for own, (name, every) in zip(weights, outcomes.items(), strict=True):
        each = [control_variates(own, outcome) for outcome in every]
        found[name] = {metric: np.array([one[metric] for one in each]) for metric in each[0]}
    return found


@pytest.fixture(scope="module")
def observed(outcomes):
    """Metrics of every policy as they happened, in the same shape."""
    found = {}
    for name, every in outcomes.items():
        each = [measure(SMALL, POLICIES[name], OBJECTIVE, outcome) for outcome in every]
        found[name] = {metric: np.array([one[metric] for one in each]) for metric in METRICS}
    return found


def off_zero(values):
    """How many standard errors the mean of each column is away from zero; 0 if none ever is."""
    error = values.std(axis=0, ddof=1) / np.sqrt(len(values))
    return np.divide(values.mean(axis=0), error, out=np.zeros_like(error), where=error > 0)


# ---- No bias -------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("name", POLICIES)
def test_control_variates_are_zero_on_average_in_every_metric(variates, name):
    assert set(variates[name]) <= set(METRICS)
    values = np.array(list(variates[name].values())).T
    assert np.all(np.abs(off_zero(values)) < 4)
    assert values.std(axis=0)[list(variates[name]).index("objective")] > 0


@pytest.mark.parametrize("name", POLICIES)
def test_every_month_surprises_by_zero_on_average(outcomes, name):
    for part in ("opening", "arrivals", "renewals"):
        for of in ("beyond", "valued_beyond"):
            clienteles = [each.pods[""].clienteles[""] for each in outcomes[name]]
            values = np.array([getattr(getattr(each, of), part) for each in clienteles])
            assert np.all(np.abs(off_zero(values)) < 4), part
            assert np.all(values.std(axis=0) > 0), part


def test_what_is_taken_out_is_most_of_the_spread(variates, observed):
    kept = {}
    for name in POLICIES:
        before, variate = observed[name]["objective"], variates[name]["objective"]
        kept[name] = np.var(before - variate) / np.var(before)
    # With 1500 replications 0.14, 0.53, 0.05 and 0.37
    assert kept["ample"] < 0.25
    assert kept["scarce"] < 0.7
    assert kept["growing"] < 0.1
    assert kept["shrinking"] < 0.5


@pytest.mark.parametrize("metric", ["renewal_bookings", "retention_rate", "retained_customers"])
@pytest.mark.parametrize("name", POLICIES)
def test_control_variates_are_most_of_the_spread_of_who_stays(variates, observed, name, metric):
    # With 1500 replications at most 0.34, and 0.02 of the customers of an ample team
    before, variate = observed[name][metric], variates[name][metric]
    assert np.var(before - variate) < 0.45 * np.var(before)


def test_the_difference_of_two_policies_spreads_less_without_control_variates(variates, observed):
    today, *others = POLICIES
    for other in others:
        gain = observed[other]["objective"] - observed[today]["objective"]
        variate = variates[other]["objective"] - variates[today]["objective"]
        assert np.var(gain - variate) < 0.8 * np.var(gain)


@pytest.mark.parametrize("length", [1, 2, 3, 8])
def test_where_all_else_is_certain_nothing_but_the_expected_value_is_left(length):
    """Renewal does not depend on the work and the team is fixed: only chance makes a difference."""
    facts = Facts(
        horizon_months=6,
        warm_up_months=8,
        customers=Customers(at_start=7, arrivals_per_month=1.5),
        contract=Contract(months=length, value=1_000.0),
        activities={"mail": Activity(per_month=3, mean_hours=0.1)},
        renewal=Renewal(floor=0.7, ceiling=0.7),
        team=Team(
            at_start=2,
            annual_cost=100.0,
            ramp_months=3,
            annual_attrition=0.2,
            recruiting_cost=30.0,
        ),
    )
    objective = Objective(alpha=0.4, terminal="none")
    plan = Policy(cadence="quarterly", hires=(1, -1))
    (weights,) = coefficients(facts, [plan], objective)
    expected = fluid(facts, [plan], objective)
    spread = set()
    for outcome in replicated(facts, [plan], 20)[0]:
        measured, variate = (
            measure(facts, plan, objective, outcome),
            control_variates(weights, outcome),
        )
        spread.add(measured["objective"])
        booked = measured["new_bookings"] - variate["new_bookings"]
        assert booked == pytest.approx(6 * 1.5 * length * 1_000.0 / 12, rel=1e-9)
        for name in ("objective", "renewal_value", "total_cost", "retained_customers"):
            freed = measured[name] - variate[name]
            assert freed == pytest.approx(expected[name][0], rel=1e-9), name
    assert len(spread) > 3


# ---- Prices --------------------------------------------------------------------------------------


def test_a_contract_is_worth_the_renewals_that_may_follow():
    # Contracts of 2 months, worth 200, in a horizon of 5; each renews with 0.6.
    facts = Facts(
        horizon_months=5,
        warm_up_months=2,
        customers=Customers(at_start=10, arrivals_per_month=1.0),
        contract=Contract(months=2, value=1_200.0),
        activities={"mail": Activity(per_month=3, mean_hours=0.1)},
        renewal=Renewal(floor=0.6, ceiling=0.6),
        team=Team(at_start=2),
    )
    plan = Policy(cadence="annual", hires=(0,))
    (weights,) = coefficients(facts, [plan], Objective(alpha=0.5, terminal="none"))
    # Months in which the contract and its successors end: 0, 2, 4; 1, 3; and of those that begin
    # in the horizon 2, 4; 3; 4; none; none.
    ends = np.array([3, 2, 2, 1, 1, 0, 0])
    followers = 0.6 * (1 - 0.6**ends) / (1 - 0.6)
    begun, renewed = by_contract(weights).begun, by_renewal(by_contract(weights))
    np.testing.assert_allclose(begun["renewal_bookings"], 200.0 * followers, rtol=1e-9)
    np.testing.assert_allclose(begun["objective"], 0.5 * 200.0 * followers, rtol=1e-9)
    np.testing.assert_allclose(begun["retained_customers"], 0.6**ends, rtol=1e-9)
    assert np.all(begun["csmp_cost"] == 0.0)
    assert renewed["renewal_bookings"] == renewed["renewal_value"] == 200.0
    assert renewed["objective"] == renewed["net_contribution"] == 100.0
    # 5 contracts end in each of the first two months. They and one new customer a month make
    # 0.6 x 5 + 1 = 4 that end in each of the next two, and 0.6 x 4 + 1 = 3.4 in the last.
    assert renewed["retention_rate"] == pytest.approx(1 / (5 + 5 + 4 + 4 + 3.4), rel=1e-12)
    assert "csmp_cost" not in renewed and "retained_customers" not in renewed


def test_a_contract_asks_for_its_part_of_a_team_that_follows_its_target():
    # Everybody renews, so that one more customer stays to the end, and a monthly review asks for
    # 1 / (customers per CSMP) in every month after that of the begin.
    facts = small_but(renewal=Renewal(floor=1.0, ceiling=1.0))
    (weights,) = coefficients(facts, [Policy(cadence="monthly", caf=1.25)], OBJECTIVE)
    months = np.concatenate((np.full(LENGTH, MONTHS), np.arange(MONTHS)[::-1]))
    expected = months * 5_000.0 / (1.25 * facts.customers_per_csmp)
    begun = by_contract(weights).begun
    np.testing.assert_allclose(begun["csmp_cost"], expected, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("terminal", ["in_force", "none"])
def test_prices_of_many_policies_at_a_time_are_those_one_by_one(terminal):
    objective = Objective(alpha=0.3, terminal=terminal)
    policies = [
        *POLICIES.values(),
        *(Policy(cadence=cadence, caf=caf) for cadence in MONTHS_PER_PERIOD for caf in (0.1, 2.0)),
    ]
    together = coefficients(SMALL, policies, objective)
    assert len(together) == len(policies)
    for found, policy in zip(together, policies, strict=True):
        (alone,) = coefficients(SMALL, [policy], objective)
        ours, own = by_contract(found), by_contract(alone)
        for some, every in ((ours.begun, own.begun), (ours.credited, own.credited)):
            assert some.keys() == every.keys()
            for name, expected in every.items():
                assert expected.shape == (LENGTH + MONTHS,)
                # Differences of values of up to 1e7 that may be added up in another order
                np.testing.assert_allclose(some[name], expected, rtol=1e-9, atol=1e-6)
        assert ours.renewed == pytest.approx(own.renewed, rel=1e-13)
        assert ours.signed == pytest.approx(own.signed, rel=1e-13)


def test_prices_are_always_the_same():
    first, second = (coefficients(SMALL, list(POLICIES.values()), OBJECTIVE) for _ in range(2))
    for one, other in zip(map(by_contract, first), map(by_contract, second), strict=True):
        for ours, theirs in ((one.begun, other.begun), (one.credited, other.credited)):
            for name, values in ours.items():
                assert values.tolist() == theirs[name].tolist()
        assert (one.renewed, one.signed) == (other.renewed, other.signed)


def test_nobody_to_serve_has_no_prices_that_are_not_numbers():
    facts = Facts(
        horizon_months=2,
        customers=Customers(at_start=0, arrivals_per_month=0.0),
        team=Team(at_start=0),
    )
    for policy in (Policy(cadence="monthly"), Policy(cadence="annual", hires=(0,))):
        (weights,) = coefficients(facts, [policy], OBJECTIVE)
        (outcome,) = replicated(facts, [policy], 1)[0]
        own = by_contract(weights)
        for values in (*own.begun.values(), *own.credited.values()):
            assert np.all(np.isfinite(values))
        assert set(control_variates(weights, outcome).values()) == {0.0}


# ---- Arithmetic ----------------------------------------------------------------------------------


def surprised(outcome, opening=None, arrivals=None, renewals=None):
    """``outcome``, had chance brought just that: pairs of a month and a number.

    Contracts are alike, so it has brought as much value.
    """
    parts = [np.zeros(length) for length in (LENGTH, MONTHS, MONTHS)]
    for part, weights in zip(parts, (opening, arrivals, renewals), strict=True):
        if weights is not None:
            part[weights[0]] = weights[1]
    nobody = np.zeros(MONTHS)
    pod, beyond = outcome.pods[""], Beyond(*parts)
    clientele = replace(pod.clienteles[""], beyond=beyond, valued_beyond=beyond)
    pod = replace(pod, clienteles={"": clientele}, of_people=OfPeople(nobody, nobody))
    return replace(outcome, pods={"": pod})


@pytest.mark.parametrize("name", POLICIES)
def test_a_control_variate_is_what_surprises_are_worth(outcomes, name):
    outcome = outcomes[name][0]
    (weights,) = coefficients(SMALL, [POLICIES[name]], OBJECTIVE)
    assert set(control_variates(weights, surprised(outcome)).values()) == {0.0}
    by_renewal_too = by_renewal(by_contract(weights))
    for metric, values in by_contract(weights).begun.items():
        renewed = by_renewal_too.get(metric, 0.0)
        opening = control_variates(weights, surprised(outcome, opening=(1, 2.0)))
        assert opening[metric] == 2.0 * values[1]
        arrivals = control_variates(weights, surprised(outcome, arrivals=(3, -0.5)))
        assert arrivals[metric] == -0.5 * values[LENGTH + 3]
        renewals = control_variates(weights, surprised(outcome, renewals=(4, 2.0)))
        assert renewals[metric] == pytest.approx(2.0 * (values[LENGTH + 4] + renewed), rel=1e-14)


@pytest.mark.parametrize("name", POLICIES)
def test_the_control_variate_of_the_objective_is_that_of_its_parts(variates, name):
    own = variates[name]
    # Prices are differences of values of up to 1e7, and a surprise is of a few contracts.
    share = OBJECTIVE.alpha * own["renewal_value"] - own["total_cost"]
    np.testing.assert_allclose(own["objective"], share, rtol=1e-9, atol=1e-5)
    spent = own["automation_cost"] + own["recruiting_cost"]
    parts = own["net_contribution"] - spent + own["terminal_value"]
    np.testing.assert_allclose(own["objective"], parts, rtol=1e-9, atol=1e-5)
    assert np.all(own["automation_cost"] == 0.0)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_vendor_has_control_variates_that_are_numbers_and_add_up(studies, data):
    facts, policy, paths = data.draw(studies)
    objective = Objective(alpha=0.25, terminal=data.draw(st.sampled_from(["in_force", "none"])))
    (weights,) = coefficients(facts, [policy], objective)
    found = control_variates(weights, run(facts, policy, warm_up(facts, {"": paths})))
    assert np.all(np.isfinite(list(found.values())))
    expected = 0.25 * found["renewal_value"] - found["total_cost"]
    worth = 1.0 + max(abs(value) for value in fluid(facts, [policy], objective)["total_cost"])
    worth += abs(found["renewal_value"]) + abs(found["total_cost"])
    assert found["objective"] == pytest.approx(expected, rel=0, abs=1e-10 * worth)


def test_where_nothing_is_left_to_chance_they_are_zero():
    # Contracts of a month all end in the first, nobody comes, and everybody renews.
    facts = small_but(
        contract=Contract(months=1),
        customers=Customers(at_start=12, arrivals_per_month=0.0),
        renewal=Renewal(floor=1.0, ceiling=1.0),
    )
    policies = list(POLICIES.values())
    weights = coefficients(facts, policies, OBJECTIVE)
    for own, every in zip(weights, replicated(facts, policies, 2), strict=True):
        for outcome in every:
            assert set(control_variates(own, outcome).values()) == {0.0}


def test_control_variates_of_one_team_of_pods_are_zero_on_average():
    segments = {
        name: {
            "customers": {"at_start": 10, "arrivals_per_month": 1.0},
            "activities": {"call": {"per_month": 3, "mean_hours": 6.0}},
        }
        for name in ("large", "small")
    }
    pods = {name: {"segments": [name], "at_start": 2} for name in segments}
    facts = Facts.model_validate({"segments": segments, "pods": pods, "horizon_months": 12})
    apart = policy_type(("large", "small"), ()).model_validate({"cadence": "quarterly"})
    together = apart.model_copy(update={"teams": "together"})
    of_apart, of_together = coefficients(facts, [apart, together], Objective())
    assert list(of_apart) == ["large", "small"] and list(of_together) == [""]
    starts = [warm_up(facts, draw(facts, Streams(3, 0, number))) for number in range(200)]
    found = [control_variates(of_together, run(facts, together, each)) for each in starts]
    for name in ("objective", "retention_rate.large", "renewal_bookings.small"):
        assert abs(off_zero(np.array([each[name] for each in found]))) < 4
