"""Studies are read, checked as a whole, and refused in words that say what to change."""

import hashlib
import pickle
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.study.errors import InputError
from planner.study.study import (
    Study,
    describe_policy,
    load_study,
    policy_with,
    require_decisions,
)
from planner.study.supposed import named
from simmodel.decisions.choice import Choice
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule
from simmodel.fields import Section
from simmodel.journey.facts import Facts
from simmodel.journey.people.individuals import People
from simmodel.journey.work.facts import Activity
from simmodel.registry import load

MINIMAL = 'model = "journey"\n'


def refusal(function, *arguments) -> str:
    with pytest.raises(InputError) as refused:
        function(*arguments)
    return str(refused.value)


# ---- What a good study gives ---------------------------------------------------------------------


def test_a_study_of_one_line_has_the_defaults(written):
    study = written(MINIMAL)
    assert (study.name, study.title, study.start, study.seed) == ("study", "", date(2026, 1, 1), 1)
    assert study.facts == Facts()
    assert (study.space, study.scenarios) == ((), {})
    assert study.search.trials == 96


def test_the_digest_is_that_of_the_file(written):
    assert written(MINIMAL).digest == hashlib.sha256(MINIMAL.encode()).hexdigest()


def test_the_growth_example_searches_three_decisions_from_todays_policy():
    study = load_study("growth")
    assert (study.name, study.seed, study.start) == ("growth", 2025, date(2026, 1, 1))
    assert describe_policy(study, study.baseline) == "cadence annual, caf 1"
    cadence, caf, automation = study.space
    assert isinstance(cadence, Choice) and len(cadence.options) == 4
    assert isinstance(caf, Real) and (caf.low, caf.high) == (0.8, 1.6)
    assert isinstance(automation, Real) and (automation.low, automation.high) == (0.0, 0.5)
    assert study.search == type(study.search)()
    require_decisions(study)


def test_the_paper_example_is_the_published_experiment():
    study = load_study("paper")
    published = load("journey").published()
    assert study.facts == published.facts
    assert study.scenarios == published.policies
    assert study.objective.model_dump() == {
        "alpha": 0.25,
        "terminal": "none",
        "discount_rate": None,
    }


def as_a_number(study: Study) -> Section:
    """The facts of a study, with a team that follows its target at once."""
    return study.facts.model_copy(update={"people": None})


def test_the_schedule_example_searches_twelve_quarterly_hires_and_nothing_else():
    study, growth = load_study("growth-schedule"), load_study("growth")
    assert (study.facts, study.objective) == (as_a_number(growth), growth.objective)
    assert study.baseline.hires == (3,) * 12
    (hires,) = study.space
    assert isinstance(hires, Schedule)
    assert (hires.name, hires.low, hires.high, hires.opening) == ("hires", 0, 12, 51)
    assert hires.years == (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)
    assert (hires.per_year, hires.frozen, hires.knots) == (None, (), None)


def test_the_frontier_example_trades_revenue_off_against_cost():
    study, growth = load_study("frontier"), load_study("growth")
    assert (study.facts, study.objective) == (growth.facts, growth.objective)
    assert [goal.direction for goal in study.goals] == ["maximise", "minimise"]
    assert {goal.metric for goal in study.goals} <= study.model.metrics.keys()
    assert [decision.name for decision in study.space] == ["cadence", "caf", "automation"]


def test_in_the_growth_example_recruits_come_at_once_and_nobody_is_dismissed():
    study = load_study("growth")
    assert study.facts.people == People()
    assert [decision.name for decision in study.space] == ["cadence", "caf", "automation"]


def test_the_realistic_example_is_a_team_of_people_and_says_where_numbers_are_from():
    study = load_study("realistic-team")
    facts = study.facts
    assert (facts.team.at_start, facts.customers.at_start) == (22, 640)
    assert facts.people.hiring.median_days == 60 and facts.people.dismissal is None
    assert facts.customers.forecast.level_error > 0 and study.objective.discount_rate > 0
    assert [decision.name for decision in study.space] == ["cadence", "caf", "hire_ahead_months"]
    assert study.path.read_text(encoding="utf-8").count("ILLUSTRATIVE") > 25
    require_decisions(study)


def test_the_scale_up_example_recruits_at_a_cost_and_searches_how_many():
    study = load_study("scaleup")
    team = study.facts.team
    assert (team.ramp_months, team.annual_attrition, team.recruiting_cost) == (4, 0.18, 18_000.0)
    assert study.facts.customers_per_csmp == pytest.approx(10, abs=0.2)
    assert describe_policy(study, study.baseline) == "cadence semiannual, caf 1"
    assert [decision.name for decision in study.space] == ["cadence", "caf", "automation"]
    require_decisions(study)


@pytest.mark.parametrize("name", ["growth-schedule", "frontier"])
def test_what_an_example_offers_in_comments_is_in_order(name, written):
    """Lines such as "# knots = 6": whoever takes the # away has a study that loads."""
    text = load_study(name).path.read_text(encoding="utf-8")
    offered = re.compile(r"^# (?=\[[a-z]+\]$|[a-z_]+ = )", re.MULTILINE)
    assert offered.search(text)
    study = written(offered.sub("", text))
    assert study.constraints or study.space[0] != load_study(name).space[0]


def test_a_path_means_the_same_study_as_the_name_of_an_example():
    by_name = load_study("growth")
    assert load_study(str(by_name.path)).digest == by_name.digest


def test_decisions_come_in_the_models_order_and_so_do_options(written):
    study = written(
        MINIMAL + '[decisions]\ncaf = {low = 1, high = 1.5}\ncadence = ["annual", "monthly"]\n'
    )
    cadence, caf = study.space
    assert isinstance(cadence, Choice) and cadence.options == ("monthly", "annual")
    assert isinstance(caf, Real) and (caf.low, caf.high) == (1.0, 1.5)


def test_a_scenario_changes_the_baseline(written):
    study = written(MINIMAL + "[baseline]\ncaf = 1.2\n[scenarios.helped]\nautomation = 0.3\n")
    assert study.scenarios["helped"] == study.model.Policy(caf=1.2, automation=0.3)


def test_a_list_of_the_file_is_accepted_for_a_schedule(written):
    study = written(MINIMAL + "[baseline]\nhires = [5, 0, -2]\n")
    assert study.baseline == study.model.Policy(hires=(5, 0, -2))


def test_a_whole_number_will_do_for_a_number(written):
    assert written(MINIMAL + "facts.contract.value = 100_000\n").facts == Facts.model_validate(
        {"contract": {"value": 100_000.0}}
    )


def test_the_data_of_a_study_reach_another_process(written):
    study = written(
        MINIMAL + "[scenarios.lean]\ncaf = 1.2\n[decisions]\nhires = {low = -1, high = 2}\n"
        "[constraints]\nretention_rate = {at_least = 0.8}\n"
    )
    data = (study.facts, study.objective, study.space, study.constraints, study.scenarios)
    assert pickle.loads(pickle.dumps(data)) == data


# ---- Files ---------------------------------------------------------------------------------------


def test_an_unknown_example_names_the_examples_and_the_nearest():
    assert refusal(load_study, "grwth") == (
        "grwth: found no such study; allowed: the path of a .toml file, or the name of an example: "
        "access-cards, access-example, frontier, growth, growth-schedule, paper, realistic-team, "
        "scaleup, segments, team-of-eight; did you "
        'mean "growth"?'
    )


def test_no_name_at_all_is_shown_as_one():
    assert refusal(load_study, "").startswith('"": found no such study; ')


def test_a_missing_file_names_the_files_beside_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("plans/north.toml").write_text(MINIMAL)
    assert refusal(load_study, "plans/nort.toml") == (
        "plans/nort.toml: found no such study; allowed: the path of a .toml file (that folder has "
        "north.toml), or the name of an example: access-cards, access-example, frontier, growth, "
        "growth-schedule, paper, realistic-team, scaleup, segments, team-of-eight; did you "
        'mean "plans/north.toml"?'
    )


def test_a_name_without_its_suffix_suggests_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("acme.toml").write_text(MINIMAL)
    assert refusal(load_study, "acme").endswith('; did you mean "acme.toml"?')
    assert "did you mean" not in refusal(load_study, "ac")


def test_a_folder_is_not_a_study(tmp_path):
    (tmp_path / "plans.toml").mkdir()
    assert "found no such study" in refusal(load_study, str(tmp_path / "plans.toml"))


def test_broken_toml_is_shown_with_line_and_column(complaints):
    assert complaints(MINIMAL + "[baseline]\ncaf = 1 1\n") == [
        (
            "line 3, column 9: not TOML: Expected newline or end of document after a statement; "
            'found "caf = 1 1"; '
            'allowed: lines such as  name = 1.5  or  name = "text"  or  [table]'
        )
    ]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("value = 24,000  # a year", "value = 24_000"),
        ("value = $24k", "value = 24_000"),
        ("floor = 80 %", "floor = 0.8"),
        ("floor = 0,17", "floor = 0.17"),
        ("value = 1.000.000", "value = 1_000_000"),
    ],
)
def test_a_number_as_people_type_it_is_shown_as_it_must_be_written(complaints, line, instead):
    (complaint,) = complaints(f"{MINIMAL}[facts.contract]\n{line}\n")
    hint = "(numbers may have _ between digits, but no , % $ or k)"
    assert complaint.endswith(f'; found "{line}"; allowed: {instead} {hint}')


@pytest.mark.parametrize("line", ["start = 01/02/2026", "start = 1.2.2026"])
def test_a_date_in_another_form_is_told_how_dates_are_written(complaints, line):
    (complaint,) = complaints(f"{MINIMAL}{line}\n")
    hint = "start = 2026-02-01 (dates are written year-month-day)"
    assert complaint.endswith(f'; found "{line}"; allowed: {hint}')


def test_toml_that_breaks_off_is_refused(complaints):
    assert complaints('model = "journey') == ["not TOML: Unterminated string (at end of document)"]


def test_a_key_given_twice_is_refused_at_its_line(complaints):
    (complaint,) = complaints(MINIMAL + "seed = 1\nseed = 2\n")
    assert complaint.startswith("line 3, column 9: not TOML: Cannot overwrite a value; found")
    assert "between digits" not in complaint


def test_lists_without_end_are_refused(complaints):
    (complaint,) = complaints("title = " + "[" * 5000 + "]" * 5000)
    assert complaint == "not TOML: Too many tables or lists inside each other"


def test_a_whole_number_that_is_too_long_is_refused_in_words_of_ours(complaints):
    (complaint,) = complaints(f"{MINIMAL}seed = {'9' * 5000}\n")
    assert complaint == "not TOML: A whole number of more than 4_300 digits"


def test_text_with_a_byte_order_mark_is_read(written):
    assert written("\ufeff" + MINIMAL).seed == 1


def test_a_file_that_must_not_be_read_is_refused(written, monkeypatch):
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    written(MINIMAL)
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert refusal(load_study, "study.toml") == "study.toml: cannot be read: Permission denied"


def test_a_file_that_is_no_text_is_refused_at_its_line(tmp_path):
    path = tmp_path / "study.toml"
    path.write_bytes(b'model = "journey"\ntitle = "\xff"\n')
    assert refusal(load_study, str(path)) == (
        f"{path}: line 2: found a character that is not UTF-8; allowed: text saved as UTF-8"
    )


# ---- Fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (
            "sed = 3",
            (
                "sed: unknown key; found 3; allowed: model, title, start, seed, facts, objective, "
                "baseline, today, decisions, constraints, goals, risk, scenarios, search, whatif, "
                'assign, finance; did you mean "seed"?'
            ),
        ),
        (
            "facts.customers.at_strat = 250",
            (
                "facts.customers.at_strat: unknown key; found 250; "
                "allowed: at_start, arrivals_per_month, forecast, work_variation; "
                'did you mean "at_start"?'
            ),
        ),
        (
            "facts.activities.email = {per_month = 1, mean_hours = 1, automatic = true}",
            (
                "facts.activities.email.automatic: unknown key; found true; "
                "allowed: per_month, every_months, phase, mean_hours, automatable, weight, "
                "respond_within, breach_cost; "
                'did you mean "automatable"?'
            ),
        ),
        (
            'facts.customers."at start" = 1',
            (
                'facts.customers."at start": unknown key; found 1; '
                "allowed: at_start, arrivals_per_month, forecast, work_variation; "
                'did you mean "at_start"?'
            ),
        ),
        (
            "facts.activities.email.per_month = 1",
            (
                "facts.activities.email.mean_hours: found nothing; "
                "allowed: a number > 0 and <= 1_000 (hours)"
            ),
        ),
        (
            "objective.alpha = 1.5",
            (
                "objective.alpha: found 1.5; "
                "allowed: a number > 0 and <= 1 (share of renewal bookings)"
            ),
        ),
        (
            'objective.alpha = "25%"',
            (
                'objective.alpha: found "25%"; '
                "allowed: a number > 0 and <= 1 (share of renewal bookings); write 0.25"
            ),
        ),
        (
            "facts.customers.at_start = true",
            (
                "facts.customers.at_start: found true; "
                "allowed: a whole number from 0 to 20_000 (customers)"
            ),
        ),
        (
            "facts.customers.at_start = 250.0",
            (
                "facts.customers.at_start: found 250.0; "
                "allowed: a whole number from 0 to 20_000 (customers); write 250"
            ),
        ),
        (
            "facts.contract.value = true",
            (
                "facts.contract.value: found true; "
                "allowed: a number from 0 to 1_000_000_000 (money per contract year)"
            ),
        ),
        (
            "facts.contract.value = nan",
            (
                "facts.contract.value: found nan; "
                "allowed: a number from 0 to 1_000_000_000 (money per contract year)"
            ),
        ),
        (
            "facts.customers.at_start = 0x1" + "0" * 5000,
            (
                "facts.customers.at_start: found a whole number of 20001 bits; "
                "allowed: a whole number from 0 to 20_000 (customers)"
            ),
        ),
        (
            "facts.activities.email = {per_month = 1, mean_hours = 1, automatable = 1}",
            "facts.activities.email.automatable: found 1; allowed: true or false",
        ),
        (
            "facts.activities = 3",
            (
                "facts.activities: found 3; allowed: named entries, each a table with the keys "
                "per_month, every_months, phase, mean_hours, automatable, weight, respond_within, "
                "breach_cost"
            ),
        ),
        (
            "facts.customers = [1, 2]",
            (
                "facts.customers: found [1, 2]; "
                "allowed: a table with the keys at_start, arrivals_per_month, forecast, "
                "work_variation"
            ),
        ),
        ("facts = 3", "facts: found 3; allowed: a table"),
        ("scenarios.lean = 1.2", "scenarios.lean: found 1.2; allowed: a table"),
        (
            'objective.terminal = "inforce"',
            (
                'objective.terminal: found "inforce"; allowed: one of "in_force", "none"; '
                'did you mean "in_force"?'
            ),
        ),
        ("title = 7", "title: found 7; allowed: text in quotes"),
        (
            f"title = {['x' * 99]}",
            'title: found ["' + "x" * 55 + "...; allowed: text in quotes",
        ),
        (
            'start = "2026"',
            'start: found "2026"; allowed: a date from 1903-01-01 to 9900-12-01; '
            "write dates as 2026-02-01",
        ),
        (
            "start = 1902-12-01",
            "start: found 1902-12-01; allowed: a date from 1903-01-01 to 9900-12-01",
        ),
        (
            "start = 9901-01-15",
            "start: found 9901-01-15; allowed: a date from 1903-01-01 to 9900-12-01",
        ),
        (
            "start = 2026-01-01T08:00:00",
            "start: found 2026-01-01 08:00:00; allowed: a date from 1903-01-01 to 9900-12-01",
        ),
        (
            "start = 2026-03-15",
            "start: found 2026-03-15; allowed: the first day of a month, such as 2026-03-01",
        ),
        (
            "seed = -1",
            "seed: found -1; allowed: a whole number from 0 to 9_223_372_036_854_775_807 (number)",
        ),
        (
            "search.validate_replications = 1",
            (
                "search.validate_replications: found 1; "
                "allowed: a whole number from 2 to 100_000 (replications)"
            ),
        ),
        (
            "facts.renewal.floor = 0.95",
            "facts.renewal: the floor (0.95) is above the ceiling (0.9); allowed: floor <= ceiling",
        ),
        (
            "facts.warm_up_months = 3",
            (
                "facts: warm_up_months is 3, shorter than a contract; "
                "allowed: at least contract.months (12)"
            ),
        ),
    ],
)
def test_a_wrong_field_is_refused_with_what_is_allowed(complaints, lines, complaint):
    assert complaints(MINIMAL + lines) == [complaint]


def test_an_unknown_model_names_the_models_and_the_nearest(complaints):
    (complaint,) = complaints('model = "jurney"')
    assert complaint.startswith('model: found "jurney"; allowed: one of "journey"')
    assert complaint.endswith('; did you mean "journey"?')


def test_a_study_without_a_model_is_refused(complaints):
    (complaint,) = complaints("seed = 3")
    assert complaint.startswith('model: found nothing; allowed: one of "journey"')


def test_all_mistakes_are_reported_together(complaints):
    found = complaints(
        MINIMAL + "seed = -1\nsed = 2\n"
        "[facts.customers]\nat_start = -1\nat_strat = 1\n"
        "[objective]\nalpha = 0\n"
        '[decisions]\ncadence = ["anual"]\ncaff = 1\n'
        "[baseline]\ncaf = 0\n"
        "[scenarios.lean]\ncaf = 99\n"
        '[constraints]\nretention = {at_least = 0.8}\n[goals]\ncost = "minimise"\n'
        "[search]\ntrials = 0\n"
    )
    assert {complaint.partition(": ")[0] for complaint in found} == {
        "seed",
        "sed",
        "facts.customers.at_start",
        "facts.customers.at_strat",
        "objective.alpha",
        "decisions.cadence, item 1",
        "decisions.caff",
        "baseline.caf",
        "scenarios.lean.caf",
        "constraints.retention",
        "goals",
        "goals.cost",
        "search.trials",
    }
    assert len(found) == 13


def numeric_facts() -> list[tuple[str, str, type, list[object]]]:
    """Each numeric fact: its key, the study text around its value, its type and its bounds."""
    facts = []
    for name, info in Facts.model_fields.items():
        if info.annotation is int:
            facts.append((f"facts.{name}", f"facts.{name} = %s", int, info.metadata))
        for inner, below in getattr(info.annotation, "model_fields", {}).items():
            if below.annotation in (int, float):
                key = f"facts.{name}.{inner}"
                facts.append((key, f"{key} = %s", below.annotation, below.metadata))
    for name, other in (("per_month", "mean_hours"), ("mean_hours", "per_month")):
        info = Activity.model_fields[name]
        text = f"facts.activities.email = {{{other} = 1, {name} = %s}}"
        facts.append((f"facts.activities.email.{name}", text, info.annotation, info.metadata))
    return facts


@given(st.data())
def test_any_number_out_of_bounds_gives_one_complaint_that_names_its_key(tmp_path_factory, data):
    key, text, kind, bounds = data.draw(st.sampled_from(numeric_facts()))
    numbers = st.integers(-(10**15), 10**15) if kind is int else st.floats(-1e15, 1e15)
    bound = data.draw(st.sampled_from(bounds))
    if hasattr(bound, "ge"):
        outside = numbers.filter(lambda x: x < bound.ge)
    elif hasattr(bound, "gt"):
        outside = numbers.filter(lambda x: x <= bound.gt)
    elif hasattr(bound, "le"):
        outside = numbers.filter(lambda x: x > bound.le)
    else:
        outside = numbers.filter(lambda x: x >= bound.lt)
    path = tmp_path_factory.getbasetemp() / "out_of_bounds.toml"
    path.write_text(MINIMAL + text % data.draw(outside))
    with pytest.raises(InputError) as refused:
        load_study(str(path))
    (complaint,) = refused.value.complaints
    assert complaint.startswith(f"{path}: {key}: found ")


# ---- Policies ------------------------------------------------------------------------------------


def test_an_impossible_policy_is_refused_in_the_models_words(complaints):
    assert complaints(MINIMAL + "[baseline]\nhires = [1, 2]\n") == [
        (
            "baseline: hires has 2 numbers, but 36 months at annual cadence have 3 periods; "
            "allowed: exactly 3 numbers"
        )
    ]


def test_an_impossible_baseline_is_not_blamed_on_the_scenarios_or_the_decisions(complaints):
    (complaint,) = complaints(
        MINIMAL + "[baseline]\nhires = [1, 2]\n[scenarios.other]\nautomation = 0.1\n"
        "[decisions]\nhires = {low = -5, high = 5}\n"
    )
    assert complaint.startswith("baseline: hires has 2 numbers")


def test_a_wrong_item_of_a_list_is_counted_from_one(complaints):
    assert complaints(MINIMAL + "[baseline]\nhires = [1, 2.5, 3]\n") == [
        (
            "baseline.hires, item 2: found 2.5; "
            "allowed: a whole number (CSMPs per period, negative for departures)"
        )
    ]


def test_no_scenario_may_be_called_baseline(complaints):
    assert complaints(MINIMAL + "[scenarios.baseline]\ncaf = 1.2\n") == [
        'scenarios.baseline: found the name "baseline"; allowed: any other name'
    ]


def test_a_wrong_baseline_is_not_blamed_on_the_scenarios(complaints):
    (complaint,) = complaints(
        MINIMAL + "[baseline]\ncaf = 0\n[scenarios.other]\nautomation = 0.1\n"
    )
    assert complaint.startswith("baseline.caf: ")


@pytest.fixture
def study(written) -> Study:
    return written(
        MINIMAL + "[baseline]\ncaf = 1.1\n[scenarios.lean]\ncaf = 1.3\n[scenarios.helped]\n"
        "automation = 0.2\n"
    )


def test_settings_change_the_baseline(study):
    policy = policy_with(study, ["automation=0.2", "cadence = monthly"])
    assert (policy.cadence, policy.caf, policy.automation) == ("monthly", 1.1, 0.2)
    assert policy_with(study, ['cadence="monthly"', "automation=0.2"]) == policy
    assert policy_with(study, []) == study.baseline


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        (
            "cadense=annual",
            (
                'cadense: unknown key; found "annual"; '
                "allowed: cadence, caf, automation, hire_ahead_months, attrition_margin, "
                'availability, organisation, order, reserve, teams, hires; did you mean "cadence"?'
            ),
        ),
        (
            "cadence=anual",
            (
                'cadence: found "anual"; allowed: one of "monthly", "quarterly", "semiannual", '
                '"annual"; did you mean "annual"?'
            ),
        ),
        ("caf=20", "caf: found 20; allowed: a number from 0.1 to 10 (ratio)"),
        ("caf=1,1", 'caf: found "1,1"; allowed: a number from 0.1 to 10 (ratio); write 1.1'),
        ("caf=1.125.3", 'caf: found "1.125.3"; allowed: a number from 0.1 to 10 (ratio)'),
        ("caf=", 'caf: found ""; allowed: a number from 0.1 to 10 (ratio)'),
        (
            "caf=1\nautomation=0.5",
            r'caf: found "1\nautomation=0.5"; allowed: a number from 0.1 to 10 (ratio)',
        ),
        (
            "caf",
            'found "caf"; allowed: NAME=VALUE, with NAME one of cadence, caf, automation, '
            "hire_ahead_months, attrition_margin, availability, organisation, order, reserve, "
            "teams, hires",
        ),
        (
            "hires=[1]",
            (
                "hires has 1 numbers, but 36 months at annual cadence have 3 periods; "
                "allowed: exactly 3 numbers"
            ),
        ),
    ],
)
def test_a_wrong_setting_is_refused(study, setting, complaint):
    assert refusal(policy_with, study, [setting]) == f"--set: {complaint}"


def test_a_setting_given_twice_is_refused(study):
    assert refusal(policy_with, study, ["caf=1", "caf=2"]) == (
        "--set: caf: found it twice, the second time 2; allowed: one value"
    )


def test_all_wrong_settings_are_reported_together(study):
    lines = refusal(policy_with, study, ["caf=20", "automation=2", "hello"]).splitlines()
    assert len(lines) == 3


def test_a_policy_is_named_by_its_scenario(study):
    assert named(study, "lean").baseline == study.scenarios["lean"]
    assert named(study, "baseline").baseline == study.baseline


@pytest.mark.parametrize(
    "text",
    [
        "cadence=annual hires=[1,2,3]",
        "cadence=annual,hires=[1,2,3]",
        "cadence = annual, hires = [1, 2, 3]",
        """cadence="annual" hires=[1, 2, 3,]""",
        "cadence='annual'\nhires=[1,2,3]",
    ],
)
def test_a_policy_is_given_by_settings_with_lists_in_brackets(study, text):
    found = named(study, text).baseline
    assert (found.cadence, found.caf, found.hires) == ("annual", 1.1, (1, 2, 3))


def test_an_unknown_policy_names_the_policies_and_the_nearest(study):
    assert refusal(named, study, "laen") == (
        '--policy: found "laen"; allowed: baseline, lean, helped, or changes of the baseline '
        'such as NAME=VALUE; did you mean "lean"?'
    )


def test_a_policy_with_a_stray_word_is_refused(study):
    assert refusal(named, study, "caf=1.2 annual") == (
        '--policy: found "annual"; allowed: NAME=VALUE, separated by commas or spaces'
    )


def test_a_wrong_setting_of_a_policy_names_the_option(study):
    assert refusal(named, study, "caf=20").startswith("--policy: caf: found 20; ")


def test_a_description_is_short(study):
    policy = policy_with(study, ["caf=1.0123456", "automation=0.123456"])
    assert describe_policy(study, policy) == "caf 1.012, automation 0.1235"
    assert describe_policy(study, study.baseline) == "cadence annual, caf 1.1"


def test_nothing_is_said_of_what_has_no_effect_or_is_not_decided(written):
    more = "[decisions.automation]\nlow = 0.0\nhigh = 0.5\n[baseline]\nautomation = 0.2\n"
    study = written(MINIMAL + more)

    def said(*changes):
        return describe_policy(study, policy_with(study, changes))

    assert said() == "automation 0.2"
    assert said("automation=0") == "automation 0"  # which ends what today's policy does
    assert said("caf=1.3") == "caf 1.3, automation 0.2"
    assert said("caf=1.3", "hires=[1, 0, 0]") == "hires [1, 0, 0], automation 0.2"
