"""Names of what is decided for a part alone, as "caf.enterprise", however a file writes them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any


def named_apart(table: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """``table`` with names such as "caf.enterprise" for what is written as ``caf.enterprise``.

    TOML reads the latter, without quotes, as a table ``caf``; what it holds beside parts is kept.

    Args:
        names: that there are.
    """
    found: dict[str, Any] = {}
    for key, value in table.items():
        if not isinstance(value, Mapping):
            found[key] = value
            continue
        parts = {part: inner for part, inner in value.items() if f"{key}.{part}" in names}
        found |= {f"{key}.{part}": inner for part, inner in parts.items()}
        rest = {part: inner for part, inner in value.items() if part not in parts}
        if rest or not parts:
            found[key] = rest
    return found


def of_the_whole(table: Mapping[str, Any], *, entries: bool) -> dict[str, Any]:
    """``table`` without what may be for parts, where the facts are wrong and parts are not known.

    Args:
        entries: whether a value may be a table of plain values, such as low and high.
    """
    return {
        key: value
        for key, value in table.items()
        if "." not in key
        and not (isinstance(value, Mapping) and not (entries and _plain(value.values())))
    }


def _plain(values: Iterable[Any]) -> bool:
    """Whether none of the values is a table or a list."""
    return not any(isinstance(each, Mapping | tuple) for each in values)
