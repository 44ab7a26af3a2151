"""Spellings that people type where a study file is stricter: 24,000 or $24k or 55 % or usd."""

import math
import operator
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from planner.study.allowed import Declaration, options

# Thousands are set apart all in one way, or not at all.
_NUMBER = re.compile(
    r"(?P<sign>[$€£¥])? ?(?P<whole>\d{1,3}(?P<gap>[, ’'])\d{3}(?:(?P=gap)\d{3})*|\d+(?:_\d+)*)"
    r"(?P<part>\.\d+)? ?(?P<suffix>[kKM%])?"
)
_HOLDS = {"ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt}
_FACTORS = {"k": Decimal(1_000), "K": Decimal(1_000), "M": Decimal(10**6), "%": Decimal("0.01")}

# As number, in countries where a comma stands before the decimals and a point between thousands.
_EUROPEAN = re.compile(
    r"(?P<whole>\d{1,3}(?:[. ’']\d{3})+|\d+)(?:,(?P<part>\d+))? ?(?P<percent>%)?"
)
_DOUBTFUL = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_EITHER_FIRST = re.compile(r"(?P<one>\d{1,2})[/-](?P<other>\d{1,2})[/-](?P<year>\d{4})")
_NAMED = re.compile(r"(?:(?P<day>\d{1,2})\.? )?(?P<name>[A-Za-z]{3,9})\.? (?P<year>\d{4})")


class Doubtful(float):
    """A number that was typed as 95.000, which may as well be 95 thousand."""

    def __new__(cls, text: str) -> "Doubtful":
        return super().__new__(cls, text)

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def thousands(self) -> int:
        """The other number that it may be."""
        return int(self.text.replace(".", ""))


def read_decimal(text: str) -> float:
    """The number that ``text`` is in TOML, doubtful or not."""
    return Doubtful(text) if _DOUBTFUL.fullmatch(text) else float(text)


def doubt(value: object, declared: Declaration) -> str | None:
    """Spellings of what a doubtful number may mean, if more than one is allowed."""
    if not isinstance(value, Doubtful) or not fits(value.thousands, declared):
        return None
    exact = f"{float(value):g}" if declared.kind is int else str(float(value))
    # A fourth decimal makes clear that they are decimals.
    exact = f"{value.text}0" if exact == value.text else exact
    return f"{exact} or {value.thousands}"


def fits(value: float, declared: Declaration) -> bool:
    """Whether a number keeps to the bounds where a number is declared."""
    if math.isnan(value % 1):  # as of what is infinite; math.isinf refuses integers that are large
        return False
    if declared.kind is not float and not (declared.kind is int and value % 1 == 0):
        return False
    return all(
        holds(value, getattr(bound, name))
        for bound in declared.bounds
        for name, holds in _HOLDS.items()
        if hasattr(bound, name)
    )


def how_to_write(value: object, declared: Declaration) -> str | None:
    """The value that is probably meant by a text, or by 95.0 where a count is declared."""
    if declared.kind is date:
        return "dates as 2026-02-01" if isinstance(value, str) else None
    meant = value
    if isinstance(value, str):
        local = european(value)
        meant = number(value) if local is None or not fits(local, declared) else local
    if isinstance(meant, int | float) and meant is not True and fits(meant, declared):
        return f"{int(meant) if meant % 1 == 0 else meant:_}"
    return None


def european(text: str) -> int | float | None:
    """The number that ``text`` is with a comma before the decimals, or points between thousands."""
    found = _EUROPEAN.fullmatch(text)
    if found is None or not (found["part"] or text.count(".") > 1):
        return None
    digits = re.sub(r"[^\d]", "", found["whole"]) + (f".{found['part']}" if found["part"] else "")
    exact = Decimal(digits) * _FACTORS.get(found["percent"], Decimal(1))
    return int(exact) if exact == int(exact) else float(exact)


def day(text: str) -> date | None:
    """The day, or the first of the month, that ``text`` means if it can mean one only."""
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is not None:
        return _day(found["year"], int(found["month"]), found["day"])
    named = _NAMED.fullmatch(text)
    if named is not None and named["name"][:3].lower() in _MONTHS:
        return _day(named["year"], _MONTHS.index(named["name"][:3].lower()) + 1, named["day"])
    either = _EITHER_FIRST.fullmatch(text)
    if either is None:
        return None
    one, other = int(either["one"]), int(either["other"])
    both = {_day(either["year"], other, one), _day(either["year"], one, other)} - {None}
    return both.pop() if len(both) == 1 else None


def _day(year: str, month: int, day: str | int | None) -> date | None:
    try:
        return date(int(year), month, int(day or 1))
    except ValueError:
        return None


def understood(value: Any, declared: Declaration, refused: Callable[[Any], str | None]) -> Any:
    """``value``; or, if that is a text that is not allowed, the first other reading that is.

    Args:
        refused: why a value is not allowed, or None.
    """
    if isinstance(value, str) and refused(value) is not None:
        return next((each for each in _readings(value, declared) if refused(each) is None), value)
    return value


def number(text: str) -> int | float | None:
    """The number that people mean by ``text``; None if they mean none, or more than one."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    if _DOUBTFUL.fullmatch(found["whole"] + (found["part"] or "")) and not found["suffix"]:
        return None
    digits = re.sub(r"[^\d]", "", found["whole"]) + (found["part"] or "")
    exact = Decimal(digits) * _FACTORS.get(found["suffix"], Decimal(1))
    return int(exact) if exact == int(exact) else float(exact)


def _readings(text: str, declared: Declaration) -> Iterator[Any]:
    """What else ``text`` may mean where ``declared`` holds."""
    if declared.kind is str or options(declared.kind):
        yield from (text.upper(), text.lower())
    if declared.kind is date:
        meant_day = day(text)
        if meant_day is not None:
            yield meant_day
    if declared.kind not in (int, float):
        return
    meant = number(text)
    # 10 % of what, and $10 for what, is clear only of shares and of money.
    clear = _is_share(declared) or "%" not in text
    clear &= declared.unit.startswith("money") or not re.search("[$€£¥]", text)
    if meant is not None and clear:
        yield meant


def _is_share(declared: Declaration) -> bool:
    """Whether nothing above 1 is allowed, or the unit says so: revenue may be retained to 108 %."""
    most = (getattr(each, name, math.inf) for each in declared.bounds for name in ("le", "lt"))
    return declared.unit.startswith("share") or min(most, default=math.inf) <= 1
