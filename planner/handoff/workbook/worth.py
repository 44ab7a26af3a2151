"""The sheets of what ``plan whatif`` found: break-even prices, and one more or one fewer."""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.handoff.documents.asked import Asked, Price
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, Value, headings
from planner.simulation.estimate import Estimate

PRICES, MARGINALS = "Break-even prices", "One more or fewer"
_PRICES = (
    "The most that a share may cost before it loses money. Once: all paid at the start; a year: "
    "paid year by year, and nothing at the start. Price: what the price in the study takes from "
    "the objective; left: once less price. These with staffing re-optimised for the share; plan's "
    "team: once, with the fixed plan's. Means with 95 % half-widths."
)
_MARGINALS = (
    "What the fixed plan's objective gains with one {decided} more, or one fewer, from that day to "
    "the end. Means with 95 % half-widths; of so many intervals one in twenty misses the truth by "
    "chance."
)
_STYLES: dict[type, Style] = {float: "plain", str: "label", date: "date"}
_PRICED = ("once", "a year", "price", "left", "plan's team")


def worth_sheets(asked: Asked, decided: str, currency: str) -> Iterator[Sheet]:
    """Those that were asked about.

    Args:
        decided: what a plan has one more of.
    """
    if asked.prices:
        rows = [((each.share,), _priced(each)) for each in asked.prices]
        title = f"What {asked.decision} may cost, in {currency}, as simulated"
        yield _sheet(PRICES, title, _PRICES, ("share",), _PRICED, rows, currency)
    if asked.marginals:
        apart = ("part",) if asked.marginals[0].part else ()
        changes = [
            ((each.part, each.begins)[1 - len(apart) :], (each.more, each.fewer))
            for each in asked.marginals
        ]
        title = f"One {decided} more or fewer, in {currency}, as simulated"
        said, of = _MARGINALS.format(decided=decided), (*apart, "from")
        yield _sheet(MARGINALS, title, said, of, ("one more", "one fewer"), changes, currency)


def _priced(price: Price) -> tuple[Estimate, ...]:
    return price.once, price.yearly, price.price, price.left, price.plan


def _sheet(
    name: str,
    title: str,
    note: str,
    of: Sequence[str],
    columns: Sequence[str],
    rows: Sequence[tuple[Sequence[Value], Sequence[Estimate | None]]],
    currency: str,
) -> Sheet:
    """A row for what it is of, and each estimate beside its half-width."""
    headed = [text for each in columns for text in (each, "±")]
    cells: list[Row] = [
        [Cell(title, "title")],
        [Cell(note, "note", across=len(of) + len(headed))],
        headings(*of, *headed, names=()),
    ]
    table: list[list[Value]] = [
        [*of, *(text for each in columns for text in (each, f"{each} half-width")), "currency"]
    ]
    for keys, estimates in rows:
        numbers = [n for e in estimates for n in ((e.mean, e.half_width) if e else (None, None))]
        shown = [None if number is None else Cell(number, "money") for number in numbers]
        cells.append([*(Cell(key, _STYLES[type(key)]) for key in keys), *shown])
        table.append([*keys, *numbers, currency])
    widths = (*[16] * len(of), *[13, 11] * len(columns))
    return Sheet(name, cells, table, widths=widths, frozen=(3, len(of)))
