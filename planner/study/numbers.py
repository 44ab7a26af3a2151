"""The facts of a study that are numbers, by dotted name, and facts with some of them moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.study.allowed import Declaration
from planner.study.listing import leaves
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
    return {
        leaf.key: NumberFact(leaf.path, leaf.value, leaf.declared, leaf.description)
        for leaf in leaves(facts, "")
        if leaf.declared.kind in (int, float)
    }


def with_numbers(facts: Section, values: Mapping[tuple[str, ...], Number]) -> dict[str, Any]:
    """The table of ``facts`` with other values at these paths, to be checked as a study's table.

    What a study leaves to its defaults stays there: beside other tables it may not be stated.
    """
    table = facts.model_dump(exclude_unset=True)
    for path, value in values.items():
        put(table, facts, path, value)
    return table


def put(table: dict[str, Any], facts: Section, path: tuple[str, ...], value: Any) -> None:
    """Put a value into a table of tables, with the tables around it where there are none.

    Args:
        facts: of which it is the table.
    """
    here: Any = facts
    for step in path[:-1]:
        here = here.get(step) if isinstance(here, dict) else getattr(here, step, None)
        if table.get(step) is None:
            entries = here.items() if isinstance(here, dict) else ()
            table[step] = {name: _stated(each) for name, each in entries}
        table = table[step]
    table[path[-1]] = value


def _stated(value: Any) -> Any:
    return value.model_dump(exclude_unset=True) if isinstance(value, Section) else value
