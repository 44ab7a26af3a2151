"""What may be decided."""

import pytest
from pydantic import ValidationError

from simmodel.access import model
from simmodel.access.controls import refuse
from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts
from simmodel.access.policy import INDICES, Policy, decisions
from simmodel.decisions.choice import Choice
from simmodel.decisions.real import Real
from simmodel.decisions.whole import Whole

MANY = Facts(types={name: Type(joins=0.1) for name in ("a", "b", "c", "d")})


def test_rankings_are_all_orders_of_few_classes():
    new_customers, servers, ranking = decisions(Facts(), Policy())
    assert isinstance(new_customers, Real) and isinstance(servers, Whole)
    assert isinstance(ranking, Choice)
    assert [each.name for each in (new_customers, servers, ranking)] == [
        "new_customers",
        "servers",
        "ranking",
    ]
    assert len(set(ranking.options)) == 6
    assert "gold > new > silver" in ranking.options
    for count, orders in ((1, 2), (3, 24)):
        types = {f"type{number}": Type() for number in range(count)}
        assert len(set(decisions(Facts(types=types), Policy())[2].options)) == orders


def test_rankings_of_many_classes_are_the_index_rules():
    assert decisions(MANY, Policy())[2].options == INDICES


def test_every_decision_can_be_taken_at_both_ends():
    baseline = Policy(new_customers=1.0, servers=1)
    for facts in (Facts(), MANY):
        new_customers, servers, ranking = decisions(facts, baseline)
        for number, count in ((new_customers.low, servers.low), (new_customers.high, servers.high)):
            for order in ranking.options:
                taken = {"new_customers": number, "servers": count, "ranking": order}
                policy = model.decide(baseline, taken)
                assert policy == Policy(**taken)
                assert refuse(facts, policy) is None


def test_decisions_that_are_not_taken_stay_as_they_are():
    baseline = Policy(new_customers=3.0, servers=4, ranking="v_mu")
    assert model.decide(baseline, {"servers": 5}) == Policy(
        new_customers=3.0, servers=5, ranking="v_mu"
    )
    with pytest.raises(ValidationError):
        model.decide(baseline, {"servers": -1})
