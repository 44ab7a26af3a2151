"""Damaged files: named, set aside under another name, and never deleted."""

import logging
from pathlib import Path

_LOG = logging.getLogger(__name__)


def set_aside(path: Path, found: str, kept: str, companions: tuple[str, ...] = ()) -> Path:
    """Rename what lies at ``path``, and say so; where it is now.

    Args:
        found: what is wrong with it.
        kept: what becomes of its content, a sentence.
        companions: ends of the names of files that go with it.

    Raises:
        OSError: it cannot be renamed.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    for end in companions:
        other = path.with_name(path.name + end)
        if other.exists():
            other.rename(aside.with_name(aside.name + end))
    _LOG.warning("%s: damaged (%s); set aside as %s. %s", path, found, aside.name, kept)
    return aside
