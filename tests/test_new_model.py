"""The model that the documentation builds: it keeps to the contract, and all commands take it."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from click.testing import CliRunner, Result
from pydantic import create_model

import simmodel
from planner.cli import main
from planner.study.file import StudyFile
from simmodel import registry
from simmodel.contract.model import AnyModel
from simmodel.fields import field
from simmodel.streams import Streams
from simmodel.testing import NonconformanceError, check_model

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "add-a-model.md"
BLOCK = re.compile(r'```(?:python|toml) title="([^"]+)"\n(.*?)```', re.DOTALL)
OF_TEAMS = ("team", "headcount", "position", "customers for each", "renew", "credited")


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The files that the page shows, by path."""
    return dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def counter(files, tmp_path_factory) -> Iterator[AnyModel]:
    """The page's model, in a folder of its own and by one line of the registry."""
    root = tmp_path_factory.mktemp("packages")
    for name, text in files.items():
        if name.startswith("simmodel/"):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simmodel, "__path__", [*simmodel.__path__, str(root / "simmodel")])
        patch.setitem(registry.MODELS, "mmc", "simmodel.mmc")
        # In a process that has read study files before, their declaration is older than the model.
        known: Any = Literal[tuple(registry.MODELS)]
        declared = field(unit="name", description="The operations that are simulated")
        file = create_model("StudyFile", __base__=StudyFile, model=(known, declared))
        patch.setattr("planner.study.study.StudyFile", file)
        yield registry.load("mmc")
        for module in [each for each in sys.modules if each.startswith("simmodel.mmc")]:
            del sys.modules[module]


@pytest.fixture(scope="module")
def plan(counter, files, tmp_path_factory) -> Callable[..., Result]:
    """Run ``plan`` in a folder with the page's study."""
    folder = tmp_path_factory.mktemp("studies")
    text = files["studies/counter.toml"]
    (folder / "counter.toml").write_text(text, encoding="utf-8")

    def run(*arguments: object) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            words = [*map(str, arguments), "--quiet", "--jobs", "1"]
            return CliRunner(env={"COLUMNS": "80"}).invoke(main, words, prog_name="plan")

    return run


@pytest.fixture(scope="module")
def optimized(plan) -> dict:
    """The recommendation for the counter."""
    result = plan("optimize", "counter.toml", "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_page_shows_the_line_that_makes_a_model_known():
    line = '    "mmc": "simmodel.mmc",\n}\n'
    known = "".join(f'    "{name}": "{module}",\n' for name, module in registry.MODELS.items())
    assert f"MODELS = {{\n{known}{line}" in PAGE.read_text(encoding="utf-8")


def test_the_page_tells_every_capability_that_there_is(counter):
    told = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8").rpartition("may have")[2]))
    optional = {name for name, value in vars(counter).items() if value is None}
    assert optional | {"wording"} <= told


def test_the_model_of_the_page_keeps_to_the_contract(counter, files):
    space = {"__name__": "page"}
    exec(files["tests/simmodel/mmc/test_model.py"], space)  # the page's own test
    space["test_the_counter_keeps_to_the_contract"]()


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"metrics": {}}, 'metrics lack "objective"'),
        ({"run": "of_another_policy"}, "engines differ"),
        ({"measure": "with_more"}, "not declared: more"),
        ({"fluid": "that_fails"}, "not finite"),
    ],
)
def test_a_model_that_breaks_the_contract_is_told_how(counter, part, message):
    def of_another_policy(facts, policy, start):
        return counter.run(facts, policy.model_copy(update={"clerks": 5}), start)

    def with_more(*arguments):
        return {**counter.measure(*arguments), "more": 1.0}

    def that_fails(facts, policies, objective):
        found = counter.fluid(facts, policies, objective)
        return {**found, "objective": np.full(len(policies), np.nan)}

    own = {each.__name__: each for each in (of_another_policy, with_more, that_fails)}
    broken = replace(
        counter,
        **{
            name: own.get(value, value) if isinstance(value, str) else value
            for name, value in part.items()
        },
    )
    with pytest.raises(NonconformanceError, match=re.escape(message)):
        check_model(broken, counter.Facts(), [counter.Policy(clerks=4), counter.Policy(clerks=8)])


def test_a_field_that_does_not_say_what_it_is_breaks_the_contract(counter):
    class Unsaid(counter.Facts):
        desks: int = 3

    broken = replace(counter, Facts=Unsaid)
    policies = [counter.Policy(clerks=4), counter.Policy(clerks=8)]
    with pytest.raises(NonconformanceError, match=r"Unsaid\.desks has no unit or description"):
        check_model(broken, Unsaid(), policies)


def test_customers_wait_as_long_as_theory_says(counter):
    """Erlang's formula, over 200 replications of a month: within three standard errors."""
    facts, policy = counter.Facts(horizon_months=1, hours_per_month=600.0), counter.Policy()
    waits = []
    for replication in range(200):
        start = counter.draw(facts, Streams(11, 0, replication))
        outcome = counter.run(facts, policy, start)
        waits.append(counter.measure(facts, policy, counter.Objective(), outcome)["mean_wait"])
    (expected,) = counter.fluid(facts, [policy], counter.Objective())["mean_wait"]
    error = np.std(waits, ddof=1) / np.sqrt(len(waits))
    assert abs(np.mean(waits) - expected) < 3 * error + 0.002  # it begins empty


def test_the_best_of_all_numbers_of_clerks_is_recommended(counter, plan, optimized):
    """By brute force on other futures."""
    facts, objective = counter.Facts(), counter.Objective()
    starts = [counter.draw(facts, Streams(99, 0, each)) for each in range(40)]

    def worth(clerks: int) -> float:
        policy = counter.Policy(clerks=clerks)
        outcomes = (counter.run(facts, policy, start) for start in starts)
        return np.mean(
            [counter.measure(facts, policy, objective, o)["objective"] for o in outcomes]
        )

    assert optimized["policy"] == {"clerks": max(range(4, 13), key=worth)}
    assert optimized["selection"]["certified"]


def test_every_hand_off_is_written_and_says_nothing_of_what_the_model_lacks(plan, optimized):
    shown = plan("optimize", "counter.toml", "--verbose")
    assert shown.exit_code == 0, shown.output
    for word in (*OF_TEAMS, "frontier"):
        assert word not in shown.stdout.lower()
    assert not {"share", "frontier"} & set(optimized)
    assert "team" not in optimized["plan"]
    for name in ("plan.xlsx", "report.html", "recommendation.json"):
        assert name in shown.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "counter.toml"),
        ("simulate", "counter.toml", "--replications", 2),
        ("compare", "counter.toml", "--policy", "baseline", "--policy", "clerks=5"),
        ("whatif", "counter.toml"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_commands_take_the_model_as_any_other(plan, optimized, arguments):
    result = plan(*arguments)
    assert result.exit_code == 0, result.output
    for word in OF_TEAMS:
        assert word not in result.stdout.lower()


@pytest.mark.parametrize(
    ("command", "lacking"),
    [
        ("frontier", "no objective that credits a share"),
        ("watch", "nothing to watch"),
    ],
)
def test_a_command_that_needs_a_capability_says_which(plan, optimized, command, lacking):
    result = plan(command, "counter.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"model mmc: has {lacking}" in result.stderr


def test_what_was_never_published_is_not_reproduced(counter):
    result = CliRunner().invoke(main, ["reproduce", "mmc", "--quiet"], prog_name="plan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "model mmc: has no published figures" in result.stderr
