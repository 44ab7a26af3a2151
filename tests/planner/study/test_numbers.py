"""The numbers among the facts, by the names that a study gives them."""

from hypothesis import given
from hypothesis import strategies as st

from planner.study.checks import Checks
from planner.study.numbers import number_facts, with_numbers
from simmodel.journey.facts import Facts
from simmodel.journey.work.facts import Activity

FACTS = Facts(activities={"call": Activity(per_month=2, mean_hours=1.5)})


def test_every_number_is_there_by_dotted_name_and_nothing_else():
    known = number_facts(FACTS)
    assert known["horizon_months"].value == 36
    assert known["customers.arrivals_per_month"].value == 10.0
    assert known["activities.call.mean_hours"].value == 1.5
    assert known["activities.call.mean_hours"].path == ("activities", "call", "mean_hours")
    for name in ("activities", "activities.call.automatable", "team.rounding", "automation.queued"):
        assert name not in known


def test_a_number_has_the_words_of_its_declaration():
    arrivals = number_facts(FACTS)["customers.arrivals_per_month"]
    assert arrivals.declared.unit == "customers per month"
    assert arrivals.description.startswith("New customers on average")


def test_a_name_with_a_dot_in_it_is_quoted():
    odd = Facts(activities={"a.b": Activity(per_month=2, mean_hours=1.5)})
    assert number_facts(odd)['activities."a.b".per_month'].path == (
        "activities",
        "a.b",
        "per_month",
    )


@given(st.integers(-5, 5))
def test_a_whole_number_loses_its_point_where_the_fact_is_whole(number):
    known = number_facts(FACTS)
    whole = known["customers.at_start"].like(float(number))
    assert (whole, type(whole)) == (number, int)
    assert type(known["contract.value"].like(float(number))) is float
    assert known["customers.at_start"].like(number + 0.5) == number + 0.5


def test_facts_change_where_they_are_told_to_and_nowhere_else():
    changes = {("contract", "value"): 7.0, ("activities", "call", "mean_hours"): 2.5}
    changed = Checks("").section(Facts, with_numbers(FACTS, changes))
    assert changed.contract.value == 7.0
    assert changed.activities["call"].mean_hours == 2.5
    before, after = number_facts(FACTS), number_facts(changed)
    differing = {name for name in before if before[name].value != after[name].value}
    assert differing == {"contract.value", "activities.call.mean_hours"}
    assert Checks("").section(Facts, with_numbers(changed, {})) == changed
