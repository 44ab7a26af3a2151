"""``plan check`` holds the model against what is known of today."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main

TERRITORY = """\
model = "journey"

[facts.customers]
at_start = 245

[facts.contract]
value = 29_600.0

[facts.team]
at_start = 12

[baseline]
caf = 4.12

[today]
retention_rate = 0.91
"""
"""245 customers and 12 owners, typed in by hand, with the curve of the case study."""


@pytest.fixture
def check(tmp_path, glancing) -> Callable[..., Result]:
    def run(text: str, *options: str) -> Result:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        runner = CliRunner(env={"COLUMNS": "80"})
        return runner.invoke(main, ["check", str(path), "--quiet", *options], prog_name="plan")

    return run


def test_the_models_figure_and_the_known_one_stand_beside_each_other_with_a_warning(check):
    result = check(TERRITORY)
    assert result.exit_code == 0
    (line,) = (each for each in result.stdout.splitlines() if each.startswith(" retention_rate"))
    assert 9 < float(line.split()[1]) < 12 and line.split()[-2:] == ["91", "%"]
    words = " ".join(result.stdout.split())
    assert "Warning: retention_rate is " in words
    assert "91 % as [today] has it: the model is not this company" in words
    assert "customers per CSMP" in words


def test_without_a_known_figure_the_floor_of_the_curve_is_doubted(check):
    words = " ".join(check(TERRITORY.replace("retention_rate = 0.91", "")).stdout.split())
    assert "as known" not in words
    assert "customers renew at the floor of the renewal curve, 10 %" in words


def test_machines_are_told_as_well_and_the_seed_can_be_replaced(check):
    one, two = (json.loads(check(TERRITORY, "--json", "--seed", n).stdout) for n in ("1", "2"))
    rates = [each["today"]["metrics"]["retention_rate"] for each in (one, two)]
    assert [each["differs"] for each in rates] == [True, True]
    assert rates[0]["model"] != rates[1]["model"]


def test_after_init_with_a_known_rate_the_model_gives_it(check, tmp_path):
    new = str(tmp_path / "new.toml")
    settings = ("customers.at_start=245", "team.at_start=12", "renewal_today=91%")
    options = [word for each in settings for word in ("--set", each)]
    assert CliRunner().invoke(main, ["init", new, "--yes", *options]).exit_code == 0
    result = check(Path(new).read_text(encoding="utf-8"), "--json")
    rate = json.loads(result.stdout)["today"]["metrics"]["retention_rate"]
    assert (rate["known"], rate["differs"]) == (0.91, False)
    assert rate["model"]["mean"] == pytest.approx(0.91, abs=0.015)
