"""The table [risk]: the worst share of futures, to be told, kept to, traded off or maximised."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Self, TypeVar

from pydantic import model_validator

from planner.study.checks import Checks, joined
from simmodel.contract.model import AnyModel
from simmodel.contract.quantity import Quantity
from simmodel.fields import Section, field, shown

TABLE = "risk"

WORST_SHARE = "worst_share"
"""The metric: the mean of the objective over the worst share of futures."""

TAIL = 10
"""Replications that the worst share must have, so that a mean over them says something."""

_OBJECTIVE = "objective"
_MAXIMISED = ": what is maximised"  # as a model says of its objective
_Search = TypeVar("_Search", bound=Section)


class Risk(Section):
    """The worst share of futures, and what it counts for."""

    worst_share: float | None = field(
        None,
        unit="share of futures",
        description="The mean of the objective over so many futures, those in which it is lowest "
        "(conditional value at risk), is told beside the objective, as the metric worst_share, "
        "which constraints and goals may name",
        example=0.1,
        ge=0.001,
        le=1,
    )
    weight: float = field(
        0.0,
        unit="share",
        description="Of that mean in what is maximised; the mean over all futures has the rest",
        ge=0,
        le=1,
    )

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if self.weight and self.worst_share is None:
            raise ValueError(
                f"found weight = {self.weight} and no worst_share; allowed: both, such as "
                "worst_share = 0.1"
            )
        return self

    @property
    def least(self) -> int:
        """Replications from which on the worst share is estimated; all futures need but one."""
        share = self.worst_share
        return 1 if share is None or share == 1 else math.ceil(TAIL / share)

    def judging(self, bounds: Iterable[str], goals: Iterable[str]) -> tuple[str, ...]:
        """The keys of a study by which policies are judged by the worst share; else it is told at
        most.

        Args:
            bounds, goals: metrics that constraints name, and goals.
        """
        named = {"constraints": bounds, "goals": goals}
        keys = [joined(table, WORST_SHARE) for table, of in named.items() if WORST_SHARE in of]
        return (*([joined(TABLE, "weight")] if self.weight else []), *keys)

    @property
    def futures(self) -> str:
        """The worst share in words."""
        assert self.worst_share is not None
        return f"the worst {100 * self.worst_share:.10g} % of futures"

    @property
    def maximised(self) -> str:
        """What is maximised, in words that follow "the objective's"."""
        if not self.weight:
            return "mean over all futures"
        worst = f"mean over {self.futures}"
        if self.weight == 1:
            return worst
        return f"{1 - self.weight:.10g} x mean over all futures + {self.weight:.10g} x {worst}"


NO_RISK = Risk()
"""That of a study without the table: means over all futures alone."""


def measured(model: AnyModel) -> Mapping[str, Quantity]:
    """The metrics that a model measures in a single future."""
    return {name: each for name, each in model.metrics.items() if name != WORST_SHARE}


def telling(model: AnyModel, risk: Risk) -> AnyModel:
    """The model with the metric of the worst share beside the objective, where it is asked for."""
    if risk.worst_share is None:
        return model
    told = dict(measured(model))
    objective = told.pop(_OBJECTIVE)
    if risk.weight:
        objective = replace(objective, description=objective.description.removesuffix(_MAXIMISED))
    worst = Quantity(
        objective.unit,
        f"mean objective over {risk.futures} (conditional value at risk)",
    )
    return replace(model, metrics={_OBJECTIVE: objective, WORST_SHARE: worst, **told})


def check_asked(
    risk: Risk, bounds: Mapping[str, Any], goals: Iterable[str], checks: Checks
) -> None:
    """Complain about uses of the worst share that contradict each other.

    Args:
        bounds: the table of constraints; ``goals`` names those of the goals.
    """
    goals = tuple(goals)
    if risk.worst_share is None:
        for key in (*(["constraints"] if WORST_SHARE in bounds else []), *_in_goals(goals)):
            found = "found no share of futures that would be the worst"
            checks.complain(joined(key, WORST_SHARE), found, f"with {TABLE}.worst_share, as 0.1")
    if WORST_SHARE in bounds and bounds[WORST_SHARE].probability is not None:
        found = f"found {shown(bounds[WORST_SHARE].probability)}"
        key = joined(joined("constraints", WORST_SHARE), "probability")
        checks.complain(key, found, "none, as it is a mean over futures; or a bound of objective")
    if goals and risk.weight:
        found = f"found {shown(risk.weight)} beside [goals], which take the place of the objective"
        checks.complain(joined(TABLE, "weight"), found, f"0, with {WORST_SHARE} among the goals")


def _in_goals(goals: Iterable[str]) -> list[str]:
    return ["goals"] if WORST_SHARE in goals else []


def enough_for(search: _Search, risk: Risk, *, judged: bool, checks: Checks) -> _Search:
    """Settings of a search with so many replications that the worst share can be estimated.

    Those that the study gives stay as they are; there is a complaint for each that is too few.

    Args:
        judged: whether policies are judged by the worst share; else it is told at the end alone.
    """
    names = ["validate_replications"]
    if judged:
        names += ["replications", "first_stage"]
    lacking = [name for name in names if getattr(search, name) < risk.least]
    for name in (name for name in lacking if name in search.model_fields_set):
        allowed = (
            f"at least {risk.least}, as {TAIL} of them must be of {risk.futures}, or no such line: "
            f"it is then {risk.least} by itself"
        )
        checks.complain(joined("search", name), f"found {getattr(search, name)}", allowed)
    return search.model_copy(update=dict.fromkeys(lacking, risk.least))
