"""Names of sheets: what spreadsheets take, whatever a study calls its parts."""

import pytest

from planner.handoff.workbook.tabs import tab, tabs

FORBIDDEN = set("[]:*?/\\'")


@pytest.mark.parametrize(
    "names",
    [
        ["enterprise", "mid"],
        ["a" * 40, "a" * 39 + "b", "a" * 38 + "cc"],
        ["x[1]", "x:1", "x*1", "x/1", "x\\1", "'x1'", "x?1"],
        ["Mid", "mid", "MID"],
        ["a-b", "a_b"],
        ["=1+1", "-1", "@x"],
    ],
)
def test_each_part_has_a_name_that_is_allowed_and_its_own(names):
    found = tabs("segment", names)
    assert list(found) == names
    assert len({each.lower() for each in found.values()}) == len(names)
    for each in found.values():
        assert 0 < len(each) <= 31
        assert not FORBIDDEN & set(each)
        assert each.startswith("Segment ")


def test_files_of_the_sheets_differ_too():
    """Their names have small letters and digits alone."""
    found = tabs("segment", ["a-b", "a_b", "a.b"])
    assert len({"".join(filter(str.isalnum, each.lower())) for each in found.values()}) == 3


def test_a_plain_name_stays_as_it_is():
    assert tabs("segment", ["enterprise"]) == {"enterprise": "Segment enterprise"}
    assert tab("pod") == "By pod"
