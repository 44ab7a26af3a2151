"""Every registered model offers what the contract asks for."""

from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from simmodel.contract.quantity import Quantity
from simmodel.decisions.decision import Decision
from simmodel.fields import Section, field
from simmodel.registry import MODELS, load
from simmodel.streams import Streams
from simmodel.testing import check_model


class Sample(Section):
    number: int = field(1, unit="pieces", description="How many", ge=0, le=5)


SMALL = {
    "journey": {"customers": {"at_start": 5}, "team": {"at_start": 1}},
    "access": {"warm_up_months": 2},
}


OTHER = {"journey": {"cadence": "monthly", "caf": 1.2}, "access": {"servers": 3}}


def test_an_unknown_model_is_a_key_error():
    with pytest.raises(KeyError):
        load("nonesuch")


@pytest.mark.long
@pytest.mark.parametrize("name", MODELS)
def test_a_model_goes_all_the_way_from_facts_to_metrics(name):
    model = load(name)
    assert model.name == name
    facts = model.Facts.model_validate({"horizon_months": 2, **SMALL[name]})
    policy, objective = model.Policy(), model.Objective()
    assert model.refuse(facts, policy) is None
    policy = model.complete(facts, policy)
    assert model.complete(facts, policy) == policy
    assert model.refuse(facts, policy) is None
    paths = model.draw(facts, Streams(1, 0, 0))
    start = model.warm_up(facts, paths)
    assert start.nbytes > 0
    outcome = model.run(facts, policy, start)
    assert set(outcome.series) == set(model.told(facts, objective).series)
    for values in outcome.series.values():
        assert np.shape(values) == (2,)
    for name_of, values in model.reference(facts, policy, paths).series.items():
        np.testing.assert_array_equal(values, outcome.series[name_of])
    seen = model.replay(facts, policy, paths)
    for team in seen.teams:
        assert team.waiting.shape == team.busy.shape == team.size.shape == seen.looks.shape
    for group in seen.groups:
        assert len(group.joined) == len(group.renewed) == len(group.left) == len(group.numbers)
    assert seen.looks[-1] == seen.months * seen.hours_per_month
    measured = model.measure(facts, policy, objective, outcome)
    assert set(measured) == set(model.metrics)
    approximate = model.fluid(facts, [policy, policy], objective)
    assert set(approximate) <= set(model.metrics)
    assert all(values.shape == (2,) for values in approximate.values())
    limits = model.limits(facts)
    assert set(limits) <= set(model.metrics)
    for name_of, (low, high) in limits.items():
        assert low <= high
        for mean in approximate.get(name_of, ()):  # not defined where no contract ends
            assert np.isnan(mean) or low <= mean <= high
    assert {model.share.credited, model.share.cost} <= set(model.metrics)
    assert approximate[model.finance.roles.team_cost][0] > 0
    assert measured[model.finance.roles.team_cost] == sum(
        outcome.series[model.finance.roles.team_cost]
    )
    assert model.share.field in model.Objective.model_fields
    series = {name_of: np.array([values]) for name_of, values in outcome.series.items()}
    if model.fixed_plan:
        plan = model.fixed_plan.of(facts, policy, series)
        assert model.refuse(facts, plan) is None
        assert model.fixed_plan.rows(facts, plan, date(2026, 1, 1))
        around = model.fixed_plan.neighbours(facts, plan)
        assert all(model.refuse(facts, each.policy) is None for each in around.neighbours)
    for quantity in (*model.metrics.values(), *model.series.values()):
        assert isinstance(quantity, Quantity)
    for decision in model.decisions(facts, policy):
        assert isinstance(decision, Decision)
        assert decision.name in model.Policy.model_fields
    table = model.published()
    assert isinstance(table.facts, model.Facts)
    for each in table.policies.values():
        assert isinstance(each, model.Policy)
    reported = table.measure(facts, model.run(facts, policy, start)) if table.measure else ()
    ours = {metric for _, metric in table.computed} | set(reported)
    assert {each.metric for each in table.cells} == ours
    for figure in table.figures:
        assert all(len(curve.x) == len(curve.y) > 1 for curve in figure.curves)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_keeps_to_the_contract(name):
    model = load(name)
    facts = model.Facts.model_validate({"horizon_months": 2, **SMALL[name]})
    check_model(model, facts, [model.Policy(), model.Policy.model_validate(OTHER[name])])


def test_a_section_coerces_nothing_and_knows_its_keys():
    assert Sample().number == 1
    for wrong in ({"number": "1"}, {"number": 1.0}, {"number": True}, {"number": 6}, {"no": 1}):
        with pytest.raises(ValidationError):
            Sample.model_validate(wrong)


def test_facts_are_equal_by_what_they_state_whatever_was_worked_out_of_them():
    facts = load("journey").Facts
    one, other = facts(), facts()
    assert one.boundaries.size == other.boundaries.size > 1  # kept, as arrays
    assert one == other
    assert hash(Sample()) == hash(Sample(number=1))
    assert Sample() != Sample(number=2)
    assert Sample() != 1


def test_a_field_carries_its_unit_and_description():
    declared = Sample.model_fields["number"]
    assert declared.description == "How many"
    assert declared.json_schema_extra == {"unit": "pieces"}
