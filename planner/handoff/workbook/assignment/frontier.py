"""The sheet *Frontier*: what fewer moves would bring, or more."""

from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, Value, address, headings
from planner.proposal.proposal import Proposal
from planner.proposal.value import Worth

NAME = "Frontier"
FIRST = 3  # row of the first
_COLUMNS = (
    "proposed",
    "moves",
    "placed",
    "value moved",
    "handovers",
    "predicted",
    "predicted, net",
    "simulated",
    "half-width",
    "simulated, net",
    "from",
    "to",
)
_NOTE = (
    "Gains over today's books in the coming year and from contracts then in force; net: when the "
    "handovers are paid. Simulated means come with 95 % half-widths. What is proposed was chosen "
    "by what is predicted, so that its simulated gain has chosen nothing."
)
_MONEY: Style = "money"
_STYLES: tuple[Style, ...] = ("text", "count", "count", *(_MONEY,) * 9)


def frontier_sheet(proposal: Proposal) -> Sheet:
    """A row a proposal, by the number of moves."""
    records = [
        _record(each.worth, chosen=place == proposal.chosen)
        for place, each in enumerate(proposal.frontier)
    ]
    return Sheet(
        NAME,
        [
            [Cell("With fewer moves, or more", "title")],
            [Cell(_NOTE, "note", across=len(_COLUMNS))],
            headings(*_COLUMNS),
            *(_row(FIRST + place, each) for place, each in enumerate(records)),
        ],
        [_COLUMNS, *records],
        widths=(11, *[13] * 11),
        frozen=(FIRST, 1),
    )


def _record(worth: Worth, *, chosen: bool) -> list[Value]:
    known = worth.simulated, worth.net
    gain, net = known if known[0] and known[1] else (None, None)
    return [
        "yes" if chosen else "",
        worth.moves,
        worth.placed,
        worth.value,
        worth.handover,
        worth.predicted,
        worth.expected,
        *((gain.mean, gain.half_width) if gain else ("", "")),
        *((net.mean, net.low, net.high) if net else ("", "", "")),
    ]


def _row(row: int, record: list[Value]) -> Row:
    at = [address(row, place) for place in range(len(_COLUMNS))]
    formulas = {
        6: f"{at[5]}-{at[4]}",
        9: f"{at[7]}-{at[4]}",
        10: f"{at[9]}-{at[8]}",
        11: f"{at[9]}+{at[8]}",
    }
    return [
        Cell(value, style, formulas.get(place) if value != "" else None)
        for place, (value, style) in enumerate(zip(record, _STYLES, strict=True))
    ]
