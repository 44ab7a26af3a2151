"""Rows that cannot all hold, in words that say where they stand."""

import pytest

from planner.handoff.wording.assignment.conflicts import conflict, conflicts
from planner.proposal.conflicts import Conflict, Demand, Wants
from planner.proposal.decisions import Decisions

ACME, BOLT, SOON, KEPT, FRESH, NOBODYS, BARRED = 0, 1, 4, 5, 6, 7, 9
ANA, BO, CY = 0, 1, 2


@pytest.fixture
def told(proposed):
    def words(*demands: Demand, lacking=(), given_up=(), **options) -> str:
        return conflict(proposed(**options), Conflict(demands, tuple(lacking), tuple(given_up)))

    return words


def test_parents_and_children_that_are_kept_apart(told):
    together = Demand(Wants.TOGETHER, account=BOLT)
    assert told(
        Demand(Wants.STAY, account=KEPT, person=BO),
        Demand(Wants.STAY, account=SOON, person=ANA),
        together,
        given_up=[together],
    ) == (
        "These cannot all hold: accounts.csv line 7, Kept stays with Bo (locked); accounts.csv "
        "line 6, Soon stays with Ana (renews within 30 days); accounts.csv line 3, Bolt is of "
        "Acme: they stay together. With any one of them less it could. The proposal gives up: "
        "accounts.csv line 3, Bolt is of Acme: they stay together."
    )


def test_what_nobody_has(told):
    needs = Demand(Wants.NEEDS, account=ACME)
    assert told(needs, lacking=["technical", "German"], given_up=[needs]) == (
        "This cannot be: accounts.csv line 2, Acme needs technical and German, which nobody has. "
        "The proposal does without that."
    )


def test_limits_name_the_person_and_how_far_the_proposal_goes_beyond(told):
    words = told(
        Demand(Wants.ACCOUNTS, person=CY, amount=6.0),
        Demand(Wants.HOURS, person=ANA, amount=525.0),
        Demand(Wants.MOVES, amount=1.0),
        Demand(Wants.VALUE, amount=100_000.0),
        given_up=[
            Demand(Wants.ACCOUNTS, person=CY, amount=2.0),
            Demand(Wants.HOURS, person=ANA, amount=12.25),
            Demand(Wants.MOVES, amount=3.0),
            Demand(Wants.VALUE, amount=5_000.0),
        ],
    )
    assert "team.csv line 4, O'Neil, Cy has 6 accounts at most" in words
    assert "team.csv line 2, Ana has 525 hours of work in 90 days at most" in words
    assert "the setting assign.moves, 1 account may change the person at most" in words
    assert "assign.moved_value, 100 K USD a year may change the person at most" in words
    assert words.endswith(
        "gives up: team.csv line 4, O'Neil, Cy has 2 accounts more; team.csv line 2, Ana has 12.2 "
        "hours more; the setting assign.moves, by 3 accounts; the setting assign.moved_value, by "
        "5,000 USD a year."
    )


def test_what_is_given_up_without_a_conflict_that_was_found_is_told_alone(told):
    assert told(given_up=[Demand(Wants.ACCOUNTS, person=CY, amount=2.0)]) == (
        "Not all limits can be kept. The proposal gives up: team.csv line 4, O'Neil, Cy has 2 "
        "accounts more."
    )


def test_accounts_of_which_the_same_is_so_are_told_together(proposed):
    unowned = [Demand(Wants.HAS_NO_OWNER, account=each) for each in (BARRED, NOBODYS)]
    needs = [Demand(Wants.NEEDS, account=each) for each in (ACME, BOLT)]
    found = [Conflict((each,), given_up=(each,)) for each in unowned]
    found += [Conflict((each,), ("German",), (each,)) for each in needs]
    found += [Conflict((needs[0],), ("French",), (needs[0],))]
    assert conflicts(proposed(conflicts=found)) == (
        "2 accounts are locked, and nobody in the team has them: accounts.csv lines 9 and 11. The "
        "proposal places them all the same.",
        "2 accounts need German, which nobody has: accounts.csv lines 2 and 3. The proposal does "
        "without that.",
        "This cannot be: accounts.csv line 2, Acme needs French, which nobody has. The proposal "
        "does without that.",
    )
    (many,) = conflicts(proposed(conflicts=[found[0]] * 30))
    assert many.endswith(", 11 and 10 more. The proposal places them all the same.")


def test_what_somebody_has_but_nobody_all_of_it_is_said_to_be_so(told):
    needs = Demand(Wants.NEEDS, account=ACME)
    assert "Acme needs technical, which nobody has who serves" in told(needs)
    never = Demand(Wants.NEVER, account=BARRED)
    words = "Acme is to be with somebody who has technical and stays together with its group; "
    assert words in told(needs, never)


def test_who_needs_nothing_is_to_be_with_somebody(told):
    needs, never = (Demand(wants, account=BARRED) for wants in (Wants.NEEDS, Wants.NEVER))
    assert "Barred is to be with somebody; accounts.csv line 11, Barred must" in told(needs, never)


def test_other_demands_on_one_account(told):
    assert "line 11, Barred must not be with Bo" in told(Demand(Wants.NEVER, account=BARRED))
    assert "line 9, Nobody's is locked, and nobody in the team has it" in told(
        Demand(Wants.HAS_NO_OWNER, account=NOBODYS)
    )
    placed = Demand(Wants.PLACED, account=ACME, person=CY)
    assert "decided.csv, Acme is decided to be with O'Neil, Cy" in told(
        placed, decisions=Decisions(file="decided.csv")
    )
    assert "Acme is the parent of others: they stay together" in told(
        Demand(Wants.TOGETHER, account=ACME)
    )


def test_every_wish_has_words(told):
    for wants in Wants:
        about = (
            {"amount": 1.0, "person": ANA}
            if wants in (Wants.ACCOUNTS, Wants.HOURS)
            else {"amount": 1.0}
            if wants in (Wants.MOVES, Wants.VALUE)
            else {"account": FRESH, "person": BO}
        )
        assert len(told(Demand(wants, **about))) > len("This cannot be: .")


def test_groups_that_take_more_moves_than_there_may_be(told):
    most, groups = Demand(Wants.MOVES, amount=10), Demand(Wants.TOGETHER, amount=16.0)
    assert told(most, groups, given_up=[groups]) == (
        "These cannot all hold: the setting assign.moves, 10 accounts may change the person at "
        "most; groups that are with several people today come together, for which 16 accounts "
        "must change the person. With any one of them less it could. The proposal gives up: "
        "groups that are with several people today, which stay as they are."
    )
