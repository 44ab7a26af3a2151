"""Tables of the report on what an investment may cost, and what one more is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.handoff.documents.asked import Asked
from planner.handoff.report.parts import Table
from planner.handoff.wording.numbers import column, measured, plain
from planner.sensitivity.neighbours import by_part
from planner.simulation.estimate import Estimate
from planner.study.study import Study


@dataclass(frozen=True)
class Worth:
    """A table with its heading and what it says in words."""

    heading: str
    note: str
    table: Table


def worth(asked: Asked, study: Study) -> tuple[Worth, ...]:
    """Tables of what was asked about; nothing is said of the rest."""
    currency = study.finance.currency
    found = []
    if asked.prices:
        offered = any(each.price.mean for each in asked.prices)
        rows = [
            (
                plain(each.share),
                (
                    each.once,
                    each.yearly,
                    *((each.price, each.left) if offered else ()),
                    each.plan,
                ),
            )
            for each in asked.prices
        ]
        price = (
            "Price: what the price in the study takes from the objective; left: once less price. "
        )
        note = (
            "The most that a share may cost: all paid at once, or year by year and nothing at "
            f"once. {price if offered else ''}These with staffing re-optimised for the share; the "
            "last with the plan's team."
        )
        priced = ("price", "left") if offered else ()
        columns = ("once", "or a year", *priced, "plan's team, once")
        table = _table("share", columns, rows, currency, signed=False)
        found.append(Worth(f"What {asked.decision} may cost before it loses money", note, table))
    if asked.marginals and study.model.finance:
        decided = study.model.finance.roles.decided
        note = "What the fixed plan's objective gains by it, from that month to the end."
        for part, own in by_part(asked.marginals).items():
            changes = [(f"from {each.begins:%B %Y}", (each.more, each.fewer)) for each in own]
            table = _table("gain", ("one more", "one fewer"), changes, currency, signed=True)
            where = f" in {part}" if part else ""
            found.append(Worth(f"One {decided} more, or one fewer{where}", note, table))
    return tuple(found)


def _table(
    of: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Estimate | None]]],
    currency: str,
    *,
    signed: bool,
) -> Table:
    """A row a key; all cells on one scale, which stands in the heading of the first column."""
    cells = [cell for _, estimates in rows for cell in estimates]
    scale, texts = column(cells, "money", signed=signed)
    wide = len(columns)
    lines = [
        (key, *texts[wide * place : wide * (place + 1)]) for place, (key, _) in enumerate(rows)
    ]
    return Table((f"{of}, {measured(scale, 'money', currency)}", *columns), tuple(lines))
