"""Risks of a recommendation, in sentences."""

import math
from collections.abc import Iterator, Sequence

from planner.handoff.wording.numbers import begun
from planner.recommendation.edges import at_edge, at_limit
from planner.simulation.feasible import excess
from planner.study.constraints import Constraint
from planner.study.study import Study, brief
from simmodel.contract.sections import Policy


def broken(study: Study, violations: Sequence[float], *, feasible: bool) -> Iterator[str]:
    """Constraints that it breaks.

    Args:
        violations: of each constraint, in futures that chose nothing.
        feasible: whether any policy of the final kept them there.
    """
    if not feasible:
        yield "No policy that met in the final keeps the constraints; this one comes nearest."
    for each, violation in zip(study.constraints, violations, strict=True):
        if violation > 0:
            unit = study.model.metrics[each.metric].unit
            yield f"Not kept: {each}; {violated(each, violation, unit)}."
    if (excess(violations) == 0.0) != feasible:
        yield (
            "The final, in other futures, found otherwise about the constraints: this is too near "
            "the bound to tell from so few."
        )


def violated(constraint: Constraint, violation: float, unit: str) -> str:
    """By how much a constraint is violated.

    Args:
        violation: as a part of the bound; of a bound of 0 as it is.
        unit: of the metric; how far a share is off is said in percentage points.
    """
    if math.isinf(violation):
        return "violated, as the metric is not defined in every future"
    scale = abs(constraint.bound)
    if unit == "share":
        return f"violated by {100 * violation * (scale or 1.0):,.1f} points"
    if scale == 0:
        return f"violated by {violation:,.10g}"
    return f"violated by {100 * violation:,.1f} % of the bound"


def ends(study: Study, recommended: Policy, today: Policy) -> Iterator[str]:
    """Decisions at an end with nothing beyond, further from today than anybody has seen."""
    earlier, taken = study.taken(today), study.taken(recommended)
    for decision in at_limit(study, recommended):
        now, before = brief(taken[decision.name]), brief(earlier[decision.name])
        if now != before:
            yield (
                f"{begun(decision.name)} is {now}, where its range ends, and {before} today: "
                "nobody has seen what happens there."
            )


def edges(study: Study, recommended: Policy) -> Iterator[str]:
    """Decisions of which a wider search may pay."""
    for decision in at_edge(study, recommended):
        yield (
            f"{decision.name} is at the edge of what the study lets the search try, "
            f"{decision}: beyond it may be a better policy."
        )
