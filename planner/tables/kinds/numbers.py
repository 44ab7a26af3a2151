"""Columns of numbers: money, whole numbers, shares, and others."""

import re
from collections.abc import Mapping, Sequence

from planner.tables.cells import Cell, Fault, Meaning, lines
from planner.tables.kinds.digits import PATTERN, Digits, decimal_sign, taken_apart
from simmodel.fields import shown

_MONEY = "a number such as 12000, 12,000.50, 12.000,50 or 12 000, with or without a currency, but "
_MONEY += "no letters for thousands or millions"
_WHOLE = "a whole number"
_BARE = "a number such as 110 or 117.5"
_SHARE = "a share such as 0.43, or a percentage such as 43 %"
_LARGEST_SHARE = 2  # some shares may exceed 1, but none doubles

_CURRENCY = r"(?:US|CA|AU|A|C)?[$€£¥₹]|[A-Z]{3}|kr\.?|Fr\.?|zł|Kč"
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<minus>[-−–+])?\s*(?P<before>{_CURRENCY})?\s*(?P<inner>[-−–+])?\s*"
    rf"(?P<digits>{PATTERN})\s*(?P<after>{_CURRENCY}|%)?(?P<behind>-)?\s*(?(open)\))"
)
_LONGEST = 40  # characters; more would only take time
_CODES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}


def money(cells: Sequence[Cell], heading: str) -> Meaning:
    """Amounts in one currency, below zero with a minus or in brackets."""
    parts, faults = _parts(cells, heading, _MONEY, percent=False)
    currencies: dict[str, Cell] = {}
    for cell, found in parts.items():
        sign = found["before"] or found["after"]
        if sign:
            currencies.setdefault(_CODES.get(sign, sign), cell)
    if len(currencies) > 1:
        each = " and ".join(f"{code} (line {cell.line})" for code, cell in currencies.items())
        faults.append(Fault(0, heading, f"found {each}", "one currency"))
    values, more = _values(parts, heading, "thousands")
    named = tuple(f"{heading} is in {code}" for code in currencies)
    return Meaning(values, (*faults, *more), named)


def whole(cells: Sequence[Cell], heading: str) -> Meaning:
    """Whole numbers."""
    parts, faults = _parts(cells, heading, _WHOLE, percent=False)
    values, more = _values(parts, heading, "thousands")
    broken = [cell for cell in parts if values.get(cell.line, 0.0) % 1]
    faults += [Fault(each.line, heading, f"found {shown(each.text)}", _WHOLE) for each in broken]
    return Meaning(
        {line: int(value) for line, value in values.items() if value % 1 == 0}, (*faults, *more)
    )


def number(cells: Sequence[Cell], heading: str) -> Meaning:
    """Numbers of hours, years and the like, without a currency."""
    parts, faults = _parts(cells, heading, _BARE, percent=False)
    for cell, found in list(parts.items()):
        if found["before"] or found["after"]:
            del parts[cell]
            faults.append(Fault(cell.line, heading, f"found {shown(cell.text)}", _BARE))
    values, more = _values(parts, heading, None)
    return Meaning(values, (*faults, *more))


def share(cells: Sequence[Cell], heading: str) -> Meaning:
    """Shares: what has a sign is per cent; what has none is too, if any is far above 1."""
    parts, faults = _parts(cells, heading, _SHARE, percent=True)
    values, more = _values(parts, heading, None)
    faults += more
    read = [cell for cell in parts if cell.line in values]
    signed = [cell for cell in read if parts[cell]["after"]]
    bare = [cell for cell in read if not parts[cell]["after"]]
    most = max((values[cell.line] for cell in bare), default=0.0)
    small = [cell for cell in bare if 0 < abs(values[cell.line]) <= 1]
    doubtful = small if signed else []
    if 1 < most <= _LARGEST_SHARE:
        doubtful = [cell for cell in bare if values[cell.line] > 1]
    if doubtful:
        at = f"{shown(doubtful[0].text)} ({lines(doubtful)})"
        beside = f" beside {shown(signed[0].text)} (line {signed[0].line})" if signed else ""
        found = f"found {at}{beside}, which may be a share or a percentage"
        faults.append(Fault(0, heading, found, "percentages with %, throughout"))
        return Meaning({}, tuple(faults))
    percentages = {cell.line for cell in (read if most > 1 else signed)}
    taken = f"numbers without % in {heading} are taken for per cent"
    return Meaning(
        {line: each / 100 if line in percentages else each for line, each in values.items()},
        tuple(faults),
        (taken,) if most > 1 else (),
    )


def _parts(
    cells: Sequence[Cell], heading: str, allowed: str, *, percent: bool
) -> tuple[dict[Cell, re.Match[str]], list[Fault]]:
    """The cells that are numbers, taken apart, and a fault for each other one."""
    parts: dict[Cell, re.Match[str]] = {}
    faults: list[Fault] = []
    for cell in cells:
        found = _NUMBER.fullmatch(cell.text) if len(cell.text) <= _LONGEST else None
        signs = (
            [found[name] for name in ("minus", "inner", "behind") if found[name]] if found else []
        )
        around = [found[name] for name in ("before", "after") if found[name]] if found else []
        right = all((each == "%") == percent for each in around)
        if found and right and len(signs) <= 1 and len(around) <= 1:
            parts[cell] = found
        else:
            faults.append(Fault(cell.line, heading, f"found {shown(cell.text)}", allowed))
    return parts, faults


def _values(
    parts: Mapping[Cell, re.Match[str]], heading: str, usual: str | None
) -> tuple[dict[int, float], tuple[Fault, ...]]:
    """Numbers by line; where a column of amounts cannot be read as a whole, those that are clear
    by themselves, so that what else is wrong with them is found too."""
    digits: dict[Cell, Digits] = {}
    faults: list[Fault] = []
    for cell, found in parts.items():
        each = taken_apart(str(found["digits"]))
        if each is None:
            allowed = "one sign before decimals, and another between groups of three digits"
            faults.append(Fault(cell.line, heading, f"found {shown(cell.text)}", allowed))
        else:
            digits[cell] = each
    sign, more = decimal_sign(digits, heading, usual)
    if more and usual is None:
        return {}, (*faults, *more)
    clear = {cell: each for cell, each in digits.items() if not (more and each.doubtful)}
    return {
        cell.line: _signed(float(each.number(each.decimal or sign)), parts[cell])
        for cell, each in clear.items()
    }, (*faults, *more)


def _signed(value: float, found: re.Match[str]) -> float:
    below = found["open"] or {found["minus"], found["inner"], found["behind"]} & set("-−–")
    return -value if below else value
