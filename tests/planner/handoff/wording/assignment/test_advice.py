"""A proposal in a leader's words: what to do, what it brings, and nothing surer than the data."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from planner.handoff.wording.assignment.advice import (
    advice,
    decide_command,
    headline,
    rests,
)
from planner.handoff.wording.assignment.worth import PERIOD, pays
from planner.proposal.proposal import formulated
from planner.simulation.estimate import Estimate

GENDERED = re.compile(r"\b(he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)


@pytest.fixture
def told(proposed):
    """The words of a proposal under a heading, on one line."""

    def words(heading: str, *args, **options) -> str:
        return " ".join(advice(proposed(*args, **options)).parts[heading])

    return words


def test_it_begins_with_what_to_do(told):
    expected = "Give 2 accounts to another person, and place the 2 that have nobody."
    assert told("To do") == expected


def test_what_it_brings_is_simulated_with_its_half_width_and_predicted_beside_it(told):
    words = told("Worth")
    assert words.startswith(
        "The moves bring +83 ± 21 K USD in renewals credited to the team (25 % of what is signed) "
        "in the coming year and from contracts then in force, handovers paid, over today's books, "
        "in which those that have nobody are placed likewise (64 fresh futures, each of which both "
        "have met)."
    )
    assert words.endswith("Predicted: +78.2 K USD, which agrees.")


def test_a_prediction_beyond_the_half_width_is_said_not_to_agree(told):
    words = told("Worth", predicted=200_000.0)
    assert "Predicted: +199 K USD, which does not agree" in words
    assert words.endswith("Go by what is simulated.")


def test_a_gain_that_may_as_well_be_nothing_is_not_worth_it(proposed, told):
    doubtful = Estimate(5_000.0, 21_000.0)
    assert not pays(proposed(gain=doubtful))
    assert told("To do", gain=doubtful) == (
        "Only place the 2 that have nobody: the 2 moves are not worth it."
    )
    words = told("Worth", gain=doubtful)
    assert "the moves are not shown to be worth it" in words


def test_without_anybody_to_place_nothing_is_to_be_done(proposed):
    found = proposed({"Acme": "Bo"}, gain=Estimate(5_000.0, 21_000.0))
    assert advice(found).parts["To do"] == (
        "Leave every account where it is: the one move is not worth it.",
    )


@pytest.fixture
def needing(proposed):
    """A proposal of moves that are all needed, and cost more than they bring."""

    def make(placed, needed, **options):
        found = proposed(placed, **options)
        few = proposed(needed, **options).frontier[1]
        loss = replace(few.worth, predicted=-2_000.0, simulated=None)
        return replace(found, frontier=(replace(few, worth=loss), found.point))

    return make


def test_moves_that_are_needed_are_not_called_worthless(needing):
    placed = {"Acme": "Bo", "Nobody's": "O'Neil, Cy"}
    found = needing(placed, placed, gain=None, predicted=-2_000.0)
    found = replace(found, frontier=found.frontier[:1], chosen=0)
    told = advice(found)
    assert told.parts["To do"] == (
        "Give 1 account to another person, and place the one that has nobody: this is needed so "
        "that groups are together.",
    )
    assert "not worth it" not in str(told) and "keep them" not in str(told)
    assert told.parts["Worth"][0].startswith("The move costs 2,400 USD in renewals")
    assert headline(found).endswith(f"groups are together (-2,400 USD predicted {PERIOD})")


def test_of_moves_that_do_not_pay_those_that_are_needed_stay(needing):
    found = needing({"Acme": "Bo", "Barred": "Ana"}, {"Barred": "Ana"}, gain=None, predicted=-1e5)
    assert advice(found).parts["To do"] == (
        "Give only the 1 account to another person that must go away from whom they must not be "
        "with: the other move is not worth it.",
    )
    last = advice(found).parts["Worth"][-1]
    assert last == "The move that is needed costs 2,400 USD, predicted."


def test_that_nothing_may_move_is_said_with_the_reason(proposed):
    found = proposed({})
    apart = {"locked": True, "parent": None, "never": ()}
    listed = tuple(each.model_copy(update=apart) for each in found.lists.accounts)
    lists = replace(found.lists, accounts=listed)
    locked = replace(found, made=formulated(found.study, lists, found.decisions))
    told = advice(locked)
    assert told.parts["To do"] == ("Leave every account where it is.",)
    (words,) = told.parts["Worth"]
    assert words == "No account may change its person: all 10 are locked."
    problem = replace(found.made.problem, most_moved=0)
    none = replace(found, made=replace(found.made, problem=problem))
    (words,) = advice(none).parts["Worth"]
    assert words == "No account may change its person: the setting assign.moves is 0."


def test_one_move_alone_is_one(proposed):
    (words, *_) = advice(proposed({"Acme": "Bo"})).parts["Worth"]
    assert words.startswith("The move brings +84 ± 21 K USD")
    assert "over today's books (64 fresh" in words


def test_a_loss_is_called_one(told):
    words = told("Worth", gain=Estimate(-50_000.0, 21_000.0))
    assert words.startswith("The moves cost 51 ± 21 K USD in renewals")
    assert "So today's books are better: keep them." in words


def test_what_was_not_simulated_is_said_to_be_predicted(proposed, told):
    words = told("Worth", gain=None)
    assert words.startswith("The moves bring +78.2 K USD")
    assert words.endswith("That is predicted; it was not simulated.")
    assert "±" not in words
    assert "half-width" not in told("How sure", gain=None)
    assert headline(proposed(gain=None)).endswith(f"+78.2 K USD predicted {PERIOD}")
    assert rests(proposed(gain=None)) == "Predicted; it was not simulated."


def test_a_proposal_without_moves_says_so(proposed):
    found = proposed({"Nobody's": "O'Neil, Cy", "Left": "=1+1"})
    assert headline(found) == "Place the 2 that have nobody; leave all others"
    assert advice(found).parts["Worth"] == (
        "No change of an account's person is predicted to bring more than it costs.",
    )
    one = advice(proposed({"Nobody's": "O'Neil, Cy"})).parts["To do"]
    assert one == ("Place the one that has nobody; leave all others.",)
    assert headline(proposed({})) == "Leave every account where it is"


def test_how_far_it_may_be_from_the_best_is_said(proposed, told):
    words = told("How sure")
    assert words.startswith("The proposal was sought by prices that stand for this money, as a")
    assert "no assignment within the limits is more than 100 USD better" in words
    assert "and from there by what is predicted, one move after the other" in words
    assert "Of the 2 proposals that were found, the one with the best prediction" in words
    assert "another assignment may bring more by the prediction or the simulation" in words
    found = proposed()
    best = replace(found.point, solution=replace(found.point.solution, optimal=True))
    optimal = replace(found, frontier=(found.frontier[0], best))
    assert "no assignment within the limits is better." in " ".join(
        advice(optimal).parts["How sure"]
    )
    fewer = replace(optimal, chosen=0)
    assert "no assignment with as few moves within" in " ".join(advice(fewer).parts["How sure"])


def test_nobody_has_a_gender(proposed):
    told = advice(proposed())
    words = " ".join(text for texts in told.parts.values() for text in texts)
    assert not GENDERED.search(f"{words} {told.headline}")


def test_remarks_on_the_lists_are_passed_on(proposed):
    found = proposed()
    first, *others = found.lists.remarks
    assert "Who Left" in first
    assert advice(found).remarks == (f"{first}.", *(f"{each}." for each in others))


def test_the_next_command_repeats_what_was_given_and_has_the_list_to_decide(proposed):
    found = proposed()
    again = decide_command(found, Path("results/assigning"), ("--team", "the team.csv"))
    assert again.startswith("plan assign ")
    assert "--team 'the team.csv' --decisions results/assigning/assignment.csv" in again
    assert "--results" not in again and "--seed" not in again
    other = decide_command(replace(found, seed=99), Path("else where/assigning"))
    assert "--results 'else where' --seed 99" in other


def test_far_fewer_moves_that_bring_nearly_as_much_are_told(proposed):
    found = proposed()
    fewer, best = found.frontier
    worth = replace(fewer.worth, moves=1, predicted=70_000.0)
    nearly = replace(found, frontier=(replace(fewer, worth=worth), best))
    told = " ".join(advice(nearly).parts["Worth"])
    assert told.endswith("A proposal of 1 move would bring +42 ± 21 K USD: see the frontier.")
    assert "see the frontier" not in " ".join(advice(found).parts["Worth"])


def test_a_prediction_is_told_to_be_too_high_or_too_low(told):
    assert "does not agree: it is too low by more than" in told("Worth", predicted=10_000.0)
    assert "does not agree: it is too high by more than" in told("Worth", predicted=300_000.0)
