"""The best estimates of every metric, as finance compares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.simulation.valued import Valued
from planner.study.risk import WORST_SHARE
from simmodel.contract.parts import whole
from simmodel.contract.quantity import Quantity

Of = Literal["fixed plan", "today's policy", "difference to today", "adaptive policy"]


@dataclass(frozen=True)
class Estimates:
    """Estimates with luck taken out.

    Attributes:
        metrics: of the whole, in their order.
        of_parts: metrics of parts; ``parts`` their names, by what kind of part they are.
        highlights: metrics that a leader asks for first.
        currency: code of all money.
        plan: the fixed plan, whose gain is over today's policy.
        today: today's policy.
        adaptive: the policy that the plan stands for; None where the plan is the policy.
    """

    metrics: Mapping[str, Quantity]
    of_parts: Mapping[str, Quantity]
    parts: Mapping[str, tuple[str, ...]]
    highlights: tuple[str, ...]
    currency: str
    plan: Valued
    today: Valued
    adaptive: Valued | None

    def of(self, metric: str) -> dict[Of, Estimate]:
        """The estimates of a metric."""
        found: dict[Of, Estimate] = {
            "fixed plan": self.plan.metrics[metric],
            "today's policy": self.today.metrics[metric],
            "difference to today": self.plan.gain[metric],
        }
        if self.adaptive:
            found["adaptive policy"] = self.adaptive.metrics[metric]
        return found


def estimates_of(result: Recommendation) -> Estimates:
    """The estimates that a recommendation rests on."""
    model = result.study.model
    worst = (WORST_SHARE,) if WORST_SHARE in model.metrics else ()
    return Estimates(
        metrics={name: each for name, each in model.metrics.items() if whole(name)},
        of_parts={name: each for name, each in model.metrics.items() if not whole(name)},
        parts=model.parts.names if model.parts else {},
        highlights=(*worst, *model.wording.highlights),
        currency=result.study.finance.currency,
        plan=result.plan,
        today=result.baseline,
        adaptive=result.winner if result.adapts else None,
    )
