"""Values as a study file has them: read where a user types one, and written."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import tomlkit

from planner.study.checks import Checks
from planner.study.source import parse_toml
from planner.study.typed import read_decimal
from simmodel.fields import shown

_BARE = re.compile(r"(?<==)\s*([^\s={}\[\]\"',][^={}\[\]\"',]*?)\s*(?=[,}])")
"""A value in a table on one line that stands there without quotes."""


def read_value(text: str) -> Any:
    """``text`` as a TOML value, or as a number such as .5, or itself if it is neither.

    In a table on one line, texts such as 87 % or 6k need no quotes.
    """
    for each in (text, _BARE.sub(_quoted, text)):
        with suppress(ValueError):
            document = parse_toml(f"value = {each}", read_decimal)
            return document["value"] if len(document) == 1 else text
    return _number(text)


def _quoted(found: re.Match[str]) -> str:
    """A bare value as it is, or in quotes if it is no value of TOML."""
    with suppress(ValueError):
        parse_toml(f"value = {found[1]}", read_decimal)
        return found[1]
    return written_value(found[1])


def read_settings(settings: Sequence[str], known: str, checks: Checks) -> dict[str, Any]:
    """The values by name; a complaint for each setting that has no value, or a second one.

    Args:
        settings: each NAME=VALUE, where VALUE is written as in a study file, with or without
            quotes.
        known: what NAME may be, in words.
    """
    values: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = (part.strip() for part in setting.partition("="))
        if not equals:
            checks.complain("", f"found {shown(setting)}", f"NAME=VALUE, with NAME one of {known}")
        elif name in values:
            checks.complain(name, f"found it twice, the second time {text}", "one value")
        else:
            values[name] = read_value(text)
    return values


def written_value(value: Any) -> str:
    """``value`` in TOML, on one line; numbers have underscores between thousands."""
    if isinstance(value, Mapping):
        items = (f"{written_key(name)} = {written_value(each)}" for name, each in value.items())
        return f"{{ {', '.join(items)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written_value, value))}]"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:_}"
    return str(tomlkit.item(value).as_string())


def with_values(text: str, values: Mapping[tuple[str, ...], Any]) -> str:
    """A document of TOML with other values, by their path from the top; all else stays as it is."""
    document = tomlkit.parse(text)
    for (*tables, name), value in values.items():
        inner: Any = document
        for table in tables:
            inner = inner.setdefault(table, tomlkit.table())
        inner[name] = list(value) if isinstance(value, tuple) else value
    return document.as_string()


def written_key(name: str) -> str:
    """``name`` as a key of TOML, in quotes if it must be."""
    return tomlkit.key(name).as_string()


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
