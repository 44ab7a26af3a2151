"""Every run that was paid for, on disk: a search that was killed goes on where it stood.

An SQLite file, to which one process at a time may write; each entry is there wholly or not at all,
and under a seal, as SQLite itself does not see that a disk has changed a number.
"""

import errno
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from planner.simulation.damage import set_aside
from planner.simulation.phase import Phase

LEDGER = "runs.sqlite"

_TABLES = """
create table if not exists about (key text primary key, value text not null, seal integer not null);
create table if not exists runs (
    phase integer, policy text, replication integer, numbers blob not null, seal integer not null,
    primary key (phase, policy, replication)
) without rowid;
"""
_NOTES = "select key, value, seal from about"
_RUNS = "select phase, policy, replication, numbers, seal from runs"
_ADD = "insert or replace into runs values (?, ?, ?, ?, ?)"
_COMPANIONS = ("-wal", "-shm")  # of SQLite
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


@dataclass(frozen=True)
class Run:
    """The record of one policy on one replication.

    Attributes:
        observed: the metrics as they happened, shape (metrics,).
        control: the control variate of each, shape (metrics,); 0 where there is none.
        series: month by month, shape (series, months).
    """

    observed: np.ndarray
    control: np.ndarray
    series: np.ndarray


class InUseError(Exception):
    """Another process writes to the ledger."""


class DamagedError(OSError):
    """The file is no ledger, or some of its entries are not what was written."""


class Ledger:
    """The runs of one problem.

    Args:
        path: of the file, made if there is none; or None for a ledger in memory.

    Raises:
        InUseError: another process has it open.
        DamagedError: the file is no ledger, or some of its entries are not what was written.
        OSError: the file cannot be opened, or not be written; methods that write raise it too.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        if path is not None and path.is_dir():
            raise DamagedError(errno.EISDIR, "a folder in its place", str(path))
        with self._named():
            self._file = _connected(path)
        try:
            with self._named():
                # The lock is taken by the first access and given back when the process ends.
                self._file.execute("pragma locking_mode = exclusive")
                self._file.execute("pragma journal_mode = wal")
                self._file.execute("pragma synchronous = normal")
                self._file.executescript(_TABLES)
                # Asks for leave to write, and changes nothing: who only reads leaves no trace.
                self._file.executescript("begin immediate; commit")
                entries = chain(_entries(self._file, _NOTES), _entries(self._file, _RUNS))
                unsound = sum(not sound for _, sound in entries)
            if unsound:
                found = f"entries that are not what was written: {unsound}"
                raise DamagedError(errno.EIO, found, str(path))
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        self._file.close()

    def note(self, key: str, value: str) -> None:
        """Remember a text."""
        self._write("insert or replace into about values (?, ?, ?)", [(key, value)])

    def noted(self, key: str) -> str | None:
        """The text remembered under ``key``, or None."""
        with self._named():
            row = self._file.execute("select value from about where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def add(self, phase: Phase, replication: int, runs: Iterable[tuple[str, Run]]) -> None:
        """Book runs of one replication, each with its policy's key."""
        rows = [(int(phase), policy, replication, _packed(run)) for policy, run in runs]
        self._write(_ADD, rows)

    def runs(self, phase: Phase, policy: str, metrics: int, series: int) -> list[Run]:
        """The runs of a policy on replications 0, 1, ... of a phase, up to the first missing."""
        with self._named():
            rows = self._file.execute(
                "select replication, numbers from runs where phase = ? and policy = ? "
                "order by replication",
                (int(phase), policy),
            ).fetchall()
        found: list[Run] = []
        for replication, numbers in rows:
            if replication != len(found):
                break
            found.append(_unpacked(numbers, metrics, series))
        return found

    def take_over(self, path: Path, void: Collection[str] = ()) -> None:
        """Copy all sound runs of a damaged ledger, as far as it can be read.

        Where a note is damaged none is copied: notes say what the runs are of.

        Args:
            void: keys of notes that do not hold where runs are missing, and are not copied.
        """
        with closing(_connected(path)) as damaged, suppress(sqlite3.DatabaseError):
            notes = list(_entries(damaged, _NOTES))
            if not all(sound for _, sound in notes):
                return
            for (key, value), _ in notes:
                if key not in void:
                    self.note(key, value)
            for order in ("", "desc"):  # from both ends, as neither passes what is broken
                with suppress(sqlite3.DatabaseError):
                    for run, sound in _entries(damaged, f"{_RUNS} order by phase {order}"):
                        if sound:
                            self._write(_ADD, [run])

    def _write(self, statement: str, entries: Iterable[tuple[Any, ...]]) -> None:
        with self._named():
            self._file.executemany(statement, [(*entry, _seal(entry)) for entry in entries])
            self._file.commit()

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say what SQLite says of the file in the words of other files."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = error.sqlite_errorcode & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise InUseError(str(error)) from None
            kind = DamagedError if code in _DAMAGE else OSError
            raise kind(errno.EIO, str(error), str(self._path)) from None


def mended(path: Path, void: Collection[str] = ()) -> Ledger:
    """The ledger at ``path``; one that is damaged is set aside, and what is sound in it kept.

    Args:
        void: keys of notes that do not hold where runs are missing, and go with the damage.

    Raises:
        InUseError: another process has it open.
        OSError: the file cannot be opened, written or set aside.
    """
    try:
        return Ledger(path)
    except DamagedError as error:
        kept = "The runs in it that are sound are kept; the others are made again."
        aside = set_aside(path, str(error.strerror), kept, _COMPANIONS)
    ledger = Ledger(path)
    if aside.is_file():
        ledger.take_over(aside, void)
    return ledger


def _connected(path: Path | None) -> sqlite3.Connection:
    file = sqlite3.connect(path or ":memory:", timeout=0.1)
    file.text_factory = lambda text: text.decode("utf-8", "replace")
    return file


def _entries(file: sqlite3.Connection, statement: str) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Entries without their seals, and whether each is what was written under its seal."""
    for *entry, seal in file.execute(statement):
        yield tuple(entry), seal == _seal(tuple(entry))


def _seal(entry: tuple[Any, ...]) -> int:
    """A check sum of an entry, whose last part is the longest."""
    *key, content = entry
    known = zlib.crc32(repr(key).encode("utf-8", "backslashreplace"))
    data = content if isinstance(content, bytes) else repr(content).encode("utf-8", "replace")
    return zlib.crc32(data, known)


def _packed(run: Run) -> bytes:
    return np.concatenate((run.observed, run.control, run.series.ravel())).astype("<f8").tobytes()


def _unpacked(numbers: bytes, metrics: int, series: int) -> Run:
    values = np.frombuffer(numbers, "<f8")
    return Run(
        values[:metrics],
        values[metrics : 2 * metrics],
        values[2 * metrics :].reshape(series, -1) if series else np.empty((0, 0)),
    )
