"""``plan init``: a study of one's own in one command."""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.commands import init
from planner.study.study import load_study
from simmodel.registry import MODELS

NEW = "my company.toml"
SEGMENTS = (
    "segments={large={customers=20, value=90_000, work_hours=12, review_hours=6, csmps=3, "
    "renewal_today=0.92, net_revenue_retention=1.08}, small={customers=300, csmps=2, work_hours=1}}"
)
TOO_MUCH = "activities={all={per_month=100, mean_hours=2}}"


@pytest.fixture
def plan(tmp_path, monkeypatch, glancing) -> Callable[..., Result]:
    """Run ``plan`` in this process, in a folder of its own, without a terminal."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner(env={"COLUMNS": "80"}).invoke(main, arguments, prog_name="plan")

    return run


@pytest.fixture
def terminal(tmp_path):
    """Run ``plan init`` on a terminal of 80 columns."""

    def run(*arguments: str) -> pexpect.spawn:
        program = "from planner.cli import main; main(prog_name='plan')"
        return pexpect.spawn(
            sys.executable,
            ["-c", program, "init", *arguments],
            cwd=str(tmp_path),
            env=os.environ | {"TERM": "dumb"},
            dimensions=(40, 80),
            encoding="utf-8",
            timeout=60,
            # A process that runs tests in parallel may ignore Ctrl-C, and its children with it.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )

    return run


def assert_refused(result: Result, *words: str) -> None:
    """Exit status 2, words on the error stream, and nothing written."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (2, "")
    for word in words:
        assert word in result.stderr
    assert list(Path().iterdir()) == []


# ---- Without questions ---------------------------------------------------------------------------


def test_all_defaults_are_a_study_that_is_ready_to_run(plan):
    result = plan("init", NEW, "--yes")
    assert result.exit_code == 0
    assert plan("check", NEW).exit_code == 0
    study = load_study(NEW)
    assert (study.title, study.facts.team.at_start) == ("My company", 51)
    assert study.start > date.today() and study.start.day == 1


def test_answers_are_given_by_flag(plan):
    settings = ("customers.at_start=400", "facts.team.at_start=60", "title=Acme")
    options = [word for each in settings for word in ("--set", each)]
    assert plan("init", NEW, "--yes", *options).exit_code == 0
    study = load_study(NEW)
    assert (study.facts.customers.at_start, study.facts.team.at_start) == (400, 60)
    assert (study.title, study.baseline.caf) == ("Acme", 1.35)


def test_what_is_written_is_said_with_todays_figures_and_what_to_do_next(plan):
    result = plan("init", NEW, "--yes", "--set", "customers.at_start=400")
    words = " ".join(result.stdout.split())
    assert f"Wrote {NEW}." in words
    assert "Today 51 CSMPs serve 400 customers." in words
    assert "One CSMP costs 125,000 USD a year, 10,417 a month;" in words
    assert "Searched: cadence, caf, hire_ahead_months." in words
    assert "turns it on: automation, attrition_margin, availability, hires." in words
    for command in ("check", "simulate", "optimize"):
        assert f"  plan {command} '{NEW}'" in result.stdout.splitlines()
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_where_everything_is_searched_nothing_is_said_to_stay(plan):
    words = " ".join(plan("init", NEW, "--yes", "--model", "access").stdout.split())
    assert "Searched: new_customers, servers, ranking. Next:" in words


def test_a_check_shows_the_figures_of_today_and_the_money_as_well(plan):
    plan("init", NEW, "--yes")
    words = " ".join(plan("check", NEW).stdout.split())
    assert "Today 51 CSMPs serve 250 customers." in words
    assert "One CSMP costs 125,000 USD a year, 10,417 a month;" in words


def test_machines_get_the_path_and_every_answer(plan):
    result = plan("init", NEW, "--yes", "--set", "team.at_start=60", "--set", "seed=4", "--json")
    document = json.loads(result.stdout)
    assert (document["path"], result.stderr) == (NEW, "")
    answers = document["answers"]
    assert (answers["facts.team.at_start"], answers["seed"]) == (60, 4)
    assert (answers["title"], answers["facts.customers.at_start"]) == ("My company", 250)
    assert answers["start"] == load_study(NEW).start.isoformat()
    assert answers["facts.activities"]["email_users"]["per_month"] == 55


def test_machines_get_answers_that_follow_from_others(plan):
    result = plan("init", NEW, "--yes", "--set", "renewal_today=0.6", "--json")
    assert json.loads(result.stdout)["answers"]["renewal_at_0"] == 0.3


def test_flags_are_understood_as_people_type_them(plan):
    settings = ("contract.value=24,000", "annual_attrition=12%", "currency=eur", "title=4,000")
    options = [word for each in settings for word in ("--set", each)]
    result = plan("init", NEW, "--yes", *options)
    study = load_study(NEW)
    assert (study.facts.contract.value, study.facts.team.annual_attrition) == (24_000, 0.12)
    assert (study.finance.currency, study.title) == ("EUR", "4,000")
    echoes = ("24,000 understood as 24_000", "12% understood as 0.12", "eur understood as EUR")
    assert result.stderr.splitlines() == list(echoes)


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2026, 1, 31), date(2026, 2, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_planning_begins_with_next_month(plan, monkeypatch, today, first):
    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return today

    monkeypatch.setattr(init, "date", Clock)
    plan("init", NEW, "--yes")
    assert load_study(NEW).start == first


# ---- Segments ------------------------------------------------------------------------------------


def test_segments_are_given_by_flag(plan):
    result = plan("init", NEW, "--yes", "--set", SEGMENTS, "--set", "cadence=quarterly")
    assert result.exit_code == 0, result.stderr
    study = load_study(NEW)
    assert list(study.facts.segments) == list(study.facts.pods) == ["large", "small"]
    assert study.today["retention_rate.large"] == 0.92
    assert [each.name for each in study.space if each.name.startswith("caf")] == [
        "caf.large",
        "caf.small",
    ]
    assert study.baseline.of_pod("small").cadence == "quarterly"


def test_inside_of_a_segment_numbers_are_understood_as_people_type_them(plan):
    told = 'segments={large={customers=20, csmps=3, value=90k, renewal_today="92 %", '
    told += "net_revenue_retention=108 %}}"
    more = "segments.small.value=€6,000"
    result = plan("init", NEW, "--yes", "--set", told, "--set", more)
    assert result.exit_code == 0, result.stderr
    for words in ("90k understood as 90_000", "92 % understood as 0.92", "€6,000 understood as"):
        assert words in result.stderr
    study = load_study(NEW)
    worth = {name: part.contract.value for name, part in study.facts.by_segment.items()}
    assert worth == {"large": 90_000, "small": 6_000}
    assert study.today["net_revenue_retention.large"] == 1.08


def test_what_is_written_of_segments_is_said_by_pod(plan):
    words = " ".join(plan("init", NEW, "--yes", "--set", SEGMENTS).stdout.split())
    assert "Today 3 CSMPs of large serve 20 customers." in words
    assert "as one can fully serve 117.60 customers of small." in words
    assert "Searched: cadence, hire_ahead_months, caf.large, caf.small." in words
    assert (
        "turns it on: automation, attrition_margin, availability, teams, hires; some for a part "
        "alone, too, as automation.large."
    ) in words


def test_a_check_says_nothing_of_defaults_that_have_no_effect_beside_segments(plan):
    plan("init", NEW, "--yes", "--set", SEGMENTS)
    result = plan("check", NEW)
    assert result.exit_code == 0
    assert "so a default holds" not in result.stdout
    assert "retention_rate.large" in result.stdout and "92 %" in result.stdout
    assert " ".join(result.stdout.split()).count("Capacity adjustment factor") == 1


def test_machines_get_the_segments_complete_and_no_answer_that_fell_away(plan):
    result = plan("init", NEW, "--yes", "--set", SEGMENTS, "--json")
    answers = json.loads(result.stdout)["answers"]
    assert answers["segments"]["small"] == {"customers": 300, "csmps": 2, "work_hours": 1}
    assert "facts.customers.at_start" not in answers and "renewal_today" not in answers
    assert answers["facts.team.annual_cost"] == 125_000


# ---- Refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("team.at_start=many", '--set: facts.team.at_start: found "many"; allowed: a whole number'),
        (
            "team.at_strat=60",
            "--set: facts.team.at_strat: unknown key; found 60; allowed: at_start",
        ),
        ("team.annual_cost=95.000", "found 95.000, which may be either; allowed: a number"),
        ("team.annual_cost=95.000", "(money per CSMP and year); write 95.0 or 95000"),
        ("start=01/02/2026", "write dates as 2026-02-01"),
        ("titel=x", '--set: titel: unknown name; found "x"; allowed: title, start, finance.'),
        ("team.at_start", '--set: found "team.at_start"; allowed: NAME=VALUE'),
        (TOO_MUCH, "expected work is 200 hours a month, but a month has 117.6 productive hours"),
        ("segments={a b={}}", '--set: segments: found "{a b={}}"; allowed: named entries'),
        ('segments={"a b"={}}', '--set: segments: found the name "a b"; allowed: letters'),
        ("segments={a={csmps=0}}", "--set: segments: found no CSMPs; allowed: one or more"),
        ("segments={a={value=6 t}}", '--set: segments.a.value: found "6 t"; allowed: a number'),
        (
            "segments.a.at_start=40",
            "--set: segments.a.at_start: unknown key; found 40; allowed: customers, new_per_month, "
            "value, work_hours, review_hours, onboarding_hours, onboarding_months, csmps, "
            "organisation, renewal_today, renewal_at_0, renewal_at_100, net_revenue_retention, "
            "expansion",
        ),
        (
            "segments={a={organisation=team}}",
            'segments.a.organisation: found "team"; allowed: one of "pool", "books", ',
        ),
        ("segments={a={customers=0}}", "segments.a.customers: found 0; allowed: a whole number"),
        ("segments={a={renewal_today=1.2}}", "found 1.2; allowed: a number from 0.01 to 0.99"),
        (
            "segments={a={net_revenue_retention=0.8}}",
            "segments.a: net_revenue_retention is 0.8 and renewal_today is 0.9; allowed: net_",
        ),
        ("segments={a={net_revenue_retention=108}}", "found 108; allowed: a number from 0.01 to 2"),
        ("segments={a={work_hours=118}}", "work is 118 hours a month, but a month has 117.6"),
        ("baseline.hires=[1]", "hires has 1 numbers, but 36 months at annual cadence have 3"),
    ],
)
def test_wrong_answers_are_refused_and_nothing_is_written(plan, setting, words):
    assert_refused(plan("init", NEW, "--yes", "--set", setting), words)


def test_without_a_terminal_questions_are_not_asked(plan):
    assert_refused(
        plan("init", NEW), "no terminal to ask questions on", "--yes", "--set NAME=VALUE"
    )
    assert_refused(plan("init", NEW, "--set", "team.at_start=60"), "no terminal")


def test_a_file_that_is_there_is_overwritten_by_force_alone(plan):
    Path(NEW).write_text("precious")
    result = plan("init", NEW, "--yes")
    assert (result.exit_code, Path(NEW).read_text()) == (2, "precious")
    assert f"{NEW}: there is a file of that name. Give another name, or --force" in result.stderr
    assert plan("init", NEW, "--yes", "--force").exit_code == 0
    assert load_study(NEW).title == "My company"


def test_a_wrong_answer_does_not_overwrite_even_by_force(plan):
    Path(NEW).write_text("precious")
    assert plan("init", NEW, "--yes", "--force", "--set", TOO_MUCH).exit_code == 2
    assert Path(NEW).read_text() == "precious"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "mycompany",
            "mycompany: no name of a study file; allowed: a name that ends in .toml, such as "
            "mycompany.toml",
        ),
        ("no/where.toml", "no/where.toml: cannot be written: No such file or directory"),
    ],
)
def test_a_place_where_no_study_can_be_is_refused(plan, name, words):
    assert_refused(plan("init", name, "--yes"), words)


# ---- On a terminal -------------------------------------------------------------------------------

# Newer Pythons warn of what pexpect does in a process with threads; it starts a program at once.
FORKS = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.mark.long
@FORKS
def test_the_dialogue_on_a_terminal_writes_what_was_answered(terminal, tmp_path):
    """A wrong answer first; then two answers that do not go together."""
    settings = ("title=Acme", "start=2027-01-01", "currency=EUR", "fiscal_year_start=4")
    settings += ("ramp_months=3", "annual_attrition=10%", "recruiting_cost=5k")
    settings += ("activities={call={per_month=9, mean_hours=1}}",)
    settings += ("contract.value=1", "team.annual_cost=1", "objective.alpha=0.5")
    settings += ("automation.annual_cost=1", "cadence=monthly")
    settings += ("median_days=60", "p90_days=110")
    run = terminal("mine.toml", *[word for each in settings for word in ("--set", each)])
    run.expect(r"1 of 7\. Customers under contract .*\[250\]: ")
    run.sendline("four hundred")
    run.expect("allowed: a whole number from 0 to 20_000")
    for answer in ("400", "", "30", "0.9", "", "", "50%"):
        run.expect(r"\]: ")
        run.sendline(answer)
    run.expect("renewal_today is 0.9 and\\s+renewal_at_100 is 0.5")
    run.expect("Here they are again, in brackets.")
    for answer in ("", "", "", "0.7", "60%", "0.5", "0.85"):
        run.expect(r"\]: ")
        run.sendline(answer)
    run.expect(r"plan optimize mine\.toml")
    run.expect(pexpect.EOF)
    run.close()
    assert run.exitstatus == 0
    study = load_study(str(tmp_path / "mine.toml"))
    assert (study.facts.customers.at_start, study.facts.team.at_start) == (400, 30)
    assert study.facts.renewal.probability([0, 60, 100]) == pytest.approx(
        [0.5, 0.7, 0.85], abs=0.01
    )
    assert study.today == {"retention_rate": 0.7, "activities_finished": 0.6}
    assert study.finance.fiscal_year_start == 4


@pytest.mark.long
@FORKS
def test_the_dialogue_of_segments_writes_what_was_answered(terminal, tmp_path):
    """Pods for two of them; the third shares the team of the second; one name twice."""
    run = terminal("mine.toml", "--set", "title=Acme", "--set", "currency=EUR")
    lines = ["", ""]  # the start, and the fiscal year
    lines += ["enterprise", "40", "0.5", "180k", "16", "9", "25", "2", "8", "books"]
    lines += ["92 %", "", "", "108 %"]
    lines += ["", "mid-market", "200", "4", "36k", "4.5", "4.5", "", "14", "", "87%", "", "", ""]
    lines += ["mid-market", "small", "400", "10", "6k", "1.8", "", "", "0", "78%", "", "", "", ""]
    lines += ["", "3", "13%", "20k", "60", "100", "quarterly", ""]
    for line in lines:
        run.expect(r"(\]|first|more|months?\)): $")
        run.sendline(line)
    run.expect(r"Today 14 CSMPs of mid-market_and_small serve 600")
    run.expect(r"plan optimize mine\.toml")
    run.expect(pexpect.EOF)
    run.close()
    assert run.exitstatus == 0
    study = load_study(str(tmp_path / "mine.toml"))
    pods = {name: (pod.segments, pod.at_start) for name, pod in study.facts.pods.items()}
    assert pods == {
        "enterprise": (("enterprise",), 8),
        "mid-market_and_small": (("mid-market", "small"), 14),
    }
    assert study.facts.pods["enterprise"].desk.organisation == "books"
    assert study.facts.pods["mid-market_and_small"].desk is None
    worth = {name: part.contract.value for name, part in study.facts.by_segment.items()}
    assert worth == {"enterprise": 180_000, "mid-market": 36_000, "small": 6_000}
    assert study.facts.team.annual_attrition == 0.13
    assert study.facts.people.hiring.median_days == 60
    assert study.today["net_revenue_retention.enterprise"] == 1.08


@pytest.mark.long
@FORKS
def test_leaving_the_dialogue_writes_nothing(terminal, tmp_path):
    run = terminal("mine.toml")
    run.expect(r"1 of \d+\. ")
    run.sendintr()
    run.expect("Interrupted; nothing was written")
    run.expect(pexpect.EOF)
    run.close()
    assert run.exitstatus == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", MODELS)
def test_a_study_of_any_model_begins_in_order(plan, tmp_path, name):
    assert plan("init", "ours.toml", "--model", name, "--yes").exit_code == 0
    study = load_study(str(tmp_path / "ours.toml"))
    assert (study.model.name, bool(study.space)) == (name, True)


def test_a_study_says_nothing_of_an_investment_that_its_model_has_not(plan, tmp_path):
    plan("init", "ours.toml", "--model", "access", "--yes")
    text = (tmp_path / "ours.toml").read_text(encoding="utf-8")
    assert "[whatif]" in text
    assert "investment" not in text
    assert "whatif.parts" not in text


def test_a_model_that_nobody_knows_is_refused(plan):
    refused = plan("init", "ours.toml", "--model", "nonesuch", "--yes")
    assert refused.exit_code == 2
    assert "'journey', 'access'" in refused.stderr


def test_a_new_study_of_service_access_searches_around_today(plan, tmp_path):
    plan("init", "ours.toml", "--model", "access", "--set", "servers.at_start=31", "--yes")
    study = load_study(str(tmp_path / "ours.toml"))
    searched = {each.name: each for each in study.space}
    assert set(searched) == {"new_customers", "servers", "ranking"}
    assert (searched["servers"].low, searched["servers"].high) == (15, 62)
    assert searched["new_customers"].low < study.baseline.new_customers
