"""Questions come from declarations; answers may be given beforehand."""

from datetime import date

import pytest

from planner.study.checks import Checks
from planner.study.draft import Draft, draft
from planner.study.questions import given_answers, questions
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
    assert len({each.key for each in asked}) == len(asked)
    for each in asked:
        assert each.description and each.declared.unit, each.key
        checks = Checks("")
        default = each.default
        if isinstance(default, dict):
            default = {name: dict(entry) for name, entry in default.items()}
        assert draft(start.model, {each.key: default}, checks), checks.complaints


def test_a_question_is_the_declaration_of_its_field():
    by_key = {each.key: each for each in questions(begun(title="Acme"))}
    team = by_key["facts.team.at_start"]
    assert (team.default, team.declared.kind, team.declared.unit) == (51, int, "CSMPs")
    assert (
        team.description == type(load("journey").Facts().team).model_fields["at_start"].description
    )
    assert by_key["title"].default == "Acme"
    assert by_key["renewal_at_90"].default == 0.84


def test_answers_are_given_by_key_and_facts_may_leave_out_their_table():
    settings = [
        "title=Acme",
        "start=2027-01-01",
        "seed=4",
        "team.at_start=60",
        "facts.contract.value=9.5",
        "baseline.cadence=quarterly",
        "renewal_at_60=.7",
        "search.trials=8",
        "horizon_months=12",
    ]
    checks = Checks("--set")
    assert given_answers(begun(), settings, checks) == {
        "title": "Acme",
        "start": date(2027, 1, 1),
        "seed": 4,
        "facts.team.at_start": 60,
        "facts.contract.value": 9.5,
        "baseline.cadence": "quarterly",
        "renewal_at_60": 0.7,
        "search.trials": 8,
        "facts.horizon_months": 12,
    }
    assert checks.complaints == []


@pytest.mark.parametrize(
    ("setting", "near"), [("titel=3", "title"), ("decisions.caf=3", None), ("model=journey", None)]
)
def test_a_name_that_is_no_answer_is_refused(setting, near):
    checks = Checks("--set")
    assert given_answers(begun(), [setting], checks) == {}
    (complaint,) = checks.complaints
    assert complaint.key == setting.partition("=")[0]
    assert complaint.found.startswith("unknown name; found ")
    assert complaint.allowed.startswith("title, start, finance.currency, facts.")
    assert complaint.nearest == near
