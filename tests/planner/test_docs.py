"""What the documentation says is what the program does."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planner.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "studies").glob("*.toml"))]

# A command on a line of its own, in a comment or not, where two spaces part it from what is said of
# it; or a command between backticks.
COMMANDS = re.compile(
    r"^[#\s]*plan (?P<line>[a-z]+(?: \S+)*?)(?:\s{2,}.*)?$|`plan (?P<quoted>[a-z][^`]*)`",
    re.MULTILINE,
)


def commands() -> list:
    """Every command that the documentation shows, with the file that does."""
    return [
        pytest.param(words, id=f"{document.name}: plan {words}")
        for document in DOCUMENTS
        for match in COMMANDS.finditer(document.read_text(encoding="utf-8"))
        for words in [match["line"] or match["quoted"]]
    ]


@pytest.mark.parametrize(
    ("study", "file"), [("growth", "study-fields.md"), ("access-example", "study-fields-access.md")]
)
def test_the_fields_of_a_study_are_documented_as_they_are(study, file):
    result = CliRunner().invoke(main, ["check", study, "--fields", "--markdown"])
    documented = (ROOT / "docs" / file).read_text(encoding="utf-8")
    assert result.stdout == documented, f"make docs rewrites docs/{file}"


def test_commands_are_found_in_the_examples():
    assert any("growth.toml" in each.id for each in commands())
    assert any("paper.toml" in each.id for each in commands())


@pytest.mark.parametrize("words", commands())
def test_a_command_that_is_shown_has_only_options_that_there_are(words):
    name, *arguments = shlex.split(words)
    assert name in main.commands
    context = click.Context(main, info_name="plan")
    try:
        main.commands[name].make_context(name, arguments, parent=context)
    except click.UsageError as error:
        pytest.fail(error.format_message())
