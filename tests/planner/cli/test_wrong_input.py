"""Studies, settings and words that are refused: one line, exit status 2."""

import pytest


@pytest.mark.parametrize("command", ["check", "simulate", "compare", "optimize", "watch", "whatif"])
def test_a_missing_study_is_refused(plan, command, assert_wrong_input):
    assert_wrong_input(plan(command, "grwth"), "grwth", 'did you mean "growth"?')


@pytest.mark.parametrize("command", ["check", "simulate", "compare", "optimize", "watch", "whatif"])
def test_broken_toml_is_refused(plan, tmp_path, command, assert_wrong_input):
    (tmp_path / "broken.toml").write_text('model = "journey"\nseed = 1,5\n')
    assert_wrong_input(plan(command, "broken.toml"), "broken.toml: line 2, column 9: not TOML")


@pytest.mark.parametrize("command", ["check", "simulate", "compare", "optimize", "watch", "whatif"])
def test_a_value_out_of_bounds_is_refused(plan, study_file, command, assert_wrong_input):
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
def test_a_wrong_setting_is_refused(plan, study_file, setting, words, assert_wrong_input):
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
def test_a_wrong_policy_is_refused(plan, study_file, command, policy, words, assert_wrong_input):
    assert_wrong_input(plan(command, study_file(), "--policy", policy), *words)


PEOPLE = "[facts.people.{}]\n{}\n"
FORECAST = "[facts.customers.forecast]\n"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            PEOPLE.format("learning", "speeds = [0.3, 1.2]"),
            [
                "facts.people.learning.speeds, item 2: found 1.2; allowed: a number from 0.01 to 1",
            ],
        ),
        (
            PEOPLE.format("learning", "half_life_months = 0"),
            ["facts.people.learning.half_life_months: found 0; allowed: a number > 0 and <= 12"],
        ),
        (
            PEOPLE.format("learning", "speeds = [0.5]\nhalf_life_months = 1"),
            ["facts.people.learning: speeds are given beside half_life_months; allowed: one of"],
        ),
        (
            PEOPLE.format("learning", "training_hours = 150"),
            ["facts: people.learning.training_hours is 150, but a month has 117.6 productive"],
        ),
        (
            PEOPLE.format("resignation", "by_year = [0.2, -0.1]"),
            ["facts.people.resignation.by_year, item 2: found -0.1; allowed: a number >= 0 and <"],
        ),
        (
            PEOPLE.format("resignation", "load_effect = -1"),
            ["facts.people.resignation.load_effect: found -1; allowed: a number from 0 to 20"],
        ),
        (
            PEOPLE.format("hiring", "median_days = -1"),
            ["facts.people.hiring.median_days: found -1; allowed: a number from 0 to 1_000 (days)"],
        ),
        (
            PEOPLE.format("hiring", "past_days = [30, -5]"),
            ["facts.people.hiring.past_days, item 2: found -5; allowed: a number from 0 to 2_000"],
        ),
        (
            PEOPLE.format("hiring", "median_days = 60\np90_days = 20"),
            ["facts.people.hiring: p90_days is 20, below the median of 60; allowed: p90_days >="],
        ),
        (
            PEOPLE.format("hiring", "median_days = 60\npast_days = [20]"),
            ["facts.people.hiring: past_days is given beside a median; allowed: one of them"],
        ),
        (
            PEOPLE.format("dismissal", "notice_months = 1.5"),
            ["facts.people.dismissal.notice_months: found 1.5; allowed: a whole number from 0 to"],
        ),
        (
            "[facts.people]\ntenures = [3, 12]\n",
            ["facts: people.tenures has 2 numbers, but team.at_start is 3; allowed: exactly 3"],
        ),
        (
            "[facts.people]\ntenures = [3, 12, -1]\n",
            ["facts.people.tenures, item 3: found -1; allowed: a whole number from 0 to 600"],
        ),
        (
            FORECAST + "season = [1, 2]\n",
            ["facts.customers.forecast.season: found [1.0, 2.0]; allowed: 12 weights that do not"],
        ),
        (
            FORECAST + "season = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n",
            ["facts.customers.forecast.season: found [", "; allowed: 12 weights that do not sum"],
        ),
        (
            FORECAST + "season = [5e-324, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n",
            ["facts.customers.forecast.season: found [", "; allowed: 12 weights that do not sum"],
        ),
        (
            PEOPLE.format("hiring", "median_days = 1e-308\np90_days = 2000"),
            ["facts.people.hiring: found median_days = 1e-308; allowed: 0, or 0.01 on"],
        ),
        (
            FORECAST + "by_month = [9e3, 9e3, 9e3, 9e3, 9e3, 9e3]\n"
            "level_error = 1\ngrowth_error = 1\n",
            ["million activities where the forecast is far off; allowed: at most 100 million"],
        ),
        (
            FORECAST + "by_month = [1, 2]\n",
            ["facts: customers.forecast.by_month has 2 numbers, but horizon_months is 6; allowed:"],
        ),
        (
            FORECAST + "by_month = [1, 2, 3, 4, 5, -6]\n",
            ["facts.customers.forecast.by_month, item 6: found -6; allowed: a number from 0 to"],
        ),
        (
            FORECAST + "by_month = [1, 2, 3, 4, 5, 6]\nannual_growth = 0.1\n",
            ["facts.customers.forecast: by_month is given beside season or growth; allowed: one"],
        ),
        (
            FORECAST + "level_error = -0.1\n",
            ["facts.customers.forecast.level_error: found -0.1; allowed: a number from 0 to 1"],
        ),
    ],
)
def test_people_and_forecasts_that_cannot_be_are_refused(
    plan, study_file, table, words, assert_wrong_input
):
    study_file(more=table)
    assert_wrong_input(plan("check", "tiny.toml"), "tiny.toml: ", *words)


@pytest.mark.parametrize("name", ["hire_ahead_months", "attrition_margin"])
def test_a_decision_about_people_without_people_is_refused(
    plan, study_file, name, assert_wrong_input
):
    study_file(("[search]", f"{name} = {{ low = 0, high = 1 }}\n\n[search]"))
    words = f"tiny.toml: decisions.{name}: found {name} without people"
    assert_wrong_input(plan("check", "tiny.toml"), words, "; allowed: with a table [facts.people]")


def test_a_study_with_nothing_to_decide_cannot_be_optimized(plan, assert_wrong_input):
    assert_wrong_input(plan("optimize", "paper"), "decisions: found nothing to search; allowed:")


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


def test_a_study_without_scenarios_needs_policies_to_compare(plan, study_file):
    result = plan("compare", study_file())
    assert result.exit_code == 2
    assert "has no scenarios; say what to compare it with" in result.stderr


def test_the_baseline_alone_cannot_be_compared_and_the_reason_given_is_true(plan):
    result = plan("compare", "paper", "--policy", "baseline")
    assert result.exit_code == 2
    assert "--policy" in result.stderr
    assert "has no scenarios" not in result.stderr  # it has nine


def test_a_fact_is_no_policy_to_watch(plan, study_file, assert_wrong_input):
    result = plan("watch", study_file(), "--policy", "team.annual_cost=70_000")
    words = "--policy: facts.team.annual_cost: found a fact; allowed: a decision, or a scenario"
    assert_wrong_input(result, words)


def test_a_wrong_study_ends_the_program_with_one_line_and_no_traceback(plan_process, study_file):
    study_file(("caf = { low = 0.8, high = 1.4 }", "caf = { low = 1.4, high = 0.8 }"))
    done = plan_process("optimize", "tiny.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tiny.toml: decisions.caf: found low = 1.4 and high = 0.8")
    assert done.stderr.count("\n") == 1


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
