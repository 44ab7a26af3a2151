"""Accounts one by one."""

from datetime import date

from planner.handoff.wording.assignment.rows import account_rows
from planner.proposal.decisions import Decision, Decisions

CY, NOBODY = 2, 3


def test_a_row_says_who_has_an_account_and_who_is_to(proposed):
    rows = {each.account: each for each in account_rows(proposed())}
    acme, left, kept = rows["Acme"], rows["Left"], rows["Kept"]
    assert (acme.owner, acme.proposed, acme.moves) == ("Ana", "Bo", True)
    assert acme.renewal == date(2026, 12, 15)
    assert acme.reason.startswith("Ana lacks technical")
    assert (left.owner, left.proposed, left.moves) == ("Who Left", "=1+1", True)
    assert (kept.owner, kept.proposed, kept.moves) == ("Bo", "Bo", False)
    assert kept.reason.startswith("=1+1 would save")
    assert rows["Bolt"].reason == ""


def test_what_stays_whatever_else_says_why(proposed):
    rows = {each.account: each for each in account_rows(proposed({}))}
    assert "it renews within 30 days" in rows["Soon"].reason


def test_decisions_that_stand_are_filled_in_and_others_left_open(proposed):
    decided = Decisions(
        (
            Decision(0, "approve", 1, "Mia", "yes"),
            Decision(5, "lock", -1),
            Decision(9, "reject", CY, "Mia"),
        )
    )
    rows = account_rows(proposed(decisions=decided))
    assert (rows[0].decision, rows[0].by, rows[0].note) == ("approve", "Mia", "yes")
    assert (rows[5].decision, rows[5].reason) == ("lock", "Locked.")
    assert (rows[9].decision, rows[9].refused) == ("", ("O'Neil, Cy",))  # it goes to Ana
