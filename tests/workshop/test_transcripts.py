"""Pages show what commands print, and only that."""

import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "workshop" / "site" / "transcripts.py"


@pytest.fixture(scope="module")
def transcripts() -> ModuleType:
    spec = spec_from_file_location("transcripts", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fence(*lines: str) -> str:
    return "\n".join(["before", "```console", *lines, "```", "after", ""])


def test_what_a_command_prints_takes_the_place_of_what_it_printed(transcripts, tmp_path):
    page = fence("$ echo new", "old", "older", "$ echo first \\", "  second")
    shown = fence("$ echo new", "new", "$ echo first \\", "  second", "first second")
    assert transcripts.anew(page, tmp_path) == shown
    assert transcripts.anew(shown, tmp_path) == shown


def test_three_dots_leave_as_many_lines_as_there_were(transcripts, tmp_path):
    page = fence("$ seq 9", "a", "b", "...")
    assert transcripts.anew(page, tmp_path) == fence("$ seq 9", "1", "2", "...")


def test_commands_of_a_page_see_what_those_before_have_left(transcripts, tmp_path):
    page = fence("$ touch left") + fence("$ ls")
    assert transcripts.anew(page, tmp_path) == fence("$ touch left") + fence("$ ls", "left")


def test_other_fences_stay(transcripts, tmp_path):
    page = fence().replace("console", "text")
    assert transcripts.anew(page, tmp_path) == page


def test_a_command_that_fails_ends_it(transcripts, tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        transcripts.anew(fence("$ false"), tmp_path)
