"""Answers of ``plan whatif``, read back from the document that it left."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.sensitivity.moves import Step
from planner.sensitivity.neighbours import Marginal
from planner.simulation.estimate import Estimate


@dataclass(frozen=True)
class End:
    """A fact at an end of its range, and what that changes in the objective, by who decides.

    Attributes:
        reoptimised: None where nothing was sought anew.
    """

    value: float
    plan: Estimate
    policy: Estimate
    today: Estimate
    reoptimised: Estimate | None = None

    def gain(self, own: Estimate) -> Estimate:
        """The gain over today's policy at other facts; it is ``own`` at the study's.

        Standard errors of a sum are at most their sum, whatever the correlation, and so are
        half-widths.
        """
        parts = (own, self.policy, self.today)
        mean = own.mean + self.policy.mean - self.today.mean
        return Estimate(mean, sum(each.half_width for each in parts))


@dataclass(frozen=True)
class Move:
    """A fact at both ends of its range; ``per_step`` where people reckon in steps of it."""

    fact: str
    unit: str
    base: float
    low: End
    high: End
    per_step: Step | None


@dataclass(frozen=True)
class Price:
    """Break-even prices of a share of an investment, by how staffing is decided.

    Attributes:
        once, yearly: break-even prices with staffing re-optimised for the share: all paid at once,
            or year by year.
        price: what the price in the facts takes from the objective, and ``left`` what it leaves.
        plan: as ``once``, with the fixed plan's team.
    """

    share: float
    once: Estimate
    yearly: Estimate
    price: Estimate
    left: Estimate
    plan: Estimate


@dataclass(frozen=True)
class Asked:
    """The answers that other hand-offs show too.

    Attributes:
        moves: the one that moves the plan most first.
        decision: what is invested in; empty if nothing is.
        prices: of its shares above 0.
        marginals: one more, or one fewer, in the plan.
    """

    moves: tuple[Move, ...]
    decision: str
    prices: tuple[Price, ...]
    marginals: tuple[Marginal, ...]


def asked(text: str, digest: str, seed: int) -> Asked | None:
    """The answers in a text; None if it is of another study or seed.

    Raises:
        ValueError: it is no such document.
    """
    try:
        document = json.loads(text)
        if (document["digest"], document["seed"]) != (digest, seed):
            return None
        investment = document["investment"] or {"decision": "", "shares": []}
        return Asked(
            moves=moves(document["moves"]),
            decision=str(investment["decision"]),
            prices=tuple(_price(each) for each in investment["shares"] if each["share"] > 0),
            marginals=tuple(map(_marginal, document["neighbours"])),
        )
    except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(str(error)) from None


def moves(found: Sequence[Mapping[str, Any]]) -> tuple[Move, ...]:
    """The moves of the document.

    Raises:
        KeyError, TypeError, ValueError: that is not what they are.
    """
    return tuple(
        Move(
            str(each["fact"]),
            str(each["unit"]),
            float(each["base"]),
            _end(each["low"]),
            _end(each["high"]),
            _step(each["per_step"]) if "per_step" in each else None,
        )
        for each in found
    )


def _end(each: Mapping[str, Any]) -> End:
    changes = {who: _estimate(change) for who, change in each["change"].items()}
    return End(float(each["value"]), **changes)


def _step(each: Mapping[str, Any]) -> Step:
    changes = {who: _estimate(each[who]) for who in ("policy", "today")}
    return Step(str(each["name"]), float(each["size"]), **changes)


def _price(each: Mapping[str, Any]) -> Price:
    staffed = each["reoptimised"]
    return Price(
        share=float(each["share"]),
        once=_estimate(staffed["break_even_once"]),
        yearly=_estimate(staffed["break_even_a_year"]),
        price=_estimate(staffed["price"]),
        left=_estimate(staffed["gain_at_price"]),
        plan=_estimate(each["plan"]["break_even_once"]),
    )


def _marginal(each: Mapping[str, Any]) -> Marginal:
    more, fewer = (_estimate(each[key]) if each[key] else None for key in ("one_more", "one_fewer"))
    return Marginal(date.fromisoformat(each["begins"]), more, fewer, str(each.get("part", "")))


def _estimate(value: Mapping[str, Any]) -> Estimate:
    """An estimate; what was not defined is null in the document."""
    mean, half_width = (
        float("nan") if value[key] is None else float(value[key]) for key in ("mean", "half_width")
    )
    return Estimate(mean, half_width)
