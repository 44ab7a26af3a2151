"""The table [constraints]: what a policy must keep to, whatever else it is worth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import model_validator

from planner.study.checks import Checks, joined
from planner.study.risk import WORST_SHARE
from simmodel.contract.quantity import Quantity
from simmodel.fields import Section, field, shown

TABLE = "constraints"

Sense = Literal["at_least", "at_most"]


class Bounds(Section):
    """The bounds of one metric."""

    at_least: float | None = field(
        None, unit="in the unit of the metric", description="Lowest value that will do"
    )
    at_most: float | None = field(
        None, unit="in the unit of the metric", description="Highest value that will do"
    )
    probability: float | None = field(
        None,
        unit="share of futures",
        description="In at least this share of futures; without it the bound holds for the mean",
        gt=0,
        lt=1,
    )

    @model_validator(mode="after")
    def _bound_something(self) -> Self:
        low, high = self.at_least, self.at_most
        if low is None and high is None:
            raise ValueError("found no bound; allowed: at_least, at_most, or both")
        if low is not None and high is not None and low > high:
            raise ValueError(
                f"found at_least = {low} and at_most = {high}; allowed: at_least <= at_most"
            )
        return self


@dataclass(frozen=True)
class Constraint:
    """One bound on one metric; ``str()`` gives it in words.

    Attributes:
        bound: in the unit of the metric.
        probability: least share of futures in which the bound holds; None: it holds for the mean.
    """

    metric: str
    bound: float
    sense: Sense
    probability: float | None

    def __str__(self) -> str:
        words = f"{self.metric} {self.sense.replace('_', ' ')} {self.bound:,.10g}"
        if self.metric == WORST_SHARE:
            return words
        if self.probability is None:
            return f"{words} on average"
        return f"{words} in {100 * self.probability:.10g} % of futures"


def constraints(
    table: Mapping[str, Bounds],
    metrics: Mapping[str, Quantity],
    limits: Mapping[str, tuple[float, float]],
    checks: Checks,
) -> tuple[Constraint, ...]:
    """The constraints in the table, in its order.

    There is a complaint for each percentage, and for each bound that no policy keeps on average.

    Args:
        metrics: of the model; others in the table are not judged.
        limits: lowest and highest mean of metrics, as far as they are known.
    """
    found = [each for metric, bounds in table.items() for each in _of(metric, bounds)]
    for each in found:
        if each.metric in metrics:
            key = joined(joined(TABLE, each.metric), each.sense)
            if not checks.percentage(key, each.bound, metrics[each.metric].unit):
                _within(each, limits, key, checks)
    return tuple(found)


def _within(
    constraint: Constraint, limits: Mapping[str, tuple[float, float]], key: str, checks: Checks
) -> None:
    """A complaint if no policy keeps the bound; of futures, chance may bring what no mean does."""
    if constraint.probability is not None or constraint.metric not in limits:
        return
    low, high = limits[constraint.metric]
    found = f"found {shown(constraint.bound)}"
    if constraint.sense == "at_least" and constraint.bound > high:
        checks.complain(key, found, f"at most {high:g}, as under these facts no mean is higher")
    elif constraint.sense == "at_most" and constraint.bound < low:
        checks.complain(key, found, f"at least {low:g}, as under these facts no mean is lower")


def _of(metric: str, bounds: Bounds) -> Iterator[Constraint]:
    if bounds.at_least is not None:
        yield Constraint(metric, bounds.at_least, "at_least", bounds.probability)
    if bounds.at_most is not None:
        yield Constraint(metric, bounds.at_most, "at_most", bounds.probability)
