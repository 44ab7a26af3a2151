"""The table [decisions]: what a study searches, out of what its model lets one decide."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import create_model

from planner.study.allowed import shown
from planner.study.checks import Checks, joined
from simmodel.decisions import Choice, Decision, Real, Schedule, Whole
from simmodel.fields import Section, field

TABLE = "decisions"

_SCHEDULE_KEYS: dict[str, Any] = {
    "per_year": (
        int | None,
        field(
            None,
            unit="in a year of the horizon",
            description="Most that may be added in a year, departures not deducted; "
            "without it there is no limit",
            ge=0,
        ),
    ),
    "frozen": (
        tuple[int, ...],
        field(
            (),
            unit="periods, counted from 1",
            description="Periods in which nothing is added or taken away",
        ),
    ),
    "knots": (
        int | None,
        field(
            None,
            unit="parts of the horizon",
            description="Equal parts for each of which one total is decided and spread evenly: "
            "fewer parts are searched faster; without it every period is decided by itself",
            ge=1,
        ),
    ),
}


def decisions_section(decisions: Sequence[Decision]) -> type[Section]:
    """The declaration of the table: a list of options for a choice, else a table with bounds.

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


def narrowed(decisions: Sequence[Decision], given: Any, checks: Checks) -> tuple[Decision, ...]:
    """The decisions that the table mentions, in the model's order; complaints go to ``checks``.

    Args:
        given: the table, of the type that :func:`decisions_section` makes of ``decisions``.
    """
    space: list[Decision] = []
    for decision in decisions:
        table, key = getattr(given, decision.name), joined(TABLE, decision.name)
        if table is None:
            continue
        match decision:
            case Choice():
                space.append(_choice(decision, table, key, checks))
            case Real() | Whole():
                _check_range(table, key, checks)
                space.append(replace(decision, low=table.low, high=table.high))
            case Schedule():
                space.append(_schedule(decision, table, key, checks))
    _check_together(space, checks)
    return tuple(space)


def describe_decision(decision: Decision) -> str:
    """What may be decided, such as "0.85 to 1.25 (ratio)"."""
    match decision:
        case Choice():
            return ", ".join(decision.options)
        case Real():
            return f"{decision.low:g} to {decision.high:g} ({decision.unit})"
        case Whole():
            return f"{decision.low:,} to {decision.high:,} ({decision.unit})"
        case Schedule():
            words = [
                f"{decision.low} to {decision.high} ({decision.unit})",
                f"{decision.periods} periods, starting from {decision.opening}",
            ]
            if decision.per_year is not None:
                words.append(f"at most {decision.per_year} added a year")
            if decision.frozen:
                words.append(f"frozen: {', '.join(map(str, decision.frozen))}")
            if decision.knots is not None:
                words.append(f"decided for {decision.knots} parts of the horizon")
            return "; ".join(words)


def _choice(decision: Choice, choice: tuple[str, ...], key: str, checks: Checks) -> Choice:
    options = tuple(option for option in decision.options if option in choice)
    if not choice or len(choice) > len(options):
        checks.complain(key, f"found {shown(choice)}", "one option or more, each of them once")
    return replace(decision, options=options)


def _check_range(table: Any, key: str, checks: Checks) -> None:
    if table.low >= table.high:
        found = f"found low = {table.low} and high = {table.high}"
        checks.complain(key, found, "low < high (to fix a value, set it in [baseline])")


def _schedule(decision: Schedule, table: Any, key: str, checks: Checks) -> Schedule:
    schedule = replace(decision, **(dict(table) | {"frozen": tuple(sorted(table.frozen))}))
    complaints = len(checks.complaints)
    _check_range(table, key, checks)
    frozen = joined(key, "frozen")
    for place, period in enumerate(table.frozen):
        if not 1 <= period <= decision.periods:
            allowed = f"the number of a period, from 1 to {decision.periods}"
            checks.complain(joined(frozen, place), f"found {shown(period)}", allowed)
    if len(set(table.frozen)) < len(table.frozen):
        checks.complain(frozen, f"found {shown(table.frozen)}", "each period once")
    if table.knots is not None and table.knots > decision.periods:
        allowed = f"1 to {decision.periods}, as there are {decision.periods} periods"
        checks.complain(joined(key, "knots"), f"found {shown(table.knots)}", allowed)
    if len(checks.complaints) == complaints:
        refusal = schedule.impossible()
        if refusal is not None:
            checks.refusal(key, refusal)
    return schedule


def _check_together(space: Sequence[Decision], checks: Checks) -> None:
    """Complain about decisions that have no effect beside a schedule."""
    for schedule in space:
        if not isinstance(schedule, Schedule):
            continue
        beside = [each.name for each in space if each.name in schedule.replaces]
        if beside:
            checks.complain(
                joined(TABLE, schedule.name),
                f"found it together with {' and '.join(beside)}",
                f"{schedule.name}, or {' and '.join(schedule.replaces)} "
                "(a fixed schedule stands in their place)",
            )


def _declared(decision: Decision) -> Any:
    if isinstance(decision, Choice):
        return tuple[Literal[decision.options], ...]  # type: ignore[name-defined]
    kind = float if isinstance(decision, Real) else int
    what = "number in a period" if isinstance(decision, Schedule) else "value to try"
    bounds: dict[str, Any] = {"unit": decision.unit, "ge": decision.low, "le": decision.high}
    low = field(description=f"Lowest {what}: {decision.description}", **bounds)
    high = field(description=f"Highest {what}: {decision.description}", **bounds)
    more = _SCHEDULE_KEYS if isinstance(decision, Schedule) else {}
    keys: dict[str, Any] = {"low": (kind, low), "high": (kind, high)}
    return create_model("Range", __base__=Section, **keys, **more)
