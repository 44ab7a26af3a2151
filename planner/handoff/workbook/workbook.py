"""From a recommendation to the sheets of its workbook."""

from planner.books.books import keep_books
from planner.handoff.documents.asked import Asked
from planner.handoff.workbook.assumptions import assumptions_sheet
from planner.handoff.workbook.cases import cases_sheet
from planner.handoff.workbook.cells import Sheet
from planner.handoff.workbook.command import simulate_command
from planner.handoff.workbook.customers import customers_sheet
from planner.handoff.workbook.headcount import headcount_sheet
from planner.handoff.workbook.metrics import metrics_sheet
from planner.handoff.workbook.positions import positions_sheet
from planner.handoff.workbook.seats import roster_sheet
from planner.handoff.workbook.summary import summary_sheet
from planner.handoff.workbook.waterfall import waterfall_sheet
from planner.handoff.workbook.worth import worth_sheets
from planner.recommendation.recommend import Recommendation


def sheets(result: Recommendation, asked: Asked | None = None) -> tuple[Sheet, ...]:
    """The sheets for finance, in the order of their tabs.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    books = keep_books(result)
    terms = books.rates.contract
    return (
        summary_sheet(result, books, asked),
        positions_sheet(books, result.study.finance.lead_months, simulate_command(result)),
        roster_sheet(books),
        headcount_sheet(books),
        waterfall_sheet(books, terms) if terms else customers_sheet(books),
        metrics_sheet(result),
        cases_sheet(result, books),
        *(worth_sheets(asked, books.roles.member, books.currency) if asked else ()),
        assumptions_sheet(result, books),
    )
