"""Every run that was paid for, on disk: a search that was killed goes on where it stood.

An SQLite file, to which one process at a time may write; each entry is there wholly or not at all.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simmodel.streams import Phase

LEDGER = "runs.sqlite"

_TABLES = """
create table if not exists about (key text primary key, value text not null);
create table if not exists runs (
    phase integer, policy text, replication integer, numbers blob not null,
    primary key (phase, policy, replication)
) without rowid;
"""


@dataclass(frozen=True)
class Run:
    """What is kept of one policy on one replication.

    Attributes:
        observed: the metrics as they happened, shape (metrics,).
        luck: the part of each that was luck, shape (metrics,).
        series: month by month, shape (series, months).
    """

    observed: np.ndarray
    luck: np.ndarray
    series: np.ndarray


class InUseError(Exception):
    """Another process writes to the ledger."""


class DamagedError(Exception):
    """The file is no ledger, or cannot be written."""


class Ledger:
    """The runs of one problem.

    Args:
        path: of the file, made if there is none; or None for a ledger in memory.

    Raises:
        InUseError: another process has it open.
        DamagedError: the file is no ledger, or cannot be written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = sqlite3.connect(path or ":memory:", timeout=0.1)
        try:
            # The lock is taken by the first write and given back when the process ends.
            self._file.execute("pragma locking_mode = exclusive")
            self._file.execute("pragma journal_mode = wal")
            self._file.execute("pragma synchronous = normal")
            self._file.executescript(_TABLES)
            self._file.execute("insert or replace into about values ('opened', datetime('now'))")
            self._file.commit()
        except sqlite3.DatabaseError as error:
            self._file.close()
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise InUseError(str(error)) from None
            raise DamagedError(str(error)) from None

    def close(self) -> None:
        self._file.close()

    def note(self, key: str, value: str) -> None:
        """Remember a text."""
        self._file.execute("insert or replace into about values (?, ?)", (key, value))
        self._file.commit()

    def noted(self, key: str) -> str | None:
        """The text remembered under ``key``, or None."""
        row = self._file.execute("select value from about where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def add(self, phase: Phase, replication: int, runs: Iterable[tuple[str, Run]]) -> None:
        """Book runs of one replication, each with its policy's key."""
        rows = [(int(phase), policy, replication, _packed(run)) for policy, run in runs]
        self._file.executemany("insert or replace into runs values (?, ?, ?, ?)", rows)
        self._file.commit()

    def runs(self, phase: Phase, policy: str, metrics: int, series: int) -> list[Run]:
        """The runs of a policy on replications 0, 1, ... of a phase, up to the first missing."""
        rows = self._file.execute(
            "select replication, numbers from runs where phase = ? and policy = ? "
            "order by replication",
            (int(phase), policy),
        )
        found: list[Run] = []
        for replication, numbers in rows:
            if replication != len(found):
                break
            found.append(_unpacked(numbers, metrics, series))
        return found


def _packed(run: Run) -> bytes:
    return np.concatenate((run.observed, run.luck, run.series.ravel())).astype("<f8").tobytes()


def _unpacked(numbers: bytes, metrics: int, series: int) -> Run:
    values = np.frombuffer(numbers, "<f8")
    return Run(
        values[:metrics],
        values[metrics : 2 * metrics],
        values[2 * metrics :].reshape(series, -1) if series else np.empty((0, 0)),
    )
