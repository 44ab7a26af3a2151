"""Help, and what a shell offers."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from planner.cli import main
from planner.study.examples import EXAMPLES
from simmodel.registry import MODELS

HEAVY = (
    "numpy",
    "scipy",
    "numba",
    "optuna",
    "optuna_dashboard",
    "pydantic",
    "pandas",
    "altair",
    "plotly",
    "vl_convert",
    "xlsxwriter",
    "jinja2",
    "joblib",
    "rich",
    "simpy",
)


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command(plan, flag):
    result = plan(flag)
    assert result.exit_code == 0
    for name, command in main.commands.items():
        assert f"  {name} " in result.stdout
        assert command.get_short_help_str(100).rstrip(".") in " ".join(result.stdout.split())


def test_every_example_is_named_beside_its_model(plan):
    said = plan("--help").stdout
    lines = re.sub(r",\n {10,}", ", ", said).splitlines()  # long lists go on below
    for path in EXAMPLES.glob("*.toml"):
        (line,) = (line for line in lines if re.search(rf"(^|\s){path.stem}(,|$)", line))
        assert line.split()[0] == tomllib.loads(path.read_text(encoding="utf-8"))["model"]


def test_a_new_study_may_be_of_any_model(plan):
    for model in MODELS:
        assert model in plan("init", "--help").stdout


@pytest.mark.parametrize("command", main.commands)
def test_every_command_has_help_with_words_for_every_option(plan, command):
    result = plan(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: plan {command} ")
    assert main.commands[command].help.splitlines()[0] in result.stdout
    for parameter in main.commands[command].params:
        if parameter.param_type_name == "option":
            assert parameter.help, parameter.name
            assert parameter.opts[0] in result.stdout


@pytest.mark.parametrize(
    "command", [name for name in main.commands if name not in ("init", "dashboard")]
)
def test_every_command_that_simulates_has_the_common_options(command):
    names = {name for each in main.commands[command].params for name in each.opts}
    assert {"--json", "--seed", "--jobs", "--quiet"} <= names


def test_the_version_is_that_of_the_package(plan):
    assert version("customer-success-planner") in plan("--version").stdout


@pytest.mark.parametrize("arguments", [["--help"], ["optimize", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    program = (
        "import sys\n"
        "from planner.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        f"sys.exit(' '.join(each for each in {HEAVY} if each in sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert "Usage:" in done.stdout
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("gro", {"growth", "growth-schedule"}),
        ("ti", {"tiny.toml"}),
        ("below/", {"below/other.toml"}),
        ("nothing", set()),
    ],
)
@pytest.mark.parametrize("command", ["check", "optimize", "dashboard"])
def test_a_shell_is_offered_examples_and_study_files(plan, study_file, command, begun, offered):
    path = study_file()
    Path("below").mkdir()
    shutil.copy(path, "below/other.toml")
    completion = ShellComplete(main, {}, "plan", "_PLAN_COMPLETE")
    found = completion.get_completions([command], begun)
    assert {each.value for each in found if each.type == "plain"} == offered
    assert [each.value for each in found if each.type == "dir"] == [begun]


def test_the_package_can_be_run_by_its_name():
    done = subprocess.run(
        [sys.executable, "-m", "planner", "--help"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: plan ")


def test_fields_are_shown_for_people_and_as_a_table(plan):
    people, table = plan("check", "--fields"), plan("check", "--fields", "--markdown")
    assert "facts.customers.at_start = 250  (customers)" in people.stdout
    assert "| `facts.customers.at_start` | customers |" in table.stdout
