"""A proposal in a leader's words: what to do, what it brings, and nothing surer than the data."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from planner.handoff.wording.assignment.advice import (
    advice,
    decide_command,
    headline,
    pays,
    period,
    rests,
)
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
    words = told("It brings")
    assert words.startswith(
        "The moves bring +83 ± 21 K USD in renewals credited to the team (25 % of what is signed) "
        "in the coming year, handovers paid, over today's books, in which those that have nobody "
        "are placed likewise (64 fresh futures, each of which both have met)."
    )
    assert words.endswith("Predicted: +78.2 K USD, which agrees.")


def test_a_prediction_beyond_the_half_width_is_said_not_to_agree(told):
    words = told("It brings", predicted=200_000.0)
    assert "Predicted: +199 K USD, which does not agree" in words
    assert words.endswith("Go by what is simulated.")


def test_a_gain_that_may_as_well_be_nothing_is_not_worth_it(proposed, told):
    doubtful = Estimate(5_000.0, 21_000.0)
    assert not pays(proposed(gain=doubtful))
    assert told("To do", gain=doubtful) == (
        "Only place the 2 that have nobody: the 2 moves are not worth it."
    )
    words = told("It brings", gain=doubtful)
    assert "today's books are as good, and the moves are not worth it" in words


def test_without_anybody_to_place_nothing_is_to_be_done(proposed):
    found = proposed({"Acme": "Bo"}, gain=Estimate(5_000.0, 21_000.0))
    assert advice(found).parts["To do"] == (
        "Leave every account where it is: the one move is not worth it.",
    )


def test_one_move_alone_is_one(proposed):
    (words, *_) = advice(proposed({"Acme": "Bo"})).parts["It brings"]
    assert words.startswith("The move brings +84 ± 21 K USD")
    assert "over today's books (64 fresh" in words


def test_a_loss_is_called_one(told):
    words = told("It brings", gain=Estimate(-50_000.0, 21_000.0))
    assert "So today's books are better: keep them." in words


def test_what_was_not_simulated_is_said_to_be_predicted(proposed, told):
    words = told("It brings", gain=None)
    assert words.startswith("The moves bring +78.2 K USD")
    assert words.endswith("That is predicted; it was not simulated.")
    assert "±" not in words
    assert "half-width" not in told("How sure", gain=None)
    assert headline(proposed(gain=None)).endswith("+78.2 K USD predicted in the coming year")
    assert rests(proposed(gain=None)) == "Predicted; it was not simulated."


def test_a_proposal_without_moves_says_so(proposed):
    found = proposed({"Nobody's": "O'Neil, Cy", "Left": "=1+1"})
    assert headline(found) == "Place the 2 that have nobody; leave all others"
    assert advice(found).parts["It brings"] == (
        "No change of an account's person is predicted to bring more than it costs.",
    )
    one = advice(proposed({"Nobody's": "O'Neil, Cy"})).parts["To do"]
    assert one == ("Place the one that has nobody; leave all others.",)
    assert headline(proposed({})) == "Leave every account where it is"


def test_how_far_it_may_be_from_the_best_is_said(proposed, told):
    assert "no assignment within the limits is more than 100 USD better" in told("How sure")
    found = proposed()
    best = replace(found.point, solution=replace(found.point.solution, optimal=True))
    optimal = replace(found, frontier=(found.frontier[0], best))
    assert "no assignment within the limits is better." in " ".join(
        advice(optimal).parts["How sure"]
    )
    fewer = replace(optimal, chosen=0)
    assert "no assignment with as few moves within" in " ".join(advice(fewer).parts["How sure"])


def test_long_contracts_have_their_last_renewal_named(proposed):
    found = proposed()
    first = found.lists.accounts[0].model_copy(update={"renewal": 14.5})
    lists = replace(found.lists, accounts=(first, *found.lists.accounts[1:]))
    terms = replace(found.made.terms, lists=lists)
    later = replace(found, made=replace(found.made, terms=terms))
    assert period(later) == "until every account has come up for renewal once, in January 2028"


def test_nobody_has_a_gender(proposed):
    told = advice(proposed())
    words = " ".join(text for texts in told.parts.values() for text in texts)
    assert not GENDERED.search(f"{words} {told.headline}")


def test_remarks_on_the_lists_are_passed_on(proposed):
    found = proposed()
    (remark,) = found.lists.remarks
    assert "Who Left" in remark
    assert advice(found).remarks == (f"{remark}.",)


def test_the_next_command_repeats_what_was_given_and_has_the_list_to_decide(proposed):
    found = proposed()
    again = decide_command(found, Path("results/assigning"), ("--team", "the team.csv"))
    assert again.startswith("plan assign ")
    assert "--team 'the team.csv' --decisions results/assigning/assignment.csv" in again
    assert "--results" not in again and "--seed" not in again
    other = decide_command(replace(found, seed=99), Path("else where/assigning"))
    assert "--results 'else where' --seed 99" in other
