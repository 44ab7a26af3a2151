"""Defaults that a study relies on are named."""

from planner.study.defaults import defaults_used


def test_a_fact_that_the_file_does_not_give_is_named_with_its_value(tiny):
    given = " ".join(defaults_used(tiny().facts, "facts"))
    assert "facts.contract.value" not in given
    study = tiny(("value = 120_000.0", ""))
    assert "facts.contract.value = 250000.0" in [*defaults_used(study.facts, "facts")]


def test_nothing_is_said_of_what_a_study_may_well_do_without(tiny):
    """Neither of optional tables that are not there, nor of tables inside of one that is."""
    used = " ".join(defaults_used(tiny().facts, "facts"))
    assert "facts.calendar.hours_per_day = 8.0" in used
    assert "annual_raise" not in used
    assert "people" not in used and "forecast" not in used
    empty = " ".join(
        defaults_used(tiny(("[facts.team]", "[facts.people]\n[facts.team]")).facts, "")
    )
    assert "people" not in empty
    table = "[facts.people.hiring]\nmedian_days = 60.0\n[facts.team]"
    with_hiring = [*defaults_used(tiny(("[facts.team]", table)).facts, "")]
    assert [each for each in with_hiring if "people" in each] == [
        "people.hiring.p90_days = 0.0",
        "people.hiring.cancel = true",
    ]


def test_of_a_whole_table_that_is_missing_each_field_is_named(tiny):
    used = [*defaults_used(tiny().facts, "facts")]
    assert {"facts.renewal.floor = 0.1", "facts.renewal.ceiling = 0.9"} <= set(used)


def test_nothing_is_said_of_what_segments_and_pods_have_for_themselves(divided_study):
    study = divided_study("divided")
    used = " ".join(defaults_used(study.facts, "facts"))
    assert "facts.customers" in used and "facts.team.at_start" in used

    def read(key: str) -> bool:
        return study.model.reads(key.removeprefix("facts."))

    told = [*defaults_used(study.facts, "facts", read=read)]
    idle = ("facts.customers", "facts.contract", "facts.activities", "facts.automation")
    assert not [each for each in told if each.startswith((*idle, "facts.team.at_start"))]
    assert "facts.team.rounding" in " ".join(told)


def test_of_tables_that_the_study_names_those_inside_are_looked_at(divided_study):
    books = "annual_cost = 90_000.0", 'annual_cost = 90_000.0\ndesk = { organisation = "books" }'
    study = divided_study("inside", ("contract.value = 60_000.0\n", ""), books)
    told = [*defaults_used(study.facts, "facts")]
    of_parts = [each for each in told if each.startswith(("facts.segments", "facts.pods"))]
    assert {
        "facts.segments.large.outcomes.slope = 0.0",
        "facts.segments.-1.contract.value = 250000.0",
        "facts.segments.-1.renewal.slope = 0.107",
        "facts.pods.named.desk.moved = 0.0",
    } <= set(of_parts)
    # What a segment does not state is as the vendor's, and is told there.
    assert not [each for each in of_parts if each.startswith("facts.segments.-1.outcomes")]
    assert not [each for each in told if "activities" in each and "segments" in each]
