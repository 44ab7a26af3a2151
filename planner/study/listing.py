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
        elif isinstance(value, dict):
            for entry, inside in value.items():
                yield from stated(inside, joined(at, entry))
        elif value is not None:
            yield Stated(at, value, declaration(info).unit, info.description or "")
