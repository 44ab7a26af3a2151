"""The screen finds what the fluid approximation thinks best, and what differs from it."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from planner.search.screen import Fluid, screen
from planner.simulation.feasible import total_violation
from planner.simulation.simulator import key_of
from planner.study.constraints import Constraint
from planner.study.study import Study

CADENCE = 'cadence = ["monthly", "quarterly"]\n'
CAF = "caf = { low = 0.8, high = 1.4 }\n"
AUTOMATION = "automation = { low = 0.0, high = 0.5 }\n"
# Two quarters of hires in place of all that the tiny study decides.
HIRES = (
    ('cadence = "quarterly"', 'cadence = "quarterly"\nhires = [1, 0]'),
    (CADENCE + CAF + AUTOMATION, "hires = { low = -3, high = 6 }\n"),
)
RETENTION = Constraint("retention_rate", 0.5, "at_least", None)
COST = Constraint("csmp_cost", 80_000.0, "at_most", None)


def worth(study: Study, decisions: list[dict]) -> np.ndarray:
    """Objective of each by the fluid approximation; -inf where a constraint is not kept."""
    policies = [study.model.decide(study.baseline, each) for each in decisions]
    values = study.model.fluid(study.facts, policies, study.objective)
    broken = total_violation(study.constraints, values, len(policies)) > 0
    return np.where(broken, -np.inf, values["objective"])


def grid(study: Study, steps: int) -> list[dict]:
    """A grid over all options and ranges."""
    axes = [
        each.options if hasattr(each, "options") else np.linspace(each.low, each.high, steps)
        for each in study.space
    ]
    names = [each.name for each in study.space]
    return [dict(zip(names, place, strict=True)) for place in product(*axes)]


# ---- The best ------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize(
    "constraints", [(), (RETENTION, COST)], ids=["without constraints", "with constraints"]
)
def test_nothing_on_a_fine_grid_is_better_than_the_best(tiny_study, constraints):
    study = replace(tiny_study, constraints=constraints)
    found = screen(study, 1)
    assert found.violation[0] == 0.0
    assert found.objective[0] >= worth(study, grid(study, 41)).max()


def test_the_best_of_one_range_is_that_of_a_fine_grid(tiny):
    study = tiny((CADENCE, ""), (CAF, ""))
    best = worth(study, grid(study, 2001)).max()
    assert screen(study, 1).objective[0] == pytest.approx(best, rel=1e-6)


def test_the_best_schedule_is_that_of_brute_force(tiny):
    study = tiny(*HIRES)
    schedules = [hires for hires in product(range(-3, 7), repeat=2) if min(0, *hires) >= -3]
    allowed = [{"hires": each} for each in schedules if study.space[0].allows(each) is None]
    values = worth(study, allowed)
    found = screen(study, 1)
    assert found.objective[0] == values.max()
    assert found.policies[0].hires == allowed[int(values.argmax())]["hires"]
    assert found.screened == len(found.policies) == len(allowed)
    assert found.complete


def test_policies_that_keep_the_constraints_come_first_and_then_the_better_ones(tiny_study, glance):
    study = replace(tiny_study, constraints=(COST,))
    found = glance(study, 1, keep=20_000)
    assert found.violation[0] == 0.0 < found.violation[-1]
    order = np.lexsort((-found.objective, found.violation))
    assert order.tolist() == list(range(len(found.policies)))


def test_where_no_policy_keeps_the_constraints_the_nearest_to_it_comes_first(tiny_study, glance):
    study = replace(tiny_study, constraints=(replace(COST, bound=50_000.0),))
    found = glance(study, 1)
    assert found.violation[0] > 0.2  # it takes more than two CSMPs for half a year
    assert found.violation[0] == found.violation.min()


def test_what_is_said_of_a_policy_is_its_fluid_approximation(tiny_study, screened):
    values = tiny_study.model.fluid(tiny_study.facts, list(screened.policies), tiny_study.objective)
    assert (screened.objective == values["objective"]).all()
    assert screened.policies == tuple(screened.fluid.policies(screened.points))
    today = tiny_study.model.fluid(tiny_study.facts, [tiny_study.baseline], tiny_study.objective)
    assert screened.fluid.today == today["objective"][0]


# ---- How much ------------------------------------------------------------------------------------


def test_no_policy_is_there_twice(screened):
    assert len({key_of(policy) for policy in screened.policies}) == len(screened.policies)


@pytest.mark.parametrize("keep", [1, 50])
def test_no_more_policies_are_kept_than_asked_for(tiny_study, screened, keep, glance):
    found = glance(tiny_study, 1, keep=keep)
    assert found.policies == screened.policies[:keep]
    assert found.points.shape == (keep, 3)
    assert found.objective.shape == found.violation.shape == (keep,)


def test_every_policy_looked_at_is_counted_once(tiny_study, monkeypatch):
    looked_at, policies = [], Fluid.policies

    def note(fluid, points):
        found = policies(fluid, points)
        looked_at.append([key_of(policy) for policy in found])
        return found

    monkeypatch.setattr(Fluid, "policies", note)
    found = screen(tiny_study, 1)
    assert found.screened == len({key for keys in looked_at for key in keys})
    assert len(looked_at[0]) == 8192
    assert len(looked_at) > 1
    assert not found.complete


def test_a_small_space_is_screened_policy_by_policy(tiny):
    study = tiny((CAF, ""), (AUTOMATION, ""))
    found = screen(study, 1)
    assert {policy.cadence for policy in found.policies} == {"monthly", "quarterly"}
    assert (found.screened, found.complete) == (2, True)
    assert found.objective[0] == worth(study, grid(study, 2)).max()


def test_of_a_small_space_no_more_are_kept_than_asked_for(tiny):
    found = screen(tiny((CAF, ""), (AUTOMATION, "")), 1, keep=1)
    assert (len(found.policies), found.screened, found.complete) == (1, 2, False)


def test_the_same_seed_screens_the_same_and_another_otherwise(tiny_study, screened, glance):
    again, other = glance(tiny_study, 1), glance(tiny_study, 2)
    assert again.policies == screened.policies
    assert (again.points == screened.points).all()
    assert again.frontier == screened.frontier
    assert other.policies != screened.policies
    assert other.objective[0] == pytest.approx(screened.objective[0], rel=1e-3)


def test_any_number_of_processors_screens_the_same(tiny_study, screened, glance):
    other = glance(tiny_study, 1, jobs=3)
    assert other.policies == screened.policies
    assert other.objective.tobytes() == screened.objective.tobytes()
    assert other.points.tobytes() == screened.points.tobytes()


def test_a_space_of_one_option_has_one_policy(tiny):
    study = tiny((CADENCE, 'cadence = ["quarterly"]\n'), (CAF, ""), (AUTOMATION, ""))
    found = screen(study, 1)
    assert found.policies == (study.baseline,)
    assert found.frontier == (study.baseline,)
    assert found.opening(4) == [0]


# ---- The opening ---------------------------------------------------------------------------------


def test_the_opening_is_the_best_and_others_as_good_within_a_tenth_of_the_gain(screened):
    opening = screened.opening(8)
    assert opening[0] == 0
    assert len(set(opening)) == 8
    gain = screened.objective - screened.fluid.today
    assert (gain[opening] >= 0.9 * gain[0]).all()


def test_policies_of_the_opening_differ_more_than_the_best_ones_do(screened):
    features = screened.fluid.encoding.features(screened.points)

    def least(places: list[int]) -> float:
        pairs = combinations(features[places], 2)
        return min(float(np.linalg.norm(one - other)) for one, other in pairs)

    assert least(screened.opening(6)) > 5 * least(list(range(6)))


def test_a_larger_opening_begins_as_a_smaller_one(screened):
    assert screened.opening(8)[:3] == screened.opening(3)


def test_the_opening_keeps_the_constraints(tiny_study, glance):
    found = glance(replace(tiny_study, constraints=(RETENTION,)), 1)
    assert (found.violation[found.opening(8)] == 0.0).all()


def test_where_only_dearer_policies_keep_the_constraints_the_opening_is_the_best_of_those(
    tiny_study,
    glance,
):
    """None gains over today's policy, which does not keep them."""
    lean = replace(COST, bound=66_000.0)
    found = glance(replace(tiny_study, constraints=(lean,)), 1)
    assert found.violation[0] == 0.0
    assert found.objective[0] < found.fluid.today
    opening = found.opening(4)
    assert opening[0] == 0
    assert len(set(opening)) == 4
    assert (found.violation[opening] == 0.0).all()


# ---- The frontier --------------------------------------------------------------------------------


@pytest.mark.parametrize("constraints", [(), (COST,)], ids=["all", "within cost"])
def test_the_frontier_has_the_best_policy_for_every_share(tiny_study, constraints, glance):
    study = replace(tiny_study, constraints=constraints)
    found = glance(study, 1, keep=20_000)

    def values(policies):
        metrics = study.model.fluid(study.facts, list(policies), study.objective)
        broken = total_violation(constraints, metrics, len(policies))
        share = study.model.share
        return metrics[share.credited], metrics[share.cost], broken

    revenue, cost, broken = values(found.policies)
    least = broken == broken.min()
    front = values(found.frontier)
    assert (front[2] == broken.min()).all()
    for share in np.geomspace(0.02, 1.0, 10):
        best = (share * revenue - cost)[least].max()
        assert (share * front[0] - front[1]).max() == best


def test_policies_of_the_frontier_trade_revenue_for_cost(tiny_study, screened):
    metrics = tiny_study.model.fluid(
        tiny_study.facts, list(screened.frontier), tiny_study.objective
    )
    share = tiny_study.model.share
    assert len(screened.frontier) > 2
    assert (np.diff(metrics[share.credited]) > 0).all()
    assert (np.diff(metrics[share.cost]) > 0).all()
