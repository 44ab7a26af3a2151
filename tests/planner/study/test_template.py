"""A new study is written so that it loads, says what was answered, and explains itself."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.recommendation.edges import at_edge
from planner.study.allowed import Declaration, options
from planner.study.checks import Checks
from planner.study.defaults import defaults_used
from planner.study.draft import Draft, draft
from planner.study.field_docs import field_rows
from planner.study.file import StudyFile
from planner.study.questions import questions
from planner.study.study import Study, parse_study
from planner.study.template import study_text
from simmodel.decisions.choice import Choice
from simmodel.fields import Section, field
from simmodel.journey.facts import Facts
from simmodel.registry import load

MODEL = load("journey")
OFF = re.compile(r"^#(?=\S)", re.MULTILINE)
TABLES = ("a table", "named entries")
OF_PARTS = (  # which stand in the place of what is written, or go with other tables than it has
    "facts.segments.",
    "facts.pods.",
    "facts.people.members.",
    "facts.desk.skills.",
    "facts.desk.reserve",
)
PRICED = {"facts.automation.annual_cost": 1e6}
SEGMENTS = {
    "segments": {
        "large": {
            "customers": 20,
            "value": 180_000.0,
            "work_hours": 12.0,
            "review_hours": 6.0,
            "onboarding_hours": 25.0,
            "csmps": 3,
            "renewal_today": 0.92,
            "net_revenue_retention": 1.08,
        },
        "small": {"customers": 300, "work_hours": 1.0, "csmps": 2, "renewal_today": 0.75},
    }
}


def drafted(answers: dict) -> Draft:
    checks = Checks("")
    begun = draft(MODEL, answers, checks)
    checks.finish()
    assert begun is not None
    return begun


def parsed(text: str) -> Study:
    return parse_study(Path("new.toml"), text.encode())


def written(answers: dict) -> str:
    return study_text(drafted(answers))


def within(declared: Declaration) -> st.SearchStrategy:
    """Allowed values, the bounds among them."""
    if options(declared.kind):
        return st.sampled_from(options(declared.kind))
    limits: dict[str, Any] = {}
    for bound in declared.bounds:
        for name, option in (("ge", "min"), ("gt", "min"), ("le", "max"), ("lt", "max")):
            if hasattr(bound, name):
                limits[f"{option}_value"] = getattr(bound, name)
                if name in ("gt", "lt"):
                    limits[f"exclude_{option}"] = True
    if declared.kind is int:
        return st.integers(**limits)
    if declared.kind is float:
        return st.floats(**limits)
    return {str: st.text(), date: st.dates().map(lambda day: day.replace(day=1))}[declared.kind]


ACTIVITIES = st.dictionaries(
    st.text(min_size=1),
    st.fixed_dictionaries(
        {"per_month": st.integers(0, 20), "mean_hours": st.floats(0.01, 3)},
        optional={"automatable": st.booleans()},
    ),
    min_size=1,
    max_size=3,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        each.key: ACTIVITIES if each.key == "facts.activities" else within(each.declared)
        for each in questions(drafted({}))
        if each.key != "segments"
    },
)
TOLD = st.dictionaries(
    st.text(alphabet="ab-_ .", min_size=1, max_size=4),
    st.fixed_dictionaries(
        {},
        optional={
            name: within(Declaration(type(drafted(SEGMENTS).plain.segments["small"])).inside(name))
            for name in type(drafted(SEGMENTS).plain.segments["small"]).model_fields
        },
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_whatever_is_answered_the_study_loads_or_the_answers_are_refused_in_words(answers):
    checks = Checks("")
    begun = draft(MODEL, answers, checks)
    if begun is None:
        assert all("; allowed: " in str(each) for each in checks.complaints)
        return
    study = parsed(study_text(begun))
    assert (study.title, study.start) == (begun.file.title, begun.file.start)
    assert (study.facts, study.objective) == (begun.facts, begun.objective)
    assert (study.baseline, study.search) == (begun.baseline, begun.file.search)
    for key in answers.keys() & {"title", "start"}:
        assert getattr(study, key) == answers[key]
    for key in (key for key in answers if key.startswith("facts.") and key != "facts.activities"):
        found = reduce(getattr, key.split(".")[1:], study.facts)
        assert found == answers[key]
    for decision in study.space:
        today = getattr(study.baseline, decision.name)
        if isinstance(decision, Choice):
            assert today in decision.options
        else:
            assert decision.low <= today <= decision.high


def test_every_fact_and_the_objective_are_written_out():
    study = parsed(written({}))
    assert [*defaults_used(study.facts, ""), *defaults_used(study.objective, "")] == []
    assert [*defaults_used(study.search, "")] == []


@pytest.mark.parametrize("answers", [{}, PRICED], ids=["unpriced", "priced"])
def test_what_is_off_is_in_order_when_it_is_turned_on(answers):
    text = written(answers)
    assert len(OFF.findall(text)) > 10
    on = OFF.sub("", text)
    with_rule = parsed(re.sub(r"^hires = .*$", "", on, flags=re.MULTILINE))
    rule = ["automation", "hire_ahead_months", "attrition_margin", "availability"]
    assert [each.name for each in with_rule.space] == ["cadence", "caf", *rule]
    assert with_rule.facts.people.dismissal and with_rule.facts.customers.forecast
    assert with_rule.constraints and with_rule.goals and with_rule.scenarios
    assert with_rule.search.zone and with_rule.search.max_runs and with_rule.search.max_seconds
    above, decisions = on.split("[decisions]\n")
    steering = r"^(cadence|caf|hire_ahead_months|attrition_margin) = .*$"
    alone = re.sub(steering, "", decisions, flags=re.MULTILINE)
    with_hires = parsed(f"{above}[decisions]\n{alone}")
    assert [each.name for each in with_hires.space] == [
        "automation",
        "availability",
        "hires",
    ]


@pytest.mark.parametrize("team", [1, 5, 20, 50, 200, 2_000])
def test_a_range_reaches_from_half_of_todays_value_to_twice_or_as_far_as_is_usual(team):
    drawn = drafted({"facts.team.at_start": team})
    today = drawn.baseline.caf
    found = tomllib.loads(study_text(drawn))["decisions"]["caf"]
    assert found["low"] <= max(today / 2 + 0.005, 0.1) and found["low"] <= 0.5
    assert found["high"] >= min(2 * today - 0.005, 10.0) and found["high"] >= 3.0
    study = parsed(study_text(drawn))
    assert at_edge(study, study.baseline) == ()


def test_automation_is_searched_only_at_a_price():
    unpriced, priced = (
        [each.name for each in parsed(written(answers)).space] for answers in ({}, PRICED)
    )
    assert unpriced == ["cadence", "caf", "hire_ahead_months"]
    assert priced == ["cadence", "caf", "automation", "hire_ahead_months"]


def test_fields_are_explained_in_the_words_of_their_declarations():
    text = written({}) + written(SEGMENTS)
    flat = " ".join(re.sub(r"^.*?# ?", "", text, flags=re.MULTILINE).split())
    rows = field_rows(MODEL)
    for table in ("facts", "objective", "search"):
        for row in rows:
            is_table = row.allowed.startswith(TABLES)
            if row.key.startswith(f"{table}.") and not (is_table or row.key.startswith(OF_PARTS)):
                assert f"{row.description} allowed: {row.allowed}" in flat, row.key
    assert MODEL.Facts().calendar.__doc__.split("\n")[0] in flat


def test_lines_are_short_and_comments_aligned():
    lines = written({"title": "x" * 60}).splitlines()
    assert max(map(len, lines)) <= 100
    beside = [line.index("# ") for line in lines if " = " in line.split("# ")[0] and "# " in line]
    assert len(set(beside)) == 1
    assert 'title = "' + "x" * 60 + '"' in lines


def test_names_of_activities_are_the_users():
    name = 'Quarterly "review" [Q]\n= 1'
    text = written({"facts.activities": {name: {"per_month": 1, "mean_hours": 2}}})
    assert list(parsed(text).facts.activities) == [name]


def test_new_fields_and_tables_are_written_without_a_change(monkeypatch):
    """Of the facts, and of the file itself."""

    class Office(Section):
        """Where the team works."""

        desks: int = field(40, unit="desks", description="Seats there are", ge=0)
        rent: float | None = field(None, unit="money", description="Rent", example=9_000.0, gt=0)
        landlord: str | None = field(None, unit="text", description="Who lets it")

    class MoreFacts(Facts):
        office: Office = Office()

    class MoreFile(StudyFile):
        office: Office = Office()

    monkeypatch.setitem(globals(), "MODEL", replace(MODEL, Facts=MoreFacts))
    monkeypatch.setattr("planner.study.draft.StudyFile", MoreFile)
    monkeypatch.setattr("planner.study.template.StudyFile", MoreFile)
    text = written({"facts.office.desks": 50})
    document = tomllib.loads(text)
    assert (document["facts"]["office"], document["office"]) == ({"desks": 50}, {"desks": 40})
    assert text.count("# Where the team works.") == 2
    assert text.count("\n#rent = 9_000.0 ") == 2
    assert "landlord" not in text


# ---- Segments ------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(TOLD)
@example({"_": {"new_per_month": 983.0, "onboarding_hours": 1196.0}})  # work for 10,001
@example({"_": {"onboarding_hours": 5e-324}})  # none is left in a month
def test_whatever_segments_are_told_the_study_loads_or_they_are_refused_in_words(told):
    checks = Checks("")
    begun = draft(MODEL, {"segments": told}, checks)
    if begun is None:
        assert all("; allowed: " in str(each) for each in checks.complaints)
        return
    study = parsed(study_text(begun))
    assert (study.facts, study.baseline) == (begun.facts, begun.baseline)
    assert study.today == begun.file.today


def test_a_file_of_segments_says_all_that_has_an_effect_and_nothing_else():
    text = written(SEGMENTS)
    study, document = parsed(text), tomllib.loads(text)

    def read(key: str) -> bool:
        return study.model.reads(key.removeprefix("facts."))

    assert [*defaults_used(study.facts, "facts", read=read)] == []
    assert document["facts"].keys() >= {"segments", "pods", "team", "people"}
    for table in ("customers", "contract", "activities", "renewal", "automation"):
        assert table not in document["facts"]
        assert not re.search(rf"^#?\[facts\.{table}", text, re.MULTILINE)
    assert "at_start" not in document["facts"]["team"]
    small = document["facts"]["segments"]["small"]
    assert small.keys() == {"customers", "contract", "activities", "renewal"}


def test_each_pod_has_its_caf_searched_around_todays():
    document, study = tomllib.loads(written(SEGMENTS)), parsed(written(SEGMENTS))
    assert [each.name for each in study.space] == [
        "cadence",
        "hire_ahead_months",
        "caf.large",
        "caf.small",
    ]
    assert "caf" not in document["baseline"] and "caf" not in document["decisions"]
    for pod in ("large", "small"):
        today = document["baseline"][f"caf.{pod}"]
        searched = document["decisions"][f"caf.{pod}"]
        assert searched["low"] < today < searched["high"]
    assert at_edge(study, study.baseline) == ()


def test_the_second_segment_is_not_explained_again():
    text = written(SEGMENTS)
    assert text.count("# Customers under contract on the first day") == 1
    assert text.count("# A type of activity; its name is yours.") == 1
    assert text.count("# Capacity adjustment factor: ") == 2  # of today, and what is searched
    _, _, second = text.partition("# ---- small ---")
    about, _, _ = second.partition("# The customer success managers")
    points = "# As plan init has written it, the curve gives a renewal rate of 38 % at 0 %"
    comments = [line for line in about.splitlines() if "# " in line]
    assert [line for line in comments if points in line] and len(comments) == 2


def test_the_lines_of_a_file_of_segments_are_short():
    lines = written(SEGMENTS).splitlines()
    assert max(map(len, lines)) <= 100
    assert not [two for two in zip(lines, lines[1:], lines[2:], strict=False) if two == ("",) * 3]


def test_what_is_off_in_a_file_of_segments_is_in_order_when_it_is_turned_on():
    on = OFF.sub("", written(SEGMENTS))
    rule = r'^("?hires|"?automation|"?caf|"?cadence|"?hire_ahead|"?attrition_m).* = [\[{].*$'
    above, decisions = on.split("[decisions]\n")
    kept = re.sub(r'^"hires\..*$', "", decisions, flags=re.MULTILINE)
    study = parsed(f"{above}[decisions]\n{kept}")
    assert {"cadence.small", "automation.large", "availability.small"} <= {
        each.name for each in study.space
    }
    assert study.facts.segments["large"].customers.forecast and study.facts.phases
    alone = re.sub(rule, "", decisions, flags=re.MULTILINE)
    assert parsed(f"{above}[decisions]\n{alone}").space


def test_where_segments_share_one_team_there_are_no_pods_to_write():
    told = SEGMENTS["segments"] | {"small": {"csmps": 0, "work_hours": 1.0}}
    document = tomllib.loads(written({"segments": told}))
    assert "pods" not in document["facts"] and document["facts"]["team"]["at_start"] == 3
    assert "caf" in document["baseline"] and "caf" in document["decisions"]
