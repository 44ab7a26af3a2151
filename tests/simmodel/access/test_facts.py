"""Facts that cannot be are refused, in words."""

import numpy as np
import pytest
from pydantic import ValidationError

from simmodel.access.customers.acquisition import WordOfMouth
from simmodel.access.customers.types import Request, Type
from simmodel.access.desk.records import MOST_TYPES
from simmodel.access.facts import Facts, Servers
from simmodel.access.formulas.parameters import parameters


@pytest.mark.parametrize(
    ("types", "message"),
    [
        ({"new": Type()}, 'types: found one called "new"; allowed: any other name'),
        ({"a b": Type()}, 'found one called "a b"; allowed: letters, digits, "_" and "-"'),
        ({"a > b": Type()}, 'found one called "a > b"'),
        ({"": Type()}, 'found one called ""'),
        (
            {"a": Type(joins=0.6), "b": Type(joins=0.5)},
            "types: the probabilities of joining sum to 1.1; allowed: at most 1",
        ),
        (
            {"a": Type(turns_served={"c": 0.0}), "b": Type()},
            'types.a.turns_served: found "c"; allowed: b',
        ),
        (
            {"a": Type(turns_denied={"a": 0.1}), "b": Type()},
            'types.a.turns_denied: found "a"; allowed: b',
        ),
        (
            {"a": Type(turns_denied={"b": 0.1})},
            'types.a.turns_denied: found "b"; allowed: none, as there are no other types',
        ),
        (
            {"a": Type(loyalty_served=0.8, turns_served={"b": 0.3}), "b": Type()},
            "types.a.turns_served: with those who stay the probabilities sum to 1.1; allowed: at",
        ),
        (
            {"a": Type(loyalty_denied=0.8, turns_denied={"b": 0.3}), "b": Type()},
            "types.a.turns_denied: with those who stay the probabilities sum to 1.1; allowed: at",
        ),
    ],
)
def test_impossible_types_are_refused(types, message):
    with pytest.raises(ValidationError) as refusal:
        Facts(types=types)
    assert message in str(refusal.value)


def test_there_is_at_least_one_type_and_no_more_than_are_kept_record_of():
    names = [f"type{number}" for number in range(MOST_TYPES + 1)]
    some = Facts(types={name: Type(joins=0.1) for name in names[:-1]})
    assert len(some.classes) == MOST_TYPES + 1
    for wrong in ({}, {name: Type(joins=0.1) for name in names}):
        with pytest.raises(ValidationError, match="types"):
            Facts(types=wrong)


def test_probabilities_that_sum_to_1_but_for_rounding_are_possible():
    Facts(types={name: Type(joins=1 / 3) for name in "abc"})
    thirds = {"b": 1 / 3, "c": 1 / 3}
    Facts(
        types={
            "a": Type(loyalty_served=1 / 3 + 1e-12, turns_served=thirds),
            "b": Type(),
            "c": Type(),
        }
    )


def test_classes_are_new_customers_and_the_types_in_the_order_of_the_study():
    facts = Facts(types={"z": Type(), "a": Type(), "m": Type()})
    assert facts.classes == ("new", "z", "a", "m")


# ---- As arrays -----------------------------------------------------------------------------------

FACTS = Facts(
    new=Request(mean_hours=0.5, patience_hours=0.25, profit=1.0, denial_cost=2.0),
    types={
        "b": Type(
            mean_hours=2.0,
            patience_hours=4.0,
            profit=3.0,
            denial_cost=5.0,
            monthly_profit=7.0,
            requests_per_month=11.0,
            departures_per_month=0.13,
            joins=0.17,
            loyalty_served=0.6,
            loyalty_denied=0.5,
            turns_served={"a": 0.3},
            turns_denied={"a": 0.4},
            least_service=0.19,
        ),
        "a": Type(joins=0.05, loyalty_served=0.9, loyalty_denied=0.2, turns_denied={"b": 0.7}),
    },
    servers=Servers(monthly_cost=23.0, hours_per_month=100.0),
    word_of_mouth=WordOfMouth(deterred=0.29),
)


def test_facts_become_arrays_in_the_order_of_the_study():
    known = parameters(FACTS)
    assert known.mu.tolist() == [200.0, 50.0, 100.0]  # a month has a hundred hours
    assert known.patience.tolist() == [400.0, 25.0, 100.0]
    assert known.profit.tolist() == [1.0, 3.0, -10.0]
    assert known.denial_cost.tolist() == [2.0, 5.0, 10.0]
    assert known.income.tolist() == [7.0, 10.0]
    assert known.requests.tolist() == [11.0, 0.1]
    assert known.departures.tolist() == [0.13, 0.01]
    assert known.joins.tolist() == [0.17, 0.05]
    assert known.served.tolist() == [[0.6, 0.3], [0.0, 0.9]]
    assert known.denied.tolist() == [[0.5, 0.4], [0.7, 0.2]]
    assert known.least.tolist() == [0.19, 0.0]
    assert (known.server_cost, known.deterred, known.types) == (23.0, 0.29, 2)
    assert known.switching
    assert not parameters(Facts()).switching


def test_arrays_are_made_once_and_cannot_be_written():
    known = parameters(FACTS)
    assert parameters(FACTS.model_copy()) is known
    for array in vars(known).values():
        assert not isinstance(array, np.ndarray) or not array.flags.writeable
