"""What the documentation says is what the program does."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planner.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "studies").glob("*.toml")),
]

# A command on a line of its own, in a comment, behind a prompt or indented, with two spaces before
# what is said of it; or a command between backticks.
COMMANDS = re.compile(
    r"^[#$ ]+plan (?P<line>[a-z]+(?: \S+)*?)(?:\s{2,}.*)?$|`plan (?P<quoted>[a-z][^`]*)`",
    re.MULTILINE,
)


ANSWER = r"```console\n\$ plan optimize studies/growth\.toml\n(.*?)```"
"""What `plan optimize` prints of the case study, where a page shows it."""


def commands() -> list:
    """Every command that the documentation shows, with the file that does."""
    return [
        pytest.param(words, id=f"{document.name}: plan {words}")
        for document in DOCUMENTS
        for match in COMMANDS.finditer(_joined(document.read_text(encoding="utf-8")))
        for words in [match["line"] or match["quoted"]]
    ]


def _joined(text: str) -> str:
    """The text with commands that go on below as one line."""
    return re.sub(r"\\\n\s*", "", text)


@pytest.mark.parametrize(
    ("study", "file"), [("growth", "study-fields.md"), ("access-example", "study-fields-access.md")]
)
def test_the_fields_of_a_study_are_documented_as_they_are(study, file):
    result = CliRunner().invoke(main, ["check", study, "--fields", "--markdown"])
    documented = (ROOT / "docs" / file).read_text(encoding="utf-8")
    assert result.stdout == documented, f"make docs rewrites docs/{file}"


def test_the_losses_of_formulas_are_documented_as_they_were_found():
    page = (ROOT / "docs" / "formula-or-simulation.md").read_text(encoding="utf-8")
    found = json.loads((ROOT / "results" / "access" / "summary.json").read_text(encoding="utf-8"))
    for region in ("no_jump", "below_jump", "near_jump", "beyond_jump", None):
        group = found[f"sound_{region}" if region else "sound"]
        loss = group["of_best_profit"]
        assert (
            f"| {group['settings']} | {_percent(loss, 2)} | {100 * loss['largest_seen']:.0f} % | "
            f"{100 * group['best_profit_of_promised']:.0f} % |"
        ) in page
    for scale, group in found["by_scale"].items():
        assert (
            f"| {scale} | {_percent(group['of_promised_profit'], 1)} | "
            f"{100 * group['best_profit_of_promised']:.0f} % |"
        ) in page
    words = " ".join(page.split())
    worst = found["worst_sound"]
    assert f"the worst then lost {_percent({'mean': worst['loss']} | worst, 1)}" in words
    assert f"it is {_percent(found['thin']['of_promised_profit'], 1)}" in words
    assert (
        f"off by {100 * found['profit_expected_by_queueing_theory']['mean_error']:.1f} %" in words
    )


def test_what_people_change_is_documented_as_it_was_found():
    page = (ROOT / "docs" / "people.md").read_text(encoding="utf-8")
    results = ROOT / "results" / "experiments" / "people.json"
    found = json.loads(results.read_text(encoding="utf-8"))
    assert f"{found['futures']} futures" in page
    for name, case in found["dynamics"].items():
        lost, more = (
            f"{case[key]['mean'] / 1e3:,.0f} ± {case[key]['half_width'] / 1e3:,.0f}"
            for key in ("less_than_promised", "aware_brings_more")
        )
        assert f"| {name} | {lost} | {more} | " in page


def _percent(loss, digits):
    return f"{100 * loss['mean']:.{digits}f} ± {100 * loss['half_width']:.{digits}f} %"


@pytest.mark.long
def test_the_tutorial_shows_what_the_program_says():
    script = ROOT / "workshop" / "site" / "transcripts.py"
    command = [sys.executable, script, "--check", ROOT / "docs" / "tutorial.md"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not checked.returncode, f"make transcripts rewrites it\n{checked.stdout}"


def test_the_answer_is_the_same_wherever_it_is_shown():
    pages = (ROOT / "README.md", ROOT / "docs" / "how-to" / "read-the-answer.md")
    answers = [re.findall(ANSWER, page.read_text(encoding="utf-8"), re.DOTALL) for page in pages]
    assert answers[0] and answers[0] == answers[1]


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
