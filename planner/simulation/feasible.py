"""Constraints: how far a policy is from keeping them."""

from collections.abc import Mapping, Sequence

import numpy as np

from planner.simulation.simulator import Sample
from planner.study.constraints import Constraint


def level(constraint: Constraint, sample: Sample) -> float:
    """What is held against the bound.

    The mean, with luck taken out; or, where the bound must hold with a probability, the value that
    this share of the replications, as they happened, reaches or keeps below. NaN where the metric
    is not defined.
    """
    if constraint.probability is None:
        return float(sample.metrics[constraint.metric].mean())
    observed = sample.observed[constraint.metric]
    missed = 1.0 - constraint.probability
    share = missed if constraint.sense == "at_least" else constraint.probability
    return float(np.quantile(observed, share))


def violation(constraint: Constraint, value: np.ndarray | float) -> np.ndarray:
    """How far ``value`` is on the wrong side, as a part of the bound; 0 or less is kept.

    NaN counts as a violation: what is not defined cannot be kept.
    """
    scale = abs(constraint.bound) or 1.0
    beyond = np.asarray(value, dtype=float) - constraint.bound
    missed = -beyond if constraint.sense == "at_least" else beyond
    with np.errstate(over="ignore"):  # of a bound next to nothing, infinitely many parts
        return np.where(np.isnan(missed), np.inf, missed / scale)


def violations(constraints: Sequence[Constraint], sample: Sample) -> tuple[float, ...]:
    """The violation of each constraint; 0 or less is kept."""
    return tuple(float(violation(each, level(each, sample))) for each in constraints)


def keeps(constraints: Sequence[Constraint], sample: Sample) -> bool:
    """Whether every constraint is kept."""
    return all(each <= 0 for each in violations(constraints, sample))


def excess(violations: Sequence[float]) -> float:
    """The sum of what is violated; 0 if all is kept."""
    return float(sum(max(each, 0.0) for each in violations))


def total_violation(
    constraints: Sequence[Constraint], metrics: Mapping[str, np.ndarray], count: int
) -> np.ndarray:
    """The sum of what ``count`` policies violate by these means; 0 if all is kept; (count,).

    Constraints on metrics that are not among ``metrics`` are left out.
    """
    total = np.zeros(count)
    for each in constraints:
        if each.metric in metrics:
            total += np.maximum(violation(each, metrics[each.metric]), 0.0)
    return total
