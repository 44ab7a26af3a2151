"""The sheets of what ``plan whatif`` found: break-even prices, and one more or one fewer."""

from collections.abc import Iterator, Sequence

from planner.handoff.documents.asked import Asked, Price
from planner.handoff.workbook.cells import Cell, Row, Sheet, Value, headings
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
_PRICED = ("once", "a year", "price", "left", "plan's team")


def worth_sheets(asked: Asked, decided: str, currency: str) -> Iterator[Sheet]:
    """Those that were asked about.

    Args:
        decided: what a plan has one more of.
    """
    if asked.prices:
        rows = [(each.share, _priced(each)) for each in asked.prices]
        title = f"What {asked.decision} may cost, in {currency}, as simulated"
        yield _sheet(PRICES, title, _PRICES, "share", _PRICED, rows, currency)
    if asked.marginals:
        changes = [(each.begins, (each.more, each.fewer)) for each in asked.marginals]
        part = asked.marginals[0].part
        where = f" in {part}" if part else ""
        title = f"One {decided} more or fewer{where}, in {currency}, as simulated"
        said = _MARGINALS.format(decided=decided)
        yield _sheet(MARGINALS, title, said, "from", ("one more", "one fewer"), changes, currency)


def _priced(price: Price) -> tuple[Estimate, ...]:
    return price.once, price.yearly, price.price, price.left, price.plan


def _sheet(
    name: str,
    title: str,
    note: str,
    of: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Value, Sequence[Estimate | None]]],
    currency: str,
) -> Sheet:
    """A row a key, and each estimate beside its half-width."""
    headed = [text for each in columns for text in (each, "±")]
    cells: list[Row] = [
        [Cell(title, "title")],
        [Cell(note, "note", across=1 + len(headed))],
        headings(of, *headed, names=()),
    ]
    table: list[list[Value]] = [
        [of, *(text for each in columns for text in (each, f"{each} half-width")), "currency"]
    ]
    for key, estimates in rows:
        numbers = [n for e in estimates for n in ((e.mean, e.half_width) if e else (None, None))]
        shown = [None if number is None else Cell(number, "money") for number in numbers]
        cells.append([Cell(key, "plain" if isinstance(key, float) else "date"), *shown])
        table.append([key, *numbers, currency])
    return Sheet(name, cells, table, widths=(16, *[13, 11] * len(columns)), frozen=(3, 1))
