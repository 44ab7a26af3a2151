"""The published tables beside ours, in published half-widths."""

import dataclasses
import math

import pytest

from planner.reproduce import TOLERANCE, Cell, Reproduction, reproduce
from planner.simulation.estimate import Estimate, estimate
from planner.simulation.phase import Phase
from simmodel.contract.published import PublishedCell
from simmodel.registry import load

REPLICATIONS = 4


def cell(ours: float, published: float = 100.0, half_width: float = 4.0) -> Cell:
    return Cell(PublishedCell("lean", "profit", published, half_width), Estimate(ours, 1.0))


def of_cells(*cells: Cell) -> Reproduction:
    return Reproduction(load("journey").published(), cells, seed=1, replications=2)


@pytest.fixture(scope="module")
def runs() -> list[int]:
    """What the reproduction has reported while it ran."""
    return []


@pytest.fixture(scope="module")
def reproduction(runs) -> Reproduction:
    return reproduce(load("journey"), 1, REPLICATIONS, 2, runs.append)


# ---- Arithmetic ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "deviation"), [(100.0, 0.0), (106.0, 1.5), (94.0, -1.5), (101.0, 0.25), (88.0, -3.0)]
)
def test_a_deviation_is_ours_less_the_published_in_published_half_widths(ours, deviation):
    assert cell(ours).deviation == deviation


def test_the_share_within_counts_both_signs_and_the_bound_itself():
    result = of_cells(cell(100.0), cell(104.0), cell(96.0), cell(104.5), cell(90.0))
    assert result.share_within(1.0) == 3 / 5
    assert result.share_within(1.5) == 4 / 5
    assert result.largest == 2.5


def test_a_reproduction_succeeds_if_every_cell_is_within_the_tolerance():
    assert of_cells(cell(100.0 + 4.0 * TOLERANCE), cell(100.0 - 4.0 * TOLERANCE)).succeeded


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_reproduction_fails_if_a_single_cell_is_off(sign):
    off = cell(100.0 + sign * (4.0 * TOLERANCE + 0.01))
    assert not of_cells(*[cell(100.0)] * 80, off).succeeded


def test_a_reproduction_fails_if_a_cell_of_ours_is_not_defined():
    assert not of_cells(cell(100.0), cell(math.nan)).succeeded


@pytest.mark.parametrize("order", [1, -1], ids=["first", "last"])
def test_the_largest_deviation_is_not_defined_if_a_cell_is_not_wherever_it_stands(order):
    assert math.isnan(of_cells(*[cell(math.nan), cell(104.0)][::order]).largest)


# ---- The journey ---------------------------------------------------------------------------------


def test_the_journey_has_nine_scenarios_by_nine_metrics(reproduction):
    places = [(each.published.policy, each.published.metric) for each in reproduction.cells]
    assert len(places) == len(set(places)) == 81
    scenarios, metrics = ({place[index] for place in places} for index in (0, 1))
    assert (len(scenarios), len(metrics)) == (9, 9)
    assert scenarios == reproduction.published.policies.keys()


def test_every_cell_has_a_published_and_a_simulated_mean_and_half_width(reproduction):
    assert (reproduction.seed, reproduction.replications) == (1, REPLICATIONS)
    for each in reproduction.cells:
        assert each.published.half_width > 0
        assert math.isfinite(each.ours.mean) and each.ours.half_width >= 0


def test_ours_are_of_the_size_of_the_published_even_on_few_replications(reproduction):
    for each in reproduction.cells:
        if each.published.metric != "portfolio_lifetime_value_musd":  # a ratio with a heavy tail
            assert each.ours.mean == pytest.approx(each.published.mean, rel=0.15)


def test_contributions_are_alpha_times_revenue_less_cost(reproduction):
    ours = {
        (each.published.policy, each.published.metric): each.ours.mean
        for each in reproduction.cells
    }
    for scenario in reproduction.published.policies:
        revenue = ours[scenario, "renewal_revenue_kusd"]
        cost = ours[scenario, "csmp_cost_kusd"]
        for name, alpha in {"100": 1.0, "075": 0.75, "050": 0.5, "025": 0.25}.items():
            contribution = ours[scenario, f"net_contribution_alpha{name}_kusd"]
            assert contribution == pytest.approx(alpha * revenue - cost)


def test_every_replication_reports_a_run_for_each_scenario(reproduction, runs):
    assert runs == [len(reproduction.published.policies)] * REPLICATIONS


def test_ours_come_from_the_replications_for_policies_looked_at_by_hand(
    reproduction, simulator_for, tiny_study
):
    published = reproduction.published
    study = dataclasses.replace(tiny_study, facts=published.facts)
    name, policy = next(iter(published.policies.items()))
    (sample,) = simulator_for(study, reproduction.seed).sample(
        [policy], Phase.SIMULATE, REPLICATIONS
    )
    customers = sample.series["customers"][:, -1]
    (ours,) = (
        each.ours
        for each in reproduction.cells
        if (each.published.policy, each.published.metric) == (name, "retained_customers")
    )
    assert ours == estimate(customers.astype(float))
    assert ours.mean == sample.observed["retained_customers"].mean()  # with luck, as published
    assert ours.mean != sample.metrics["retained_customers"].mean()
