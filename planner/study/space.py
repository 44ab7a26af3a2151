"""The table [decisions]: what a study searches, out of what its model lets one decide."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import create_model

from planner.study.allowed import shown
from planner.study.checks import Checks, joined
from simmodel.contract import Choice, Decision, Real
from simmodel.fields import Section, field

TABLE = "decisions"


def decisions_section(decisions: Sequence[Decision]) -> type[Section]:
    """The declaration of the table: a list of options for a choice, low and high for a range.

    A decision that is not mentioned keeps its value in the baseline.
    """
    fields: dict[str, Any] = {
        decision.name: (
            _declared(decision) | None,
            field(None, unit=decision.unit, description=decision.description),
        )
        for decision in decisions
    }
    return create_model("Decisions", __base__=Section, **fields)


def narrowed(
    decisions: Sequence[Decision], table: dict[str, Any], checks: Checks
) -> tuple[Decision, ...]:
    """The decisions that ``table`` mentions, in the model's order; complaints go to ``checks``."""
    given = checks.section(decisions_section(decisions), table, TABLE)
    if given is None:
        return ()
    space: list[Decision] = []
    for decision in decisions:
        choice = getattr(given, decision.name)
        if choice is None:
            continue
        key = joined(TABLE, decision.name)
        if isinstance(decision, Real):
            space.append(replace(decision, low=choice.low, high=choice.high))
            if choice.low >= choice.high:
                found = f"found low = {choice.low} and high = {choice.high}"
                checks.complain(key, found, "low < high (to fix a value, set it in [baseline])")
        else:
            options = tuple(option for option in decision.options if option in choice)
            space.append(replace(decision, options=options))
            if not choice or len(choice) > len(options):
                found = f"found {shown(choice)}"
                checks.complain(key, found, "one option or more, each of them once")
    return tuple(space)


def _declared(decision: Decision) -> Any:
    if isinstance(decision, Choice):
        return tuple[Literal[decision.options], ...]  # type: ignore[name-defined]
    bounds: dict[str, Any] = {"unit": decision.unit, "ge": decision.low, "le": decision.high}
    low = field(description=f"Lowest value to try: {decision.description}", **bounds)
    high = field(description=f"Highest value to try: {decision.description}", **bounds)
    return create_model("Range", __base__=Section, low=(float, low), high=(float, high))
