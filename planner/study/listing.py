"""The values of a study's section, each with its unit and meaning, for reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.study.allowed import declaration
from planner.study.checks import joined
from simmodel.fields import Section


@dataclass(frozen=True)
class Stated:
    """One value that a study states or leaves to its default."""

    key: str
    value: Any
    unit: str
    description: str


def stated(section: Section, key: str) -> Iterator[Stated]:
    """Every value of ``section``, which stands at ``key``; values that are not set are left out."""
    for name, info in type(section).model_fields.items():
        at, value = joined(key, name), getattr(section, name)
        if isinstance(value, Section):
            yield from stated(value, at)
        else:
            entries = value if isinstance(value, dict) else {None: value}
            for entry, inside in entries.items():
                place = at if entry is None else joined(at, entry)
                if isinstance(inside, Section):
                    yield from stated(inside, place)
                elif inside is not None:
                    yield Stated(place, inside, declaration(info).unit, info.description or "")
