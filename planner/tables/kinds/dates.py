"""Columns of dates: whether the day or the month comes first, a column says as a whole."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from planner.tables.cells import Cell, Fault, Meaning, lines
from simmodel.fields import shown

_TIME = (
    r"(?:(?:T|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp]\.?[Mm]\.?)?"
    r"\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})" + _TIME)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)" + _TIME)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)" + _TIME)
_EITHER = re.compile(r"(?P<one>\d{1,2})([/-])(?P<other>\d{1,2})\2(?P<year>\d{4}|\d\d)" + _TIME)
_NAMED = re.compile(
    r"(?P<day>\d{1,2})[\s.-]{1,2}(?P<name>[A-Za-z]{3,9})[\s.,-]{1,2}(?P<year>\d{4}|\d\d)" + _TIME
)
_NAME_FIRST = re.compile(r"(?P<name>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})" + _TIME)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ALLOWED = "a date such as 2026-02-01 or 1.2.2026"
_LONGEST = 40  # characters; more would only take time

_Order = Literal["day", "month", "both", "neither"]


def dates(cells: Sequence[Cell], heading: str) -> Meaning:
    """Days; of a time nothing is kept. Years of two digits are of this century."""
    either = [cell for cell in cells if _two_numbers(cell.text)]
    orders = {cell: _order(cell.text) for cell in either}
    by_day = [cell for cell in either if orders[cell] == "day"]
    by_month = [cell for cell in either if orders[cell] == "month"]
    both = [cell for cell in either if orders[cell] == "both"]
    faults: list[Fault] = []
    if by_day and by_month:
        found = (
            f"found {shown(by_day[0].text)} ({lines(by_day)}) and {shown(by_month[0].text)} "
            f"({lines(by_month)}), in which day and month change places"
        )
        faults.append(Fault(0, heading, found, "one order, or dates such as 2026-02-01"))
    elif both and not (by_day or by_month):
        found = (
            f"found {shown(both[0].text)} ({lines(both)}), and no date in the column tells "
            "whether the day or the month comes first"
        )
        faults.append(Fault(0, heading, found, "dates such as 2026-02-01"))
    values: dict[int, date] = {}
    for cell in cells:
        if faults and not faults[0].line and cell in orders:
            continue  # said of the whole column
        meant = _date(cell.text, month_first=bool(by_month))
        if isinstance(meant, date):
            values[cell.line] = meant
        else:
            faults.append(Fault(cell.line, heading, f"found {shown(cell.text)}{meant}", _ALLOWED))
    return Meaning(values, tuple(faults))


@lru_cache(maxsize=100_000)  # a column has the same dates over and over
def _date(text: str, *, month_first: bool) -> date | str:
    """The day that is meant; or what to add where ``text`` is said to be wrong."""
    if len(text) > _LONGEST:
        return ""
    patterns = (_YEAR_FIRST, _DAY_FIRST, _COMPACT)
    dated = next(filter(None, (each.fullmatch(text) for each in patterns)), None)
    if dated:
        return _day(dated["year"], int(dated["month"]), dated["day"])
    two = _two_numbers(text)
    if two:
        month, day = (two["one"], two["other"]) if month_first else (two["other"], two["one"])
        return _day(two["year"], int(month), day)
    named = _NAMED.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    if named and named["name"][:3].lower() in _MONTHS:
        return _day(named["year"], _MONTHS.index(named["name"][:3].lower()) + 1, named["day"])
    return ""


def _day(year: str, month: int, day: str) -> date | str:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return ", a day that there is not"


def _two_numbers(text: str) -> re.Match[str] | None:
    return _EITHER.fullmatch(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=100_000)
def _order(text: str) -> _Order:
    """What must come first in 3/13/2026, if that can be told; the same twice may be either."""
    found = _two_numbers(text)
    assert found
    one, other = int(found["one"]), int(found["other"])
    if one == other or (one > 12 and other > 12):
        return "neither"
    if one > 12:
        return "day"
    return "month" if other > 12 else "both"
