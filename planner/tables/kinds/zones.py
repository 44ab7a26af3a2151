"""Columns of time zones: by their names, or by hours from UTC."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from planner.tables.cells import Cell, Fault, Meaning
from simmodel.fields import shown

_ALLOWED = "a time zone such as Europe/Berlin, UTC+1 or -05:00"
_OFFSET = re.compile(
    r"(?:UTC|GMT)?\s*(?P<sign>[+\-−])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?",
    re.IGNORECASE,
)
_UTC = frozenset({"UTC", "GMT", "Z"})
_FARTHEST = 14.0
_WINTER, _SUMMER = datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)


def zone(cells: Sequence[Cell], heading: str) -> Meaning:
    """Hours from UTC, outside of summer time."""
    values = {cell.line: _hours(cell.text) for cell in cells}
    return Meaning(
        {line: value for line, value in values.items() if value is not None},
        tuple(
            Fault(cell.line, heading, f"found {shown(cell.text)}", _ALLOWED)
            for cell in cells
            if values[cell.line] is None
        ),
    )


@lru_cache(maxsize=1024)
def _hours(text: str) -> float | None:
    if text.upper() in _UTC:
        return 0.0
    found = _OFFSET.fullmatch(text)
    if found:
        size = int(found["hours"]) + int(found["minutes"] or 0) / 60
        hours = size if found["sign"] == "+" else -size
        return hours if abs(hours) <= _FARTHEST else None
    try:
        place = ZoneInfo(text.replace(" ", "_"))
    except (ValueError, OSError, LookupError):
        return None
    # Whichever half of the year has summer time there, the other has less.
    offsets = (when.replace(tzinfo=place).utcoffset() for when in (_WINTER, _SUMMER))
    return min(each.total_seconds() for each in offsets if each is not None) / 3600
