"""The table of proposals by their number of moves."""

from planner.handoff.wording.assignment.frontier import frontier_table


def test_gains_stand_with_their_half_widths_and_the_proposed_one_has_a_star(proposed):
    found = frontier_table(proposed())
    assert found.headings == (
        "moves",
        "placed",
        "value moved, K USD a year",
        "predicted, K USD",
        "simulated, K USD",
    )
    assert found.texts == (
        ("0", "2", "0", "+40", "+42 ± 21"),
        ("* 2", "2", "130", "+78", "+83 ± 21"),
    )


def test_what_was_not_simulated_says_so(proposed):
    found = frontier_table(proposed(gain=None))
    assert [each[3] for each in found.texts] == ["+39.5", "+78.2"]  # as in sentences
    assert [each[-1] for each in found.texts] == ["not simulated"] * 2
