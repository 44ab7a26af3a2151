"""The table [whatif]: which facts may turn out otherwise, and how far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from pydantic import field_validator, model_validator

from planner.study.checks import Checks, joined
from planner.study.errors import nearest
from planner.study.investing import (
    TABLE,
    Investing,
    InvestmentTable,
    check_none,
    check_parts,
    investing,
)
from planner.study.numbers import Number, NumberFact, number_facts, with_numbers
from simmodel.contract.model import AnyModel
from simmodel.contract.sections import Facts, Policy
from simmodel.contract.sensitivity import Move
from simmodel.fields import Section, field, shown

_FACTS = joined(TABLE, "facts")


class Range(Section):
    """How far a fact may be off."""

    low: float = field(unit="as the fact", description="Lowest value to ask about")
    high: float = field(unit="as the fact", description="Highest value to ask about")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"found low = {self.low} and high = {self.high}; allowed: low <= high")
        return self


class WhatIfTable(Section):
    """What plan whatif asks."""

    replications: int = field(
        32,
        unit="replications",
        description="Fresh replications that value each answer",
        ge=2,
        le=100_000,
    )
    trials: int = field(
        32,
        unit="policies",
        description="Most policies tried, in whole batches, to find the best one for facts that "
        "are moved; a search of its own each time. With 0 the plan is kept, and none is sought",
        ge=0,
        le=100_000,
    )
    facts: dict[str, Range] = field(
        {},
        unit="table",
        description="Facts that may turn out otherwise, by dotted name in quotes, such as "
        '"customers.arrivals_per_month"; without the table, those that the model names',
    )
    investment: InvestmentTable = InvestmentTable()
    parts: dict[str, dict[str, float]] = field(
        {},
        unit="parts that sum to 1",
        description="What a fact of cost consists of, such as licence = 0.8 and upkeep = 0.2, by "
        "dotted name in quotes; without it, as the model has it",
    )

    @field_validator("facts", mode="before")
    @classmethod
    def _dotted(cls, facts: Any) -> Any:
        """A name without its quotes makes tables inside tables; it is understood all the same."""
        return dict(_flat(facts, "")) if isinstance(facts, dict) else facts

    @field_validator("parts")
    @classmethod
    def _whole(cls, parts: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
        for fact, of in parts.items():
            check_parts(f"parts of {fact}", tuple(of.values()))
        return parts


@dataclass(frozen=True)
class MovedFact:
    """A fact, its value in the study, and how far it is moved; low <= value <= high."""

    STEPS: ClassVar[Mapping[str, tuple[str, float]]] = {
        "days": ("day", 1.0),
        "share": ("percentage point", 0.01),
    }

    fact: str
    path: tuple[str, ...]
    unit: str
    description: str
    value: Number
    low: Number
    high: Number

    @property
    def step(self) -> tuple[str, float] | None:
        """The step that people reckon in, and its size; None where there is no usual one."""
        return self.STEPS.get(self.unit.split(" ")[0])


@dataclass(frozen=True)
class WhatIf:
    """Questions of a study about facts that turn out otherwise.

    Attributes:
        replications: that value each answer.
        trials: policies tried to find the best for facts that are moved; 0 if none is sought.
        investing: None if the model has no investment.
    """

    replications: int
    trials: int
    moves: tuple[MovedFact, ...]
    investing: Investing | None


def whatif(
    table: WhatIfTable, model: AnyModel, facts: Facts, baseline: Policy, checks: Checks
) -> WhatIf:
    """Questions of the table, with the model's in place of what it does not say.

    Complaints go to ``checks``.
    """
    known = number_facts(facts)
    if table.facts:
        moves = list(_given(table.facts, known, model, facts, baseline, checks))
    else:
        known = {name: each for name, each in known.items() if not _idle(model, facts, name)}
        asked = [each for each in _asked(model) if each.fact in known]
        moves = [_usual(each, known, model, facts) for each in asked]
    if model.investment is None:
        check_none(table.model_fields_set, model, checks)
        invested = None
    else:
        invested = investing(table.investment, table.parts, model, facts, baseline, checks)
    return WhatIf(
        replications=table.replications,
        trials=table.trials,
        moves=tuple(each for each in moves if each.low < each.high),
        investing=invested,
    )


def moved_facts(
    model: AnyModel, facts: Facts, moves: Mapping[MovedFact, Number], checks: Checks
) -> Facts | None:
    """``facts`` with these values of some of them; None after complaints that go to ``checks``."""
    values = {move.path: value for move, value in moves.items()}
    along = model.sensitivity.along if model.sensitivity else {}
    numbers = number_facts(facts) if along else {}
    for move, value in moves.items():
        for name in along.get(move.fact, ()) if move.value else ():
            other = numbers.get(name)
            if other is not None:
                values.setdefault(other.path, other.like(other.value * value / move.value))
    return checks.section(model.Facts, with_numbers(facts, values), _FACTS)


def _asked(model: AnyModel) -> Iterator[Move]:
    """The model's moves; of what parts have of their own one by one."""
    for move in model.sensitivity.moves if model.sensitivity else ():
        for fact in model.parts.in_place_of(move.fact) if model.parts else (move.fact,):
            yield replace(move, fact=fact)


def _idle(model: AnyModel, facts: Facts, name: str) -> bool:
    """Whether a fact has no effect."""
    found = model.sensitivity.idle(facts) if model.sensitivity else ()
    return name in found or not model.reads(name)


def _given(
    table: Mapping[str, Range],
    known: Mapping[str, NumberFact],
    model: AnyModel,
    facts: Facts,
    baseline: Policy,
    checks: Checks,
) -> Iterator[MovedFact]:
    for name, ends in table.items():
        key = joined(_FACTS, name)
        if name not in known:
            allowed = f"a fact that is a number: {', '.join(known)}"
            checks.complain(key, "unknown fact", allowed, nearest(name, known))
            continue
        if _idle(model, facts, name):
            allowed = "a fact in whose place no other is given"
            checks.complain(key, "found a fact that has no effect here", allowed)
            continue
        move = _moved(name, known[name], ends.low, ends.high)
        if not move.low <= move.value <= move.high:
            found = f"found low = {shown(move.low)} and high = {shown(move.high)}"
            allowed = f"a range that holds the study's own value, {shown(move.value)}"
            checks.complain(key, found, allowed)
            continue
        for end, value in (("low", move.low), ("high", move.high)):
            _check_end(model, facts, baseline, move, value, joined(key, end), checks)
        yield move


def _check_end(
    model: AnyModel,
    facts: Facts,
    baseline: Policy,
    move: MovedFact,
    value: Number,
    key: str,
    checks: Checks,
) -> None:
    """Complain where the model refuses facts with this value, or where they change what it is for.

    A plan is a plan for its horizon and for its start; it cannot be kept where those are others.
    """
    inner = Checks(checks.file)
    other = moved_facts(model, facts, {move: value}, inner)
    for complaint in inner.complaints:
        checks.complain(key, complaint.found, complaint.allowed)
    if other is not None and model.decisions(other, baseline) != model.decisions(facts, baseline):
        found = f"found {shown(value)}, with which the plan's periods or its start are others"
        checks.complain(key, found, "facts that leave the decisions as they are")


def _usual(move: Move, known: Mapping[str, NumberFact], model: AnyModel, facts: Facts) -> MovedFact:
    """A move of the model's; an end that these facts do not allow stays at the study's value."""
    number = known[move.fact]
    ends = [float(f"{number.value * part:.12g}") for part in (move.low, move.high)]
    moved = _moved(move.fact, number, *ends)
    able = []
    for end in (moved.low, moved.high):
        allowed = moved_facts(model, facts, {moved: end}, Checks("")) is not None
        able.append(end if allowed else moved.value)
    return _moved(move.fact, number, *able)


def _moved(name: str, number: NumberFact, low: Number, high: Number) -> MovedFact:
    return MovedFact(
        name,
        number.path,
        number.declared.unit,
        number.description,
        number.value,
        number.like(low),
        number.like(high),
    )


def _flat(table: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    """Of tables of tables the innermost, by dotted name."""
    for name, value in table.items():
        at = joined(key, name) if key else name
        if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
            yield from _flat(value, at)
        else:
            yield at, value
