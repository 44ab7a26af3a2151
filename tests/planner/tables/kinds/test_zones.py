"""Time zones, by name or by hours."""

import pytest

from planner.tables.cells import Cell
from planner.tables.kinds.zones import zone


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("UTC", 0.0),
        ("gmt", 0.0),
        ("UTC+1", 1.0),
        ("GMT-05:00", -5.0),
        ("+5:30", 5.5),
        ("-0330", -3.5),
        ("Europe/Berlin", 1.0),
        ("America/New York", -5.0),
        ("America/New_York", -5.0),
        ("Australia/Sydney", 10.0),
        ("Asia/Kolkata", 5.5),
    ],
)
def test_a_zone_is_its_hours_from_utc_outside_of_summer_time(text, hours):
    assert zone([Cell(2, text)], "Time zone").values == {2: hours}


@pytest.mark.parametrize("text", ["Berlin-ish", "UTC+15", "+05:99", "../etc/passwd", "12", "East"])
def test_what_is_no_zone_is_refused(text):
    (fault,) = zone([Cell(7, text)], "Time zone").faults
    assert (fault.line, fault.found) == (7, f'found "{text}"')
    assert fault.allowed == "a time zone such as Europe/Berlin, UTC+1 or -05:00"
