"""Constraints: how far a policy is from keeping them."""

from collections.abc import Mapping, Sequence

import numpy as np

from planner.simulation.estimate import chance, estimate
from planner.simulation.simulator import Sample
from planner.study.constraints import Constraint, Sense

_SIGN: Mapping[Sense, int] = {"at_most": 1, "at_least": -1}  # less is better then


def level(constraint: Constraint, sample: Sample) -> float:
    """The level that is held against the bound.

    The mean, with luck taken out; or, where the bound must hold with a probability, the value that
    this share of the replications, as they happened, reaches or keeps below. NaN where the metric
    is not defined.
    """
    if constraint.probability is None:
        return float(sample.metrics[constraint.metric].mean())
    observed, sign = sample.observed[constraint.metric], _SIGN[constraint.sense]
    # The replication that is this far up, not a point between two: so the bound is kept exactly
    # where so large a share of the replications keep it.
    kept = np.quantile(sign * observed, constraint.probability, method="inverted_cdf")
    return float(sign * kept)


def doubtful(constraints: Sequence[Constraint], sample: Sample) -> bool:
    """Whether more replications might tell otherwise of some constraint, at 95 % confidence."""
    return any(_doubtful(each, sample) for each in constraints)


def _doubtful(constraint: Constraint, sample: Sample) -> bool:
    if constraint.probability is None:
        name = constraint.metric
        middle = estimate(sample.metrics[name], sample.freedom(name))
        return middle.low < constraint.bound < middle.high
    sign = _SIGN[constraint.sense]
    keeping = sign * sample.observed[constraint.metric] <= sign * constraint.bound
    share = chance(keeping)
    return share.low < constraint.probability < share.high


def violation(constraint: Constraint, value: np.ndarray | float) -> np.ndarray:
    """The violation by ``value``, as a part of the bound; 0 or less is kept.

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
    return excess(violations(constraints, sample)) == 0.0


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
