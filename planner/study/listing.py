"""The values of a study's section, each with its unit and meaning, for reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from planner.study.allowed import Declaration, declaration
from planner.study.checks import joined
from simmodel.fields import Section


@dataclass(frozen=True)
class Leaf:
    """One value of a section, of a section inside it, or of a table of them.

    Attributes:
        path: to it, from the top; names of tables and then its own.
        declared: its type, bounds and unit.
    """

    key: str
    path: tuple[str, ...]
    value: Any
    declared: Declaration
    description: str


@dataclass(frozen=True)
class Stated:
    """One value that a study states or leaves to its default."""

    key: str
    value: Any
    unit: str
    description: str

    @property
    def text(self) -> str:
        """The value as people write it: true or false, and a list without brackets."""
        if isinstance(self.value, bool):
            return str(self.value).lower()
        if isinstance(self.value, list | tuple):
            return ", ".join(map(str, self.value))
        return str(self.value)


def _any_fact(_: str) -> bool:
    """All have an effect."""
    return True


def stated(
    section: Section, key: str, reads: Callable[[str], bool] = _any_fact
) -> Iterator[Stated]:
    """Every value of ``section``, which stands at ``key``; values that are not set are left out.

    Args:
        reads: whether a value, by its dotted name in the section, has any effect; what has none is
            left out, too.
    """
    for leaf in leaves(section, key):
        if leaf.value is not None and reads(".".join(leaf.path)):
            yield Stated(leaf.key, leaf.value, leaf.declared.unit, leaf.description)


def leaves(section: Section, key: str, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Every value of ``section``, which stands at ``key``, set or not, in declared order."""
    for name, info in type(section).model_fields.items():
        declared, words = declaration(info), info.description or ""
        at, inside = joined(key, name), (*path, name)
        yield from _leaves(Leaf(at, inside, getattr(section, name), declared, words))


def _leaves(found: Leaf) -> Iterator[Leaf]:
    if isinstance(found.value, Section):
        yield from leaves(found.value, found.key, found.path)
    elif isinstance(found.value, dict):
        for entry, value in found.value.items():
            own = found.declared.inside(entry)
            assert own is not None  # a table's entries are declared
            at, inside = joined(found.key, entry), (*found.path, entry)
            yield from _leaves(Leaf(at, inside, value, own, found.description))
    else:
        yield found
