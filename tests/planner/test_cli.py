"""The command line: what it says, where it says it, and how it exits."""

import errno
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from planner.cli import main
from planner.handoff.files import ANIMATION, RECOMMENDATION, REPORT, TABLES, WHATIF, WORKBOOK
from planner.recommendation.folder import opened
from planner.search.encoding import Encoding
from planner.search.journal import JOURNAL
from planner.search.record import Record
from planner.simulation.ledger import LEDGER
from planner.study.study import load_study
from simmodel.contract import PublishedCell
from simmodel.registry import load

ASKING = """
[whatif]
replications = 4
[whatif.facts]
"customers.arrivals_per_month" = { low = 1.5, high = 2.5 }
"renewal.slope" = { low = 0.107, high = 0.12 }
[whatif.investment]
shares = [0.3]
"""
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
IN_YEN = (
    ("value = 250_000.0", "value = 40_000_000.0"),
    ("annual_cost = 125_000.0", "annual_cost = 18_000_000.0"),
)


def run_plan(*arguments: object, **options: str) -> Result:
    """Run ``plan`` in this process, as wide as a terminal of 80 characters."""
    words = [str(each) for each in arguments]
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, words, prog_name="plan", **options)


@pytest.fixture
def plan(tmp_path, monkeypatch):
    """Run ``plan`` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return run_plan


@pytest.fixture
def plan_process(tmp_path):
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


def strictly(text: str) -> dict[str, Any]:
    """The one object that a strict reader of JSON finds."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    document = json.loads(text, parse_constant=refuse)
    assert isinstance(document, dict)
    return document


@dataclass(frozen=True)
class Finished:
    """A folder in which a command has worked on tiny.toml, and what it said."""

    folder: Path
    result: Result


@pytest.fixture(scope="module")
def optimized(tmp_path_factory, tiny_study) -> Finished:
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


@pytest.fixture(scope="module")
def asked(tmp_path_factory, tiny_study) -> Finished:
    """What if, asked after a search."""
    folder = tmp_path_factory.mktemp("asked")
    text = tiny_study.path.read_text(encoding="utf-8") + ASKING
    (folder / "tiny.toml").write_text(text, encoding="utf-8")
    with chdir(folder):
        run_plan("optimize", "tiny.toml", "--quiet", "--jobs", 1)
        return Finished(folder, run_plan("whatif", "tiny.toml", "--json", "--jobs", 1))


def assert_wrong_input(result: Result, *words: str) -> None:
    """Exit status 2 and one line on the error stream, no traceback."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1, result.stderr
    for word in words:
        assert word in result.stderr


# ---- Help ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command(plan, flag):
    result = plan(flag)
    assert result.exit_code == 0
    for name, command in main.commands.items():
        assert f"  {name} " in result.stdout
        assert command.get_short_help_str(100).rstrip(".") in " ".join(result.stdout.split())


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


# ---- Wrong input ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "simulate", "compare", "optimize", "watch", "whatif"])
def test_a_missing_study_is_refused(plan, command):
    assert_wrong_input(plan(command, "grwth"), "grwth", 'did you mean "growth"?')


@pytest.mark.parametrize("command", ["check", "simulate", "compare", "optimize", "watch", "whatif"])
def test_broken_toml_is_refused(plan, tmp_path, command):
    (tmp_path / "broken.toml").write_text('model = "journey"\nseed = 1,5\n')
    assert_wrong_input(plan(command, "broken.toml"), "broken.toml: line 2, column 9: not TOML")


@pytest.mark.parametrize("command", ["check", "simulate", "compare", "optimize", "watch", "whatif"])
def test_a_value_out_of_bounds_is_refused(plan, study_file, command):
    study_file(("seed = 7", "seed = -7"))
    assert_wrong_input(plan(command, "tiny.toml"), "tiny.toml: seed: found -7; allowed:")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("cadense=annual", ["--set: cadense: unknown key", 'did you mean "cadence"?']),
        ("cadence=anual", ["--set: cadence: found", 'did you mean "annual"?']),
        ("caf=0", ["--set: caf: found 0; allowed: a number from 0.1 to 10 (ratio)"]),
        ("caf", ['--set: found "caf"; allowed: NAME=VALUE']),
        ("hires=[1]", ["--set: hires has 1 numbers", "allowed: exactly 2 numbers"]),
        ("hires=[-9,0]", ["--set: hires takes the team of 3 to -6 in period 1"]),
    ],
)
def test_a_wrong_setting_is_refused(plan, study_file, setting, words):
    assert_wrong_input(plan("simulate", study_file(), "--set", setting), *words)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("basline", ['--policy: found "basline"', 'did you mean "baseline"?']),
        ("caf=many", ['--policy: caf: found "many"', "allowed: a number"]),
        ("caf=1.1 lean", ['--policy: found "lean"', "NAME=VALUE"]),
    ],
)
@pytest.mark.parametrize("command", ["compare", "watch"])
def test_a_wrong_policy_is_refused(plan, study_file, command, policy, words):
    assert_wrong_input(plan(command, study_file(), "--policy", policy), *words)


def test_a_study_with_nothing_to_decide_cannot_be_optimized(plan):
    assert_wrong_input(plan("optimize", "paper"), "decisions: found nothing to search; allowed:")


READING = ("frontier", "whatif", "watch", "dashboard")


@pytest.mark.parametrize("command", READING)
def test_without_a_search_nothing_is_read_made_or_searched(plan, study_file, tmp_path, command):
    study_file()
    result = plan(command, "tiny.toml", "--results", "our results", "--seed", 3)
    words = "found no search; run first: plan optimize tiny.toml --results 'our results' --seed 3\n"
    assert_wrong_input(result, f"{Path('our results/tiny')}: {words}")
    assert [each.name for each in tmp_path.iterdir()] == ["tiny.toml"]


def files_in(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("command", READING)
def test_the_search_of_another_seed_is_not_read_and_not_touched(plan, searched, command):
    before = files_in(searched)
    result = plan(command, "tiny.toml", "--seed", 3)
    assert_wrong_input(
        result,
        f"{searched}: found the finished search of seed 7, not 3; run first: "
        "plan optimize tiny.toml --seed 3\n",
    )
    assert files_in(searched) == before


@pytest.mark.parametrize("command", READING)
def test_the_search_of_a_study_before_it_was_changed_is_not_read(
    plan, study_file, searched, command
):
    before = files_in(searched)
    study_file(("annual_cost = 60_000.0", "annual_cost = 70_000.0"))
    result = plan(command, "tiny.toml")
    assert_wrong_input(result, "found the finished search of this study before it was changed;")
    assert files_in(searched) == before


def test_a_search_with_another_end_is_first_taken_to_it(plan, study_file, searched):
    study_file(("trials = 8", "trials = 9"))
    result = plan("frontier", "tiny.toml")
    assert_wrong_input(result, "not come to the end set for it; run first: plan optimize tiny.toml")


def test_the_command_that_is_printed_reads_the_search_as_it_is(
    plan, study_file, tmp_path, monkeypatch, tiny_study
):
    """With its folder, its seed and its quotes; without them it began another search."""
    path = study_file().rename(tmp_path / "our study.toml")
    done = plan("optimize", path.name, "--results", "hint", "--seed", 3, "--quiet", "--jobs", 1)
    said = [line.strip() for line in done.stdout.splitlines()]
    (command,) = (line for line in said if line.startswith("plan frontier"))

    def run(*_: object) -> None:
        raise AssertionError("simulated again")

    before = files_in(tmp_path)
    monkeypatch.setattr(tiny_study.model, "run", run)
    result = plan(*shlex.split(command)[1:])
    assert result.exit_code == 0, result.stderr
    assert "(seed 3)" in " ".join(result.stdout.split())
    assert files_in(tmp_path) == before


def test_a_search_that_would_replace_a_finished_one_is_refused_without_a_terminal(
    plan, study_file, searched
):
    before = files_in(searched)
    result = plan("optimize", "tiny.toml", "--seed", 3, "--quiet")
    assert_wrong_input(
        result,
        f"{searched}: found the finished search of seed 7, not 3, which would have to give way; "
        f"allowed: to start over and keep it in {searched / 'earlier-1'}: plan optimize tiny.toml "
        "--seed 3 --fresh; elsewhere: plan optimize tiny.toml --results results-2 --seed 3\n",
    )
    assert files_in(searched) == before


@pytest.mark.parametrize("answer", ["y\n", "n\n", "\n"])
def test_on_a_terminal_it_asks_and_no_is_the_default(plan, searched, monkeypatch, answer):
    before = files_in(searched)
    monkeypatch.setattr("planner.commands.recommending.on_terminal", lambda: True)
    result = plan("optimize", "tiny.toml", "--seed", 3, "--quiet", input=answer)
    question = f"{searched} holds the finished search of seed 7, not 3. Start over? It is kept in "
    assert question + f"{searched / 'earlier-1'} [y/N]: " in result.stderr
    aside = searched / "earlier-1"
    if answer == "y\n":
        assert result.exit_code == 0
        moved = {path.relative_to(aside): text for path, text in files_in(aside).items()}
        assert moved == {path.relative_to(searched): text for path, text in before.items()}
    else:
        assert result.exit_code == 2
        assert files_in(searched) == before


def test_an_unfinished_search_gives_way_with_a_word(plan, study_file, tiny_study):
    study_file()
    Path("results/tiny").mkdir(parents=True)
    opened(Path("results/tiny"), tiny_study, 3, fresh=False).close()
    result = plan("optimize", "tiny.toml", "--quiet")
    assert result.exit_code == 0
    words = "results/tiny held an unfinished search of seed 3, not 7; it is kept in"
    assert result.stderr == f"{words} results/tiny/earlier-1\n"


def test_two_studies_of_one_name_do_not_share_a_folder(plan, study_file, searched):
    before = files_in(searched)
    text = study_file(("at_start = 12", "at_start = 13")).read_text(encoding="utf-8")
    Path("other").mkdir()
    Path("other/tiny.toml").write_text(text, encoding="utf-8")
    words = f"{searched}: found the results of another study, tiny.toml"
    own = "plan optimize other/tiny.toml --results results-2\n"
    assert_wrong_input(plan("optimize", "other/tiny.toml"), words, "--fresh; elsewhere: " + own)
    for command in READING:
        assert_wrong_input(plan(command, "other/tiny.toml"), words + "; run first: " + own)
    watched = plan("watch", "other/tiny.toml", "--policy", "caf=1.2")
    assert_wrong_input(watched, words + "; allowed: --results results-2\n")
    assert files_in(searched) == before


def test_a_study_and_notes_in_the_folder_of_results_stay_there(plan, study_file, searched):
    """Edited and run again, the study was moved away together with the search."""
    study = searched / "tiny.toml"
    changed = study_file(("annual_cost = 60_000.0", "annual_cost = 70_000.0"))
    changed.rename(study)
    for name in ("notes.txt", "plan/our own.csv"):
        (searched / name).write_text("ours")
    result = plan("optimize", study, "--fresh", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert study.is_file()
    for name in ("notes.txt", "plan/our own.csv"):
        assert (searched / name).read_text() == "ours"
    assert (searched / "earlier-1" / WORKBOOK).is_file()
    assert not (searched / "earlier-1" / "notes.txt").exists()


def test_a_workbook_with_numbers_put_in_is_kept_when_it_is_written_anew(plan, searched):
    (searched / WORKBOOK).write_bytes(b"with other costs")
    result = plan("optimize", "tiny.toml", "--quiet")
    kept = searched / "plan-changed-1.xlsx"
    assert result.stderr == f"A file that was changed since it was written is kept as {kept}\n"
    assert kept.read_bytes() == b"with other costs"
    assert (searched / WORKBOOK).read_bytes().startswith(b"PK")
    assert plan("optimize", "tiny.toml", "--quiet").stderr == ""


def test_a_recommendation_that_cannot_be_read_is_refused(plan, searched):
    (searched / RECOMMENDATION).write_text('{"policy": {"caf": 0}}')
    result = plan("watch", "tiny.toml")
    assert_wrong_input(result, f"{RECOMMENDATION}: policy.caf: found 0; allowed: a number")


def test_nothing_is_written_for_a_study_that_is_refused(plan, tmp_path):
    plan("optimize", "paper")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["simulate"],
        ["simulate", "growth", "--replications", "1"],
        ["simulate", "growth", "--engine", "abacus"],
        ["simulate", "growth", "--seed", "-1"],
        ["simulate", "growth", "--jobs", "0"],
        ["simulate", "growth", "--sed", "1"],
        ["watch", "growth", "--replication", "-1"],
        ["reproduce", "journey", "access"],
        ["dance"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_refused(plan, arguments):
    result = plan(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr or "Usage: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_model_that_there_is_not_is_told_with_those_there_are(plan):
    result = plan("reproduce", "acess")
    assert (result.exit_code, result.stdout) == (2, "")
    words = " ".join(result.stderr.split())
    assert 'MODEL: found acess; allowed: journey, access; did you mean "access"?' in words


def test_what_follows_from_formulas_is_reproduced_with_its_figures(plan, tmp_path):
    result = plan("reproduce", "access", "--results", str(tmp_path), "--quiet")
    assert result.exit_code == 0
    assert "7 of 7 cells are within 1." in result.stdout
    drawn = sorted(path.name for path in (tmp_path / "access").iterdir())
    assert drawn == [f"figure-{number}{part}.png" for number in (2, 3, 4) for part in "ab"]
    for path in (tmp_path / "access").iterdir():
        assert path.read_bytes().startswith(b"\x89PNG")


DEAR = """
model = "access"
start = 2026-01-01
facts = {horizon_months = 6, warm_up_months = 6, servers = {monthly_cost = 400.0, at_start = 20}}
decisions = {new_customers = {low = 0.0, high = 60.0}, servers = {low = 0, high = 60}}

[search]
trials = 6
replications = 4
finalists = 2
first_stage = 5
select_replications = 20
validate_replications = 5
frontier_replications = 2
"""


def test_a_business_that_does_not_pay_is_told_so_and_not_to_operate(plan):
    Path("dear.toml").write_text(DEAR)
    result = plan("optimize", "dear.toml", "--quiet", "--json")
    assert result.exit_code == 0
    told = strictly(result.stdout)
    assert told["policy"]["servers"] == told["policy"]["new_customers"] == 0
    result = plan("optimize", "dear.toml", "--quiet")
    said = " ".join(result.stdout.split())
    assert "Go from 20 to 0 servers." in said
    assert "Settings new_customers 0, servers 0." in said
    assert "Not profitable to operate: by the formulas of the fluid model" in said
    assert "Not profitable to operate" in Path("results/dear/report.html").read_text()


def test_customers_who_turn_into_others_are_in_the_hand_offs(plan):
    cards = (Path(__file__).parents[2] / "studies" / "access-cards.toml").read_text()
    for key, months in (("horizon", 24), ("warm_up", 24)):
        assert f"{key}_months = {months}" in cards
        cards = cards.replace(f"{key}_months = {months}", f"{key}_months = 2")
    few = (
        "trials = 4\nreplications = 3\nfinalists = 2\nfirst_stage = 5\n"
        "select_replications = 8\nvalidate_replications = 4\nfrontier_replications = 2\nzone ="
    )
    Path("few.toml").write_text(cards.replace("zone =", few))
    result = plan("optimize", "few.toml", "--quiet")
    assert result.exit_code == 0, result.stderr
    report = Path("results/few", REPORT).read_text()
    assert "types.spenders.turns_denied.sleepers" in report


def test_a_study_without_scenarios_needs_policies_to_compare(plan, study_file):
    result = plan("compare", study_file())
    assert result.exit_code == 2
    assert "has no scenarios; say what to compare it with" in result.stderr


def test_the_baseline_alone_cannot_be_compared_and_the_reason_given_is_true(plan):
    result = plan("compare", "paper", "--policy", "baseline")
    assert result.exit_code == 2
    assert "--policy" in result.stderr
    assert "has no scenarios" not in result.stderr  # it has nine


def test_results_that_cannot_be_written_are_refused(plan, study_file):
    study_file()
    Path("results").mkdir()
    Path("results/tiny").write_text("a file where the folder of the study should be")
    result = plan("optimize", "tiny.toml", "--quiet")
    assert_wrong_input(result, "results")


def test_a_wrong_study_ends_the_program_with_one_line_and_no_traceback(plan_process, study_file):
    study_file(("caf = { low = 0.8, high = 1.4 }", "caf = { low = 1.4, high = 0.8 }"))
    done = plan_process("optimize", "tiny.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tiny.toml: decisions.caf: found low = 1.4 and high = 0.8")
    assert done.stderr.count("\n") == 1


# ---- For machines --------------------------------------------------------------------------------

COMMANDS = [
    pytest.param(["simulate", "tiny.toml", "--replications", "3"], id="simulate"),
    pytest.param(
        ["compare", "tiny.toml", "--policy", "caf=1.2", "--replications", "3"], id="compare"
    ),
    pytest.param(["optimize", "tiny.toml"], id="optimize"),
    pytest.param(["watch", "tiny.toml", "--policy", "caf=1.2", "--jobs", "1"], id="watch"),
]


@dataclass(frozen=True)
class Said:
    """What a command with one job says, by --json and --quiet."""

    arguments: Sequence[str]
    loud: Mapping[str, Result]
    quiet: Mapping[str, Result]


@pytest.fixture(scope="module", params=COMMANDS)
def said(request, optimized, tmp_path_factory) -> Said:
    """All that a command says, after a search."""
    folder = tmp_path_factory.mktemp("said")
    shutil.copytree(optimized.folder, folder, dirs_exist_ok=True)
    ways = {"people": (), "machines": ("--json",)}
    with chdir(folder):
        loud, quiet = (
            {who: run_plan(*request.param, "--jobs", 1, *way, *more) for who, way in ways.items()}
            for more in ((), ("--quiet",))
        )
    return Said(request.param, loud, quiet)


@pytest.mark.parametrize("arguments", [["check", "tiny.toml"], ["check", "--fields"]])
def test_a_check_for_machines_is_one_object(plan, study_file, arguments):
    study_file()
    result = plan(*arguments, "--json")
    assert result.exit_code == 0
    assert strictly(result.stdout)


def test_json_is_one_object_and_all_there_is_on_the_output(said):
    result = said.loud["machines"]
    assert result.exit_code == 0
    assert strictly(result.stdout)


def test_machines_are_told_the_currency_with_the_units_of_money(said):
    document = strictly(said.loud["machines"].stdout)
    assert ("money" in document.get("units", {}).values()) == (document.get("currency") == "USD")


def test_progress_goes_to_the_error_stream(said):
    loud, quiet = said.loud["machines"], said.quiet["machines"]
    assert re.search(r"^\w+: .*\d s$", loud.stderr, re.MULTILINE)  # a phase and how long it took
    assert quiet.stderr == ""
    assert quiet.stdout == loud.stdout


def test_answers_for_people_are_the_same_with_and_without_progress(said):
    loud, quiet = said.loud["people"], said.quiet["people"]
    assert (loud.exit_code, quiet.exit_code, quiet.stderr) == (0, 0, "")
    assert loud.stdout == quiet.stdout


def test_the_studys_seed_can_be_replaced(plan, searched, said):
    default = strictly(said.quiet["machines"].stdout)
    place = ["--results", "other"] if "optimize" in said.arguments else []
    same, other = (
        strictly(plan(*said.arguments, "--json", "--quiet", "--seed", seed, *where).stdout)
        for seed, where in ((7, []), (8, place))
    )
    assert (default["seed"], same["seed"], other["seed"]) == (7, 7, 8)
    assert same == default
    assert other | {"seed": 7} != default


def test_the_answer_does_not_depend_on_the_number_of_jobs(plan, study_file, said):
    study_file()
    two = plan(*said.arguments, "--json", "--jobs", 2)
    assert two.stdout == said.loud["machines"].stdout


def test_both_engines_simulate_the_same_metrics_and_series(plan, study_file):
    arguments = ("simulate", study_file(), "--replications", 3, "--json", "--set", "caf=1.2")
    kernel, simpy = (
        strictly(plan(*arguments, "--engine", engine).stdout) for engine in ("kernel", "simpy")
    )
    assert (kernel.pop("engine"), simpy.pop("engine")) == ("kernel", "simpy")
    assert kernel == simpy


def test_settings_change_todays_policy(plan, study_file):
    arguments = ("--set", "caf=1.25", "--set", "cadence=monthly", "--replications", 2, "--json")
    document = strictly(plan("simulate", study_file(), *arguments).stdout)
    assert document["policy"] == {"cadence": "monthly", "caf": 1.25, "automation": 0.0}
    assert document["replications"] == 2


def test_facts_are_set_beside_the_policy_and_said(plan, study_file):
    arguments = ("simulate", study_file(), "--replications", 2, "--set", "team.annual_cost=70_000")
    document = strictly(plan(*arguments, "--set", "caf=1.2", "--json").stdout)
    assert document["facts"] == {"facts.team.annual_cost": 70_000}
    assert document["policy"]["caf"] == 1.2
    said = plan(*arguments).stdout
    assert "with facts.team.annual_cost 70000 in place of 60000" in said


def test_policies_are_compared_under_facts_of_their_own(plan, study_file):
    path = study_file()

    def costs(*policies: str) -> list[float]:
        options = [word for each in policies for word in ("--policy", each)]
        document = strictly(plan("compare", path, *options, "--replications", 2, "--json").stdout)
        assert [each["name"] for each in document["policies"]] == list(policies)
        return [each["metrics"]["csmp_cost"]["mean"] for each in document["policies"]]

    dear, today, both = costs(
        "team.annual_cost=120_000", "baseline", "team.annual_cost=120_000 caf=1.2"
    )
    assert dear == pytest.approx(2 * today)
    assert both != today


def test_a_fact_is_no_policy_to_watch(plan, study_file):
    result = plan("watch", study_file(), "--policy", "team.annual_cost=70_000")
    words = "--policy: facts.team.annual_cost: found a fact; allowed: a decision, or a scenario"
    assert_wrong_input(result, words)


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


def test_policies_are_compared_with_the_first_or_with_today(plan, study_file):
    path = study_file(more="[scenarios.lean]\ncaf = 1.3\n")

    def compared(*policies: str) -> list[str]:
        options = [word for each in policies for word in ("--policy", each)]
        document = strictly(plan("compare", path, *options, "--replications", 2, "--json").stdout)
        assert document["reference"] == document["policies"][0]["name"]
        return [each["name"] for each in document["policies"]]

    assert compared() == ["baseline", "lean"]
    assert compared("lean") == ["baseline", "lean"]
    assert compared("lean", "baseline") == ["lean", "baseline"]
    assert compared("caf=0.9", "lean", "caf=0.9") == ["caf=0.9", "lean"]


def test_an_optimization_writes_its_results_and_says_where(plan, searched):
    folder = Path("here/and there/tiny")
    shutil.copytree(searched, folder)
    for name in (RECOMMENDATION, REPORT, WORKBOOK):
        (folder / name).unlink()
    result = plan("optimize", "tiny.toml", "--results", "here/and there")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    for name in (RECOMMENDATION, REPORT, WORKBOOK):
        assert (folder / name).is_file()
    names = ", ".join(sorted((RECOMMENDATION, REPORT, WORKBOOK, TABLES)))
    assert f"Wrote {names} to {folder}" in words


def test_the_recommendation_on_file_is_the_one_on_the_output(optimized):
    file = optimized.folder / "results" / "tiny" / RECOMMENDATION
    assert file.read_text(encoding="utf-8") == optimized.result.stdout


def test_a_search_from_its_beginning_counts_its_runs_on_the_error_stream(optimized):
    replications = strictly(optimized.result.stdout)["replications"]
    words = " ".join(optimized.result.stderr.split())
    for phase in ("validate", "frontier"):
        assert f"{phase}: {replications[phase]} runs" in words


def test_after_a_file_that_cannot_be_written_the_same_command_only_writes(
    plan, searched, tiny_study, monkeypatch
):
    def run(*_: object) -> None:
        raise AssertionError("simulated again")

    monkeypatch.setattr(tiny_study.model, "run", run)
    workbook = searched / WORKBOOK
    workbook.unlink()
    workbook.mkdir()
    refused = plan("optimize", "tiny.toml", "--quiet")
    assert_wrong_input(
        refused, f"{workbook}: cannot be written: Is a directory. ", "search is kept"
    )
    workbook.rmdir()
    assert plan("optimize", "tiny.toml", "--quiet").exit_code == 0
    assert workbook.is_file()


def test_an_animation_that_cannot_be_written_is_refused(plan, searched):
    (searched / ANIMATION).mkdir()
    result = plan("watch", "tiny.toml", "--quiet", "--jobs", 1)
    assert_wrong_input(result, f"{searched / ANIMATION}: cannot be written: Is a directory. ")


def test_the_recommended_policy_is_watched_beside_todays(plan, searched, optimized):
    found = strictly(optimized.result.stdout)
    result = plan("watch", "tiny.toml", "--json", "--quiet", "--jobs", 1)
    document = strictly(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert document["watched"]["policy"] == found["policy"]
    assert document["baseline"]["policy"] == found["baseline"]["policy"]
    assert (document["replication"], document["phase"], document["seed"]) == (0, "validate", 7)
    assert document["path"] == str(Path("results/tiny/watch.html"))
    page = Path(document["path"]).read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "recommended policy" in page


def test_a_study_that_has_changed_since_its_recommendation_is_watched_with_a_warning(
    plan, study_file, searched
):
    study_file(("Tiny vendor", "Small vendor"))
    result = plan("watch", "tiny.toml", "--quiet", "--jobs", 1)
    assert result.exit_code == 0
    path = searched / RECOMMENDATION
    assert result.stderr == f"{path}: tiny.toml has changed since this was recommended\n"
    assert plan("watch", "tiny.toml", "--quiet", "--jobs", 1, "--policy", "baseline").stderr == ""


def test_another_replication_is_another_future(plan, study_file):
    arguments = ("watch", study_file(), "--policy", "baseline", "--jobs", 1, "--json")
    first, second = (strictly(plan(*arguments, "--replication", each).stdout) for each in (0, 3))
    assert (first["replication"], second["replication"]) == (0, 3)
    assert first["baseline"] == first["watched"]
    assert first["baseline"] != second["baseline"]


def test_what_is_watched_is_told_with_its_counters_and_its_page(plan, study_file):
    study_file(more="[scenarios.lean]\ncaf = 1.3\n")
    options = ("--policy", "lean", "--results", "here", "--jobs", 1)
    result = plan("watch", "tiny.toml", *options)
    counted = strictly(plan("watch", "tiny.toml", *options, "--json").stdout)
    words = " ".join(result.stdout.split())
    assert "tiny, lean: cadence quarterly, caf 1.3 " in words
    for name, said in (("customers", "customers"), ("renewals", "renewals"), ("churn", "churned")):
        today, lean = (counted[side][name] for side in ("baseline", "watched"))
        assert f" {said} {today} {lean} " in words
    assert "One future of many (replication 0, phase validate, seed 7)." in words
    assert f"Wrote {Path('here/tiny/watch.html')}" in words


def test_a_churn_rate_where_no_contract_has_ended_is_not_defined(plan, study_file):
    nobody = ("at_start = 12\narrivals_per_month = 2.0", "at_start = 0\narrivals_per_month = 0.0")
    arguments = ("watch", study_file(nobody), "--policy", "baseline", "--jobs", 1)
    assert "churn rate not defined not defined" in " ".join(plan(*arguments).stdout.split())
    document = strictly(plan(*arguments, "--json").stdout)
    assert document["watched"]["churn_rate"] is None


def test_what_if_is_one_object_on_the_output_and_on_file(asked):
    result, folder = asked.result, asked.folder / "results" / "tiny"
    assert (result.exit_code, strictly(result.stdout)["study"]) == (0, "tiny")
    assert "replan" in result.stderr and "value" in result.stderr
    assert (folder / WHATIF).read_text(encoding="utf-8") == result.stdout
    assert (folder / RECOMMENDATION).is_file() and (folder / REPORT).is_file()


def test_what_if_says_the_same_again_wherever_its_results_are(plan, asked, tmp_path):
    shutil.copytree(asked.folder / "results", tmp_path / "here")
    study, options = asked.folder / "tiny.toml", ("--seed", 7, "--jobs", 2)
    quiet = plan("whatif", study, "--json", "--results", "here", "--quiet", *options)
    assert (quiet.stdout, quiet.stderr) == (asked.result.stdout, "")


def test_the_program_keeps_json_and_progress_apart(plan_process, study_file):
    study_file()
    done = plan_process("simulate", "tiny.toml", "--replications", 3, "--json", "--jobs", 2)
    assert done.returncode == 0
    assert strictly(done.stdout)["study"] == "tiny"
    assert "simulate: 3 runs" in done.stderr


# ---- Reproduce -----------------------------------------------------------------------------------


NEAR, OFF = 1e9, 1e-9  # published half-widths that any figure of ours is within, or without


@pytest.fixture
def published(monkeypatch, tiny_study):
    """Publish one figure of two scenarios of the tiny vendor, with a half-width."""

    def publish(half_width: float) -> None:
        model = load("journey")
        table = model.published()
        scenarios = dict(list(table.scenarios.items())[:2])
        cells = tuple(
            PublishedCell(name, "retained_customers", 100.0, half_width) for name in scenarios
        )
        small = replace(table, facts=tiny_study.facts, scenarios=scenarios, cells=cells)
        monkeypatch.setattr(model, "published", lambda: small)

    return publish


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["people", "machines"])
def test_a_reproduction_exits_with_0_if_every_cell_is_near(plan, published, options):
    published(NEAR)
    assert plan("reproduce", "--replications", 2, *options).exit_code == 0


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["people", "machines"])
def test_a_reproduction_exits_with_1_if_a_cell_is_off(plan, published, options):
    published(OFF)
    result = plan("reproduce", "--replications", 2, *options)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stdout  # the table is shown all the same


def test_a_reproduction_for_machines_is_one_object(plan, published):
    published(NEAR)
    quiet = ("reproduce", "--replications", 3, "--seed", 5, "--json", "--quiet")
    one, two = plan(*quiet, "--jobs", 1), plan(*quiet, "--jobs", 2)
    document = strictly(one.stdout)
    assert (document["seed"], document["replications"], document["succeeded"]) == (5, 3, True)
    assert len(document["cells"]) == 2
    assert (one.stderr, two.stdout) == ("", one.stdout)


# ---- For people ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        "check growth",
        "check growth-schedule",
        "check frontier",
        "check scaleup",
        "check --fields",
        "simulate growth --replications 2",
        "compare paper --policy quarterly_caf110 --replications 2",
        "compare growth --policy caf=1.3 --replications 2",
        "optimize tiny.toml",
        "watch tiny.toml --policy caf=1.2 --jobs 1",
        "reproduce --replications 2",
    ],
)
def test_answers_fit_a_terminal_of_80_characters(plan, searched, arguments):
    done = plan(*arguments.split(), *([] if "--fields" in arguments else ["--quiet"]))
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) > 5
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines if "…" in line] == []


def test_what_if_fits_a_terminal_of_80_characters(plan, asked, tmp_path):
    shutil.copytree(asked.folder, tmp_path, dirs_exist_ok=True)
    done = plan("whatif", "tiny.toml", "--quiet")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if len(line) > 80 or "…" in line] == []
    assert [line[:2] for line in lines if line[1:3] == ". "] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert lines[-1] == f"Wrote {Path('results/tiny') / WHATIF}"


def test_a_comparison_in_large_money_shows_every_digit_and_the_scale(plan, tmp_path):
    """As of a vendor who counts in yen: thousands of millions."""
    text = (Path(__file__).parents[2] / "studies" / "growth.toml").read_text(encoding="utf-8")
    for dollars, yen in IN_YEN:
        assert text.count(dollars) == 1
        text = text.replace(dollars, yen)
    (tmp_path / "yen.toml").write_text(text, encoding="utf-8")
    arguments = ("yen.toml", "--policy", "caf=1.3", "--replications", 2, "--quiet", "--verbose")
    done = plan("compare", *arguments)
    assert done.exit_code == 0
    assert "…" not in done.stdout
    (revenue,) = (line for line in done.stdout.splitlines() if "renewal_bookings" in line)
    assert revenue.split()[-1] in ("M", "B")


def test_a_check_says_what_an_optimization_would_try(plan, study_file, tiny_study):
    study_file()
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "tiny.toml: in order" in words
    assert "decides cadence monthly, quarterly" in words
    assert "decides caf 0.8 to 1.4 (ratio)" in words
    search = tiny_study.search
    assert f"try at most {search.trials} on {search.replications} replications each" in words
    assert "(sampler skopt)" in words


def test_a_check_shows_the_indifference_zone_and_what_it_comes_from(plan, study_file):
    study_file()
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    zone = strictly(plan("check", "tiny.toml", "--json").stdout)["zone"]
    assert zone["basis"] == "gain" and zone["part"] == 0.01
    assert (
        f"indifference zone {zone['size']:,.0f} USD, 1 % of the gain over today's policy that the "
        f"fluid approximation expects, {zone['amount']:,.0f} USD; policies this near to each other "
        "count as equally good"
    ) in words
    study_file(("[search]", "[search]\nzone = 123.0"))
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "indifference zone 123 USD, as search.zone says;" in words


def test_what_an_optimization_refuses_a_check_refuses_in_the_same_words(plan, study_file):
    study_file(("[search]", "[search]\nmax_runs = 59"))
    checked, optimized = plan("check", "tiny.toml"), plan("optimize", "tiny.toml", "--quiet")
    assert checked.exit_code == optimized.exit_code == 2
    assert "search.max_runs: found 59; allowed: at least 60" in checked.stderr
    assert checked.stderr == optimized.stderr
    assert checked.stdout == ""


def test_a_constraint_that_can_never_be_kept_is_refused_by_both(plan, study_file):
    study_file(more="[constraints]\nretention_rate = { at_least = 0.96 }\n")
    checked, optimized = plan("check", "tiny.toml"), plan("optimize", "tiny.toml", "--quiet")
    assert checked.exit_code == optimized.exit_code == 2
    assert "constraints.retention_rate.at_least: found 0.96; allowed: at most 0.9" in checked.stderr
    assert checked.stderr == optimized.stderr


def test_a_check_says_what_seems_out_of_reach(plan, study_file):
    study_file(more="[constraints]\ncsmp_cost = { at_most = 50_000 }\n")
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "policies that it looked at keeps the constraints. The nearest: csmp_cost" in words
    assert "where csmp_cost at most 50,000 on average is asked." in words


def test_a_check_shows_how_far_facts_are_moved(plan, study_file):
    study_file(more=ASKING)
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "what if customers.arrivals_per_month 1.5 to 2.5" in words
    assert "what if renewal.slope 0.107 to 0.12" in words


def test_a_check_shows_a_schedule_the_constraints_and_the_goals(plan, study_file):
    study_file(
        ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
        ("automation = { low = 0.0, high = 0.5 }", "hires = { low = -2, high = 3, frozen = [2] }"),
        more="[constraints]\nretention_rate = { at_least = 0.5, probability = 0.9 }\n"
        '[goals]\nrenewal_bookings = "maximise"\ncsmp_cost = "minimise"\n',
    )
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "decides hires -2 to 3 (CSMPs per period" in words
    assert "2 periods, starting from 3; frozen: 2" in words
    assert "keeps retention_rate at least 0.5 in 90 % of futures" in words
    assert "goal maximise renewal_bookings goal minimise csmp_cost" in words


def test_a_check_of_a_study_without_decisions_says_so(plan):
    result = plan("check", "paper")
    assert result.exit_code == 0
    assert "Nothing is left to decide" in result.stdout


@pytest.mark.parametrize("name", ["lean", "[lean]", "lean [/x]", "[bold]lean"])
def test_a_check_shows_scenarios_by_the_names_they_have(plan, study_file, name):
    study_file(more=f'[scenarios."{name}"]\ncaf = 1.3\n')
    result = plan("check", "tiny.toml")
    assert result.exit_code == 0, result.exception
    assert name in result.stdout


def test_fields_are_shown_for_people_and_as_a_table(plan):
    people, table = plan("check", "--fields"), plan("check", "--fields", "--markdown")
    assert "facts.customers.at_start = 250  (customers)" in people.stdout
    assert "| `facts.customers.at_start` | customers |" in table.stdout


def test_a_simulation_shows_every_metric_and_what_it_rests_on(plan, study_file, tiny_study):
    result = plan("simulate", study_file(), "--replications", 3)
    for metric in tiny_study.model.metrics:
        assert f" {metric} " in result.stdout
    words = " ".join(result.stdout.split())
    assert "Means over 3 replications" in words and "seed 7" in words


def test_a_recommendation_says_how_sure_it_is_and_what_today_brings(plan, searched):
    words = " ".join(plan("optimize", "tiny.toml").stdout.split())
    assert re.search(r"Settings cadence .*\. Today: cadence quarterly, caf 1\.", words)
    assert re.search(r"How sure It does worse than today's policy in .* of 6 simulated", words)
    assert "The fixed plan gains" not in words
    assert len(words) < len(" ".join(plan("optimize", "tiny.toml", "--verbose").stdout.split()))


def test_a_recommendation_of_todays_policy_says_that_nothing_does_better(plan, study_file):
    study_file(
        ("annual_cost = 20_000.0", "annual_cost = 500_000_000.0"),  # automation
        ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
    )
    words = " ".join(plan("optimize", "tiny.toml").stdout.split())
    assert "To do Keep to today's policy." in words
    assert re.search(r"With 95 % confidence none of \d+ other policies is better by more", words)


# ---- Interruption --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "work"), [("optimize", "recommending.recommend"), ("whatif", "whatif.whatif")]
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["people", "machines"])
def test_what_is_interrupted_says_what_is_kept(plan, searched, monkeypatch, command, work, options):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"planner.commands.{work}", interrupted)
    (searched / RECOMMENDATION).unlink()
    result = plan(command, "tiny.toml", *options)
    assert (result.exit_code, result.stdout) == (130, "")
    words = " ".join(result.stderr.split())
    assert "Interrupted." in words and str(Path("results/tiny")) in words
    assert "the same command goes on from there" in words
    assert not (Path("results/tiny") / RECOMMENDATION).exists()


def test_trials_that_finished_before_an_interruption_are_on_record(
    plan, study_file, monkeypatch, tiny_study
):
    run, journal = tiny_study.model.run, Path("results/tiny/search.journal")

    def on_record() -> int:
        return journal.read_text(encoding="utf-8").count('"gain over today"')

    def interrupted_later(*arguments: object) -> object:
        if journal.exists() and on_record():  # with the first run of the second batch
            raise KeyboardInterrupt
        return run(*arguments)

    study_file()
    monkeypatch.setattr(tiny_study.model, "run", interrupted_later)
    assert plan("optimize", "tiny.toml", "--jobs", 1).exit_code == 130
    assert on_record() == 4


def test_a_check_says_which_defaults_hold(plan, study_file):
    forgotten = plan("check", study_file(("value = 120_000.0", "")))
    assert "facts.contract.value = 250000.0" in forgotten.stdout
    assert "default" not in plan("check", "growth").stdout


def test_a_business_that_loses_money_in_any_case_is_told_so(plan, vendor):
    losing = vendor("losing", ("annual_cost = 60_000.0", "annual_cost = 9_000_000.0"))
    words = " ".join(plan("optimize", losing.path).stdout.split())
    assert "Even so it loses money: what it brings is less than it costs." in words


# ---- Damage --------------------------------------------------------------------------------------


def noise_at_the_end(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b'{"op_code": 4, "worker\n')


def zeroed_tail(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-9000] + bytes(9000))


def in_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def nested_too_deep(path: Path) -> None:
    path.write_text("[" * 100_000)


def test_a_damaged_record_is_set_aside_and_the_answer_is_the_same(plan, searched):
    arguments = ("frontier", "tiny.toml", "--json", "--quiet", "--jobs", 1)
    whole = plan(*arguments)
    noise_at_the_end(searched / JOURNAL)
    zeroed_tail(searched / LEDGER)
    mended = plan(*arguments)
    assert (mended.exit_code, mended.stdout) == (0, whole.stdout)
    for name, line in zip((LEDGER, JOURNAL), mended.stderr.splitlines(), strict=True):
        assert line.startswith(f"{searched / name}: damaged (")
        assert f"set aside as {name}.damaged-1. " in line
        assert (searched / f"{name}.damaged-1").exists()


@pytest.mark.parametrize(
    ("command", "name", "damage", "said"),
    [
        ("watch", RECOMMENDATION, nested_too_deep, "not JSON: maximum recursion depth exceeded"),
        ("watch", RECOMMENDATION, in_a_folder, "cannot be read: Is a directory"),
        ("dashboard", JOURNAL, noise_at_the_end, "damaged: line "),
    ],
)
def test_a_damaged_file_that_is_only_read_is_named(plan, searched, command, name, damage, said):
    damage(searched / name)
    result = plan(command, "tiny.toml", "--quiet")
    assert_wrong_input(result, f"{searched / name}: {said}", "plan optimize tiny.toml")


def test_a_record_of_what_if_that_cannot_be_read_is_named_and_left_out(plan, searched):
    nested_too_deep(searched / WHATIF)
    result = plan("optimize", "tiny.toml", "--quiet", "--jobs", 1)
    assert result.exit_code == 0
    assert f"{searched / WHATIF}: cannot be read (maximum recursion depth" in result.stderr
    assert "written again by  plan whatif tiny.toml" in result.stderr


def test_a_full_disk_ends_a_search_with_the_file_and_what_is_kept(plan, study_file, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.EIO, "database or disk is full", "results/tiny/runs.sqlite")

    study_file()
    monkeypatch.setattr("planner.simulation.ledger.Ledger.add", full)
    result = plan("optimize", "tiny.toml", "--quiet", "--jobs", 1)
    assert_wrong_input(
        result,
        "results/tiny/runs.sqlite: cannot be used: database or disk is full. All finished work is "
        f"kept in {Path('results/tiny')}; the same command goes on from there.",
    )


# ---- Dashboard -----------------------------------------------------------------------------------


@pytest.fixture
def begun(plan, study_file, tmp_path) -> Path:
    """The record of a search for the tiny study, just begun."""
    study_file()
    folder = tmp_path / "results" / "tiny"
    folder.mkdir(parents=True)
    opened(folder, load_study("tiny.toml"), 7, fresh=False).close()
    Record("tiny", folder, Encoding(()), "random", 7, {"objective": "maximise"}, [], None)
    return folder


def test_a_port_that_is_taken_is_refused(plan, begun):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = plan("dashboard", "tiny.toml", "--port", port)
    assert_wrong_input(
        result,
        f"--port: found {port}, which cannot be listened on: Address already in use; allowed: one "
        "that is free, or 0 for any",
    )


def test_a_record_without_room_for_files_is_not_blamed_on_the_port(plan, begun):
    (begun / "artifacts").write_text("a file in the place of a folder")
    path = begun / "artifacts"
    result = plan("dashboard", "tiny.toml", "--port", 0)
    assert_wrong_input(result, f"{path.relative_to(Path.cwd())}: cannot be used: File exists")


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_refused(plan, begun, port):
    result = plan("dashboard", "tiny.toml", "--port", port)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--port" in result.stderr


def test_a_dashboard_says_where_it_is_answers_and_ends_with_ctrl_c(begun, tmp_path):
    # A test that runs in the background may have been told to ignore Ctrl-C.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from planner.cli import main; main()"
    )
    command = [sys.executable, "-W", "error", "-c", program, "dashboard", "tiny.toml"]
    process = subprocess.Popen(
        [*command, "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = process.stdout.readline()
        assert said.startswith("http://127.0.0.1:") and said.endswith("/  (Ctrl-C ends it)\n")
        with urlopen(f"{said.split()[0]}api/studies", timeout=30) as answer:
            (found,) = json.load(answer)["study_summaries"]
        assert found["study_name"] == "tiny"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "")
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()
