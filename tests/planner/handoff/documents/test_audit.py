"""The trail of decisions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.handoff.documents.audit import HEADINGS, Entry, read_trail, remembered, trail
from planner.handoff.workbook.cells import Sheet
from planner.handoff.workbook.csv import write_csv
from planner.proposal.decisions import Decision, Decisions

WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LATER = WHEN + timedelta(days=1)
APPROVED = Decision(0, "approve", 1, "Mia", "fine")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=8)


@pytest.fixture
def entries(proposed):
    def make(*decisions: Decision, when=WHEN, earlier=()) -> tuple[Entry, ...]:
        return trail(proposed(decisions=Decisions(decisions, "decided.csv")), when, earlier)

    return make


@pytest.fixture
def written(tmp_path):
    """Write a trail as it is handed off."""

    def write(found):
        table = [HEADINGS, *(list(vars(each).values()) for each in found)]
        write_csv([Sheet("assignment-audit", (), table, ())], tmp_path)
        return tmp_path / "assignment-audit.csv"

    return write


def test_a_decision_is_an_entry_with_who_when_and_on_which_lists(entries):
    (found,) = entries(APPROVED)
    assert found.when == "2026-11-02T09:30:00Z"
    assert (found.decision, found.account) == ("approve", "Acme")
    assert (found.before, found.after) == ("Ana", "Bo")
    assert (found.by, found.note) == ("Mia", "fine")
    assert len(found.lists) == 64


def test_a_decision_that_a_list_keeps_by_name_alone_has_who_and_why_of_the_trail(entries, proposed):
    refused, approved = Decision(9, "reject", 2, "Mia", "too far"), Decision(0, "approve", 1, "Bea")
    earlier = entries(refused, APPROVED)
    bare = replace(refused, by="", note="")
    found = remembered(proposed(decisions=Decisions((bare, approved), "decided.csv")), earlier)
    assert found.decisions.all == (refused, approved)
    other = Decision(9, "reject", 3)
    found = remembered(proposed(decisions=Decisions((other,), "decided.csv")), earlier)
    assert found.decisions.all == (other,)
    assert trail(found, LATER, earlier)[:2] == earlier


def test_times_are_in_utc(entries):
    (found,) = entries(APPROVED, when=WHEN.astimezone(timezone(timedelta(hours=5))))
    assert found.when == "2026-11-02T09:30:00Z"


def test_earlier_entries_stay_and_new_ones_follow(entries):
    first = entries(APPROVED)
    lock = Decision(5, "lock", -1)
    found = entries(APPROVED, lock, when=LATER, earlier=first)
    assert found[:1] == first
    assert [(each.decision, each.after) for each in found[1:]] == [("lock", "")]
    assert entries(APPROVED, lock, when=LATER, earlier=found) == found


def test_another_decision_on_the_same_or_another_person_for_it_is_a_new_entry(entries):
    first = entries(APPROVED)
    rejected = Decision(0, "reject", 1, "Mia", "fine")
    found = entries(rejected, when=LATER, earlier=first)
    assert [each.decision for each in found] == ["approve", "reject"]
    back = entries(APPROVED, when=LATER, earlier=found)
    assert [each.decision for each in back] == ["approve", "reject", "approve"]
    other = entries(Decision(0, "reject", 2), when=LATER, earlier=first)
    assert [each.after for each in other] == ["Bo", "O'Neil, Cy"]


def test_what_was_said_before_need_not_be_said_again(entries):
    first = entries(Decision(0, "reject", 1, "Mia", "no"))
    assert entries(Decision(0, "reject", 1), when=LATER, earlier=first) == first
    changed = entries(Decision(0, "reject", 1, "Mia", "still no"), when=LATER, earlier=first)
    assert [each.note for each in changed] == ["no", "still no"]


def test_a_trail_reads_back_as_it_was_written(entries, written):
    hostile = Decision(3, "reject", 3, '=HYPERLINK("x")', 'a "quote", a\nline; \'=1')
    found = entries(APPROVED, hostile)
    path = written(found)
    assert "\n=" not in path.read_text(encoding="utf-8-sig")
    assert read_trail(path) == found


@given(note=TEXT)
def test_notes_of_any_kind_come_back(tmp_path_factory, note):
    path = tmp_path_factory.mktemp("trail")
    entry = Entry("2026-11-02T09:30:00Z", "reject", "Acme", "Ana", "Bo", "Mia", note, "0" * 64)
    write_csv([Sheet("audit", (), [HEADINGS, list(vars(entry).values())], ())], path)
    assert read_trail(path / "audit.csv") == (entry,)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"account,decision\nAcme,approve\n",
        ",".join(HEADINGS).encode() + b"\none,two\n",
        ",".join(HEADINGS).encode() + b'\n"not closed',
    ],
)
def test_what_is_no_trail_is_read_as_none(tmp_path, content):
    path = tmp_path / "audit.csv"
    path.write_bytes(content)
    assert read_trail(path) == ()
    assert read_trail(tmp_path / "none.csv") == ()
