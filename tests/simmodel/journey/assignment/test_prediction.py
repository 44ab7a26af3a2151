"""Predictions of what books bring, held against the simulation of the same books."""

import numpy as np
import pytest

from simmodel.contract.assignment import Books
from simmodel.journey.assignment.books import simulated
from simmodel.journey.assignment.desk import filled
from simmodel.journey.assignment.prediction import course, predicted
from simmodel.journey.assignment.worth import prices
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.runs import draw, run, warm_up
from simmodel.streams import Streams


def _books(accounts, people, before, after):
    ones = np.ones(len(accounts))
    return Books(accounts, people, before, after, ones, ones)


def _even(accounts, people):
    return np.arange(len(accounts)) % len(people)


@pytest.mark.long
@pytest.mark.parametrize("share", [0.15, 0.4])
def test_the_gain_predicted_is_near_that_of_the_simulation(facts, accounts, people, share):
    luck = np.random.default_rng(5)
    even = _even(accounts, people)
    uneven = np.where(luck.random(even.size) < share, 0, even)
    gains, predictions = [], []
    for after in (uneven, even):
        books = _books(accounts, people, uneven, after)
        own, policy, objective = simulated(facts, Policy(), Objective(), books)
        predictions.append(predicted(facts, Policy(), Objective(), books))
        values = []
        for replication in range(200):
            start = warm_up(own, draw(own, Streams(2, 0, replication)))
            outcome = run(own, policy, start)
            values.append(measure(own, policy, objective, outcome)["objective"])
        gains.append(np.array(values))
    gain = gains[1] - gains[0]
    error = gain.std(ddof=1) / gain.size**0.5
    expected = predictions[1] - predictions[0]
    assert gain.mean() > 4 * error
    # The prediction knows no queues from day to day: a tenth of the gain, beside the noise.
    assert expected == pytest.approx(gain.mean(), abs=float(3 * error + 0.1 * gain.mean()))


def test_a_change_shortly_before_the_renewal_loses_goodwill(facts, accounts, people):
    even = _even(accounts, people)
    near = [place for place, each in enumerate(accounts) if each.renewal < 3][:2]
    after = even.copy()
    after[near] = after[near][::-1]
    kept, moved = (
        course(facts, Policy(), Objective(), _books(accounts, people, before, after)).brought
        for before in (after, even)
    )
    assert (moved[near] < kept[near]).all()


def test_the_price_of_a_change_is_that_of_goodwill(facts, accounts, people):
    found = prices(facts, Policy(), Objective(), accounts, people)
    near = np.array([each.renewal <= 3 for each in accounts])
    assert (found.change[near] > 0).all()
    assert (found.change[~near] == 0).all()
    assert found.paid == pytest.approx(100_000 / 12 / 48)
    assert found.hour > 0.02 * found.paid
    assert found.credit == pytest.approx([0.25 * each.value for each in accounts])


def test_slower_people_bring_less(facts, accounts, people):
    even, ones = _even(accounts, people), np.ones(len(accounts))
    slow = Books(accounts, people, even, even, ones, 1.5 * ones)
    fast = Books(accounts, people, even, even, ones, ones)
    less, more = (predicted(facts, Policy(), Objective(), each) for each in (slow, fast))
    assert less < more


def test_customers_who_come_fill_the_emptiest_books_evenly():
    customers, slowness = np.array([4.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0])
    assert filled(customers, slowness, 2.0) == pytest.approx([0.0, 2.0, 0.0])
    assert filled(customers, slowness, 0.0) == pytest.approx([0.0, 0.0, 0.0])
    more = filled(customers, slowness, 6.0)
    assert more.sum() == pytest.approx(6.0)
    levels = (customers + more) * slowness
    assert levels == pytest.approx(levels[0])


def test_no_accounts_bring_nothing(facts, people):
    none = np.empty(0, np.int64)
    books = Books((), people, none, none, none.astype(float), none.astype(float))
    brought = course(facts, Policy(), Objective(), books).brought
    assert np.isfinite(brought).all()
