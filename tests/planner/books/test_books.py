"""The books of a fixed plan agree with the runs that they were taken from."""

from itertools import pairwise

import numpy as np
import pytest

from planner.books.books import Books, keep_books
from planner.books.calendar import calendar_of
from planner.books.cases import cases
from planner.books.levels import LEVELS
from planner.recommendation.recommend import Recommendation


@pytest.fixture(params=["recommendation", "lively"])
def result(request) -> Recommendation:
    return request.getfixturevalue(request.param)


@pytest.fixture
def books(result) -> Books:
    return keep_books(result)


def test_the_calendar_is_that_of_the_studys_horizon(result, books):
    study = result.study
    assert books.calendar == calendar_of(study, result.plan.sample)
    assert books.calendar.start == study.start
    assert books.calendar.length == study.facts.horizon_months
    assert books.calendar.fiscal_start == study.finance.fiscal_year_start


def test_the_books_open_with_the_vendor_as_the_study_states_it(result, books):
    facts = result.study.facts
    assert books.opening_team == facts.team.at_start
    assert books.opening_customers == facts.customers.at_start


def test_customers_add_up_every_month(books):
    roles, lines = books.roles, books.lines
    closing = lines[roles.customers]
    opening = np.concatenate(([books.opening_customers], closing[:-1]))
    assert opening + lines[roles.joined] - lines[roles.left] == pytest.approx(closing, rel=1e-12)


def test_the_positions_take_the_team_along_the_plans_path(result, books):
    change = {"New hire": 1, "Backfill": 0, "Reduction": -1}
    people, hired = books.opening_team, []
    for month in range(books.calendar.length):
        people += sum(change[each.kind] for each in books.positions if each.month == month)
        hired.append(people)
    assert hired == books.lines[books.roles.team].tolist()
    series = result.plan.sample.series
    assert (series[books.roles.team] == hired).all()


def test_backfills_follow_the_studys_attrition(result, books):
    rate = result.study.facts.team.annual_attrition
    expected = rate / 12 * books.lines[books.roles.team].sum()
    backfills = sum(each.kind == "Backfill" for each in books.positions)
    assert abs(backfills - expected) <= 0.5


def test_lines_are_means_over_the_futures_of_the_plan(result, books):
    sample = result.plan.sample
    assert books.lines.keys() == sample.series.keys() == result.study.model.series.keys()
    for name, values in sample.series.items():
        assert books.lines[name] == pytest.approx(values.sum(axis=0) / sample.replications)


def test_money_by_month_adds_up_to_the_metrics_of_the_plan(result, books):
    observed = result.plan.sample.observed
    for series, metric in {
        books.roles.credited: "renewal_bookings",
        books.roles.team_cost: "csmp_cost",
        books.roles.recruiting_cost: "recruiting_cost",
        books.roles.other_costs["Automation"]: "automation_cost",
    }.items():
        assert books.lines[series].sum() == pytest.approx(observed[metric].mean(), rel=1e-12)


def test_the_rates_make_the_money_of_the_people(books):
    rates, lines, roles = books.rates, books.lines, books.roles
    assert lines[roles.team] * rates.member / 12 == pytest.approx(lines[roles.team_cost])
    recruits = np.maximum(lines[roles.change], 0) + rates.attrition / 12 * lines[roles.team]
    assert recruits == pytest.approx(lines[roles.recruits])
    assert recruits * rates.recruiting == pytest.approx(lines[roles.recruiting_cost])
    revenue = lines[roles.signed.renewed] * rates.contract.value * rates.contract.years
    assert revenue == pytest.approx(lines[roles.credited])


def test_levels_are_quantiles_of_the_policys_team_and_of_the_plans_customers(result, books):
    policy, plan = result.winner.sample, result.plan.sample
    for levels, sample, series in (
        (books.team_levels, policy, books.roles.team),
        (books.customer_levels, plan, books.roles.customers),
    ):
        assert levels.keys() == LEVELS.keys()
        for name, level in LEVELS.items():
            values = sample.series[series]
            expected = [np.quantile(month, level) for month in values.T]
            assert levels[name] == pytest.approx(expected)
        assert all((low <= high).all() for low, high in pairwise(levels.values()))


def test_the_cases_are_those_of_the_plan_and_the_policy(result):
    for each in cases(result.plan.sample, result.winner.sample, "team"):
        assert each.plan.keys() == each.policy.keys() == result.study.model.metrics.keys()
        low, high = (f(result.plan.sample.observed["objective"]) for f in (np.min, np.max))
        assert low <= each.plan["objective"] <= high
