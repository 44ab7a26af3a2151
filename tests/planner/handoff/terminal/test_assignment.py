"""Who looks after which account, in the terminal."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.handoff.terminal.assignment import show_assignment
from planner.handoff.terminal.printing import CONSOLE
from planner.proposal.conflicts import Conflict, Demand, Wants

FILES = [Path("results/assigning") / name for name in ("assignment.csv", "assignment.html")]


@pytest.fixture
def lines(capsys, monkeypatch):
    """The lines of an answer in a terminal of so many columns."""

    def shown(proposal, width: int = 80, **options) -> list[str]:
        monkeypatch.setattr(CONSOLE, "_width", width)
        show_assignment(proposal, FILES, **options)
        return capsys.readouterr().out.splitlines()

    return shown


@pytest.fixture
def words(lines):
    """The same on one line."""

    def told(proposal, width: int = 200, **options) -> str:
        return " ".join(" ".join(lines(proposal, width, **options)).split())

    return told


def test_it_says_what_to_do_what_it_brings_and_what_to_do_next(proposed, words):
    told = words(proposed())
    assert told.startswith("To do Give 2 accounts to another person, and place the 2 that have")
    assert "Worth The moves bring +83 ± 21 K USD" in told
    assert "Wrote assignment.csv, assignment.html to results/assigning" in told
    assert "--decisions results/assigning/assignment.csv" in told


def test_moves_are_a_table_with_one_reason_each(proposed, words):
    told = words(proposed())
    assert "Acme Ana Bo Ana lacks technical" in told
    moved, placed = told.split("Placed, as nobody has them today:")
    assert "Nobody's O'Neil, Cy O'Neil, Cy has support" in placed
    assert "Barred Bo Ana" in moved and "Nobody's O'Neil" not in moved
    assert "would bring" not in moved


def test_all_reasons_and_what_is_not_moved_are_told_at_length(proposed, words):
    found = proposed()
    told = words(found, verbose=True)
    assert "Acme: Ana -> Bo Ana lacks technical, which Bo has." in told
    assert "With Ana the 2 of its group would bring" in told
    first = found.lists.accounts[found.left_out[0].account].account
    count = len(found.left_out)
    assert f"Not moved ({count} accounts, what would bring most first): {first}, " in told


def test_of_many_moves_and_people_the_first_are_shown(proposed, words):
    found = proposed()
    many = replace(found, moves=found.moves * 8)
    assert "Moves, those that bring most first (15 of 16; all with --verbose)" in words(many)
    assert "Placed, as nobody has them today (15 of 16; all" in words(many)
    assert "(15 of 16" not in words(many, verbose=True)


def test_people_with_most_work_come_first_with_both_loads(proposed, lines):
    told = lines(proposed())
    rows = [line.split() for line in told if line.count(" -> ") > 1]
    assert [row[0] for row in rows] == ["Bo", "Ana", "O'Neil,", "=1+1"]
    assert rows[3][1:7] == ["0", "->", "1", "0", "->", "23"]


def test_who_has_no_hours_has_a_short_cell_that_is_explained(proposed, lines):
    found = proposed()
    none = found.then.hours.copy()
    none[0] = 0.0
    told = lines(replace(found, then=replace(found.then, hours=none)))
    (row,) = (line for line in told if line.startswith(" Ana") and line.count(" -> ") > 1)
    assert row.count("-> -") == 3
    assert "-  work, and no hours for it" in told
    assert "-  work, and no hours for it" not in lines(found)


def test_proposals_with_fewer_moves_stand_beside_it(proposed, words):
    told = words(proposed())
    assert "0 2 0 +40 +42 ± 21 * 2 2 130 +78 +83 ± 21" in told
    alone = proposed()
    alone = replace(alone, frontier=(alone.point,), chosen=0)
    assert "With fewer moves" not in words(alone)


def test_conflicts_are_told_line_by_line(proposed, words):
    needs = Demand(Wants.NEEDS, account=0)
    found = proposed(conflicts=[Conflict((needs,), ("technical",), (needs,))])
    assert "Conflicts This cannot be: accounts.csv line 2, Acme needs technical" in words(found)
    assert "Conflicts" not in words(proposed())


def test_nothing_is_said_of_files_where_none_were_written(proposed, capsys):
    show_assignment(proposed(), [])
    told = capsys.readouterr().out
    assert "Wrote" not in told and "Next" not in told


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("verbose", [False, True])
def test_nothing_but_the_command_is_wider_than_the_terminal(proposed, lines, width, verbose):
    told = lines(proposed(), width, verbose=verbose)
    assert [line for line in told if len(line) > width and "plan assign" not in line] == []


def test_a_proposal_without_moves_has_no_table_of_them(proposed, words):
    assert "Moves, those" not in words(replace(proposed(), moves=()))
