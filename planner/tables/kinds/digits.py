"""Digits with signs between them: which are decimals, and which only set thousands apart."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planner.tables.cells import Cell, Fault, lines
from simmodel.fields import shown

PATTERN = r"[0-9](?:[0-9.,'’_\s]*[0-9])?|[.,][0-9]+"
"""Digits as they may be written."""

_GAP = re.compile(r"[\s_]")
_SIGNS = ".,"


class Digits(NamedTuple):
    """Digits taken apart.

    Attributes:
        whole, part: before and behind the decimal sign; of doubtful ones, around the only sign.
        decimal: the sign before decimals in who writes so; empty if that cannot be told.
        doubtful: the only sign, where it may stand before three decimals or thousands.
    """

    whole: str
    part: str = ""
    decimal: str = ""
    doubtful: str = ""

    def number(self, decimal: str) -> str:
        """As Python writes it, where ``decimal`` stands before decimals."""
        thousands = self.doubtful and self.doubtful != decimal
        return f"{self.whole}{'' if thousands else '.'}{self.part}"


def taken_apart(text: str) -> Digits | None:
    """The digits of ``text``, which is as :data:`PATTERN`; None if they are no one number."""
    text = _GAP.sub(" ", text).replace("’", "'")
    signs, groups = re.findall(r"\D", text), re.split(r"\D", text)
    match sorted(set(signs)):
        case []:
            return Digits(text)
        case [sign] if sign in _SIGNS and len(signs) == 1:
            whole, part = groups
            clear = len(part) != 3 or not 0 < len(whole) <= 3 or whole.startswith("0")
            return Digits(whole, part, sign) if clear else Digits(whole, part, doubtful=sign)
        case [sign] if _are_thousands(groups):
            return Digits("".join(groups), decimal=_other(sign))
        case [_, _] if signs[-1] in _SIGNS and signs.count(signs[-1]) == 1:
            *whole, part = groups
            return Digits("".join(whole), part, signs[-1]) if _are_thousands(whole) else None
    return None


def decimal_sign(
    digits: Mapping[Cell, Digits], heading: str, usual: str | None
) -> tuple[str, tuple[Fault, ...]]:
    """The sign before decimals in a column, and what is wrong if there is no one.

    Args:
        usual: what a lone sign before three digits is where no other cell tells: "thousands", or
            None if there is no telling.
    """
    by_sign = {
        sign: [cell for cell, each in digits.items() if each.decimal == sign] for sign in _SIGNS
    }
    if all(by_sign.values()):
        return "", (_mixed(by_sign.values(), heading),)
    for sign, cells in by_sign.items():
        if cells:
            return sign, ()
    doubtful = {
        sign: [cell for cell, each in digits.items() if each.doubtful == sign] for sign in _SIGNS
    }
    if all(doubtful.values()):
        return "", (_mixed(doubtful.values(), heading),)
    cells = [*doubtful["."], *doubtful[","]]
    if cells and usual is None:
        found = f"found {shown(cells[0].text)} ({lines(cells)}), which may be thousands or decimals"
        return "", (Fault(0, heading, found, "decimals in another number than three"),)
    return "", ()


def _mixed(kinds: Iterable[Sequence[Cell]], heading: str) -> Fault:
    found = " and ".join(f"{shown(cells[0].text)} ({lines(cells)})" for cells in kinds)
    allowed = "one sign before decimals and another between thousands, throughout"
    return Fault(0, heading, f"found {found}, in which point and comma change places", allowed)


def _are_thousands(groups: Sequence[str]) -> bool:
    first, *rest = groups
    return 1 <= len(first) <= 3 and all(len(each) == 3 for each in rest)


def _other(sign: str) -> str:
    """The sign before decimals where ``sign`` stands between thousands, if that tells it."""
    return {".": ",", ",": "."}.get(sign, "")
