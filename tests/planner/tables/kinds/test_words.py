"""Yes and no, and words to choose from."""

import pytest

from planner.tables.cells import Cell
from planner.tables.kinds.words import flag, one_of


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("true", "false"),
        ("TRUE", "FALSE"),
        ("Yes", "No"),
        ("y", "n"),
        ("ja", "nein"),
        ("oui", "non"),
        ("si", "no"),
        ("1", "0"),
        ("x", "n"),
    ],
)
def test_yes_and_no_are_read_in_several_languages(yes, no):
    assert flag([Cell(2, yes), Cell(3, no)], "Strategic").values == {2: True, 3: False}


def test_what_is_neither_is_refused():
    (fault,) = flag([Cell(2, "ja"), Cell(3, "vielleicht")], "Strategic").faults
    assert (fault.place, fault.found) == ("line 3, column Strategic", 'found "vielleicht"')
    assert fault.allowed == "yes or no, true or false, 1 or 0"


def test_words_to_choose_from_come_in_any_case():
    found = one_of(("gold", "silver"), [Cell(2, "GOLD"), Cell(3, "tin")], "Tier")
    assert found.values == {2: "gold"}
    assert [(each.found, each.allowed) for each in found.faults] == [
        ('found "tin"', "one of gold, silver")
    ]
