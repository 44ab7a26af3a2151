"""Settings, prices, and how a proposal is reckoned."""

from dataclasses import replace

from planner.handoff.wording.assignment.method import method
from planner.handoff.wording.assignment.settings import prices, provenance, settings


def test_every_setting_has_its_unit_and_meaning(proposed):
    found = {each.key: (each.value, unit, each.description) for each, unit in settings(proposed())}
    assert found["assign.handover_hours"][:2] == (2.0, "hours of work")
    assert "assign.moves" not in found  # which the study does not limit
    assert all(unit and meaning for _, unit, meaning in found.values())


def test_prices_are_those_of_the_problem(proposed):
    found = proposed()
    amounts = [amount for _, amount, _, _ in prices(found)]
    assert amounts == [found.made.prices.hour, found.made.prices.paid]


def test_where_it_comes_from_has_the_lists_and_the_runs(proposed):
    found = provenance(proposed())
    assert found["list of accounts"].startswith("10 accounts of accounts.csv")
    assert found["replications"] == "64 (phase assign)"
    assert provenance(proposed(gain=None))["replications"] == "none: predicted alone"


def test_people_who_are_listed_and_not_in_the_team_are_told_apart(proposed):
    found = proposed()
    assert "in the team" not in provenance(found)["list of people"]
    fewer = replace(found.lists, people=found.lists.people[:3])
    terms = replace(found.made.terms, lists=fewer)
    told = provenance(replace(found, made=replace(found.made, terms=terms)))["list of people"]
    assert told.startswith("4 people of team.csv") and told.endswith("; 3 of them in the team")


def test_how_it_is_reckoned_mentions_simulation_only_where_there_was_one(proposed):
    assert any("64 futures" in each for each in method(proposed()))
    assert not any("futures" in each for each in method(proposed(gain=None)))
