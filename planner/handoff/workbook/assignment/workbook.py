"""From a proposal to the sheets of its workbook."""

from collections.abc import Sequence

from planner.handoff.documents.audit import Entry
from planner.handoff.wording.assignment.rows import AccountRow
from planner.handoff.workbook.assignment.accounts import accounts_sheet
from planner.handoff.workbook.assignment.assumptions import assumptions_sheet
from planner.handoff.workbook.assignment.frontier import frontier_sheet
from planner.handoff.workbook.assignment.load import load_sheet
from planner.handoff.workbook.assignment.moves import moves_sheet
from planner.handoff.workbook.assignment.others import (
    audit_sheet,
    conflicts_sheet,
    left_out_sheet,
)
from planner.handoff.workbook.assignment.summary import summary_sheet
from planner.handoff.workbook.cells import Sheet
from planner.proposal.proposal import Proposal


def assignment_sheets(
    proposal: Proposal, rows: Sequence[AccountRow], trail: Sequence[Entry]
) -> tuple[Sheet, ...]:
    """The sheets in the order of their tabs; none of what there is nothing of.

    Args:
        rows: of all accounts.
        trail: what was decided, of this proposal and of earlier ones.
    """
    return (
        summary_sheet(proposal),
        moves_sheet(proposal, rows),
        accounts_sheet(rows),
        load_sheet(proposal),
        frontier_sheet(proposal),
        *([left_out_sheet(proposal)] if proposal.left_out else []),
        *([conflicts_sheet(proposal)] if proposal.conflicts else []),
        assumptions_sheet(proposal),
        *([audit_sheet(trail)] if trail else []),
    )
