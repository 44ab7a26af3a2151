"""Accounts one by one."""

from dataclasses import replace
from datetime import date

import numpy as np

from planner.handoff.wording.assignment.rows import account_rows
from planner.proposal.decisions import Decision, Decisions
from planner.proposal.formulation import formulate
from planner.proposal.proposal import formulated

CY, NOBODY = 2, 3


def test_a_row_says_who_has_an_account_and_who_is_to(proposed):
    rows = {each.account: each for each in account_rows(proposed())}
    acme, left, kept = rows["Acme"], rows["Left"], rows["Kept"]
    assert (acme.owner, acme.proposed, acme.moves) == ("Ana", "Bo", True)
    assert acme.renewal == date(2026, 12, 15)
    assert acme.reason.startswith("Ana lacks technical")
    assert (left.owner, left.proposed, left.moves) == ("Who Left", "=1+1", True)
    assert (kept.owner, kept.proposed, kept.moves) == ("Bo", "Bo", False)
    assert kept.reason.startswith("With =1+1 it would bring")


def test_every_account_that_stays_has_a_reason(proposed):
    for placed in ({}, {"Acme": "Bo"}):
        rows = {each.account: each for each in account_rows(proposed(placed)) if each.proposed}
        assert all(each.reason.endswith(".") for each in rows.values())


def test_a_move_that_would_not_save_what_the_change_costs_is_said_not_to(proposed):
    found = proposed({})
    made = found.made
    prices = replace(made.prices, change=np.full(10, 1e6))
    dear = formulate(made.terms, made.units, made.hours, prices, {}, {}, {})
    less = replace(found.reckoning, more=found.reckoning.more - 1e6)
    other = replace(found, made=dear, left_out=(), reckoning=less)
    rows = {each.account: each for each in account_rows(other)}
    assert rows["Müller, Söhne"].reason == (
        "With nobody else would it bring more than the change costs (1 M USD)."
    )


def test_what_keeps_a_group_where_it_is_names_the_account(proposed):
    found = proposed({})
    changed = {"parent": "Kept", "owner_since": -36.0}
    children = [
        each.model_copy(update=changed) if each.account == "Fresh" else each
        for each in found.lists.accounts
    ]
    lists = replace(found.lists, accounts=tuple(children))
    made = formulated(found.study, lists, found.decisions)
    first = [int(made.units.accounts(unit)[0]) for unit in range(made.units.size)]
    solution = replace(found.point.solution, person=lists.owner[first])
    point = replace(found.point, solution=solution, people=lists.owner)
    group = replace(found, made=made, frontier=(point,), chosen=0, moves=(), left_out=())
    rows = {each.account: each for each in account_rows(group)}
    assert rows["Kept"].reason == "It is locked."
    assert rows["Soon"].reason == "It renews within 30 days."
    assert rows["Fresh"].reason == "It stays together with Kept, which is locked."


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
