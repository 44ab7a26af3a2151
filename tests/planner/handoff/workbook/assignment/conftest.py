"""Sheets of a proposal."""

from collections.abc import Callable

import pytest

from planner.handoff.wording.assignment.rows import account_rows
from planner.handoff.workbook.assignment.workbook import assignment_sheets
from planner.handoff.workbook.cells import Sheet
from planner.proposal.proposal import Proposal


@pytest.fixture
def sheets_of() -> Callable[..., dict[str, Sheet]]:
    """The sheets of a proposal, by name."""

    def make(proposal: Proposal, trail=()) -> dict[str, Sheet]:
        found = assignment_sheets(proposal, account_rows(proposal), trail)
        return {each.name: each for each in found}

    return make
