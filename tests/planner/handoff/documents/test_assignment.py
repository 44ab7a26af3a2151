"""The document of who looks after which account: strict JSON with the keys that were promised."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from planner.handoff.documents.assignment import assignment_document, lists_digest
from planner.handoff.documents.parts import as_text
from planner.proposal.conflicts import Conflict, Demand, Wants
from planner.proposal.decisions import Decision, Decisions

KEYS = {
    "study", "title", "digest", "lists", "remarks", "settings", "start", "seed", "replications",
    "phase", "confidence", "currency", "worth", "optimisation", "moves", "left_out", "accounts",
    "people", "newcomers", "today", "proposed", "frontier", "conflicts", "decisions", "versions",
}  # fmt: skip


@pytest.fixture
def parsed():
    def read(proposal):
        def refuse(constant: str) -> None:
            raise AssertionError(f"{constant} is not JSON")

        return json.loads(as_text(assignment_document(proposal)), parse_constant=refuse)

    return read


def test_its_keys_are_those_that_were_promised(proposed, parsed):
    assert parsed(proposed()).keys() == KEYS


def test_the_worth_is_predicted_simulated_and_net_of_handovers(proposed, parsed):
    found = parsed(proposed())["worth"]
    assert found == {
        "moves": 2,
        "placed": 2,
        "value_moved": 130_000.0,
        "handover": 800.0,
        "predicted": 79_000.0,
        "simulated": {"mean": 84_000.0, "half_width": 21_000.0},
        "net_predicted": 78_200.0,
        "net_simulated": {"mean": 83_200.0, "half_width": 21_000.0},
        "agree": True,
    }


def test_what_was_not_simulated_is_null(proposed, parsed):
    found = parsed(proposed(gain=None))
    worth = found["worth"]
    assert (worth["simulated"], worth["net_simulated"], worth["agree"]) == (None, None, None)
    assert found["replications"] == 0


def test_moves_have_people_by_name_and_every_reason_as_a_number(proposed, parsed):
    proposal = proposed()
    found = {each["account"]: each for each in parsed(proposal)["moves"]}
    (move,) = (each for each in proposal.moves if each.account == 0)
    assert found["Acme"] == {
        "account": "Acme",
        "from": "Ana",
        "to": "Bo",
        "together_with": ["Bolt"],
        "cost": move.cost,
        "stay": {"person": "Ana", "more": move.stay.more, "binding": []},
        "runner_up": {"person": "O'Neil, Cy", "more": move.runner_up.more, "binding": []},
        "lacked": ["technical"],
        "lacks": [],
        "decided": False,
    }
    assert found["Nobody's"]["from"] is None
    assert found["Nobody's"]["stay"] is None


def test_every_account_and_person_is_there(proposed, parsed):
    proposal = proposed()
    found = parsed(proposal)
    assert len(found["accounts"]) == 10
    left = found["accounts"][8]
    assert (left["account"], left["owner"], left["proposed"]) == ("Left", None, "=1+1")
    assert left["renewal"] == "2027-01-15"
    bo = found["people"][1]
    assert bo["today"]["load"] == proposal.today.load[1].tolist()
    assert bo["proposed"]["accounts"] == 4


def test_a_load_without_hours_is_null(proposed, parsed):
    found = proposed()
    hours = np.zeros_like(found.then.hours)
    busy = replace(found, then=replace(found.then, hours=hours))
    assert math.isinf(busy.then.load[0, 0])
    assert parsed(busy)["people"][0]["proposed"]["load"] == [None] * 3
    assert parsed(busy)["proposed"]["crunches"][0]["load"] is None


def test_conflicts_say_where_their_rows_stand(proposed, parsed):
    demand, limit = Demand(Wants.STAY, 5, 1), Demand(Wants.ACCOUNTS, person=2, amount=6.0)
    found = parsed(proposed(conflicts=[Conflict((demand, limit), (), (limit,))]))
    assert found["conflicts"] == [
        {
            "demands": [
                {"wants": "stay", "account": "Kept", "person": "Bo", "line": 7, "amount": None},
                {
                    "wants": "accounts",
                    "account": None,
                    "person": "O'Neil, Cy",
                    "line": 4,
                    "amount": 6.0,
                },
            ],
            "lacking": [],
            "given_up": [
                {
                    "wants": "accounts",
                    "account": None,
                    "person": "O'Neil, Cy",
                    "line": 4,
                    "amount": 6.0,
                }
            ],
        }
    ]


def test_the_frontier_marks_what_is_proposed(proposed, parsed):
    found = parsed(proposed())["frontier"]
    assert [each["chosen"] for each in found] == [False, True]


def test_decisions_are_there_with_who_made_them(proposed, parsed):
    decided = Decisions((Decision(0, "approve", 1, "Mia", "why not"),), "decided.csv")
    found = parsed(proposed(decisions=decided))["decisions"]
    assert found["file"] == "decided.csv"
    assert found["all"] == [
        {"account": "Acme", "decision": "approve", "person": "Bo", "by": "Mia", "note": "why not"}
    ]
    assert parsed(proposed())["decisions"] == {"file": None, "all": []}


def test_other_lists_have_another_digest(proposed):
    lists = proposed().lists
    first, second = lists.files
    other = replace(lists, files=(replace(first, digest="0" * 64), second))
    assert lists_digest(lists) != lists_digest(other)
