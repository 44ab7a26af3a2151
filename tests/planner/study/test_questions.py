"""Questions come from declarations; answers may be given beforehand."""

from datetime import date

import pytest

from planner.study.checks import Checks
from planner.study.draft import Draft, draft
from planner.study.questions import declared_at, given_answers, left_open, questions
from simmodel.registry import MODELS, load


def begun(model: str = "journey", **answers) -> Draft:
    made = draft(load(model), answers, Checks(""))
    assert made is not None
    return made


@pytest.mark.parametrize("model", MODELS)
def test_every_question_has_words_and_a_default_that_is_allowed(model):
    start = begun(model)
    asked = questions(start)
    assert [each.key for each in asked][:2] == ["title", "start"]
    assert len({each.key for each in asked}) == len(asked) <= 23
    assert start.model.interview.hints.keys() <= {each.key for each in asked}
    for each in asked:
        assert each.description and each.declared.unit, each.key
        checks = Checks("")
        default = each.default
        if isinstance(default, dict):
            default = {name: dict(entry) for name, entry in default.items()}
        assert draft(start.model, {each.key: default}, checks), checks.complaints


def test_a_question_is_the_declaration_of_its_field():
    by_key = {each.key: each for each in questions(begun(start=date(2027, 1, 1)))}
    team = by_key["facts.team.at_start"]
    assert (team.default, team.declared.kind, team.declared.unit) == (51, int, "CSMPs")
    assert (
        team.description == type(load("journey").Facts().team).model_fields["at_start"].description
    )
    assert by_key["start"].default == date(2027, 1, 1)
    assert by_key["renewal_at_100"].default == 0.9
    assert "gross margin" in by_key["objective.alpha"].hint


def test_the_default_of_a_plain_question_is_what_other_answers_make_of_it():
    start = begun(**{"facts.team.at_start": 25, "renewal_today": 0.8})
    by_key = {each.key: each.default for each in questions(start)}
    assert (by_key["renewal_at_0"], by_key["renewal_at_100"]) == (0.4, 0.9)
    assert 0.4 < by_key["work_done_today"] < 0.5  # half the team of the case study, or less


@pytest.mark.parametrize(
    ("key", "unit"),
    [
        ("seed", "number"),
        ("facts.team.at_start", "CSMPs"),
        ("facts.activities.call.mean_hours", "hours"),
        ("search.trials", "policies"),
        ("renewal_at_0", "share of contracts"),
        ("facts.teem.at_start", None),
        ("nothing", None),
    ],
)
def test_what_is_declared_is_found_by_its_key(key, unit):
    declared = declared_at(begun(), key)
    assert (declared and declared.unit) == unit


def test_answers_are_given_by_key_or_by_the_end_of_one_key_only():
    settings = [
        "title=Acme",
        "start=2027-01-01",
        "seed=4",
        "team.at_start=60",
        "facts.contract.value=9.5",
        "baseline.cadence=quarterly",
        "renewal_today=.7",
        "search.trials=8",
        "horizon_months=12",
        "fiscal_year_start=2",
        "working_days_per_month=20",
        "caf=1.2",
    ]
    checks = Checks("--set")
    assert given_answers(begun(), settings, checks) == {
        "title": "Acme",
        "start": date(2027, 1, 1),
        "seed": 4,
        "facts.team.at_start": 60,
        "facts.contract.value": 9.5,
        "baseline.cadence": "quarterly",
        "renewal_today": 0.7,
        "search.trials": 8,
        "facts.horizon_months": 12,
        "finance.fiscal_year_start": 2,
        "facts.calendar.working_days_per_month": 20,
        "baseline.caf": 1.2,
    }
    assert checks.complaints == []


def test_a_name_that_several_fields_have_is_refused_with_their_keys():
    checks = Checks("--set")
    assert given_answers(begun(), ["annual_cost=3"], checks) == {}
    assert [str(each) for each in checks.complaints] == [
        "--set: annual_cost: found 3 for a name that several fields have; "
        "allowed: facts.team.annual_cost, facts.automation.annual_cost"
    ]


@pytest.mark.parametrize(
    ("setting", "near"),
    [
        ("titel=3", "title"),
        ("fiscal_year_strat=2", "fiscal_year_start"),
        ("decisions.caf=3", None),
        ("model=journey", "order"),
    ],
)
def test_a_name_that_is_no_answer_is_refused(setting, near):
    checks = Checks("--set")
    assert given_answers(begun(), [setting], checks) == {}
    (complaint,) = checks.complaints
    assert complaint.key == setting.partition("=")[0]
    assert complaint.found.startswith("unknown name; found ")
    assert complaint.allowed.startswith("title, start, finance.currency, ")
    assert complaint.nearest == near


def test_what_segments_answer_is_no_question_beside_them():
    segments = {"large": {"customers": 20, "csmps": 4}, "small": {"csmps": 2}}
    every = [each.key for each in questions(begun())]
    asked = questions(begun(segments=segments))
    keys = [each.key for each in asked]
    assert [key for key in every if key in keys] == keys
    assert {*every} - {*keys} == {*begun().model.interview.instead["segments"]}
    assert "facts.team.at_start" not in keys and "facts.team.annual_cost" in keys
    (told,) = (each.default for each in asked if each.key == "segments")
    assert (told["large"].customers, told["small"].renewal_at_0) == (20, 0.45)


def test_segments_are_given_as_a_table_on_one_line():
    checks = Checks("--set")
    given = given_answers(begun(), ["segments={small={customers=40, value=6_000}}"], checks)
    assert given == {"segments": {"small": {"customers": 40, "value": 6_000}}}
    assert checks.complaints == []


@pytest.mark.parametrize("key", ["facts.team.at_start", "facts.team", "renewal_today"])
def test_segments_are_not_asked_for_where_what_they_answer_is_given(key):
    every = {each.key for each in left_open(begun(), ["facts.team.annual_cost"])}
    assert "segments" in every and "facts.team.annual_cost" not in every
    assert "segments" not in {each.key for each in left_open(begun(), [key])}


# ---- Answers inside of segments ------------------------------------------------------------------


def test_a_segment_is_told_key_by_key_beside_others_that_are_told_as_a_table():
    checks = Checks("--set")
    settings = ["segments={small={csmps=2}}", "segments.small.customers=40", "segments.a.csmps=1"]
    assert given_answers(begun(), settings, checks) == {
        "segments": {"small": {"csmps": 2, "customers": 40}, "a": {"csmps": 1}}
    }
    assert checks.complaints == []


@pytest.mark.parametrize("first", ["segments={small={csmps=2}}", "segments=3"])
def test_a_segment_is_told_once(first):
    checks = Checks("--set")
    given_answers(begun(), [first, "segments.small.csmps=3"], checks)
    assert [each.words for each in checks.complaints] == [
        "found it twice, here 3; allowed: one value"
    ]
