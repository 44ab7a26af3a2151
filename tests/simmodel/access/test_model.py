"""The package behind the contract that planners know."""

import numpy as np
import pytest

from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts
from simmodel.decisions.choice import Choice
from simmodel.decisions.real import Real
from simmodel.decisions.whole import Whole
from simmodel.registry import load
from simmodel.streams import Streams


@pytest.fixture(scope="module")
def model():
    return load("access")


def test_the_model_goes_all_the_way_from_facts_to_a_plan(model):
    facts = Facts(
        horizon_months=3, warm_up_months=2, types={"gold": Type(departures_per_month=0.2)}
    )
    today = model.interview.today(facts)
    assert model.refuse(facts, today) is None
    policy = model.complete(facts, today)
    assert model.refuse(facts, policy) is None
    assert model.wording.remarks(facts, policy)
    paths = model.draw(facts, Streams(1, 0, 0))
    start = model.warm_up(facts, paths)
    assert start.nbytes > 0
    outcome = model.run(facts, policy, start)
    assert outcome.tally == model.reference(facts, policy, paths).tally
    assert set(outcome.series) == set(model.series)
    objective = model.Objective()
    measured = model.measure(facts, policy, objective, outcome)
    assert set(measured) == set(model.metrics)
    assert set(model.fluid(facts, [policy], objective)) <= set(model.metrics)
    variates = model.control_variates
    (given,) = variates.coefficients(facts, [policy], objective)
    assert np.all(np.isfinite(list(variates.values(given, outcome).values())))
    assert model.fixed_plan is None  # a completed policy is a plan
    assert model.complete(facts, policy) == policy


def test_decisions_are_fields_of_the_policy(model):
    kinds = [type(each) for each in model.decisions(Facts(), model.Policy())]
    assert kinds == [Real, Whole, Choice]
    for each in model.decisions(Facts(), model.Policy()):
        assert each.name in model.Policy.model_fields
        assert each.unit and each.description


def test_what_leaders_ask_about_are_facts(model):
    dumped = Facts().model_dump()
    for move in model.sensitivity.moves:
        value = dumped
        for key in move.fact.split("."):
            value = value[key]
        assert value > 0
        assert 0 < move.low < 1 < move.high
        for part in (move.low, move.high):
            model.Facts.model_validate(_with(dumped, move.fact, value * part))
    assert set(model.sensitivity.metrics) <= set(model.metrics)


def _with(document, name, value):
    key, _, rest = name.partition(".")
    return document | {key: _with(document[key], rest, value) if rest else value}


def test_questions_of_a_new_study_are_fields_of_it(model):
    for question in model.interview.questions:
        table, *keys = question.split(".")
        assert table == "facts"
        value = Facts().model_dump()
        for key in keys:
            value = value[key]
    assert model.interview.plain is None
    assert set(model.interview.examples["today"]) <= set(model.metrics)
    assert set(model.interview.examples["constraints"]) <= set(model.metrics)
    assert set(model.interview.examples["goals"]) <= set(model.metrics)
    for policy in model.interview.examples["scenarios"].values():
        assert model.refuse(Facts(), model.Policy(**policy)) is None
