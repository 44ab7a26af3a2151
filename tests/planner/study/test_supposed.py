"""A study under other facts and another policy, as --set and --policy have it."""

import pytest

from planner.study.errors import InputError
from planner.study.study import load_study
from planner.study.supposed import changed_facts, named, supposed

KEY = "facts.team.annual_attrition"


@pytest.mark.parametrize("name", [KEY, "team.annual_attrition", "annual_attrition"])
def test_facts_are_changed_by_their_key_or_the_end_of_it(tiny_study, name):
    found = supposed(tiny_study, [f"{name} = 0.2", "caf=1.2"])
    assert found.facts.team.annual_attrition == 0.2
    assert found.baseline.caf == 1.2
    assert changed_facts(tiny_study, found) == {KEY: (0.0, 0.2)}


def test_without_facts_only_the_policy_is_changed(tiny_study):
    found = supposed(tiny_study, ["automation=0.2"])
    assert found.facts == tiny_study.facts
    assert changed_facts(tiny_study, found) == {}


def test_facts_of_entries_and_words_are_changed_too(tiny_study):
    found = supposed(tiny_study, ["activities.call.per_month=5", "releases=spread"])
    assert found.facts.activities["call"].per_month == 5
    assert found.facts.releases == "spread"


def test_a_table_that_the_study_does_not_have_is_there_with_one_of_its_facts(tiny_study):
    other = supposed(tiny_study, ["people.hiring.median_days=60", "people.hiring.p90_days=90"])
    hiring = other.facts.people.hiring
    assert (hiring.median_days, hiring.p90_days) == (60, 90)
    assert "resignations" in other.model.metrics.keys() - tiny_study.model.metrics.keys()
    facts = supposed(tiny_study, ["customers.forecast.level_error=0.2"]).facts
    assert facts.customers.forecast.level_error == 0.2


def test_a_policy_is_named_under_other_facts(tiny_study):
    found = named(tiny_study, "team.annual_attrition=0.2, caf=1.1")
    assert (found.facts.team.annual_attrition, found.baseline.caf) == (0.2, 1.1)


def test_a_fact_that_is_set_twice_by_two_names_is_refused(tiny_study):
    with pytest.raises(InputError) as refused:
        supposed(tiny_study, ["annual_attrition=0.1", f"{KEY}=0.2"])
    assert str(refused.value) == (
        f"--set: {KEY}: found it twice, also as annual_attrition; allowed: one value"
    )


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("team.anual_attrition=0.2", "team.anual_attrition: unknown key; found 0.2; allowed: a "),
        ("team.anual_attrition=0.2", 'did you mean "team.annual_attrition"?'),
        ("facts.taem.annual_attrition=0.2", 'did you mean "facts.team.annual_attrition"?'),
        ("team.annual_attrition=2", "facts.team.annual_attrition: found 2; allowed: a number"),
        ("at_start=4", "at_start: found 4 for a name that several facts have; allowed: facts."),
        ("team.annual_attrition", "NAME=VALUE"),
        ("cadense=annual", 'did you mean "cadence"?'),
    ],
)
def test_what_is_no_fact_or_not_allowed_is_refused(tiny_study, setting, words):
    with pytest.raises(InputError) as refused:
        supposed(tiny_study, [setting])
    assert str(refused.value).startswith("--set: ")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_policy_that_the_facts_make_impossible_is_refused(tiny_study):
    with pytest.raises(InputError, match="hires has 2 numbers"):
        supposed(tiny_study, ["hires=[0,0]", "horizon_months=12"])


def test_facts_of_segments_are_set_by_name_and_those_that_none_reads_are_unknown(divided_study):
    study = divided_study("divided")
    changed = supposed(study, ["segments.large.contract.value=1_000.0"])
    assert changed.facts.segments["large"].contract.value == 1_000.0
    assert changed.facts.segments["-1"] == study.facts.segments["-1"]
    assert changed.facts.team == study.facts.team
    with pytest.raises(InputError, match="a name that several facts have"):
        supposed(study, ["contract.value=1"])
    with pytest.raises(InputError, match="unknown key"):
        supposed(study, ["facts.contract.value=1"])


def test_a_fact_is_set_in_a_table_that_one_entry_of_several_does_not_have():
    study = load_study("segments")
    assert study.facts.pods["tail"].desk is None
    found = supposed(study, ["pods.tail.desk.order=soonest_end"]).facts
    assert found.pods["tail"].desk.order == "soonest_end"
    assert found.pods["enterprise"] == study.facts.pods["enterprise"]


@pytest.mark.parametrize("name", ["pods.nobody.desk.order", "pods.tail.desk.ordr"])
def test_an_entry_or_a_fact_of_it_that_there_is_not_is_unknown(name):
    with pytest.raises(InputError) as refused:
        supposed(load_study("segments"), [f"{name}=soonest_end"])
    assert f'--set: {name}: unknown key; found "soonest_end"; allowed: ' in str(refused.value)


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        (
            ["caf=1.2"],
            "caf: found it beside caf.enterprise and caf.mid-market and caf.tail, which go before "
            "it, so that it has no effect; allowed: changes of caf.enterprise and caf.mid-market "
            "and caf.tail",
        ),
        (
            ["teams=together", "caf.tail=1.2"],
            "caf.tail: found it beside teams, which goes before it, so that it has no effect; "
            "allowed: changes of teams",
        ),
    ],
)
def test_a_change_that_others_go_before_is_refused(settings, complaint):
    with pytest.raises(InputError) as refused:
        supposed(load_study("segments"), settings)
    assert str(refused.value) == f"--set: {complaint}"


def test_in_one_team_a_change_for_all_has_an_effect():
    found = supposed(load_study("segments"), ["teams=together", "caf=1.2"])
    assert (found.baseline.teams, found.baseline.caf) == ("together", 1.2)
