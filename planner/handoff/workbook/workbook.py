"""From a recommendation to the sheets of its workbook."""

from planner.books.books import Books, keep_books
from planner.books.cases import cases
from planner.books.estimates import estimates_of
from planner.books.staffing import staffing_of
from planner.handoff.documents.asked import Asked
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details
from planner.handoff.wording.staffing import planned
from planner.handoff.workbook.assumptions import assumptions_sheet
from planner.handoff.workbook.by_part import by_part_sheet
from planner.handoff.workbook.cases import cases_sheet
from planner.handoff.workbook.cells import Sheet
from planner.handoff.workbook.command import simulate_command
from planner.handoff.workbook.customers import customers_sheet
from planner.handoff.workbook.headcount import headcount_sheet
from planner.handoff.workbook.metrics import metrics_sheet
from planner.handoff.workbook.positions import positions_sheet
from planner.handoff.workbook.requisitions import requisitions_sheet
from planner.handoff.workbook.revenue import part_sheets
from planner.handoff.workbook.seats import roster_sheet
from planner.handoff.workbook.summary import summary_sheet
from planner.handoff.workbook.waterfall import waterfall_as_simulated, waterfall_sheet
from planner.handoff.workbook.worth import worth_sheets
from planner.recommendation.recommend import Recommendation


def sheets(result: Recommendation, asked: Asked | None = None) -> tuple[Sheet, ...]:
    """The sheets for finance, in the order of their tabs.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    study, books, estimates = result.study, keep_books(result), estimates_of(result)
    staffing, fixed_plan = staffing_of(result), details(result).fixed_plan
    plan = (*(planned(staffing, new=result.changes) if staffing else ()), *fixed_plan)
    team = books.roles.team if books else None
    found = cases(result.plan.sample, result.winner.sample, team)
    return (
        summary_sheet(study, advice(result, asked), plan, estimates, books),
        *(_kept(books, simulate_command(study, result.plan.policy, result.seed)) if books else ()),
        metrics_sheet(estimates),
        cases_sheet(
            estimates,
            found,
            study.model.series[team].unit if team else "",
            fixed=not (books and books.turnover),
        ),
        *(worth_sheets(asked, books.roles.decided, books.currency) if asked and books else ()),
        assumptions_sheet(study, result.seed, result.plan.sample.replications, books),
    )


def _kept(books: Books, command: str) -> tuple[Sheet, ...]:
    """The sheets of a team, and of its customers.

    Args:
        command: that simulates the fixed plan.
    """
    terms, revenue, staffed = books.rates.contract, books.revenue, books.staffed
    if revenue:
        customers = waterfall_as_simulated(books, revenue)
    else:
        customers = waterfall_sheet(books, terms) if terms else customers_sheet(books)
    return (
        requisitions_sheet(books, books.turnover, command)
        if books.turnover
        else positions_sheet(books, command),
        roster_sheet(books),
        headcount_sheet(books),
        *([by_part_sheet(books, staffed)] if staffed else ()),
        customers,
        *part_sheets(books),
    )
