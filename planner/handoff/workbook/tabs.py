"""Names of sheets that are made from the names of parts, which a study chooses."""

import re
from collections.abc import Iterable

_MOST = 31  # characters that spreadsheets allow
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def tab(kind: str) -> str:
    """The sheet that has all parts of a kind side by side."""
    return _safe(f"By {kind}")


def tabs(kind: str, names: Iterable[str]) -> dict[str, str]:
    """The sheets of parts of a kind, by part: names that spreadsheets take, each another.

    As files they differ, too, where nothing but small letters and digits count.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        whole = _safe(f"{kind.capitalize()} {name}")
        told, number = whole, 1
        while _alike(told) in taken:
            number += 1
            suffix = f" {number}"
            told = whole[: _MOST - len(suffix)] + suffix
        taken.add(_alike(told))
        found[name] = told
    return found


def _safe(name: str) -> str:
    return _FORBIDDEN.sub("", name)[:_MOST].strip()


def _alike(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.lower()))
