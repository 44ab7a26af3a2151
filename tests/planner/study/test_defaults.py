"""Defaults that a study relies on are named."""

from planner.study.defaults import defaults_used


def test_a_fact_that_the_file_does_not_give_is_named_with_its_value(tiny):
    given = " ".join(defaults_used(tiny().facts, "facts"))
    assert "facts.contract.value" not in given
    study = tiny(("value = 120_000.0", ""))
    assert "facts.contract.value = 250000.0" in [*defaults_used(study.facts, "facts")]


def test_of_a_whole_table_that_is_missing_each_field_is_named(tiny):
    used = [*defaults_used(tiny().facts, "facts")]
    assert {"facts.renewal.floor = 0.1", "facts.renewal.ceiling = 0.9"} <= set(used)
