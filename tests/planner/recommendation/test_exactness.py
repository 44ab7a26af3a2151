"""The same digits, however often a search was killed and whatever was in the folder before."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner.handoff import documents, dossier
from planner.handoff.files import RECOMMENDATION, REPORT, TABLES, WORKBOOK
from planner.search.record import JOURNAL
from planner.simulation.ledger import LEDGER
from simmodel.streams import Phase

ERRORS = "errors.txt"
PROGRAM = "import sys; sys.argv[0] = 'plan'; from planner.cli import main; main()"


@pytest.fixture
def start(study_file, tmp_path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start ``plan optimize`` on the tiny study as a program of its own."""
    study = study_file()
    started: list[subprocess.Popen[bytes]] = []

    def run(*options: str) -> subprocess.Popen[bytes]:
        with (tmp_path / ERRORS).open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, "optimize", str(study), "--quiet", *options],
                cwd=tmp_path,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def finish(start, tmp_path) -> Callable[..., None]:
    """Run the program to its end."""

    def run(*options: str) -> None:
        status = start(*options).wait(timeout=120)
        assert (status, (tmp_path / ERRORS).read_text()) == (0, "")

    return run


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "results" / "tiny"


@pytest.fixture
def expected(recommendation) -> bytes:
    """The document of a recommendation that nobody interrupted."""
    return (documents.as_text(dossier.recommendation(recommendation)) + "\n").encode()


def journal(folder: Path) -> int:
    """Its length in bytes."""
    file = folder / JOURNAL
    return file.stat().st_size if file.exists() else 0


def booked(phase: Phase, folder: Path) -> int:
    """The runs in the ledger, read from a copy as its owner lets nobody else in."""
    with TemporaryDirectory() as place:
        for name in (LEDGER, f"{LEDGER}-wal"):
            if (folder / name).exists():
                shutil.copyfile(folder / name, Path(place) / name)
        ledger = sqlite3.connect(Path(place) / LEDGER)
        try:
            query = "select count(*) from runs where phase = ?"
            return int(ledger.execute(query, (int(phase),)).fetchone()[0])
        except sqlite3.Error:  # copied while it was written
            return 0
        finally:
            ledger.close()


MOMENTS: tuple[tuple[Callable[[Path], int], int], ...] = (
    (partial(booked, Phase.SEARCH), 6),  # today's policy is known, the first batch begun
    (journal, 8_000),  # the first batch is being told, or the second asked for
    (partial(booked, Phase.SELECT), 30),
    (partial(booked, Phase.VALIDATE), 6),
)
"""When the process is killed: as soon as this has grown so large."""


@pytest.fixture
def kill_when(start, folder, tmp_path) -> Callable[[Callable[[Path], int], int], None]:
    """Start the program, and kill it when something has grown so large."""

    def run(size: Callable[[Path], int], large: int) -> None:
        process = start("--jobs", "1")
        deadline = time.monotonic() + 120
        while size(folder) < large:
            assert process.poll() is None, (tmp_path / ERRORS).read_text()
            assert time.monotonic() < deadline
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL

    return run


def test_killed_again_and_again_it_ends_with_the_same_bytes(kill_when, finish, folder, expected):
    for size, large in MOMENTS:
        kill_when(size, large)
        assert not (folder / RECOMMENDATION).exists()
    finish("--jobs", "2")
    assert (folder / RECOMMENDATION).read_bytes() == expected
    assert not (folder / "earlier-1").exists()

    before = (folder / JOURNAL).read_bytes()
    finish("--fresh", "--jobs", "1")
    assert (folder / RECOMMENDATION).read_bytes() == expected
    aside = {file.name: file for file in (folder / "earlier-1").iterdir()}
    written = {RECOMMENDATION, REPORT, WORKBOOK, TABLES, "artifacts"}
    assert aside.keys() == {LEDGER, JOURNAL} | written
    assert aside[RECOMMENDATION].read_bytes() == expected
    assert aside[JOURNAL].read_bytes() == before
