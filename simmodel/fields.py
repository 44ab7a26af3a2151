"""Declarations of a study's fields: unit, bounds and description, said once.

The same declaration validates the study file, explains a refusal, and feeds
``plan check --fields`` and the documentation.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

_LONGEST = 60  # characters of a value that are shown


class Section(BaseModel):  # noqa: PLW1641  # pydantic makes the hash of a frozen model
    """A frozen part of a study; unknown keys and wrong types are refused, nothing is coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same with other values of some fields; what was worked out of it is not kept."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    def __eq__(self, other: object) -> bool:
        # By what is stated alone: what was worked out of it and kept may be an array.
        return type(other) is type(self) and all(
            getattr(self, name) == getattr(other, name) for name in type(self).model_fields
        )


def words(section: type[Section], name: str) -> tuple[str, str]:
    """The unit and the description of a field of ``section``."""
    info = section.model_fields[name]
    extra = info.json_schema_extra
    assert isinstance(extra, dict)
    return str(extra["unit"]), str(info.description)


def field(
    default: Any = ..., *, unit: str, description: str, example: Any = None, **bounds: Any
) -> Any:
    """Declare one field.

    Args:
        default: its value when the study does not give one; ``...`` makes it required.
        unit: of the value, in the words of a reader, for example "hours".
        description: one sentence, without the unit or the bounds.
        example: what a new study shows in a comment, where the default is None.
        bounds: pydantic's constraints: ``ge``, ``gt``, ``le``, ``lt``, ``min_length`` ...
    """
    return Field(
        default,
        description=description,
        examples=None if example is None else [example],
        json_schema_extra={"unit": unit},
        **bounds,
    )


def shown(value: object) -> str:
    """A value as a study file writes it, shortened if it is long."""
    text = _written(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _written(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {_written(item)}" for name, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, int) and value.bit_length() > 64:
        return f"a whole number of {value.bit_length()} bits"  # Python may refuse to print it.
    return str(value)
