"""The sheet *Scenarios*: the plan in bad, usual and good futures."""

from collections.abc import Sequence

from planner.books.cases import Case
from planner.books.estimates import Estimates
from planner.handoff.wording.numbers import in_currency
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, Table, Value, headings
from planner.handoff.workbook.units import style_of

NAME = "Scenarios"


def cases_sheet(
    estimates: Estimates, found: Sequence[Case], people: str, *, fixed: bool = True
) -> Sheet:
    """Every metric of the fixed plan, and the team that the adaptive policy would have.

    Args:
        people: the unit of the team; empty without one.
        fixed: whether the plan's team is the same in every future.
    """
    note = (
        "A scenario is the mean over the futures in which the fixed plan's objective lies between "
        "the stated quantiles, as they happened, luck and all; best estimates over all futures are "
        "on Metrics."
    )
    if fixed:
        note += " The plan's headcount is the same in all."
    rows: list[Row] = [
        [Cell("The fixed plan in bad, usual and good futures, as simulated", "title")],
        [Cell(note, "note", across=2 + len(found))],
        headings("metric", "unit", *(each.name for each in found), names=(0, 1)),
        [
            Cell("quantiles of the objective", "label"),
            None,
            *(Cell(f"{each.low:.0%} to {each.high:.0%}", "figure") for each in found),
        ],
        [Cell("futures", "label"), None, *(Cell(each.futures, "count") for each in found)],
    ]
    figures = _figures(estimates, found, people)
    for name, unit, values in figures:
        written = in_currency(unit, estimates.currency)
        rows.append(_row(name, written, values, style_of(unit)))
    table = _table(found, figures, estimates.currency)
    return Sheet(NAME, rows, table, widths=(34, 16, 18), frozen=(3, 1))


def _figures(
    estimates: Estimates, found: Sequence[Case], people: str
) -> list[tuple[str, str, list[float]]]:
    """Name, unit, and a value for each case."""
    metrics = [
        (name, quantity.unit, [each.plan[name] for each in found])
        for name, quantity in estimates.metrics.items()
    ]
    if estimates.adaptive is None:
        return metrics
    teams = [each.team for each in found if each.team is not None]
    return [
        *metrics,
        *([("adaptive policy: team at the end", people, teams)] if teams else []),
        ("adaptive policy: objective", "money", [each.policy["objective"] for each in found]),
    ]


def _row(name: str, unit: str, values: Sequence[float], style: Style) -> Row:
    return [Cell(name, "label"), Cell(unit), *(Cell(value, style) for value in values)]


def _table(
    cases: Sequence[Case], figures: Sequence[tuple[str, str, list[float]]], currency: str
) -> Table:
    """One record a case and metric."""
    known = [(each.name, each.low, each.high, each.futures) for each in cases]
    found: list[Sequence[Value]] = [
        ("scenario", "quantile from", "quantile to", "futures", "metric", "value", "unit")
    ]
    for place, case in enumerate(known):
        for name, unit, values in figures:
            found.append((*case, name, values[place], in_currency(unit, currency)))
    return found
