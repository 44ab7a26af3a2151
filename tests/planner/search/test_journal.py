"""A journal that is damaged is named and set aside, and the search finds its way again."""

import errno
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import optuna
import pytest

from planner.search.encoding import Encoding
from planner.search.journal import JOURNAL, DamagedError, recorded
from planner.search.optuna_space import directions, distributions
from planner.search.record import Record, Told
from planner.study.goals import Goal
from simmodel.decisions.choice import Choice
from simmodel.decisions.real import Real

CADENCE = Choice("cadence", ("monthly", "annual"), "name", "how often")
ENCODING = Encoding((CADENCE, Real("caf", 0.8, 1.4, "ratio", "how lean")))
BATCH = 3


def finished(folder: Path, encoding: Encoding = ENCODING, goals: tuple = ("objective",)) -> Record:
    space, maximised = distributions(encoding), [Goal(each, "maximise") for each in goals]
    record = Record(folder, "growth", space, directions(maximised))
    points = np.random.default_rng(1).random((BATCH, len(encoding.variables)))
    asked = [encoding.values(encoding.at(point)) for point in points]
    for number, values in enumerate(asked):
        if record.begun(number) is None:
            record.begin(number, values)
    told = [
        Told(tuple(each["caf"] for _ in goals), {"cost": -0.1}, {"policy": "lean"})
        for each in asked
    ]
    record.tell(0, told)
    return record


@pytest.fixture
def journal(tmp_path) -> Path:
    """The journal of three trials that were told."""
    finished(tmp_path)
    return tmp_path / JOURNAL


def trials(folder: Path) -> list:
    return [(each.params, each.values) for each in recorded(folder, "growth").trials]


def with_line(entry: bytes, place: int = 3) -> Callable[[Path], None]:
    def do(journal: Path) -> None:
        lines = journal.read_bytes().splitlines(keepends=True)
        lines.insert(place if place >= 0 else len(lines), entry + b"\n")
        journal.write_bytes(b"".join(lines))

    return do


def without(operation: int) -> Callable[[Path], None]:
    """Drop the first entry of an operation."""

    def do(journal: Path) -> None:
        lines = journal.read_bytes().splitlines(keepends=True)
        gone = next(n for n, each in enumerate(lines) if json.loads(each)["op_code"] == operation)
        journal.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))

    return do


def folder(journal: Path) -> None:
    journal.unlink()
    journal.mkdir()


LINES = {
    "half an entry": (b'{"op_code": 4, "worker', -1),
    "noise": (b"noise", 3),
    "blank": (b"", 3),
    "binary": (b"\x00\xff\xfe", 3),
    "not a dict": (b"[1, 2]", 3),
    "nested": (b"[" * 100_000, 3),
}
ENTRIES = {
    "unknown operation": with_line(b'{"op_code": 99, "worker_id": "x"}'),
    "no operation": with_line(b"{}"),
    "odd values": with_line(b'{"op_code": 4, "worker_id": 7, "study_id": 0}'),
}
TRIALS = {
    "a trial begun less": without(4),
    "a variable less": without(5),
}


def test_a_line_that_is_no_entry_is_named_by_its_number(journal, tmp_path):
    whole, before = journal.read_bytes(), trials(tmp_path)
    for entry, place in LINES.values():
        journal.write_bytes(whole)
        number = place + 1 if place >= 0 else whole.count(b"\n") + 1
        with_line(entry, place)(journal)
        with pytest.raises(DamagedError, match=f"line {number} is no entry"):
            recorded(tmp_path, "growth")
        finished(tmp_path)
        assert trials(tmp_path) == before


@pytest.mark.parametrize("damage", ENTRIES)
def test_entries_that_are_none_of_a_journal_are_damage(journal, tmp_path, damage):
    before = trials(tmp_path)
    ENTRIES[damage](journal)
    with pytest.raises(DamagedError, match="do not follow from each other"):
        recorded(tmp_path, "growth")
    finished(tmp_path)
    assert trials(tmp_path) == before


@pytest.mark.parametrize("damage", TRIALS)
def test_trials_that_lost_a_part_are_damage(journal, tmp_path, damage, caplog):
    before = trials(tmp_path)
    TRIALS[damage](journal)
    finished(tmp_path)
    assert "trials that this search has not made" in caplog.text
    assert trials(tmp_path) == before


def test_what_is_damaged_is_set_aside_as_it_was_and_said(journal, tmp_path, caplog):
    with_line(b"noise")(journal)
    damaged = journal.read_bytes()
    finished(tmp_path)
    aside = journal.with_name(f"{JOURNAL}.damaged-1")
    assert aside.read_bytes() == damaged
    assert caplog.messages == [
        f"{journal}: damaged (line 4 is no entry); set aside as {aside.name}. All finished runs "
        "are kept, and the search goes on from them."
    ]


@pytest.mark.parametrize("noise", [b"\xff\xfe\x00{", b"[" * 1000, b'{"op_code":5,"wor\0\0\0'])
def test_noise_without_an_end_of_line_is_set_aside_and_not_cut_off(journal, tmp_path, noise):
    before, whole = trials(tmp_path), journal.read_bytes()
    journal.write_bytes(whole + noise)
    finished(tmp_path)
    assert journal.with_name(f"{JOURNAL}.damaged-1").read_bytes() == whole + noise
    assert trials(tmp_path) == before


def test_a_folder_in_its_place_is_set_aside(journal, tmp_path, caplog):
    before = trials(tmp_path)
    folder(journal)
    with pytest.raises(DamagedError, match="a folder in its place"):
        recorded(tmp_path, "growth")
    finished(tmp_path)
    assert "a folder in its place" in caplog.text
    assert trials(tmp_path) == before


def test_a_journal_of_another_space_or_of_other_goals_is_no_journal_of_this_search(
    journal, tmp_path
):
    wider = Encoding((CADENCE, Real("caf", 0.8, 2.0, "ratio", "how lean")))
    finished(tmp_path, wider)
    assert journal.with_name(f"{JOURNAL}.damaged-1").exists()
    finished(tmp_path, wider, ("revenue", "cost"))
    assert journal.with_name(f"{JOURNAL}.damaged-2").exists()
    assert len(trials(tmp_path)) == BATCH


def test_a_sound_journal_is_left_alone(journal, tmp_path, caplog):
    whole = journal.read_bytes()
    finished(tmp_path)
    assert journal.read_bytes().startswith(whole)
    assert caplog.messages == []


def test_a_full_disk_names_the_journal(journal, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    record = finished(tmp_path)
    monkeypatch.setattr(optuna.storages.journal.JournalFileBackend, "append_logs", full)
    with pytest.raises(OSError, match="No space left on device") as error:
        record.begin(BATCH, record.begun(0))
    assert error.value.filename == str(journal)
