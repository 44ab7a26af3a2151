"""Solutions against all assignments there are, and what they keep to."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.assignment.concession import opened
from planner.assignment.exact import VISIBLE
from planner.assignment.measure import exceeded, measure
from planner.assignment.problem import Problem
from planner.assignment.relaxation import ImpossibleError, relax
from planner.assignment.rows import Kind
from planner.assignment.smoothing import smoothed
from planner.assignment.solve import frontier, solve

seeds = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=20, deadline=None)


def same(one, other):
    return one.objective == other.objective and (one.person == other.person).all()


@FEW
@given(seed=seeds, tight=st.booleans())
def test_a_solution_is_the_best_of_all_assignments(made, every, seed, tight):
    problem = made(seed, tight=tight)
    found = solve(problem)
    least = min((cost for cost, _ in every(problem)), default=None)
    assert (least is None) == bool(found.unmet)
    if least is not None:
        assert found.objective == pytest.approx(measure(problem, found.person).objective)
        assert found.objective <= least + VISIBLE * abs(found.objective) + 1e-6
        assert found.bound <= least + 1e-6 + 1e-9 * abs(least)
        assert found.optimal


@FEW
@given(seed=seeds, tight=st.booleans())
def test_no_bound_is_above_the_best_assignment(made, every, seed, tight):
    problem = made(seed, tight=tight)
    costs = [cost for cost, _ in every(problem)]
    if problem.units and costs:
        for relaxed in (relax(problem), smoothed(problem)):
            assert relaxed.bound <= min(costs) + 1e-6


@FEW
@given(seed=seeds, tight=st.booleans())
def test_a_solution_keeps_to_all_that_it_does_not_report(made, seed, tight):
    problem = made(seed, units=9, people=3, tight=tight)
    found = solve(problem)
    assert found.unmet == exceeded(problem, found.person)
    assert ((found.person >= 0) & (found.person < problem.people)).all()
    nobody = {each.row.index for each in found.unmet if each.row.kind == Kind.NOBODY}
    assert nobody == set(np.flatnonzero(~problem.allowed.any(axis=1)).tolist())
    assert {each.row.kind for each in found.unmet}.isdisjoint({Kind.FIXED, Kind.CHOICE})


@pytest.mark.long
@FEW
@given(seed=seeds)
def test_more_changes_never_cost_more(made, seed):
    problem = made(seed, units=8, people=3)
    problem = replace(problem, allowed=problem.allowed | (problem.moved == 0))
    found = list(frontier(problem, (None, 4, 0, 2, 8)))
    costs = [each.objective for each in found]
    assert costs == sorted(costs, reverse=True)
    moved = [measure(problem, each.person).moved for each in found]
    assert all(each <= cap for each, cap in zip(moved, (0, 2, 4, 8), strict=False))


@FEW
@given(seed=seeds)
@example(seed=1115)  # two assignments are as good: a limit that nothing misses chose between them
@example(seed=39302095)
def test_a_solution_is_the_same_again_and_whatever_can_have_no_effect(made, seed):
    problem = made(seed, units=12, people=4)
    found = solve(problem)
    assert same(found, solve(problem))
    # What a pair would cost that is not allowed.
    silent = np.where(problem.allowed, problem.cost, 7e5)
    assert same(found, solve(replace(problem, cost=silent)))
    assert same(found, solve(replace(problem, most_moved=int(problem.accounts.sum()))))


@FEW
@given(seed=seeds, start=seeds)
def test_a_solution_is_no_worse_than_its_start(made, every, seed, start):
    problem = made(seed)
    possible = every(problem)
    cost, person = possible[start % len(possible)]
    assert solve(problem, person).objective <= cost + 1e-6


@settings(max_examples=4, deadline=None)
@given(seed=seeds)
def test_a_larger_problem_is_within_its_bound(made, seed):
    problem = made(seed, units=300, people=12)
    found = solve(problem)
    assert not found.unmet
    assert found.bound <= found.objective


def test_nothing_to_assign(made):
    found = solve(made(1, units=0, people=3))
    assert found.person.size == 0
    assert found.optimal and not found.unmet


def test_nobody_to_assign_to(made):
    problem = made(1, units=3, people=2)
    none = {
        name: getattr(problem, name)[:, :0]
        for name in ("cost", "slower", "allowed", "moved", "moved_value")
    }
    rest = {name: getattr(problem, name)[:0] for name in ("target", "most_hours", "most_accounts")}
    with pytest.raises(ValueError, match="there are units and no people"):
        solve(replace(problem, **none, **rest))


@pytest.mark.parametrize("units, people", [(1, 1), (1, 3), (6, 1)])
def test_one_of_a_kind(made, every, units, people):
    problem = made(5, units=units, people=people)
    assert solve(problem).objective == pytest.approx(min(cost for cost, _ in every(problem)))


@pytest.mark.parametrize("name", ["hours", "target", "over", "under", "cost"])
def test_zeros(made, every, name):
    problem = made(9, units=5, people=3)
    problem = replace(problem, **{name: np.zeros_like(getattr(problem, name))})
    assert solve(problem).objective == pytest.approx(min(cost for cost, _ in every(problem)))


def test_huge_costs(made, every):
    problem = made(9, units=5, people=3)
    problem = replace(problem, cost=problem.cost * 1e9)
    assert solve(problem).objective == pytest.approx(min(cost for cost, _ in every(problem)))


def test_a_problem_that_units_in_parts_cannot_solve_has_no_relaxation(made):
    problem = made(3, units=4, people=2)
    problem = replace(problem, most_accounts=np.zeros(2, dtype=int), allowed=problem.allowed)
    with pytest.raises(ImpossibleError):
        relax(opened(problem))


def test_bad_shapes_and_values_are_named(made):
    problem = made(4, units=4, people=2)
    with pytest.raises(ValueError, match=r"cost has the shape \(3, 2\); it must be \(4, 2\)"):
        replace(problem, cost=problem.cost[:3])
    with pytest.raises(ValueError, match=r"hours has the value -1"):
        replace(problem, hours=problem.hours * 0 - 1)
    with pytest.raises(ValueError, match="cost has a value that is no number"):
        replace(problem, cost=problem.cost + np.nan)
    with pytest.raises(ValueError, match="most_moved is -1"):
        replace(problem, most_moved=-1)
    assert isinstance(problem, Problem)
