"""The tables [whatif.investment] and [whatif.parts]: what an investment may bring, and cost."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from pydantic import model_validator

from planner.study.checks import Checks, joined
from planner.study.errors import nearest
from simmodel.contract.investment import Investment
from simmodel.contract.model import AnyModel
from simmodel.contract.sections import Facts, Policy
from simmodel.fields import Section, field, shown

TABLE = "whatif"

_INVESTMENT = joined(TABLE, "investment")
_PARTS = joined(TABLE, "parts")
OF_INVESTMENTS = frozenset((_INVESTMENT, _PARTS))
"""Keys that a study of a model without an investment has not."""

_ROUNDING = 1e-6  # by which weights or parts may miss 1


class InvestmentTable(Section):
    """What is asked about an investment such as automation."""

    shares: tuple[float, ...] = field(
        (),
        unit="shares",
        description="For which the break-even price is sought, beside the recommended one; by "
        "default those of the model",
    )
    achieved: tuple[float, ...] = field(
        (),
        unit="shares",
        description="What the planned share may turn out to be, while its price stays; by default "
        "those parts of it that the model names",
    )
    weights: tuple[float, ...] = field(
        (),
        unit="probabilities",
        description="How likely each of them is, in the same order; they sum to 1",
    )

    @model_validator(mode="after")
    def _a_distribution(self) -> Self:
        if len(self.achieved) != len(self.weights):
            raise ValueError(
                f"found {len(self.achieved)} achieved and {len(self.weights)} weights; allowed: as "
                "many of one as of the other"
            )
        if self.weights:
            check_parts("weights", self.weights)
        return self


@dataclass(frozen=True)
class Investing:
    """Questions about the model's investment.

    Attributes:
        shares: whose break-even price is sought, ascending.
        achieved: what may be reached, with its weight.
        of_planned: whether that is said in parts of the planned share.
        parts: what each fact of cost consists of.
    """

    shares: tuple[float, ...]
    achieved: tuple[tuple[float, float], ...]
    of_planned: bool
    parts: Mapping[str, Mapping[str, float]]

    def outcomes(self, planned: float) -> tuple[tuple[float, float], ...]:
        """Shares that may be reached, with their weights, if ``planned`` is paid for."""
        scale = planned if self.of_planned else 1.0
        return tuple((share * scale, weight) for share, weight in self.achieved)


def check_none(stated: Collection[str], model: AnyModel, checks: Checks) -> None:
    """Complain about the tables that there are, as the model has no investment.

    Args:
        stated: names in the table [whatif].
    """
    for key in sorted({joined(TABLE, name) for name in stated} & OF_INVESTMENTS):
        checks.complain(key, f"found it, but {model.name} has no investment")


def investing(
    asked: InvestmentTable,
    parts: Mapping[str, Mapping[str, float]],
    model: AnyModel,
    facts: Facts,
    baseline: Policy,
    checks: Checks,
) -> Investing:
    """Questions of the tables, with the model's in place of what they do not say; it has an
    investment.

    Complaints go to ``checks``.
    """
    investment = model.investment
    assert investment is not None
    for name in ("shares", "achieved"):
        shares = getattr(asked, name)
        _check_shares(shares, investment, model, facts, baseline, name, checks)
    for fact in parts:
        if fact not in investment.parts:
            near = nearest(fact, investment.parts)
            found = "unknown fact of cost"
            checks.complain(joined(_PARTS, fact), found, ", ".join(investment.parts), near)
    return Investing(
        shares=tuple(sorted(set(asked.shares or investment.shares))),
        achieved=tuple(zip(asked.achieved, asked.weights, strict=True)) or investment.achieved,
        of_planned=not asked.achieved,
        parts={**investment.parts, **parts},
    )


def _check_shares(
    shares: Sequence[float],
    investment: Investment,
    model: AnyModel,
    facts: Facts,
    baseline: Policy,
    name: str,
    checks: Checks,
) -> None:
    """Complain about shares that the decision cannot take."""
    decisions = model.decisions(facts, baseline)
    (decision,) = (each for each in decisions if each.name == investment.decision)
    for place, share in enumerate(shares):
        if decision.allows(share) is not None:
            key = joined(joined(_INVESTMENT, name), place)
            checks.complain(key, f"found {shown(share)}", f"a number from {decision}")


def check_parts(what: str, parts: Sequence[float]) -> None:
    """Raise ValueError unless they are parts of a whole."""
    total = math.fsum(parts)
    if min(parts, default=0.0) < 0 or abs(total - 1.0) > _ROUNDING:
        found = f"found {what} {shown(tuple(parts))}, which sum to {total:g}"
        raise ValueError(f"{found}; allowed: numbers from 0 on that sum to 1")
