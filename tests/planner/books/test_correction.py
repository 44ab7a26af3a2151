"""The luck in a fixed plan's money is what the best estimates leave out."""

import pytest

from planner.books.books import keep_books


@pytest.fixture(params=["recommendation", "lively", "still"])
def result(request):
    return request.getfixturevalue(request.param)


def test_revenue_and_cost_without_their_luck_are_the_best_estimates(result):
    books, share = keep_books(result), result.study.model.share
    means, best = result.plan.sample.observed_means, result.plan.metrics
    revenue = means[share.credited] * (1 - books.corrections[share.credited])
    assert revenue == pytest.approx(best[share.credited].mean)
    cost = means[share.cost] - books.correction_to_come * books.beyond_horizon.cost
    assert cost == pytest.approx(best[share.cost].mean)


@pytest.mark.parametrize("fact", ["contract.value", "team.annual_cost"])
def test_at_other_prices_the_same_part_of_it_was_luck(lively, under, fact):
    section, key = fact.split(".")
    price = getattr(getattr(lively.study.facts, section), key)
    other = under(lively, {fact: 3 * price})
    best = other.plan.sample.estimates()
    share, means = other.study.model.share, other.plan.sample.observed_means
    revenue = means[share.credited] * (1 - keep_books(lively).corrections[share.credited])
    assert revenue == pytest.approx(best[share.credited].mean)


def test_without_revenue_or_cost_to_come_there_is_no_luck(lively, under):
    free = under(lively, {"contract.value": 0.0})
    assert keep_books(free).corrections[free.study.model.share.credited] == 0.0
