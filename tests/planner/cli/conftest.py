"""The command line: what it says, where it says it, and how it exits.

The helpers are fixtures without state, as everywhere in these tests.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planner.cli import main


@pytest.fixture(scope="session")
def run_plan() -> Callable[..., Result]:
    """Run ``plan`` in this process, as wide as a terminal of 80 characters."""

    def run(*arguments: object, **options: str) -> Result:
        words = [str(each) for each in arguments]
        return CliRunner(env={"COLUMNS": "80"}).invoke(main, words, prog_name="plan", **options)

    return run


@pytest.fixture
def plan(run_plan, tmp_path, monkeypatch) -> Callable[..., Result]:
    """Run ``plan`` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return run_plan


@pytest.fixture
def plan_process(tmp_path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``plan`` as a program, as wide as a terminal of 80 characters."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        program = "import sys; sys.argv[0] = 'plan'; from planner.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-W", "error", "-c", program, *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            encoding="utf-8",
        )

    return run


@pytest.fixture(scope="session")
def strictly() -> Callable[[str], dict[str, Any]]:
    """The one object that a strict reader of JSON finds."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    def read(text: str) -> dict[str, Any]:
        document = json.loads(text, parse_constant=refuse)
        assert isinstance(document, dict)
        return document

    return read


@pytest.fixture(scope="session")
def assert_wrong_input() -> Callable[..., None]:
    """Exit status 2 and one line on the error stream, no traceback."""

    def check(result: Result, *words: str) -> None:
        assert isinstance(result.exception, SystemExit), result.exception
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1, result.stderr
        for word in words:
            assert word in result.stderr

    return check


@pytest.fixture(scope="session")
def files_in() -> Callable[[Path], dict[Path, bytes]]:
    """The files in a folder, and in the folders in it."""
    return lambda folder: {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@dataclass(frozen=True)
class Finished:
    """A folder in which a command has worked on tiny.toml, and what it said."""

    folder: Path
    result: Result


@pytest.fixture(scope="session")
def optimized(tmp_path_factory, tiny_study, run_plan) -> Finished:
    """A search from its beginning to its end. Tests that go on from there take a copy."""
    folder = tmp_path_factory.mktemp("optimized")
    shutil.copy(tiny_study.path, folder / "tiny.toml")
    with chdir(folder):
        return Finished(folder, run_plan("optimize", "tiny.toml", "--json", "--jobs", 1))


@pytest.fixture
def searched(plan, optimized, tmp_path) -> Path:
    """The results of that search in this test's folder, where the study is as well."""
    shutil.copytree(optimized.folder, tmp_path, dirs_exist_ok=True)
    return Path("results/tiny")


@pytest.fixture(scope="session")
def asked(tmp_path_factory, asking_study, run_plan) -> Finished:
    """What if, asked after a search."""
    folder = tmp_path_factory.mktemp("asked")
    shutil.copy(asking_study.path, folder / "tiny.toml")
    with chdir(folder):
        run_plan("optimize", "tiny.toml", "--quiet", "--jobs", 1)
        return Finished(folder, run_plan("whatif", "tiny.toml", "--json", "--jobs", 1))
