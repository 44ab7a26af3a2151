"""The facts of a study that are numbers, by dotted name, and facts with some of them moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.study.allowed import Declaration, declaration
from planner.study.checks import joined
from simmodel.fields import Section

Number = int | float


@dataclass(frozen=True)
class NumberFact:
    """A fact that is a number.

    Attributes:
        path: to it, from the top of the facts; names of tables and then its own.
        value: that the study gives it.
        declared: its type, bounds and unit.
        description: what it means.
    """

    path: tuple[str, ...]
    value: Number
    declared: Declaration
    description: str

    def like(self, number: Number) -> Number:
        """``number`` as this fact is written: without a point where it is a whole number."""
        whole = self.declared.kind is int and float(number).is_integer()
        return int(number) if whole else number


def number_facts(facts: Section) -> dict[str, NumberFact]:
    """Every number in ``facts``, by its dotted name, in the order of their declaration."""
    return dict(_numbers(facts, (), ""))


def with_numbers(facts: Section, values: Mapping[tuple[str, ...], Number]) -> dict[str, Any]:
    """The table of ``facts`` with other values at these paths, to be checked as a study's table."""
    table = facts.model_dump()
    for path, value in values.items():
        inner = table
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
    return table


def _numbers(section: Section, path: tuple[str, ...], key: str) -> Iterator[tuple[str, NumberFact]]:
    for name, info in type(section).model_fields.items():
        value, declared = getattr(section, name), declaration(info)
        at = joined(key, name)
        if isinstance(value, Section):
            yield from _numbers(value, (*path, name), at)
        elif isinstance(value, dict):
            for entry, each in value.items():
                inside, there = (*path, name, entry), joined(at, entry)
                if isinstance(each, Section):
                    yield from _numbers(each, inside, there)
                elif own := declared.inside(entry):
                    yield there, NumberFact(inside, each, own, info.description or "")
        elif declared.kind in (int, float):
            yield at, NumberFact((*path, name), value, declared, info.description or "")
