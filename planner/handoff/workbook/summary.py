"""The sheet *Summary*: the recommendation, how sure it is, and the totals that formulas give."""

from planner.books.books import Books
from planner.handoff import sentences
from planner.handoff.workbook.cells import Cell, Row, Sheet, address, headings
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.headcount import cost_lines, going_on, headcount_grid
from planner.handoff.workbook.scenarios import style_of
from planner.handoff.workbook.waterfall import CLOSING, REVENUE, waterfall_grid
from planner.handoff.workbook.waterfall import NAME as ARR
from planner.recommendation.recommend import Recommendation

NAME = "Summary"
PROSPECT, TO_COME = "Revenue in prospect after the horizon", "Cost to come after the horizon"
_CENT = 0.01


def summary_sheet(result: Recommendation, books: Books) -> Sheet:
    rows = _heading(result)
    rows += _totals(result, books, len(rows))
    rows += [[], *_metrics(result)]
    return Sheet(NAME, rows, widths=(46, 18, 16, 18, 16, 18, 16, 20, 70))


def _heading(result: Recommendation) -> list[Row]:
    study = result.study
    said = (
        *sentences.gain(result),
        *sentences.constraints(result),
        *sentences.certainty(study, result.selected),
        *sentences.plan(result),
    )
    sentence_rows: list[Row] = [[Cell(each, "label")] for each in said]
    note = (
        f"All money in {study.finance.currency}; {study.start:%B %Y} on. "
        "The sentences are as simulated."
    )
    return [
        [Cell(study.title or study.name, "title")],
        [Cell(note, "note")],
        [],
        [Cell(sentences.headline(result), "label", strong=True)],
        *sentence_rows,
        [],
    ]


def _totals(result: Recommendation, books: Books, above: int) -> list[Row]:
    """The objective of the fixed plan from the sheets' formulas, beside what was simulated."""
    share, happened = result.study.model.share, result.plan.sample.observed_means
    people, arr = headcount_grid(books), waterfall_grid(books)
    revenue = float(books.lines[books.roles.revenue].sum())
    costs = [float(books.lines[series].sum()) for series in books.roles.costs]

    def total(sheet: str, cells: str) -> str:
        return f"SUM('{sheet}'!{cells})"

    renewed = "renewals_in_prospect*contract_value*contract_years"
    parts: list[tuple[str, float, str]] = [
        (REVENUE, revenue, total(ARR, arr.months(REVENUE))),
        (PROSPECT, books.prospect.revenue, renewed),
        *(
            (name, cost, total(HEADCOUNT, people.months(name)))
            for name, cost in zip(cost_lines(books), costs, strict=True)
        ),
        (TO_COME, books.prospect.cost, f"years_to_come*12*({going_on(books)})"),
    ]
    first = above + 2
    rows: list[Row] = [
        [Cell("The fixed plan, from the sheets' formulas", "title")],
        headings("", "by formula", "as simulated", "difference"),
    ]
    for place, (name, value, formula) in enumerate(parts, first):
        rows.append(_checked(name, value, formula, place))
    last = first + len(parts) - 1
    spent = f"SUM({address(first + 2, 1)}:{address(last, 1)})"
    formula = f"{share.field}*({address(first, 1)}+{address(first + 1, 1)})-{spent}"
    rows.append(_checked("Objective", happened["objective"], formula, last + 1, strong=True))
    closing = float(books.lines[books.roles.customers][-1]) * books.rates.customer
    formula = f"'{ARR}'!{arr.months(CLOSING).split(':')[1]}"
    rows.append(_checked(CLOSING, closing, formula, last + 2))
    differences = f"{address(first, 3)}:{address(last + 2, 3)}"
    formula = f'IF(SUMPRODUCT(ABS({differences}))<{_CENT},"as simulated","changed by the reader")'
    rows.append([Cell("These sheets are", "label"), Cell("as simulated", "text", formula)])
    note = (
        f"Objective = {share.field} x revenue - cost. Means of {result.plan.sample.replications} "
        "futures as they happened; the table below has the best estimates, with luck taken out."
    )
    return [*rows, [Cell(note, "note")]]


def _checked(name: str, value: float, formula: str, row: int, *, strong: bool = False) -> Row:
    """A figure by formula beside the simulation's; the same until the reader changes an input."""
    difference = f"{address(row, 1)}-{address(row, 2)}"
    return [
        Cell(name, "label", strong=strong),
        Cell(value, "money", formula, strong=strong),
        Cell(value, "money"),
        Cell(0.0, "cents", difference),
    ]


def _metrics(result: Recommendation) -> list[Row]:
    """Every metric of the three policies, each with its half-width."""
    columns = ("today", "±", "policy", "±", "fixed plan", "±", "plan as it happened", "meaning")
    rows: list[Row] = [
        [Cell("How sure, as simulated: means with 95 % half-widths, luck taken out", "title")],
        headings("metric", *columns, names=(0, len(columns))),
    ]
    happened = result.plan.sample.observed_means
    for name, quantity in result.study.model.metrics.items():
        style = style_of(quantity.unit)
        row: Row = [Cell(f"{name} ({quantity.unit})", "label")]
        for valued in (result.baseline, result.winner, result.plan):
            estimate = valued.metrics[name]
            row += [Cell(estimate.mean, style), Cell(estimate.half_width, style)]
        rows.append([*row, Cell(happened[name], style), Cell(quantity.description)])
    return rows
