"""Allowed values of a declared field, in words.

Refusals and the documentation of the fields both take their words from here.
"""

import math
from dataclasses import dataclass, replace
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic.types import Strict

from simmodel.fields import Section, shown

_NUMBERS = {int: "a whole number", float: "a number"}
_SIGNS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}


@dataclass(frozen=True)
class Declaration:
    """The declaration of one place in a study: its type, bounds and unit."""

    kind: Any
    bounds: tuple[Any, ...] = ()
    unit: str = ""

    def inside(self, step: str | int) -> "Declaration | None":
        """The declaration of a field, a table entry or a list item; None if there is none."""
        if is_section(self.kind):
            info = self.kind.model_fields.get(step)
            return declaration(info) if info is not None else None
        if get_origin(self.kind) in (dict, tuple):
            item = declaration(FieldInfo.from_annotation(_item(self.kind)))
            return replace(item, unit=self.unit)
        return None


def declaration(info: FieldInfo) -> Declaration:
    """The declaration of a field of a section; one that may be None counts as what it else is."""
    kind = info.annotation
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (part for part in get_args(kind) if part is not NoneType)
    extra = info.json_schema_extra
    unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
    return Declaration(kind, tuple(info.metadata), unit)


def most_of(section: type[Section], name: str) -> float:
    """The largest number that a field of a section allows; infinite without a bound."""
    bounds = section.model_fields[name].metadata
    return min((float(each.le) for each in bounds if hasattr(each, "le")), default=math.inf)


def is_section(kind: Any) -> bool:
    """Whether ``kind`` is a type of section."""
    return isinstance(kind, type) and issubclass(kind, Section)


def options(kind: Any) -> tuple[str, ...]:
    """The words to choose from; empty if ``kind`` is no choice among words."""
    return get_args(kind) if get_origin(kind) is Literal else ()


def allowed(declared: Declaration) -> str:
    """Words for what may stand where ``declared`` holds, such as "a number > 0 and <= 1 (ratio)".

    Raises:
        TypeError: there are no words yet for a type or a bound that a model has declared.
    """
    words = allowed_without_unit(declared)
    is_number = declared.kind in _NUMBERS or _list_of_numbers(declared.kind)
    return f"{words} ({declared.unit})" if is_number and declared.unit else words


def allowed_without_unit(declared: Declaration) -> str:
    """As :func:`allowed`, for a table that has a column for units."""
    kind = declared.kind
    if kind in _NUMBERS:
        return _NUMBERS[kind] + _bounds(declared.bounds)
    if kind is bool:
        return "true or false"
    if kind is str:
        return "text in quotes"
    if kind is date:
        return "a date" + _bounds(declared.bounds)
    if options(kind):
        return "one of " + ", ".join(shown(option) for option in options(kind))
    if is_section(kind):
        return "a table with the keys " + ", ".join(kind.model_fields)
    if get_origin(kind) is dict:
        item = _item(kind)
        return "a table" if item is Any else f"named entries, each {_words_inside(declared)}"
    if get_origin(kind) is tuple:
        return f"a list in [ ], each item {_words_inside(declared)}"
    raise TypeError(f"no words for {kind}")


def _item(kind: Any) -> Any:
    """The type of the values of a dict, or of the items of a tuple of any length."""
    arguments = get_args(kind)
    return arguments[1] if get_origin(kind) is dict else arguments[0]


def _words_inside(declared: Declaration) -> str:
    """What may stand in each entry of a table, or each item of a list."""
    inside = declared.inside("")
    assert inside is not None
    return allowed_without_unit(inside)


def _list_of_numbers(kind: Any) -> bool:
    inside = Declaration(kind).inside("") if get_origin(kind) is tuple else None
    return inside is not None and inside.kind in _NUMBERS


def _bounds(bounds: tuple[Any, ...]) -> str:
    limits: dict[str, str] = {}
    for bound in bounds:
        if isinstance(bound, Strict):
            continue  # how the value is read, no bound
        name = next((name for name in _SIGNS if hasattr(bound, name)), None)
        if name is None:
            raise TypeError(f"no words for {bound}")
        limits[_SIGNS[name]] = _number(getattr(bound, name))
    if limits.keys() == {">=", "<="}:
        return f" from {limits['>=']} to {limits['<=']}"
    words = " and ".join(f"{sign} {limit}" for sign, limit in limits.items())
    return f" {words}" if words else ""


def _number(value: Any) -> str:
    """A bound as a study file may write it: 20_000, as commas would separate two numbers."""
    if isinstance(value, date):
        return str(value)
    return f"{int(value):_}" if value == int(value) else str(value)
