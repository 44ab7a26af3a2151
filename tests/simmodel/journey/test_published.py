"""The published tables, and the conventions under which they are held against the model."""

from collections import Counter

import numpy as np
import pytest

from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.published import published, published_metrics
from simmodel.journey.runs import draw, run, warm_up
from simmodel.streams import Streams

METRICS = {
    "retention_rate_pct",
    "renewal_revenue_kusd",
    "retained_customers",
    "portfolio_lifetime_value_musd",
    "csmp_cost_kusd",
    "net_contribution_alpha100_kusd",
    "net_contribution_alpha075_kusd",
    "net_contribution_alpha050_kusd",
    "net_contribution_alpha025_kusd",
}


def cell(scenario, metric):
    (found,) = (
        each for each in published().cells if (each.policy, each.metric) == (scenario, metric)
    )
    return found.mean, found.half_width


def test_there_are_nine_scenarios_of_nine_metrics():
    table = published()
    assert len(table.cells) == 81
    assert len({(each.policy, each.metric) for each in table.cells}) == 81
    assert {each.metric for each in table.cells} == METRICS
    assert set(Counter(each.policy for each in table.cells)) == set(table.policies)
    assert len(table.policies) == 9
    assert all(each.half_width > 0 for each in table.cells)


def test_scenarios_are_the_papers():
    assert dict(published().policies) == {
        "quarterly_caf100": Policy(cadence="quarterly", caf=1.0),
        "annual_caf100": Policy(cadence="annual", caf=1.0),
        "quarterly_caf105": Policy(cadence="quarterly", caf=1.05),
        "quarterly_caf110": Policy(cadence="quarterly", caf=1.10),
        "quarterly_caf115": Policy(cadence="quarterly", caf=1.15),
        "quarterly_caf120": Policy(cadence="quarterly", caf=1.20),
        "caf115_auto10": Policy(cadence="quarterly", caf=1.15, automation=0.1),
        "caf115_auto20": Policy(cadence="quarterly", caf=1.15, automation=0.2),
        "caf115_auto30": Policy(cadence="quarterly", caf=1.15, automation=0.3),
    }


@pytest.mark.parametrize(
    ("scenario", "metric", "mean", "half_width"),
    [
        ("quarterly_caf100", "retention_rate_pct", 89.6, 0.9),
        ("quarterly_caf100", "csmp_cost_kusd", 25_027, 360),
        ("annual_caf100", "renewal_revenue_kusd", 210_675, 2_539),
        ("quarterly_caf110", "portfolio_lifetime_value_musd", 625, 27),
        ("quarterly_caf120", "retained_customers", 362.5, 9.2),
        ("caf115_auto20", "net_contribution_alpha025_kusd", 35_667, 640),
    ],
)
def test_cells_are_the_papers(scenario, metric, mean, half_width):
    assert cell(scenario, metric) == (mean, half_width)


def test_published_contributions_are_alpha_times_revenue_less_cost():
    for scenario in published().policies:
        revenue, _ = cell(scenario, "renewal_revenue_kusd")
        cost, _ = cell(scenario, "csmp_cost_kusd")
        for name, alpha in {"100": 1.0, "075": 0.75, "050": 0.5, "025": 0.25}.items():
            contribution, _ = cell(scenario, f"net_contribution_alpha{name}_kusd")
            # Three figures rounded to thousands
            assert contribution == pytest.approx(alpha * revenue - cost, abs=1.5)


def test_the_facts_are_the_case_study_but_for_the_named_conventions():
    facts = published().facts
    assert isinstance(facts, Facts)
    ours = Facts().model_dump()
    differing = {
        (section, name)
        for section, values in facts.model_dump().items()
        if isinstance(values, dict)
        for name in values
        if values[name] != ours[section][name]
    }
    assert differing == {
        ("team", "reviewed_at_start"),
        ("team", "rounding"),
        ("automation", "queued"),
    }
    assert facts.horizon_months == ours["horizon_months"] == 36
    text = " ".join(published().conventions)
    for _, name in differing:
        assert name in text


@pytest.fixture(scope="module")
def outcome():
    facts = published().facts
    start = warm_up(facts, draw(facts, Streams(4, 0, 0)))
    return run(facts, published().policies["quarterly_caf110"], start)


def test_conventions_leave_out_the_last_quarters_cost_and_the_first_years_of_retention(outcome):
    facts, series = published().facts, outcome.series
    values = published_metrics(facts, outcome)
    assert set(values) == METRICS
    cost = series["team"][:33].sum() * 125_000 / 12 / 1e3
    assert values["csmp_cost_kusd"] == pytest.approx(cost, rel=1e-12)
    renewals, churn = series["renewals"], series["churn"]
    retention = renewals[24:].sum() / (renewals[24:].sum() + churn[24:].sum())
    assert values["retention_rate_pct"] == pytest.approx(100 * retention, rel=1e-12)
    revenue = renewals.sum() * 250.0
    assert values["renewal_revenue_kusd"] == pytest.approx(revenue, rel=1e-12)
    customers = series["customers"][-1]
    assert values["retained_customers"] == customers
    assert values["portfolio_lifetime_value_musd"] == pytest.approx(
        customers * 0.25 / (1 - retention), rel=1e-12
    )
    for name, alpha in {"100": 1.0, "075": 0.75, "050": 0.5, "025": 0.25}.items():
        assert values[f"net_contribution_alpha{name}_kusd"] == pytest.approx(
            alpha * revenue - cost, rel=1e-12
        )


def test_our_own_metrics_follow_no_convention(outcome):
    facts = published().facts
    ours = measure(facts, Policy(), Objective(), outcome)
    theirs = published_metrics(facts, outcome)
    assert ours["csmp_cost"] == pytest.approx(outcome.series["csmp_cost"].sum(), rel=1e-12)
    assert ours["csmp_cost"] / 1e3 > 1.05 * theirs["csmp_cost_kusd"]
    assert ours["renewal_bookings"] / 1e3 == pytest.approx(theirs["renewal_revenue_kusd"])


def test_a_few_replications_come_near_the_base_case():
    # 8 replications of ours against 20 of theirs: the difference of two means with standard
    # deviation s has a standard error of s (1/8 + 1/20) ** 0.5, and their half-width is
    # 2.09 s / 20 ** 0.5, so four standard errors are 3.6 half-widths.
    table = published()
    policy = table.policies["quarterly_caf100"]
    values = []
    for replication in range(8):
        start = warm_up(table.facts, draw(table.facts, Streams(9, 0, replication)))
        values.append(published_metrics(table.facts, run(table.facts, policy, start)))
    for metric in (
        "retention_rate_pct",
        "renewal_revenue_kusd",
        "retained_customers",
        "csmp_cost_kusd",
    ):
        mean, half_width = cell("quarterly_caf100", metric)
        ours = np.mean([each[metric] for each in values])
        assert abs(ours - mean) < 3.6 * half_width
