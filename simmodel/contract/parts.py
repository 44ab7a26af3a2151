"""Parts: what is simulated may fall into parts that are told apart, such as segments and pods."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from simmodel.contract.quantity import Quantity

_Policy = TypeVar("_Policy")


@dataclass(frozen=True)
class Parts(Generic[_Policy]):
    """The parts of one study.

    Attributes:
        names: of the parts, by what kind of part they are, such as "segment".
        Policy: type of the policies that decide for a part alone, as "caf.enterprise".
        metrics, series: of a part, as "retention_rate.enterprise".
        highlights: metrics that a leader asks of a part first, by what kind of part it is; of those
            a part may have some alone.
        own: facts, or tables of them, that parts have in place of the whole's, by its name: of
            "contract" for one "segments.enterprise.contract".
        idle: facts and tables of facts that no part reads, as each has its own.
    """

    names: Mapping[str, tuple[str, ...]]
    Policy: type[_Policy]
    metrics: Mapping[str, Quantity]
    series: Mapping[str, Quantity]
    highlights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    idle: Collection[str] = ()

    def reads(self, fact: str) -> bool:
        """Whether a fact of the whole, by its dotted name, has any effect."""
        return not any(_within(fact, each) for each in self.idle)

    def in_place_of(self, fact: str) -> tuple[str, ...]:
        """The facts that say of each part what ``fact`` says of the whole, itself among them where
        any part reads it."""
        tables = (each for each in self.own if _within(fact, each))
        found = [own + fact.removeprefix(table) for table in tables for own in self.own[table]]
        return (*found, fact) if self.reads(fact) else tuple(found)

    def kind_of(self, series: str, told: Collection[str]) -> str | None:
        """The first kind of parts each of which has a series of its own; None if there is none.

        Args:
            told: names of all series.
        """
        kinds = (
            kind
            for kind, names in self.names.items()
            if all(of_part(series, name) in told for name in names)
        )
        return next(kinds, None)


def whole(name: str) -> bool:
    """Whether a metric or a series is of the whole, and of no part."""
    return "." not in name


def of_part(name: str, part: str) -> str:
    """The name of a metric, a series or a decision of one part; of no name, of the whole."""
    return f"{name}.{part}" if part else name


def of_whole(name: str) -> str:
    """The name of the same of the whole."""
    return name.partition(".")[0]


def decided(policy: Any, name: str) -> Any:
    """The value of a decision; where none is taken for a part alone, that for all."""
    value = getattr(policy, name)
    return getattr(policy, of_whole(name)) if value is None else value


def _within(fact: str, table: str) -> bool:
    return fact == table or fact.startswith(f"{table}.")
