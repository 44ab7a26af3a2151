"""Contracts one after the other."""

import numpy as np
import pytest

from simmodel.contract.assignment import Books
from simmodel.journey.assignment.books import simulated
from simmodel.journey.assignment.contracts import near, of_accounts
from simmodel.journey.customers.loyalty import contracts_so_far
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy


@pytest.fixture(scope="module")
def loyal(facts):
    return facts.model_copy(
        update={
            "segments": {
                name: each.model_copy(
                    update={"renewal": each.renewal.model_copy(update={"loyalty": 4.0})}
                )
                for name, each in facts.segments.items()
            }
        }
    )


def test_running_contracts_are_as_they_are_listed(facts, accounts):
    found = of_accounts(facts, accounts)
    assert found.end.tolist() == [each.renewal for each in accounts]
    assert found.worth == pytest.approx([each.value for each in accounts])
    assert (found.number == 1).all() and (found.length == 12).all()
    assert (near(found) == (found.end <= 3)).all()


def test_who_does_not_say_since_when_has_as_many_contracts_as_those_who_are_drawn(loyal, accounts):
    found = of_accounts(loyal, accounts)
    large = found.segment == 0
    within = contracts_so_far(4.0, float(loyal.by_segment["large"].renewal.probability(100.0)))
    for number in (1, 3, 10):
        part = (found.number[large] <= number).mean()
        assert part == pytest.approx(within[number - 1], abs=0.05)


def test_what_is_stated_is_kept_and_simulated_as_it_is_predicted(loyal, accounts, people):
    told = (accounts[0].model_copy(update={"since": accounts[0].renewal - 36.0}), *accounts[1:])
    found, owner = of_accounts(loyal, told), np.arange(len(told)) % len(people)
    assert found.number[0] == 3
    ones = np.ones(len(told))
    facts, _, _ = simulated(
        loyal, Policy(), Objective(), Books(told, people, owner, owner, ones, ones)
    )
    assert of_accounts(facts, facts.accounts).number.tolist() == found.number.tolist()
    assert facts.accounts[0].since == pytest.approx(told[0].since)


def test_all_done_gives_the_curve_itself_and_lost_goodwill_less(facts, accounts):
    found, everyone = of_accounts(facts, accounts), np.arange(len(accounts))
    full = np.ones(everyone.size)
    kept = found.rates(everyone, full)
    curves = [facts.by_segment[each.segment].renewal.probability(100.0) for each in accounts]
    assert kept == pytest.approx(curves)
    assert (found.rates(everyone, full, lost=True) <= kept).all()
    half = found.rates(everyone, 0.5 * full, elapsed=0.5, left=0.5)
    assert half == pytest.approx(curves)


def test_more_is_signed_where_more_is_done_if_values_change(facts, accounts):
    grows = {
        name: each.model_copy(
            update={"outcomes": Outcomes(slope=0.03, expanding=0.3, expansion=0.2)}
        )
        for name, each in facts.segments.items()
    }
    found = of_accounts(facts.model_copy(update={"segments": grows}), accounts)
    places = np.arange(len(accounts))
    more, less = (found.rises(places, np.full(places.size, each)) for each in (1.0, 0.5))
    assert (more > less).all()
    assert (of_accounts(facts, accounts).rises(places, np.ones(places.size)) == 1.0).all()
