"""Reasons of moves, and of those that are not made."""

from dataclasses import replace

import pytest

from planner.handoff.wording.assignment import moves
from planner.proposal.decisions import Decision, Decisions
from planner.proposal.moves import Alternative, Binding


@pytest.fixture
def move_of(proposed):
    """A proposal, and its move of an account."""

    def find(account: str, **options):
        found = proposed(**options)
        names = [each.account for each in found.lists.accounts]
        (move,) = (each for each in found.moves if names[each.account] == account)
        return found, move

    return find


@pytest.fixture
def words(move_of):
    def told(account: str, **options) -> str:
        return moves.sentences(moves.reasons(*move_of(account, **options)))

    return told


def test_a_move_says_what_was_lacking_how_loaded_both_are_and_what_it_costs(words):
    told = words("Acme")
    assert told.startswith("Ana lacks technical, which Bo has. Over 90 days Ana is at ")
    assert "Bo at 83 %, and at 82 % after all moves." in told
    assert "It comes together with Bolt of its group, which Bo has today." in told
    assert "With Ana the 2 of its group would bring " in told and "less, the change paid" in told
    assert "The change itself costs 85 USD, all of it the handover." in told
    assert "Next best: O'Neil, Cy, " in told


def test_in_short_its_group_comes_before_hours(move_of):
    found, move = move_of("Acme")
    assert moves.in_short(found, replace(move, lacked=())) == "joins Bolt of its group"


def test_others_of_its_group_stay_together_only_where_they_are_so_today(move_of, proposed):
    found, move = move_of("Acme")
    names = [each.account for each in found.lists.accounts]
    same, other = names.index("Müller, Söhne"), names.index("Left")
    told = moves.sentences(moves.reasons(found, replace(move, together=(0, same, other))))
    assert "It stays together with Müller, Söhne. It comes together with Left of its group." in told


def test_who_has_nobody_is_placed_with_whom_has_what_it_needs(words, move_of):
    told = words("Nobody's")
    assert told.startswith("Nobody looks after it today. O'Neil, Cy has what it needs: support.")
    assert told.endswith("Nobody else may have it.")
    assert "The change itself" not in told and "To stay" not in told
    assert moves.in_short(*move_of("Nobody's")) == "O'Neil, Cy has support"


def test_whom_an_account_must_not_be_with_is_the_first_reason(words, move_of):
    assert words("Barred").startswith("It must not be with Bo.")
    assert moves.in_short(*move_of("Barred")) == "must not be with Bo"


def test_goodwill_that_a_change_loses_is_told_apart_from_the_handover(move_of):
    found, move = move_of("Acme")
    dear = replace(move, cost=move.cost + 1_000.0)
    told = moves.sentences(moves.reasons(found, dear))
    assert "The change itself costs 1,080 USD: goodwill 1,000 USD, the rest the handover." in told


def test_a_limit_that_keeps_an_account_from_who_would_do_better_is_named(move_of):
    found, move = move_of("Acme")
    full = Alternative(2, 50.0, (Binding.ACCOUNTS, Binding.HOURS))
    told = moves.sentences(moves.reasons(found, replace(move, runner_up=full)))
    assert told.endswith(
        "Next best: O'Neil, Cy, 50 USD more; but O'Neil, Cy then has as many accounts as may be "
        "and O'Neil, Cy then has as many hours of work as may be."
    )


def test_what_would_bring_more_by_itself_alone_is_said_to(move_of):
    found, move = move_of("Acme")
    cheap = replace(move, stay=Alternative(0, 70.0), runner_up=Alternative(2, 50.0))
    told = moves.sentences(moves.reasons(found, cheap))
    assert "With Ana the 2 of its group would bring 70 USD more; but not with all that" in told
    assert told.endswith("O'Neil, Cy, 50 USD more; but not with all that follows from it.")


def test_a_runner_up_that_lacks_something_is_said_to(move_of):
    found, move = move_of("Acme")
    told = moves.sentences(moves.reasons(found, replace(move, runner_up=Alternative(0, -10.0))))
    assert told.endswith("Next best: Ana, 10 USD less, and lacks technical.")


def test_who_has_decided_comes_first(words, move_of, proposed):
    names = [each.account for each in proposed().lists.accounts]
    acme, barred = names.index("Acme"), names.index("Barred")
    decided = Decisions(
        (Decision(acme, "approve", 1, "Mia", "they know Bo."), Decision(barred, "reject", 3, "Mia"))
    )
    assert words("Acme", decisions=decided).startswith("Approved by Mia: they know Bo. Ana lacks")
    assert moves.in_short(*move_of("Acme", decisions=decided)) == "approved by Mia: they know Bo"
    assert words("Barred", decisions=decided).startswith("=1+1 was rejected by Mia. It must not")


@pytest.mark.parametrize(
    ("account", "because"),
    [
        ("Soon", "it renews within 30 days."),
        ("Kept", "it is locked."),
        ("Fresh", "it came to Bo less than 60 days ago."),
    ],
)
def test_a_move_that_is_not_made_says_what_keeps_it(proposed, account, because):
    found = proposed()
    names = [each.account for each in found.lists.accounts]
    (left,) = (each for each in found.left_out if names[each.account] == account)
    told = moves.left_out(found, left)
    assert told.startswith("With =1+1 it would bring ")
    assert f", but {because}" in told


def test_a_change_that_costs_more_than_it_brings_is_said_to(proposed):
    found = proposed()
    dear = replace(found.left_out[0], why=(Binding.HANDOVER,), cost=850.0)
    assert moves.left_out(found, dear).endswith(", but the change itself costs 850 USD.")


def test_every_limit_has_words(proposed):
    found = proposed()
    for binding in Binding:
        told = moves.left_out(found, replace(found.left_out[0], why=(binding,)))
        assert told.split(", but ")[1] not in ("", f"{binding}.")
