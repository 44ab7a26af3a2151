"""What the page of a proposal says."""

from dataclasses import replace

import pytest

from planner.handoff.report.assignment.content import assignment_content
from planner.handoff.report.assignment.heat import heat, level
from planner.proposal.conflicts import Conflict, Demand, Wants
from planner.proposal.decisions import Decision, Decisions


@pytest.fixture
def page_of():
    return lambda proposal: assignment_content(proposal, "plan assign again")


def test_the_figures_that_stand_out(proposed, page_of):
    cards = {each.name: each for each in page_of(proposed()).cards}
    assert (cards["gain over today"].value, cards["gain over today"].unit) == (
        "+83 K",
        "± 21 K USD",
    )
    assert cards["gain over today"].note == "simulated, handovers paid"
    assert cards["accounts that move"].value == "2"
    assert cards["placed"].value == "2"
    assert cards["work with all its skills"].value == "100 %"
    predicted = {each.name: each for each in page_of(proposed(gain=None)).cards}["gain over today"]
    assert (predicted.value, predicted.unit) == ("+78.2 K", "USD")
    assert predicted.note == "predicted, handovers paid"
    none = {each.name: each for each in page_of(proposed({})).cards}["gain over today"]
    assert (none.value, none.note) == ("none", "no move pays")


def test_every_move_is_told_with_its_reasons_and_of_many_the_first(proposed, page_of):
    found = proposed()
    moved, placed = page_of(found).changes
    assert [each.account for each in moved.rows] == ["Acme", "Barred"]
    assert [each.account for each in placed.rows] == ["Nobody's", "Left"]
    acme = moved.rows[0]
    assert acme.reasons[0] == "Ana lacks technical, which Bo has."
    assert (acme.value, acme.renewal, acme.ends) == ("120 K USD", "15 Dec 2026", ("Ana", "Bo"))
    assert placed.rows[0].ends == ("O'Neil, Cy",)
    many = page_of(replace(found, moves=found.moves * 60))
    assert [(len(each.rows), each.more) for each in many.changes] == [(100, 20), (100, 20)]
    assert page_of(replace(found, moves=())).changes == ()


def test_what_was_decided_is_a_short_table(proposed, page_of):
    assert page_of(proposed()).decided is None
    decided = (
        Decision(0, "approve", 1, "Mia", "they know Bo"),
        Decision(5, "lock", -1),
        Decision(9, "reject", 2, "Mia"),
    )
    assert page_of(proposed(decisions=Decisions(decided))).decided.rows == (
        ("Acme", "approved, Bo", "Mia", "they know Bo"),
        ("Kept", "locked, with Bo", "", ""),
        ("Barred", "not O'Neil, Cy", "Mia", ""),
    )


def test_the_heat_map_has_the_busiest_first(proposed):
    found = heat(proposed())
    assert [each.person for each in found.rows] == ["Bo", "Ana", "O'Neil, Cy", "=1+1"]
    assert found.rows[3].accounts == "0 → 1"
    assert [each.heading for each in found.rows[0].cells][2:4] == [
        "today, 60 to 90 days",
        "proposed, first 30 days",
    ]
    assert found.others == 0


def test_a_load_is_the_darker_the_more_it_is():
    loads = [0.0, 0.79, 0.8, 0.95, 1.0, 1.2, 1.3, float("inf")]
    assert [level(each) for each in loads] == [0, 0, 1, 2, 3, 4, 5, 5]


def test_the_chart_shows_half_widths_only_where_there_are_some(proposed, page_of):
    (chart,) = page_of(proposed()).charts
    rows = chart.spec["layer"][1]["data"]["values"] if "data" in chart.spec["layer"][1] else []
    rows = rows or chart.spec["data"]["values"]
    assert [each["moves"] for each in rows] == [0, 2]
    assert rows[1]["low"] == 62_200.0
    (chart,) = page_of(proposed(gain=None)).charts
    assert "low" not in str(chart.spec)
    found = proposed()
    assert page_of(replace(found, frontier=(found.point,), chosen=0)).charts == ()


def test_conflicts_have_a_place_of_their_own(proposed, page_of):
    needs = Demand(Wants.NEEDS, account=0)
    told = page_of(proposed(conflicts=[Conflict((needs,), ("technical",), (needs,))]))
    assert len(told.conflicts) == 1
    assert "Conflicts" not in told.sentences
    assert page_of(proposed()).conflicts == ()


def test_what_is_assumed_and_where_it_comes_from_is_there(proposed, page_of):
    told = page_of(proposed())
    assert "assign.handover_hours" in {row[0] for row in told.assumptions.rows}
    assert "SHA-256 of the lists" in {row[0] for row in told.provenance.rows}
    assert "illustrative" in told.illustrative
    assert told.left_out is not None
    assert page_of(replace(proposed(), left_out=())).left_out is None
