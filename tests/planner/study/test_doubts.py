"""Numbers of a file that a reader may take for thousands are pointed out, and kept as they are."""

from planner.study.doubts import doubtful_numbers


def test_three_decimals_where_thousands_are_allowed_are_pointed_out(tiny):
    study = tiny(
        ("annual_cost = 60_000.0", "annual_cost = 60.000"),
        ("value = 120_000.0", "value = 120_000.125"),
        more="[constraints]\ncsmp_cost = { at_most = 30.000 }\n"
        "retention_rate = { at_least = 0.125 }\n",
    )
    assert study.facts.team.annual_cost == 60.0
    assert [*doubtful_numbers(study)] == [
        "constraints.csmp_cost.at_most = 30.000 is 30; to make that clear, write 30.0 or 30000.",
        "facts.team.annual_cost = 60.000 is 60; to make that clear, write 60.0 or 60000.",
    ]


def test_a_file_without_them_is_passed_in_silence(tiny):
    assert [*doubtful_numbers(tiny())] == []
