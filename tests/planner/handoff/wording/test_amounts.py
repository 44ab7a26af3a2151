"""Money in words: who wrote a monthly figure for a yearly one sees it."""

from dataclasses import replace

import pytest

from planner.handoff.wording.amounts import amounts
from planner.study.study import Study


@pytest.fixture
def told(tiny_study):
    """The words on the tiny study with other facts, by table."""

    def words(**tables: dict[str, float]) -> str:
        facts = tiny_study.facts
        changed = {
            name: getattr(facts, name).model_copy(update=fields) for name, fields in tables.items()
        }
        study: Study = replace(tiny_study, facts=facts.model_copy(update=changed))
        return " ".join(amounts(study))

    return words


def test_what_one_of_the_team_costs_is_told_by_the_year_and_the_month_and_in_customers(told):
    words = told(team={"annual_cost": 114_000.0}, contract={"value": 24_000.0})
    assert "One CSMP costs 114,000 USD a year, 9,500 a month; " in words
    assert "one customer brings 24,000 USD a year, 2,000 a month." in words
    assert "So one CSMP costs what 4.75 customers bring; " in words
    assert "with the 25 % of renewals that alpha credits to the team, 19 customers must" in words


def test_recruits_are_told_even_if_they_cost_nothing(told):
    assert (
        "A recruit costs 0 USD and takes 0 months to be fully productive; 0 % of the team resigns"
        in told(team={"recruiting_cost": 0.0, "ramp_months": 0, "annual_attrition": 0.0})
    )


def test_customers_who_bring_nothing_pay_for_nobody(told):
    words = told(contract={"value": 0.0})
    assert "one customer brings 0 USD a year" in words and "So one" not in words


def test_times_to_hire_are_told_of_people_one_by_one(people, tiny_study):
    said = "Half of the positions are filled within 2 months of being opened, nine of ten within 4."
    assert said in amounts(people.study)
    assert said not in amounts(tiny_study)


def test_what_differs_by_pod_and_segment_is_told_of_each(divided_study):
    words = " ".join(amounts(divided_study("divided")))
    assert "One CSMP costs 90,000 in named, 61,234.5 in pool (EUR a year)." in words
    assert "One customer brings 60,000 in -1 (EUR a year)." in words
