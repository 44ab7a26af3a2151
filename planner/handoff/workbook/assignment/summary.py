"""The sheet *Summary*: the proposal in words, and what it comes to."""

from planner.handoff.wording.assignment.advice import advice
from planner.handoff.workbook.assignment import accounts, frontier
from planner.handoff.workbook.assignment.accounts import span
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, Value, address, headings
from planner.proposal.proposal import Proposal

NAME = "Summary"
_WIDTHS = (44, 16, 14, 70)
_ACROSS = 4
_UNEVEN = (
    "distance from their mean, as a part of it, of those who are there; 0 is even (coefficient of "
    "variation, 90 days)"
)
_OF_PAIRS = "over today's books, in the same futures"


def summary_sheet(proposal: Proposal) -> Sheet:
    """What to do, what it brings, and how that adds up."""
    told, study = advice(proposal), proposal.study
    rows: list[Row] = [
        [Cell(study.title or study.name, "title")],
        [Cell(told.headline, "prose", strong=True, across=_ACROSS)],
        [Cell(f"All money in {study.finance.currency}.", "note", across=_ACROSS)],
        [],
        headings("", "amount", "unit", "note", names=(0, 2, 3)),
    ]
    figures = _figures(proposal)
    rows += [
        [Cell(name, "label"), Cell(value, style, formula), Cell(unit), Cell(note)]
        for name, value, style, formula, unit, note in figures
    ]
    rows.append([])
    for heading, texts in (*told.parts.items(), ("Read", told.remarks)):
        if texts:
            rows.append([Cell(heading, "title")])
            rows += [[Cell(each, "prose", across=_ACROSS)] for each in texts]
    records: list[list[Value]] = [["proposed", None, None, told.headline]]
    records += [[name, value, unit, note] for name, value, _, _, unit, note in figures]
    records += [
        [f"{heading}: sentence {place}", None, None, each]
        for heading, texts in told.parts.items()
        for place, each in enumerate(texts, 1)
    ]
    return Sheet(NAME, rows, [("name", "value", "unit", "note"), *records], _WIDTHS)


_Figure = tuple[str, Value, Style, str | None, str, str]


def _figures(proposal: Proposal) -> list[_Figure]:
    """Name, value, style, formula, unit and note of each."""
    worth, currency = proposal.worth, proposal.study.finance.currency
    listed, today, then = proposal.lists.accounts, proposal.today, proposal.then
    own, count = accounts.NAME, len(listed)
    value = sum(each.value for each in listed)
    found: list[_Figure] = [
        ("Accounts", count, "count", f"COUNTA({own}!{span(0, count)})", "accounts", "as listed"),
        ("Value", value, "money", f"SUM({own}!{span(2, count)})", f"{currency} a year", "of all"),
        (
            "Accounts that change their person",
            worth.moves,
            "count",
            _at(proposal, 1),
            "accounts",
            "",
        ),
        (
            "Accounts placed that have nobody",
            worth.placed,
            "count",
            _at(proposal, 2),
            "accounts",
            "",
        ),
        (
            "Value that changes its person",
            worth.value,
            "money",
            _at(proposal, 3),
            f"{currency} a year",
            "",
        ),
        (
            "Gain, predicted",
            worth.predicted,
            "money",
            _at(proposal, 5),
            currency,
            "over today's books",
        ),
    ]
    if worth.simulated:
        gain = worth.simulated
        found += [
            ("Gain, simulated", gain.mean, "money", _at(proposal, 7), currency, _OF_PAIRS),
            ("Half-width of it", gain.half_width, "money", _at(proposal, 8), currency, "95 %"),
        ]
    found += [
        ("Handovers to pay", worth.handover, "money", _at(proposal, 4), currency, "hours of work"),
        (
            "Gain, predicted, net",
            worth.expected,
            "money",
            _at(proposal, 6),
            currency,
            "handovers paid",
        ),
    ]
    if worth.net:
        net = worth.net
        found.append(
            (
                "Gain, simulated, net",
                net.mean,
                "money",
                _at(proposal, 9),
                currency,
                "handovers paid",
            )
        )
    return [
        *found,
        (
            "Unevenness of people's load, today",
            today.unevenness,
            "cents",
            None,
            "",
            _UNEVEN,
        ),
        (
            "Unevenness of people's load, proposed",
            then.unevenness,
            "cents",
            None,
            "",
            _UNEVEN,
        ),
        (
            "Work with a person who has all it needs, today",
            proposal.match(proposal.lists.owner),
            "share",
            None,
            "of hours",
            "",
        ),
        (
            "Work with a person who has all it needs, proposed",
            proposal.match(proposal.people),
            "share",
            None,
            "of hours",
            "",
        ),
        (
            "Months with more work than hours, today",
            len(today.crunches),
            "count",
            None,
            "of people",
            "in the first 90 days",
        ),
        (
            "Months with more work than hours, proposed",
            len(then.crunches),
            "count",
            None,
            "of people",
            "in the first 90 days",
        ),
    ]


def _at(proposal: Proposal, place: int) -> str:
    """The cell of the frontier that has it for what is proposed."""
    return f"{frontier.NAME}!{address(frontier.FIRST + proposal.chosen, place)}"
