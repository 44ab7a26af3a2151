"""Yes and no, words to choose from, and several texts in one cell."""

import pytest

from planner.tables.cells import Cell
from planner.tables.kinds.words import flag, one_of, texts


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


@pytest.mark.parametrize(
    "text",
    [
        "technical;implementation",
        "technical, implementation",
        " technical | implementation ;",
        "technical/implementation",
        "technical\nimplementation\ntechnical",
    ],
)
def test_several_texts_are_told_apart_whatever_stands_between_them(text):
    assert texts([Cell(2, text)], "Skills").values == {2: ("technical", "implementation")}


def test_one_text_is_one_though_it_has_spaces_inside():
    assert texts([Cell(2, "data  science")], "Skills").values == {2: ("data science",)}
