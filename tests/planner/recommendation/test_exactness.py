"""The same digits, however often a search was killed and whatever was in the folder before."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.names import RECOMMENDATION, REPORT, TABLES, WORKBOOK
from planner.results.manifest import MANIFEST
from planner.search.journal import JOURNAL
from planner.simulation.ledger import LEDGER
from planner.simulation.phase import Phase

pytestmark = pytest.mark.long

NURSERY = """
import json, os, signal, sys
from dataclasses import replace
import planner.commands.optimize, planner.search.proposers.process
from planner.cli import main
from planner.handoff.html import vega
from planner.search import kept
from planner.search.effort import FULL

screen, few = kept.screen, replace(FULL, first=int(sys.argv[2]))
kept.screen = lambda study, seed, jobs, effort: screen(study, seed, jobs=jobs, effort=few)
told = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
warm = ["simulate", sys.argv[1], "--replications", "2", "--jobs", "1", "--quiet"]
main(warm, "plan", standalone_mode=False)
vega.library()

for line in sys.stdin:
    program, arguments = json.loads(line)
    child = os.fork()
    if child == 0:
        signal.alarm(600)
        sys.argv = ["plan", *arguments]
        exec(program + "main()")
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=told)
"""
"""A program that begins a process for each line that it is told.

It has imported the planner, has machine code and the library of charts, and screens as these tests
do.
"""

KILLED = """
import os, signal
from pkgutil import resolve_name

owner, _, name = {method!r}.rpartition(".")
owner, left = resolve_name(owner), {count}
method = getattr(owner, name)

def killed(self, *arguments, **options):
    global left
    result = method(self, *arguments, **options)
    left -= {kind} in (None, arguments[0])
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result

setattr(owner, name, killed)
"""
"""What a program does that is killed at a moment of its own, so that no test is a race."""


@pytest.fixture
def end(study_file, tmp_path, glance) -> Iterator[Callable[..., int]]:
    """Run ``plan optimize`` on the tiny study as a process; its status, after no word of error."""
    study, errors = study_file(), tmp_path / "errors"

    with (
        errors.open("w") as stderr,
        subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(study), str(glance.keywords["effort"].first)],
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            bufsize=1,
        ) as nursery,
    ):

        def run(*options: str, before: str = "") -> int:
            arguments = ["optimize", str(study), "--quiet", *options]
            nursery.stdin.write(json.dumps([before, arguments]) + "\n")
            status = nursery.stdout.readline()
            assert errors.read_text() == ""
            return int(status)

        yield run


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "results" / "tiny"


@pytest.fixture
def expected(recommendation) -> bytes:
    """The document of a recommendation that nobody interrupted."""
    return (as_text(recommendation_document(recommendation)) + "\n").encode()


@dataclass(frozen=True)
class Moment:
    """When a process is killed: at the end of a call of ``method``, the ``count``-th of its kind.

    Attributes:
        kind: the first argument of such a call; None for any.
    """

    method: str
    count: int
    kind: Phase | None = None

    @property
    def program(self) -> str:
        """What sees to that."""
        kind = None if self.kind is None else int(self.kind)
        return KILLED.format(method=self.method, count=self.count, kind=kind)


MOMENTS = (
    Moment("planner.simulation.ledger.Ledger.add", 6, Phase.SEARCH),  # the first batch is begun
    Moment("optuna.trial.Trial.set_user_attr", 12),  # one of its trials is told, another in part
    Moment("planner.simulation.ledger.Ledger.add", 30, Phase.SELECT),
    Moment("planner.simulation.ledger.Ledger.add", 3, Phase.VALIDATE),
)


def test_killed_again_and_again_it_ends_with_the_same_bytes(end, folder, expected):
    for moment in MOMENTS:
        assert end("--jobs", "1", before=moment.program) == -signal.SIGKILL
        assert not (folder / RECOMMENDATION).exists()
    assert end("--jobs", "2") == 0
    assert (folder / RECOMMENDATION).read_bytes() == expected
    assert not (folder / "earlier-1").exists()

    before = (folder / JOURNAL).read_bytes()
    assert end("--fresh", "--jobs", "1") == 0
    assert (folder / RECOMMENDATION).read_bytes() == expected
    aside = {file.name: file for file in (folder / "earlier-1").iterdir()}
    written = {RECOMMENDATION, REPORT, WORKBOOK, TABLES, "artifacts"}
    assert aside.keys() == {LEDGER, JOURNAL, MANIFEST} | written
    assert aside[RECOMMENDATION].read_bytes() == expected
    assert aside[JOURNAL].read_bytes() == before
