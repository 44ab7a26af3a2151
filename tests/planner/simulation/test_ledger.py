"""What was paid for is still there after any end of the process that paid."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import planner
from planner.simulation.ledger import DamagedError, InUseError, Ledger, Run, mended
from planner.simulation.phase import Phase

NUMBERS = st.floats(allow_nan=True, allow_infinity=True)


def run(value: float) -> Run:
    """Two metrics, and one series of three months."""
    observed = np.array([value, 2.0 * value])
    return Run(observed, observed / 10.0, np.array([[value, 0.0, -value]]))


def runs(ledger: Ledger, phase: Phase = Phase.SELECT, policy: str = "lean") -> list[float]:
    """The first metric of every run that :func:`run` wrote."""
    return [each.observed[0] for each in ledger.runs(phase, policy, 2, 1)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "runs.sqlite"


@pytest.fixture
def ledger(path):
    opened = Ledger(path)
    yield opened
    opened.close()


# ---- Runs ----------------------------------------------------------------------------------------


@st.composite
def any_runs(draw):
    metrics = draw(st.integers(1, 4))
    shape = draw(st.just((0, 0)) | array_shapes(min_dims=2, max_dims=2, max_side=4))
    observed, luck = (draw(arrays(float, metrics, elements=NUMBERS)) for _ in range(2))
    return Run(observed, luck, draw(arrays(float, shape, elements=NUMBERS)))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_=any_runs(), policy=st.text(max_size=5))
def test_a_run_comes_back_to_the_last_bit(ledger, given_, policy):
    ledger.add(Phase.SELECT, 0, [(policy, given_)])
    series = given_.series.shape[0] or 1
    (found,) = ledger.runs(Phase.SELECT, policy, given_.observed.size, series)
    assert found.observed.tobytes() == given_.observed.tobytes()
    assert found.control.tobytes() == given_.control.tobytes()
    assert found.series.tobytes() == given_.series.tobytes()
    if given_.series.size:
        assert found.series.shape == given_.series.shape


def test_runs_come_in_the_order_of_replications(ledger):
    for replication in (2, 10, 0, 1, 9, *range(3, 9)):
        ledger.add(Phase.SELECT, replication, [("lean", run(float(replication)))])
    assert runs(ledger) == list(range(11))


def test_runs_beyond_the_first_missing_are_not_used(ledger):
    for replication in (0, 1, 3, 4):
        ledger.add(Phase.SELECT, replication, [("lean", run(float(replication)))])
    assert runs(ledger) == [0.0, 1.0]
    ledger.add(Phase.SELECT, 2, [("lean", run(2.0))])
    assert runs(ledger) == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_without_the_first_replication_there_are_no_runs(ledger):
    ledger.add(Phase.SELECT, 1, [("lean", run(1.0))])
    assert runs(ledger) == []


def test_phases_and_policies_do_not_mix(ledger):
    for place, phase in enumerate(Phase):
        ledger.add(phase, 0, [("lean", run(10.0 + place)), ("Lean", run(20.0 + place))])
    for place, phase in enumerate(Phase):
        assert runs(ledger, phase, "lean") == [10.0 + place]
        assert runs(ledger, phase, "Lean") == [20.0 + place]
        assert runs(ledger, phase, "leaner") == []


def test_a_run_that_is_booked_again_is_there_once(ledger):
    for value in (1.0, 2.0):
        ledger.add(Phase.SELECT, 0, [("lean", run(value))])
    assert runs(ledger) == [2.0]


def test_a_replication_is_booked_wholly_or_not_at_all(ledger):
    unfit = Run(np.array(["no number", "at all"]), np.zeros(2), np.zeros((1, 3)))
    with pytest.raises(ValueError, match="could not convert"):
        ledger.add(Phase.SELECT, 0, [("lean", run(1.0)), ("rich", unfit)])
    ledger.note("still", "writing")
    assert runs(ledger) == []


def test_a_ledger_in_memory_is_one_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one, other = Ledger(), Ledger()
    one.add(Phase.SELECT, 0, [("lean", run(1.0))])
    assert (runs(one), runs(other)) == ([1.0], [])
    one.close()
    other.close()
    assert list(tmp_path.iterdir()) == []


# ---- Notes ---------------------------------------------------------------------------------------


def test_notes_are_remembered_until_they_are_changed(ledger, path):
    assert ledger.noted("identity") is None
    ledger.note("identity", "one")
    ledger.note("Identity", "ünlike")
    ledger.note("identity", "two")
    assert (ledger.noted("identity"), ledger.noted("Identity")) == ("two", "ünlike")
    ledger.close()
    again = Ledger(path)
    assert (again.noted("identity"), again.noted("Identity")) == ("two", "ünlike")
    assert again.noted("other") is None
    again.close()


# ---- One process at a time -----------------------------------------------------------------------


@pytest.fixture
def elsewhere(path):
    """Have another process execute lines with a ``ledger`` of this file; it writes to stdout."""
    prelude = f"""
import os, signal, sys
import numpy as np
from pathlib import Path
from planner.simulation.ledger import InUseError, Ledger, Run
from planner.simulation.phase import Phase

def run(value):
    observed = np.array([value, 2.0 * value])
    return Run(observed, observed / 10.0, np.array([[value, 0.0, -value]]))

try:
    ledger = Ledger(Path({str(path)!r}))
except InUseError:
    print("in use", flush=True)
    sys.exit()
"""
    root = str(Path(planner.__file__).parent.parent)
    started = []

    def begin(lines: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", prelude + lines],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": root},
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_a_ledger_has_one_writer_until_it_is_closed(path, ledger):
    with pytest.raises(InUseError):
        Ledger(path)
    ledger.note("still", "writing")
    ledger.close()
    second = Ledger(path)
    assert second.noted("still") == "writing"
    with pytest.raises(InUseError):
        Ledger(path)
    second.close()


def test_another_process_is_kept_out_until_the_first_has_closed(ledger, elsewhere):
    assert elsewhere("").communicate()[0] == "in use\n"
    ledger.close()
    assert elsewhere("print('mine')").communicate()[0] == "mine\n"


def test_this_process_is_kept_out_while_another_lives(path, elsewhere):
    other = elsewhere("print('open', flush=True); sys.stdin.readline()")
    assert other.stdout.readline() == "open\n"
    with pytest.raises(InUseError):
        Ledger(path)
    other.communicate("end\n")
    Ledger(path).close()


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_what_a_killed_process_has_booked_is_there(path, elsewhere, end):
    elsewhere(
        "for replication in range(3):\n"
        "    ledger.add(Phase.SELECT, replication, [('lean', run(float(replication)))])\n"
        f"ledger.note('identity', 'one')\n{end}"
    ).communicate()
    again = Ledger(path)
    assert runs(again) == [0.0, 1.0, 2.0]
    assert again.noted("identity") == "one"
    again.close()


def test_a_process_that_is_killed_at_any_point_loses_nothing_it_was_told_is_booked(path, elsewhere):
    other = elsewhere(
        "for replication in range(100_000):\n"
        "    both = [('lean', run(float(replication))), ('rich', run(-1.0))]\n"
        "    ledger.add(Phase.SELECT, replication, both)\n"
        "    print(replication, flush=True)"
    )
    booked = [int(other.stdout.readline()) for _ in range(40)]
    os.kill(other.pid, signal.SIGKILL)
    booked += [int(line) for line in other.stdout if line.endswith("\n")]
    other.wait()
    again = Ledger(path)
    found = runs(again)
    assert found == list(range(len(found)))
    assert len(booked) <= len(found) <= len(booked) + 1
    assert len(runs(again, policy="rich")) == len(found)
    again.close()


# ---- Damage --------------------------------------------------------------------------------------


@pytest.fixture
def filled(path) -> Path:
    """A ledger of 40 runs on several pages of its file, and a note."""
    ledger = Ledger(path)
    ledger.note("identity", "one")
    for replication in range(40):
        series = np.full((1, 100), float(replication))
        ledger.add(Phase.SELECT, replication, [("lean", replace(run(replication), series=series))])
    ledger.close()
    return path


def zeroed_tail(path: Path) -> None:
    content = path.read_bytes()
    tail = len(content) // 7
    path.write_bytes(content[:-tail] + bytes(tail))


def changed_number(path: Path) -> None:
    """One bit of one number, of which SQLite takes no notice."""
    number = np.array([17.0]).astype("<f8").tobytes()
    content = bytearray(path.read_bytes())
    content[content.index(number * 50) + 6] ^= 1
    path.write_bytes(content)


def execute(statement: str, *values: object) -> Callable[[Path], None]:
    def run_on(path: Path) -> None:
        with closing(sqlite3.connect(path)) as file:
            file.execute(statement, values)
            file.commit()

    return run_on


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


ONE = "where replication = 17"
DAMAGES = {
    "zeroed tail": (zeroed_tail, "database disk image is malformed", range(32, 40)),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:9000]), "malformed", None),
    "changed number": (changed_number, "not what was written: 1", [17]),
    "short": (execute(f"update runs set numbers = x'0102' {ONE}"), "written: 1", [17]),
    "text": (execute(f"update runs set numbers = 'noise' {ONE}"), "written: 1", [17]),
    "number": (execute(f"update runs set numbers = 4 {ONE}"), "written: 1", [17]),
    "no text": (execute(f"update runs set policy = x'ff' {ONE}"), "written: 1", [17]),
    "note": (execute("update about set value = '2' where key = 'identity'"), "written: 1", None),
    "other columns": (
        execute("alter table runs drop column seal"),
        "no such column: seal",
        range(40),
    ),
    "other tables": (execute("drop table runs"), None, range(40)),
    "noise": (lambda path: path.write_bytes(b"noise" * 999), "file is not a database", None),
    "folder": (folder, "a folder in its place", None),
}
"""What is done to a ledger, what is said, and which runs may be lost; None for all, and notes."""


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_is_named_and_set_aside_and_sound_runs_are_kept(filled, damage, caplog):
    do, said, lost = DAMAGES[damage]
    do(filled)
    if said:
        with pytest.raises(DamagedError, match=said):
            Ledger(filled)
    ledger = mended(filled)
    kept = dict(ledger._file.execute("select replication, numbers from runs"))
    for replication, numbers in kept.items():
        assert np.frombuffer(numbers)[0] == replication
        assert (np.frombuffer(numbers)[4:] == replication).all()
    assert ledger.noted("identity") == (None if lost is None else "one")
    assert set(range(40)) - kept.keys() <= set(range(40) if lost is None else lost)
    ledger.add(Phase.SELECT, 17, [("lean", run(17.0))])
    ledger.close()
    Ledger(filled).close()
    aside = filled.with_name("runs.sqlite.damaged-1")
    assert aside.exists() == bool(said)
    if said:
        assert f"{filled}: damaged (" in caplog.text and said in caplog.text
        assert f"set aside as {aside.name}" in caplog.text


def test_a_full_disk_is_told_as_of_any_other_file(path, ledger):
    ledger._file.execute("pragma max_page_count = 4")  # SQLite's own full disk
    with pytest.raises(OSError, match="database or disk is full") as error:
        for replication in range(100):
            ledger.add(Phase.SELECT, replication, [("lean", run(1.0))])
    assert error.value.filename == str(path)
    assert not isinstance(error.value, DamagedError)


def test_what_was_booked_before_the_disk_was_full_is_there(path, ledger):
    ledger._file.execute("pragma max_page_count = 5")
    booked = 0
    with pytest.raises(OSError, match="full"):
        while True:
            ledger.add(Phase.SELECT, booked, [("lean", run(float(booked)))])
            booked += 1
    ledger.close()
    again = Ledger(path)
    assert runs(again) == list(range(booked)) and booked > 0
    again.close()


def test_notes_that_do_not_hold_where_runs_are_missing_go_with_the_damage(filled):
    ledger = Ledger(filled)
    ledger.note("finished", "yes")
    ledger.close()
    changed_number(filled)
    ledger = mended(filled, void=("finished",))
    assert (ledger.noted("identity"), ledger.noted("finished")) == ("one", None)
    ledger.close()


def test_damaged_ledgers_are_numbered_and_none_is_deleted(path):
    for number in (1, 2):
        path.write_text(f"noise {number}")
        mended(path).close()
        path.unlink()
    assert [path.with_name(f"{path.name}.damaged-{n}").read_text() for n in (1, 2)] == [
        "noise 1",
        "noise 2",
    ]
