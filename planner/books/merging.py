"""Lists of the parts of a team made one: in order of time, and numbered anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from planner.books.positions import Position
from planner.books.requisitions import Requisition

_Listed = TypeVar("_Listed", Position, Requisition)


def merged(found: Mapping[str, Sequence[_Listed]]) -> tuple[_Listed, ...]:
    """What is listed of each part, by name: in order of time, and each with its part."""
    told = [replace(each, part=part) for part, listed in found.items() for each in listed]
    count: Counter[str] = Counter()
    numbered = []
    for each in sorted(told, key=lambda one: one.month):
        letters = each.name.rstrip("0123456789")
        count[letters] += 1
        numbered.append(replace(each, name=f"{letters}{count[letters]:02}"))
    return tuple(numbered)
