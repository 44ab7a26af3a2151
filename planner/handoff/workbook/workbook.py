"""From a recommendation to the sheets of its workbook."""

from planner.books.books import keep_books
from planner.books.cases import cases
from planner.books.estimates import estimates_of
from planner.books.staffing import staffing_of
from planner.handoff.documents.asked import Asked
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details
from planner.handoff.wording.staffing import planned
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
    study, books, estimates = result.study, keep_books(result), estimates_of(result)
    roles, terms = books.roles, books.rates.contract
    plan = (*planned(staffing_of(result), new=result.changes), *details(result).fixed_plan)
    found = cases(result.plan.sample, result.winner.sample, roles.team)
    return (
        summary_sheet(study, advice(result, asked), plan, estimates, books),
        positions_sheet(books, simulate_command(study, result.plan.policy, result.seed)),
        roster_sheet(books),
        headcount_sheet(books),
        waterfall_sheet(books, terms) if terms else customers_sheet(books),
        metrics_sheet(estimates),
        cases_sheet(estimates, found, study.model.series[roles.team].unit),
        *(worth_sheets(asked, roles.member, books.currency) if asked else ()),
        assumptions_sheet(study, result.seed, result.plan.sample.replications, books),
    )
