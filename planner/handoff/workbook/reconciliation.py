"""From what the other sheets add up to, to the best estimate; and whether a reader changed them."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.books.books import Books
from planner.handoff.wording.numbers import spelt
from planner.handoff.workbook import customers
from planner.handoff.workbook.cells import Cell, Row, address, headings
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import as_planned, cost_lines, going_on, headcount_grid
from planner.handoff.workbook.revenue import CLOSING, NEW_BOOKINGS, RECOGNISED, RENEWAL_BOOKINGS
from planner.handoff.workbook.waterfall import NAME as ARR
from planner.handoff.workbook.waterfall import (
    has_waterfall,
    waterfall_grid,
)
from planner.simulation.valued import Valued

PROSPECT, TO_COME = "Renewals expected after the horizon", "Cost to come after the horizon"
COST_LUCK, COST_BEST = "Luck in the cost to come", "Cost, best estimate"
LUCK_IN_ALL = "Luck in the cost"
IN_HORIZON = "Cost in the horizon"
OBJECTIVE, HAPPENED = "Objective, best estimate", "Objective as it happened"
STAFFING, SHEETS = "Staffing is", "These sheets are"
UNTOUCHED, CHANGED = "as simulated", "changed by the reader"
PENDING = "to be simulated"
_STILL = "still of the simulated plan"
COLUMNS = 8  # of the sheet
_CENT = 0.01


@dataclass(frozen=True)
class Part:
    """A figure by formula beside the simulation's; the same until the reader changes an input.

    Attributes:
        formula: in which names in braces stand for other parts.
        renewals: whether it stays as it was when staffing changes, though it would not in truth.
        pending: whether it says nothing then.
        known_as: name of the cell, for other places to read.
    """

    name: str
    value: float
    formula: str
    strong: bool = False
    renewals: bool = False
    pending: bool = False
    known_as: str = ""


def reconciliation(
    plan: Valued, books: Books, above: int
) -> tuple[list[Row], dict[str, tuple[int, int]]]:
    """The rows, and the names of the cells that other places read.

    Args:
        above: rows above on the sheet.
    """
    parts, share = _parts(plan, books), books.share
    first = above + 3
    last = first + len(parts) - 1
    places = {part.name: place for place, part in enumerate(parts, first)}
    at = {name: address(place, 1) for name, place in places.items()}
    note = (
        f"The sheets hold means of {plan.sample.replications} futures as they happened, "
        "with the luck that was in them; the best estimate, which is the figure everywhere else, "
        f"takes the luck out. Objective = {share.field} x {spelt(share.credited)} - cost."
    )
    differences = f"{address(first, 3)}:{address(last, 3)}"
    same = f"SUMPRODUCT(ABS({differences}))<{_CENT}"
    staffing = f'IF({as_planned(books)},"{UNTOUCHED}","{CHANGED}")'
    sheets = f'IF(staffing_is="{CHANGED}","{CHANGED}",IF({same},"{UNTOUCHED}","{CHANGED}"))'
    rows: list[Row] = [
        [Cell("Reconciliation of the fixed plan with the other sheets", "title")],
        [Cell(note, "note", across=COLUMNS)],
        headings("", "by formula", "as simulated", "difference"),
        *(_row(part, place, at) for place, part in enumerate(parts, first)),
        [Cell(STAFFING, "label"), Cell(UNTOUCHED, "label", staffing)],
        [Cell(SHEETS, "label"), Cell(UNTOUCHED, "label", sheets)],
    ]
    return rows, {
        **{part.known_as: (places[part.name], 1) for part in parts if part.known_as},
        "cost_changed": (places[IN_HORIZON], 3),
        "staffing_is": (last + 1, 1),
        "sheets_are": (last + 2, 1),
    }


def best_at(metric: str) -> str:
    """The name of the cell with the best estimate of a metric that the sheets add up to."""
    return f"{metric}_best"


def _parts(plan: Valued, books: Books) -> list[Part]:
    share, means = books.share, plan.sample.observed_means
    best = {name: found.mean for name, found in plan.metrics.items()}
    credited = _credited(books)
    earned = "+".join(f"{{{part.name}}}" for part in credited)
    luck = _luck_in(share.credited)
    worth = f"{_title(share.credited)}, best estimate"
    spent = _costs(books)
    cost = "+".join(f"{{{name}}}" for name in (IN_HORIZON, *_beyond(books)))
    lucky = "".join(f"-{{{part.name}}}" for part in spent if part.name in (COST_LUCK, LUCK_IN_ALL))
    return [
        *credited,
        Part(
            luck,
            books.corrections[share.credited] * means[share.credited],
            f"luck_in_{share.credited}*({earned})",
        ),
        Part(
            worth,
            best[share.credited],
            f"{earned}-{{{luck}}}",
            strong=True,
            renewals=True,
            known_as=best_at(share.credited),
        ),
        *spent,
        Part(
            COST_BEST, best[share.cost], f"{cost}{lucky}", strong=True, known_as=best_at(share.cost)
        ),
        Part(
            OBJECTIVE,
            best["objective"],
            f"{share.field}*{{{worth}}}-{{{COST_BEST}}}",
            strong=True,
            pending=True,
            known_as=best_at("objective"),
        ),
        Part(HAPPENED, means["objective"], f"{share.field}*({earned})-({cost})", pending=True),
        *_signed(plan, books),
    ]


def _credited(books: Books) -> list[Part]:
    """What the objective credits a share of, in the horizon and after it."""
    after = books.beyond_horizon
    within = float(books.lines[books.roles.credited].sum())
    if not has_waterfall(books):
        name = customers.brought(books)
        total = customers.customers_grid(books).total(customers.NAME, name)
        within *= 1 if books.calendar.dated else books.months
        return [Part(name, within, total, renewals=True)]
    total = waterfall_grid(books).total(ARR, RENEWAL_BOOKINGS)
    found = [Part(RENEWAL_BOOKINGS, within, total, renewals=True)]
    if books.revenue and after.credited:
        found.append(Part(PROSPECT, after.credited, "value_in_prospect", renewals=True))
    elif after.renewals:
        renewed = "renewals_in_prospect*contract_value*contract_years"
        found.append(Part(PROSPECT, after.credited, renewed, renewals=True))
    return found


def _beyond(books: Books) -> tuple[str, ...]:
    return (TO_COME,) if books.beyond_horizon.cost else ()


def _costs(books: Books) -> list[Part]:
    """What is paid for in the horizon, and after it."""
    people, after = headcount_grid(books), books.beyond_horizon
    times = 1 if books.calendar.dated else books.months
    paid = {
        name: times * float(books.lines[line].sum()) for name, line in cost_lines(books).items()
    }
    spent = "+".join(f"{{{name}}}" for name in paid)
    found = [Part(name, cost, people.total(HEADCOUNT, name)) for name, cost in paid.items()]
    found.append(Part(IN_HORIZON, sum(paid.values()), spent, strong=True))
    if after.cost:
        found.append(Part(TO_COME, after.cost, f"years_to_come*12*({going_on(books)})"))
    if books.turnover:
        everything = "+".join(f"{{{name}}}" for name in (IN_HORIZON, *_beyond(books)))
        luck = books.correction_to_come * (sum(paid.values()) + after.cost)
        found.append(Part(LUCK_IN_ALL, luck, f"luck_in_cost*({everything})"))
    elif after.cost:
        luck = books.correction_to_come * after.cost
        found.append(Part(COST_LUCK, luck, f"luck_in_cost*{{{TO_COME}}}"))
    return found


def _signed(plan: Valued, books: Books) -> Iterator[Part]:
    """What is signed and earned: on its sheet, the luck in it, and the best estimate."""
    signed = books.roles.signed
    if signed is None or not has_waterfall(books):
        return
    arr = waterfall_grid(books)
    last = arr.months(CLOSING).split(":")[1]
    totals = {
        signed.new_bookings: (NEW_BOOKINGS, arr.total(ARR, NEW_BOOKINGS)),
        signed.renewal_bookings: (RENEWAL_BOOKINGS, arr.total(ARR, RENEWAL_BOOKINGS)),
        signed.recognised_revenue: (RECOGNISED, arr.total(ARR, RECOGNISED)),
        signed.annual_recurring_revenue: (CLOSING, f"'{ARR}'!{last}"),
    }
    for metric, (line, total) in totals.items():
        happened, part = plan.sample.observed_means[metric], books.corrections[metric]
        as_happened, luck = f"{line} as it happened", _luck_in(metric)
        yield Part(as_happened, happened, total, renewals=True)
        yield Part(luck, part * happened, f"luck_in_{metric}*{{{as_happened}}}")
        yield Part(
            f"{line}, best estimate",
            plan.metrics[metric].mean,
            f"{{{as_happened}}}-{{{luck}}}",
            strong=True,
            renewals=True,
            known_as=best_at(metric),
        )


def _luck_in(metric: str) -> str:
    return f"Luck in {spelt(metric)}"


def _title(metric: str) -> str:
    return spelt(metric).capitalize()


def _row(part: Part, place: int, at: dict[str, str]) -> Row:
    formula = part.formula.format_map(at)
    difference = f"{address(place, 1)}-{address(place, 2)}"
    if part.pending:
        formula = f'IF(staffing_is="{UNTOUCHED}",{formula},"{PENDING}")'
        difference = f'IF(staffing_is="{UNTOUCHED}",{difference},"")'
    row: Row = [
        Cell(part.name, "label", strong=part.strong),
        Cell(part.value, "money", formula, strong=part.strong),
        Cell(part.value, "money"),
        Cell(0.0, "cents", difference),
    ]
    still = f'IF(staffing_is="{UNTOUCHED}","","{_STILL}")'
    return [*row, Cell("", "warning", still)] if part.renewals else row
