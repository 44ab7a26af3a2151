"""What people type where a study file is stricter: 24,000 or $24k or 55 % or usd."""

import math
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from planner.study.allowed import Declaration, options

# Thousands are set apart all in one way, or not at all.
_NUMBER = re.compile(
    r"(?P<sign>[$€£¥])? ?(?P<whole>\d{1,3}(?P<gap>[, ’'])\d{3}(?:(?P=gap)\d{3})*|\d+(?:_\d+)*)"
    r"(?P<part>\.\d+)? ?(?P<suffix>[kKM%])?"
)
_FACTORS = {"k": Decimal(1_000), "K": Decimal(1_000), "M": Decimal(10**6), "%": Decimal("0.01")}


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
    digits = re.sub(r"[^\d]", "", found["whole"]) + (found["part"] or "")
    exact = Decimal(digits) * _FACTORS.get(found["suffix"], Decimal(1))
    return int(exact) if exact == int(exact) else float(exact)


def _readings(text: str, declared: Declaration) -> Iterator[Any]:
    """What else ``text`` may mean where ``declared`` holds."""
    if declared.kind is str or options(declared.kind):
        yield from (text.upper(), text.lower())
    if declared.kind not in (int, float):
        return
    meant = number(text)
    # 10 % of what, and $10 for what, is clear only of shares and of money.
    clear = _is_share(declared) or "%" not in text
    clear &= declared.unit.startswith("money") or not re.search("[$€£¥]", text)
    if meant is not None and clear:
        yield meant


def _is_share(declared: Declaration) -> bool:
    """Whether nothing above 1 is allowed."""
    most = (getattr(each, name, math.inf) for each in declared.bounds for name in ("le", "lt"))
    return min(most, default=math.inf) <= 1
