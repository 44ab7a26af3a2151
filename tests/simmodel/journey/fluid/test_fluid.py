"""The fluid approximation: close to the simulation where it should be, and the same for each."""

from dataclasses import fields, replace
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simmodel.journey.customers.demand_scenarios import demand_scenarios
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.pods import Pod
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import SegmentFlows, done_apart, done_before, flow
from simmodel.journey.fluid.metrics import amounts, fluid, metrics_of
from simmodel.journey.money.metrics import METRICS, SHARE, measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import MONTHS_PER_PERIOD, Policy, policy_type
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.work.facts import Activity, Automation
from simmodel.streams import Streams

module = import_module("simmodel.journey.fluid.flows")

FACTS = Facts(automation=Automation(setup_cost=3e5, annual_cost=12e6))
OBJECTIVE = Objective()

AMPLE = {
    "ample": Policy(cadence="monthly", caf=0.85),
    "sufficient": Policy(cadence="monthly", caf=0.95),
    "automated": Policy(cadence="quarterly", caf=1.0, automation=0.2),
    "scheduled": Policy(cadence="annual", hires=(9, 20, 20)),
}
SCARCE = {
    "scarce": Policy(cadence="monthly", caf=1.2),
    "scarce_quarterly": Policy(cadence="quarterly", caf=1.2),
}
POLICIES = AMPLE | SCARCE

# Backfills keep 3 % of the team lacking, and its growth about as much.
RAMPED = Facts(
    team=Team(ramp_months=4, annual_attrition=0.18, recruiting_cost=18_000.0),
    automation=FACTS.automation,
)
RAMPING = {
    "ramping": Policy(cadence="monthly", caf=0.85),
    "ramping_automated": Policy(cadence="quarterly", caf=0.9, automation=0.2),
    "ramping_schedule": Policy(cadence="annual", hires=(15, 20, 20)),
}

PARTS = (
    "objective",
    "net_contribution",
    "renewal_bookings",
    "recognised_revenue",
    "csmp_cost",
    "terminal_value",
    "renewal_value",
    "total_cost",
    "retention_rate",
    "retained_customers",
    "csmp_years",
    "team_at_end",
)

REPLICATIONS = 24


@pytest.fixture(scope="module")
def simulated():
    """Metrics of every policy on the case study: by policy and name, one value a replication."""
    values = {name: [] for name in POLICIES | RAMPING}
    for replication in range(REPLICATIONS):
        paths = draw(FACTS, Streams(11, 0, replication))  # whatever the team
        for facts, policies in ((FACTS, POLICIES), (RAMPED, RAMPING)):
            start = warm_up(facts, paths)
            for name, policy in policies.items():
                outcome = run(facts, policy, start)
                values[name].append(measure(facts, policy, OBJECTIVE, outcome))
    return {
        name: {part: np.array([each[part] for each in every]) for part in METRICS}
        for name, every in values.items()
    }


def assert_near(name, part, simulated, within, facts=FACTS):
    """The fluid value is within a share ``within`` of the simulation's true mean.

    The true mean is known to its 99 % half-width, which must itself be small enough to tell.
    """
    values = simulated[name][part]
    mean = values.mean()
    half_width = stats.t.ppf(0.995, REPLICATIONS - 1) * stats.sem(values)
    assert half_width < 0.05 * mean
    approximate = fluid(facts, [(POLICIES | RAMPING)[name]], OBJECTIVE)[part][0]
    assert abs(approximate - mean) < within * mean + half_width


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", AMPLE)
def test_away_from_saturation_the_fluid_is_within_two_percent(name, part, simulated):
    # With 60 replications, the difference is below 0.8 % throughout.
    assert_near(name, part, simulated, within=0.02)


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", SCARCE)
def test_of_a_scarce_team_the_fluid_is_within_seven_percent(name, part, simulated):
    # With 60 replications: the net contribution is 6.4 % too low, everything else less than 5 %.
    assert_near(name, part, simulated, within=0.07)


@pytest.mark.long
@pytest.mark.parametrize("part", (*PARTS, "recruiting_cost"))
@pytest.mark.parametrize("name", RAMPING)
def test_while_recruits_ramp_up_the_fluid_is_as_near(name, part, simulated):
    assert_near(name, part, simulated, within=0.02, facts=RAMPED)


@pytest.mark.long
def test_the_cost_of_recruiting_for_a_schedule_is_exact(simulated):
    plan = RAMPING["ramping_schedule"]
    found = fluid(RAMPED, [plan], OBJECTIVE)["recruiting_cost"][0]
    np.testing.assert_allclose(simulated["ramping_schedule"]["recruiting_cost"], found, rtol=1e-12)
    # 55 hires, and 18 % a year of 66, 86 and 106 CSMPs
    assert found == pytest.approx(18_000.0 * (55 + 0.18 * (66 + 86 + 106)), rel=1e-12)


@pytest.mark.long
def test_the_price_of_automation_is_exact(simulated):
    for name, policy in POLICIES.items():
        expected = simulated[name]["automation_cost"]
        approximate = fluid(FACTS, [policy], OBJECTIVE)["automation_cost"]
        np.testing.assert_allclose(expected, approximate[0], rtol=1e-12)
    # 300,000 once and 12,000,000 x 0.2 x 0.2 in each of three years
    assert fluid(FACTS, [POLICIES["automated"]], OBJECTIVE)["automation_cost"] == pytest.approx(
        [3e5 + 3 * 48e4]
    )


@pytest.mark.long
def test_fluid_and_simulation_rank_policies_alike(simulated):
    names = sorted(POLICIES, key=lambda name: simulated[name]["objective"].mean())
    approximate = fluid(FACTS, [POLICIES[name] for name in names], OBJECTIVE)["objective"]
    order = stats.kendalltau(range(len(names)), approximate).statistic
    assert order > 0.7  # of 15 pairs at most two the other way round


# ---- Arithmetic ----------------------------------------------------------------------------------


def test_names_are_those_of_the_simulation():
    assert set(fluid(FACTS, [Policy()], OBJECTIVE)) <= set(METRICS)
    assert "objective" in fluid(FACTS, [Policy()], OBJECTIVE)


@pytest.mark.parametrize("terminal", ["in_force", "none"])
@pytest.mark.parametrize("rounding", ["nearest", "whole_changes"])
def test_many_policies_at_a_time_are_as_one_by_one(terminal, rounding):
    facts = Facts(team=Team(rounding=rounding), automation=FACTS.automation, horizon_months=31)
    objective = Objective(terminal=terminal, alpha=0.4)
    policies = [
        Policy(cadence=cadence, caf=caf, automation=automation)
        for cadence in MONTHS_PER_PERIOD
        for caf in (0.1, 0.9, 1.07, 3.0)
        for automation in (0.0, 0.3, 1.0)
    ]
    policies.append(Policy(cadence="annual", hires=(5, -10, 0)))
    together = fluid(facts, policies, objective)
    for name, values in together.items():
        assert values.shape == (len(policies),)
        alone = [fluid(facts, [policy], objective)[name][0] for policy in policies]
        # Sums of 31 months may be added up in another order: a few units in the last place.
        np.testing.assert_allclose(values, alone, rtol=1e-13, atol=1e-6, err_msg=name)


def test_a_higher_caf_never_costs_more_nor_retains_more():
    facts = Facts()
    for cadence in MONTHS_PER_PERIOD:
        cafs = np.linspace(0.1, 3.0, 60)
        values = fluid(facts, [Policy(cadence=cadence, caf=float(caf)) for caf in cafs], OBJECTIVE)
        assert np.all(np.diff(values["csmp_cost"]) <= 0)
        # Rounding the team to whole CSMPs moves retention by less than half a CSMP does.
        assert np.all(np.diff(values["retained_customers"]) <= 2.0)
        assert np.all(np.diff(values["renewal_bookings"]) <= 0.01 * values["renewal_bookings"][:-1])


def test_flows_balance():
    facts = Facts()
    flows = flow(facts, [Policy(cadence=cadence, caf=1.1) for cadence in MONTHS_PER_PERIOD])
    (own,) = flows.segments
    came = facts.customers.arrivals_per_month * facts.horizon_months
    np.testing.assert_allclose(
        own.closing, facts.customers.at_start + came - own.churn.sum(axis=0), rtol=1e-12
    )
    # Customers at the end are those with a contract then.
    np.testing.assert_allclose(own.cohorts.sum(axis=0), own.closing, rtol=1e-12)
    assert np.all((own.done >= 0) & (own.done <= 1))
    assert np.all((own.progress >= 0) & (own.progress <= 1))
    assert np.all(own.renewals >= 0)
    assert np.all(own.churn >= 0)


def test_with_work_for_nobody_everybody_renews_at_the_ceiling():
    # Activities of a thousandth of the work: everything is done from the beginning.
    facts = Facts(
        activities={"mail": Activity(per_month=10, mean_hours=0.01)},
        customers=Customers(at_start=120, arrivals_per_month=0.0),
        team=Team(at_start=10, annual_cost=100.0),
        contract=Contract(value=1000.0),
        horizon_months=24,
    )
    plan = Policy(cadence="annual", hires=(0, 0))
    flows = flow(facts, [plan])
    found = metrics_of(facts, OBJECTIVE, amounts(facts, [plan], OBJECTIVE, flows))
    values = {name: each[0] for name, each in found.items()}
    # 10 contracts end each month of the first year, 90 % of them renew: 108 in the first year,
    # 97.2 in the second.
    assert values["retention_rate"] == pytest.approx(0.9, rel=1e-12)
    assert values["renewal_bookings"] == pytest.approx(1000.0 * (108 + 97.2), rel=1e-12)
    assert values["retained_customers"] == pytest.approx(97.2, rel=1e-12)
    assert values["csmp_cost"] == pytest.approx(2 * 10 * 100.0, rel=1e-12)
    # In force: 97.2 contracts, to renew with 0.9 for 1000 x alpha of 0.25; on average half of the
    # year is left, at the cost of 1000 a year over the mean customers of the last year.
    monthly = 108.0 - np.arange(13) * 0.9  # begin of each month of the second year, and its end
    mean_customers = ((monthly[:-1] + monthly[1:]) / 2).mean()
    left = 97.2 / 12 * (np.arange(12) + 0.5).sum() / 12
    expected = 97.2 * 0.25 * 1000.0 * 0.9 - left * 1000.0 / mean_customers
    assert values["terminal_value"] == pytest.approx(expected, rel=1e-12)


def test_a_contract_meets_half_of_the_month_it_begins_in_and_half_of_its_last(monkeypatch):
    monkeypatch.setitem(module.DISPERSION, FACTS.releases, 0.0)  # contracts of a cohort are alike
    # All work is done until time 0, when the whole team leaves: of the contracts that end in month
    # m of the horizon, 11.5 - m of 12 months were served.
    facts = Facts(
        activities={"mail": Activity(per_month=10, mean_hours=0.01)},
        customers=Customers(at_start=120, arrivals_per_month=0.0),
        renewal=Renewal(intercept=-1.0, slope=0.03, floor=0.0, ceiling=1.0),
        horizon_months=12,
    )
    (flows,) = flow(facts, [Policy(cadence="annual", hires=(-51,))]).segments
    percentage = 100 * (11.5 - np.arange(12)) / 12
    expected = 10.0 / (1 + np.exp(1.0 - 0.03 * percentage))
    np.testing.assert_allclose(flows.renewals[:, 0], expected, rtol=1e-12)
    np.testing.assert_allclose(flows.churn[:, 0], 10.0 - expected, rtol=1e-12)


def test_a_month_serves_the_customers_of_its_begin_and_half_of_those_who_come():
    # A month has 117.6 hours, a customer needs 10; 8 CSMPs serve 94 of 100 + 10 / 2.
    facts = Facts(
        activities={"call": Activity(per_month=10, mean_hours=1.0)},
        customers=Customers(at_start=100, arrivals_per_month=10.0),
        team=Team(at_start=8),
        horizon_months=2,
    )
    (flows,) = flow(facts, [Policy(cadence="annual", hires=(0,))]).segments
    assert flows.done[0, 0] == pytest.approx(8 * 117.6 / (10.0 * 105), rel=1e-12)
    halved = Facts.model_validate(
        facts.model_dump()
        | {"activities": {"call": Activity(per_month=10, mean_hours=1.0, automatable=True)}}
    )
    (flows,) = flow(halved, [Policy(cadence="annual", hires=(-4,), automation=0.5)]).segments
    # 4 CSMPs for half of the work: the same share of that half, and the automated half.
    assert flows.done[0, 0] == pytest.approx(0.5 + 0.5 * 8 * 117.6 / (10.0 * 105), rel=1e-12)


def test_recruits_serve_as_far_as_they_have_ramped_up():
    # 12 CSMPs less 4 x 0.75, then less 4 x 0.25; a month has 117.6 hours, a customer needs 12.
    facts = Facts(
        activities={"call": Activity(per_month=12, mean_hours=1.0)},
        customers=Customers(at_start=200, arrivals_per_month=0.0),
        renewal=Renewal(floor=1.0, ceiling=1.0),
        team=Team(at_start=8, ramp_months=2),
        horizon_months=3,
    )
    (flows,) = flow(facts, [Policy(cadence="annual", hires=(4,))]).segments
    served = np.array([9.0, 11.0, 12.0]) * 117.6 / 2400.0
    np.testing.assert_allclose(flows.done[:, 0], served, rtol=1e-12)
    # Of a team that stays, 0.24 / 12 x 2 / 2 are always lacking, before the horizon too.
    leaving = Facts.model_validate(
        facts.model_dump() | {"team": Team(at_start=8, ramp_months=2, annual_attrition=0.24)}
    )
    flows = flow(leaving, [Policy(cadence="annual", hires=(0,))])
    np.testing.assert_allclose(flows.recruits[:, 0], 0.16, rtol=1e-12)
    (own,) = flows.segments
    np.testing.assert_allclose(own.done[:, 0], 8 * 0.98 * 117.6 / 2400.0, rtol=1e-12)
    # The oldest contract that still runs has had 8.5 months before time 0 and three since.
    expected = 11.5 / 12 * 8 * 0.98 * 117.6 / 2400.0
    assert own.progress[0, 0] == pytest.approx(expected, rel=1e-12)


@settings(deadline=None)
@given(
    hires=st.lists(st.integers(-2, 6), min_size=12, max_size=12),
    months=st.integers(0, 23),
    attrition=st.floats(0.0, 0.98),
)
def test_of_a_schedule_never_more_is_done_if_ramps_are_longer_or_more_resign(
    hires, months, attrition
):
    plan = Policy(cadence="quarterly", hires=tuple(hires))

    def done(**staff):
        facts = Facts(renewal=Renewal(floor=0.8, ceiling=0.8), team=Team(**staff))
        return flow(facts, [plan]).segments[0].done

    some = done(ramp_months=months, annual_attrition=attrition)
    longer = done(ramp_months=months + 1, annual_attrition=attrition)
    more = done(ramp_months=months, annual_attrition=attrition + 0.01)
    assert np.all(longer <= some + 1e-12)
    assert np.all(more <= some + 1e-12)
    assert np.all((longer >= 0) & (more >= 0))


def test_without_ramp_up_attrition_changes_no_flow_but_that_of_recruits():
    policies = list(POLICIES.values())
    extra = [demand_scenarios(FACTS)[:, :3]]
    staff = {"annual_attrition": 0.3, "recruiting_cost": 1000.0}
    costly = Facts(team=Team(**staff), automation=FACTS.automation)
    plain, after = (flow(facts, policies, extra) for facts in (FACTS, costly))
    assert_equal_flows(plain, replace(after, recruits=plain.recruits))
    hired = np.maximum(np.diff(plain.team, axis=0, prepend=51.0), 0)
    np.testing.assert_allclose(plain.recruits, hired, rtol=1e-12)
    np.testing.assert_allclose(after.recruits, hired + 0.025 * plain.team, rtol=1e-12)
    none = Objective(terminal="none")
    free, paid = (fluid(facts, policies, none) for facts in (FACTS, costly))
    lost = free["objective"] - paid["objective"]
    np.testing.assert_allclose(lost, paid["recruiting_cost"], rtol=1e-9)
    np.testing.assert_array_equal(paid["net_contribution"], free["net_contribution"])


def test_nobody_to_serve_is_no_error():
    facts = Facts(customers=Customers(at_start=0, arrivals_per_month=0.0), team=Team(at_start=0))
    values = fluid(facts, [Policy(), Policy(automation=1.0, caf=0.1)], OBJECTIVE)
    assert np.all(np.isnan(values["retention_rate"]))
    for name in ("objective", "csmp_cost", "terminal_value", "retained_customers"):
        assert values[name].tolist() == [0.0, 0.0]


@settings(deadline=None)
@given(
    customers=st.integers(0, 150),
    arrivals=st.floats(0.0, 5.0),
    loyalty=st.floats(0.1, 20.0),
)
def test_where_loyal_customers_are_few_each_has_a_first_contract_or_a_later_one(
    customers, arrivals, loyalty
):
    facts = Facts(
        horizon_months=24,
        customers=Customers(at_start=customers, arrivals_per_month=arrivals),
        renewal=Renewal(loyalty=loyalty),
        team=Team(at_start=5),
    )
    (segment,) = flow(facts, [Policy()], [demand_scenarios(facts)]).segments
    assert segment.number.min() >= 1.0
    values = fluid(facts, [Policy()], OBJECTIVE)
    assert np.isfinite(values["objective"])
    assert 0.0 <= values["team_at_end"] <= 100.0


def test_everything_automated_needs_no_team():
    facts = Facts(
        activities={"mail": Activity(per_month=10, mean_hours=1.0, automatable=True)},
        renewal=Renewal(floor=0.0, ceiling=1.0, intercept=-100.0, slope=2.0),
        horizon_months=24,
    )
    values = fluid(facts, [Policy(automation=1.0, cadence="annual", hires=(-51, 0))], OBJECTIVE)
    flows = flow(facts, [Policy(automation=1.0, cadence="annual", hires=(-51, 0))])
    assert np.all(flows.segments[0].done == 1.0)
    assert values["csmp_cost"] == 0.0
    assert values["retention_rate"] > 0.9


def test_every_flow_is_documented_and_shaped():
    flows = flow(Facts(horizon_months=7), [Policy(), Policy(caf=2.0)])
    (own,) = flows.segments
    of_team = {each.name: getattr(flows, each.name) for each in fields(flows)}
    del of_team["segments"]
    assert of_team.pop("levels") == ()  # nothing has a response target
    assert {each.shape for each in of_team.values()} == {(7, 2)}
    shapes = {each.name: getattr(own, each.name).shape for each in fields(own)}
    assert own.closing.shape == (2,)
    assert {shapes.pop(name) for name in ("cohorts", "worth", "progress", "number")} == {(12, 2)}
    assert set(shapes.values()) == {(7, 2)}


@pytest.mark.parametrize("terminal", ["in_force", "none"])
def test_the_objective_is_the_share_of_all_revenue_less_all_cost(terminal):
    objective = Objective(alpha=0.4, terminal=terminal)
    values = fluid(FACTS, list(POLICIES.values()), objective)
    expected = 0.4 * values[SHARE.credited] - values[SHARE.cost]
    np.testing.assert_allclose(values["objective"], expected, rtol=1e-12)
    whole = fluid(FACTS, list(POLICIES.values()), Objective(alpha=1.0, terminal=terminal))
    for name in (SHARE.credited, SHARE.cost):
        np.testing.assert_array_equal(values[name], whole[name])


def test_metrics_are_the_means_of_those_of_all_futures():
    policies = list(POLICIES.values())
    extra = demand_scenarios(FACTS)
    found = fluid(FACTS, policies, OBJECTIVE)
    for place, policy in enumerate(policies):
        futures = (flow(FACTS, [policy], [future[:, None]]) for future in extra.T)
        each = [
            metrics_of(FACTS, OBJECTIVE, amounts(FACTS, [policy], OBJECTIVE, flows))
            for flows in futures
        ]
        for name, values in found.items():
            expected = np.mean([metrics[name][0] for metrics in each])
            assert values[place] == pytest.approx(expected, rel=1e-12), name


def test_columns_of_a_flow_are_the_futures_of_one_policy_after_the_other():
    policies = list(POLICIES.values())
    extra = demand_scenarios(FACTS)[:, :3]
    flows = flow(FACTS, policies, [extra])
    for place, policy in enumerate(policies):
        for future in range(3):
            alone = flow(FACTS, [policy], [extra[:, [future]]])
            (ours,), (own,) = flows.segments, alone.segments
            assert ours.closing[3 * place + future] == own.closing[0]
            np.testing.assert_array_equal(flows.team[:, 3 * place + future], alone.team[:, 0])


def test_more_policies_than_one_block_are_each_as_alone():
    cafs = np.linspace(0.8, 1.4, 150)
    policies = [Policy(caf=float(caf)) for caf in cafs]
    found = fluid(FACTS, policies, OBJECTIVE)["objective"]
    for place in (0, 127, 128, 149):
        alone = fluid(FACTS, [policies[place]], OBJECTIVE)["objective"]
        assert found[place] == pytest.approx(alone[0], rel=1e-12)


# ---- Contracts of a cohort -----------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("releases", ["spread", "gaps"])
def test_contracts_of_a_cohort_differ_as_much_as_those_of_the_simulation(releases):
    """Of those in the second half of their year, with those begun in the same month."""
    facts = Facts(releases=releases)
    policy = Policy(cadence="monthly", caf=1.1)
    squares, expected = 0.0, 0.0
    for replication in range(6):
        start = warm_up(facts, draw(facts, Streams(5, 0, replication)))
        running = run(facts, policy, start).pods[""].clienteles[""].running
        share = running.finished_share / running.elapsed_share
        for month in range(6, 12):
            own = np.floor(12 * running.elapsed_share) == month
            if own.sum() > 1:
                mean, time = share[own].mean(), running.elapsed_share[own].mean()
                squares += (own.sum() - 1) * share[own].var(ddof=1)
                alone = mean * (1 - mean) / (facts.activities_per_contract * time)
                expected += (own.sum() - 1) * alone
    assert np.sqrt(squares / expected) == pytest.approx(module.DISPERSION[releases], abs=0.4)


# ---- Contracts beyond expectation ----------------------------------------------------------------

LENGTH, MONTHS = FACTS.contract.months, FACTS.horizon_months


def assert_equal_flows(one, other):
    for each in fields(one):
        ours, theirs = getattr(one, each.name), getattr(other, each.name)
        if each.name == "segments":
            for first, second in zip(ours, theirs, strict=True):
                assert isinstance(first, SegmentFlows)
                assert_equal_flows(first, second)
        else:
            np.testing.assert_array_equal(ours, theirs, err_msg=each.name)


def test_no_extra_contract_changes_nothing():
    policies = list(POLICIES.values())
    none = np.zeros((LENGTH + MONTHS, 1))
    assert_equal_flows(flow(FACTS, policies, [none]), flow(FACTS, policies))


def test_extra_contracts_are_left_as_they_were_given():
    extra = np.full((LENGTH + MONTHS, 1), 0.5)
    first = flow(FACTS, [Policy()], [extra])
    assert np.all(extra == 0.5)
    assert_equal_flows(flow(FACTS, [Policy()], [extra]), first)


@pytest.mark.parametrize("whole", [True, False])
def test_extra_contracts_are_customers_from_their_begin_until_they_churn(whole):
    extra = np.random.default_rng(1).uniform(0.0, 3.0, (LENGTH + MONTHS, 5))
    (flows,) = flow(FACTS, list(POLICIES.values()), [extra], whole=whole).segments
    came = FACTS.customers.at_start + FACTS.customers.arrivals_per_month * MONTHS
    came += np.tile(extra.sum(axis=0), len(POLICIES))
    np.testing.assert_allclose(flows.closing, came - flows.churn.sum(axis=0), rtol=1e-12)
    np.testing.assert_allclose(flows.cohorts.sum(axis=0), flows.closing, rtol=1e-12)


@pytest.mark.parametrize("month", [0, 1, 11])
def test_an_extra_contract_at_the_start_ends_in_its_month(month):
    extra = np.zeros((LENGTH + MONTHS, 1))
    extra[month] = 6.0
    ending = [
        (own.renewals + own.churn)[:LENGTH, 0]
        for each in (flow(FACTS, [Policy()], [extra]), flow(FACTS, [Policy()]))
        for own in each.segments
    ]
    expected = np.zeros(LENGTH)
    expected[month] = 6.0
    np.testing.assert_allclose(ending[0] - ending[1], expected, atol=1e-12)


@pytest.mark.parametrize("month", [0, 5, 23])
def test_an_extra_contract_ends_a_contract_later(month):
    extra = np.zeros((LENGTH + MONTHS, 1))
    extra[LENGTH + month] = 6.0
    ending = [
        (own.renewals + own.churn)[: month + LENGTH + 1, 0]
        for each in (flow(FACTS, [Policy()], [extra]), flow(FACTS, [Policy()]))
        for own in each.segments
    ]
    expected = np.zeros(month + LENGTH + 1)
    expected[-1] = 6.0
    np.testing.assert_allclose((ending[0] - ending[1])[month + 1 :], expected[month + 1 :])


# ---- A team that is not of whole CSMPs -----------------------------------------------------------


@pytest.mark.parametrize("rounding", ["nearest", "whole_changes"])
def test_a_team_in_fractions_is_its_target_at_every_review(rounding):
    facts = Facts(team=Team(rounding=rounding))
    policy = Policy(cadence="monthly", caf=1.1)
    flows = flow(facts, [policy], whole=False)
    came = np.full(facts.horizon_months, facts.customers.arrivals_per_month)
    came -= flows.segments[0].churn[:, 0]
    present = facts.customers.at_start + np.concatenate(([0.0], np.cumsum(came)[:-1]))
    expected = present / (1.1 * facts.customers_per_csmp)
    np.testing.assert_allclose(flows.team[:, 0], expected, rtol=1e-12)
    assert np.all(flows.team != np.round(flows.team))


def test_a_fixed_schedule_is_followed_whether_or_not_csmps_are_whole():
    plan = [POLICIES["scheduled"]]
    assert_equal_flows(flow(FACTS, plan, whole=False), flow(FACTS, plan))


def test_between_reviews_a_team_in_fractions_stays():
    flows = flow(FACTS, [Policy(cadence="quarterly", caf=1.1)], whole=False)
    team = flows.team[:, 0].reshape(-1, 3)
    assert np.all(team == team[:, :1])
    assert np.unique(team[:, 0]).size > 6


def divided(**decided):
    """A vendor of two pods of which one has too much to do, and a policy."""
    segments = {
        name: {
            "customers": {"at_start": size, "arrivals_per_month": 1.0},
            "activities": {"call": {"per_month": 3, "mean_hours": 6.0}},
        }
        for name, size in (("large", 40), ("small", 10))
    }
    pods = {name: {"segments": [name], "at_start": 4} for name in segments}
    facts = Facts.model_validate({"segments": segments, "pods": pods, "horizon_months": 12})
    return facts, policy_type(tuple(pods), tuple(segments)).model_validate(decided)


def test_policies_apart_and_together_in_one_batch_are_as_one_by_one():
    facts, apart = divided()
    policies = [apart, divided(teams="together")[1], divided(caf=1.3)[1]]
    batch = fluid(facts, policies, Objective())
    for place, policy in enumerate(policies):
        alone = fluid(facts, [policy], Objective())
        for name, values in alone.items():
            np.testing.assert_array_equal(batch[name][place], values[0], err_msg=name)
    assert np.isnan(batch["csmp_cost.large"]).tolist() == [False, True, False]


def test_until_time_0_each_pod_has_done_what_it_could():
    facts, _ = divided()
    apart = [share for part in facts.by_pod.values() for share in done_before(part)]
    assert done_apart(facts, "") == apart
    assert done_apart(facts, "large") is None
    assert apart[0] < 0.8 and apart[1] == 1.0
    (whole,) = facts.teams(together=True).values()
    flows = flow(whole, [divided(teams="together")[1]], before=apart)
    as_if = flow(whole, [divided(teams="together")[1]])
    ends = np.s_[:3]  # contracts that have been worked on apart for the most part
    assert np.all(flows.segments[0].renewals[ends] < as_if.segments[0].renewals[ends])


def test_the_fluid_knows_which_is_better_apart_or_together():
    facts, apart = divided(cadence="annual", caf=1.2)
    together = apart.model_copy(update={"teams": "together"})
    found = fluid(facts, [apart, together], Objective())["retention_rate"]
    means = []
    for policy in (apart, together):
        starts = [warm_up(facts, draw(facts, Streams(2, 0, number))) for number in range(20)]
        runs = [measure(facts, policy, Objective(), run(facts, policy, each)) for each in starts]
        means.append(np.mean([each["retention_rate"] for each in runs]))
    assert found == pytest.approx(means, abs=0.05)


def test_a_pod_that_decides_the_same_is_followed_once_and_all_policies_are_as_alone(monkeypatch):
    """Moves around a policy change few decisions, of one pod or two."""
    segment = Segment(customers=Customers(at_start=30), contract=Contract(value=1e4))
    names = ("one", "two", "three")
    facts = Facts(
        segments=dict.fromkeys(names, segment),
        pods={name: Pod(segments=(name,), at_start=3) for name in names},
    )
    kind, objective = policy_type(names, names), Objective()
    cafs = [(1.0, 1.0, 1.0), (1.2, 1.0, 1.0), (1.0, 0.8, 1.0), (1.0, 1.0, 1.5), (1.2, 0.8, 1.0)]
    policies = [
        kind.model_validate(dict(zip(map("caf.{}".format, names), each, strict=True)))
        for each in cafs
    ]
    module, followed = import_module("simmodel.journey.fluid.metrics"), []

    def counted(part, own, *others):
        followed.append(len(own))
        return flow(part, own, *others)

    monkeypatch.setattr(module, "flow", counted)
    found = fluid(facts, policies, objective)
    assert followed == [2, 2, 2]
    for place, policy in enumerate(policies):
        alone = fluid(facts, [policy], objective)
        assert {name: values[place] for name, values in found.items()} == pytest.approx(
            {name: values[0] for name, values in alone.items()}, rel=1e-12, nan_ok=True
        )
