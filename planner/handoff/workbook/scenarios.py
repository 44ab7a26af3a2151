"""The sheet *Scenarios*: the plan in bad, usual and good futures."""

from collections.abc import Sequence

from planner.books.books import Books
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, headings
from planner.recommendation.recommend import Recommendation

NAME = "Scenarios"


def scenarios_sheet(result: Recommendation, books: Books) -> Sheet:
    """Every metric of the fixed plan, and the team that the adaptive policy would have."""
    found = books.scenarios
    futures = [*(each.futures for each in found), result.plan.sample.replications]
    note = (
        "A scenario is the mean over the futures in which the fixed plan's objective lies between "
        "the stated quantiles, as they happened. The plan's headcount is the same in all."
    )
    rows: list[Row] = [
        [Cell("The fixed plan in bad, usual and good futures, as simulated", "title")],
        [Cell(note, "note")],
        headings("metric", "unit", *(each.name for each in found), "mean of all futures"),
        [
            Cell("quantiles of the objective", "label"),
            None,
            *(Cell(f"{each.low:.0%} to {each.high:.0%}") for each in found),
        ],
        [Cell("futures", "label"), None, *(Cell(count, "count") for count in futures)],
    ]
    happened = result.plan.sample.observed_means
    for name, quantity in result.study.model.metrics.items():
        values = [*(each.plan[name] for each in found), happened[name]]
        rows.append(_row(name, quantity.unit, values, style_of(quantity.unit)))
    policy = result.winner.sample
    team = policy.series[books.roles.team][:, -1].mean()
    unit = result.study.model.series[books.roles.team].unit
    values = [*(each.team for each in found), float(team)]
    rows.append(_row("adaptive policy: team at the end", unit, values, "fraction"))
    values = [*(each.policy["objective"] for each in found), policy.observed_means["objective"]]
    rows.append(_row("adaptive policy: objective", "money", values, "money"))
    return Sheet(NAME, rows, widths=(34, 16, 18), frozen=(3, 1))


def _row(name: str, unit: str, values: Sequence[float], style: Style) -> Row:
    return [Cell(name, "label"), Cell(unit), *(Cell(value, style) for value in values)]


def style_of(unit: str) -> Style:
    """How a quantity of this unit is written."""
    if unit.startswith("money"):
        return "money"
    return "share" if unit == "share" else "fraction"
