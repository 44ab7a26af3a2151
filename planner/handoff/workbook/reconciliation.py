"""From what the other sheets add up to, to the best estimate; and whether a reader changed them."""

from dataclasses import dataclass

from planner.books.books import Books
from planner.handoff.workbook import customers
from planner.handoff.workbook.cells import Cell, Row, address, headings
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import as_planned, cost_lines, going_on, headcount_grid
from planner.handoff.workbook.waterfall import CLOSING, RENEWAL_BOOKINGS, waterfall_grid
from planner.handoff.workbook.waterfall import NAME as ARR
from planner.recommendation.recommend import Recommendation
from simmodel.contract import Terms

PROSPECT, TO_COME = "Revenue in prospect after the horizon", "Cost to come after the horizon"
REVENUE_LUCK, COST_LUCK = "Luck in the revenue", "Luck in the cost to come"
REVENUE_BEST, COST_BEST = "Revenue, best estimate", "Cost, best estimate"
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
    """

    name: str
    value: float
    formula: str
    strong: bool = False
    renewals: bool = False
    pending: bool = False


def reconciliation(
    result: Recommendation, books: Books, above: int
) -> tuple[list[Row], dict[str, tuple[int, int]]]:
    """The rows, and the names of the cells that other places read.

    Args:
        above: rows above on the sheet.
    """
    parts = _parts(result, books)
    first = above + 3
    last = first + len(parts) - 1
    places = {part.name: place for place, part in enumerate(parts, first)}
    at = {name: address(place, 1) for name, place in places.items()}
    note = (
        f"The sheets hold {result.plan.sample.replications} futures as they happened, with the "
        "luck that was in them; the best estimate takes the luck out. Objective = "
        f"{result.study.model.share.field} x revenue - cost."
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
        "revenue_best": (places[REVENUE_BEST], 1),
        "cost_best": (places[COST_BEST], 1),
        "objective_best": (places[OBJECTIVE], 1),
        "cost_changed": (places[IN_HORIZON], 3),
        "staffing_is": (last + 1, 1),
        "sheets_are": (last + 2, 1),
    }


def _parts(result: Recommendation, books: Books) -> list[Part]:
    share, means = result.study.model.share, result.plan.sample.observed_means
    people, after, terms = headcount_grid(books), books.prospect, books.rates.contract
    revenue = float(books.lines[books.roles.credited].sum())
    costs = {name: float(books.lines[line].sum()) for name, line in cost_lines(books).items()}
    if terms:
        arr = waterfall_grid(books)
        name = RENEWAL_BOOKINGS
        earned = f"SUM('{ARR}'!{arr.months(name)})"
        renewed = "renewals_in_prospect*contract_value*contract_years"
    else:
        name = customers.REVENUE
        earned = f"SUM({customers.NAME}!{customers.customers_grid(books).months(name)})"
        renewed = f"{after.credited!r}"
    best = {name: found.mean for name, found in result.plan.metrics.items()}
    total = f"{{{name}}}+{{{PROSPECT}}}"
    spent = "+".join(f"{{{name}}}" for name in costs)
    return [
        Part(name, revenue, earned, renewals=True),
        Part(PROSPECT, after.credited, renewed, renewals=True),
        Part(
            REVENUE_LUCK, books.luck.credited * means[share.credited], f"luck_in_revenue*({total})"
        ),
        Part(
            REVENUE_BEST,
            best[share.credited],
            f"{total}-{{{REVENUE_LUCK}}}",
            strong=True,
            renewals=True,
        ),
        *(
            Part(name, cost, f"SUM({HEADCOUNT}!{people.months(name)})")
            for name, cost in costs.items()
        ),
        Part(IN_HORIZON, sum(costs.values()), spent, strong=True),
        Part(TO_COME, after.cost, f"years_to_come*12*({going_on(books)})"),
        Part(COST_LUCK, books.luck.cost * after.cost, f"luck_in_cost*{{{TO_COME}}}"),
        Part(
            COST_BEST,
            best[share.cost],
            f"{{{IN_HORIZON}}}+{{{TO_COME}}}-{{{COST_LUCK}}}",
            strong=True,
        ),
        Part(
            OBJECTIVE,
            best["objective"],
            f"{share.field}*{{{REVENUE_BEST}}}-{{{COST_BEST}}}",
            strong=True,
            pending=True,
        ),
        Part(
            HAPPENED,
            means["objective"],
            f"{share.field}*({total})-({{{IN_HORIZON}}}+{{{TO_COME}}})",
            pending=True,
        ),
        *([_closing(books, terms)] if terms else ()),
    ]


def _closing(books: Books, terms: Terms) -> Part:
    closing = float(books.lines[books.roles.customers][-1]) * terms.value
    last = waterfall_grid(books).months(CLOSING).split(":")[1]
    return Part(CLOSING, closing, f"'{ARR}'!{last}", renewals=True)


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
