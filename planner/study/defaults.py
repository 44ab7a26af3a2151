"""Defaults that a study relies on, so that a forgotten line does not pass unseen."""

from collections.abc import Callable, Iterator

from planner.study.checks import joined
from simmodel.fields import Section, shown


def _any_key(_: str) -> bool:
    """All have an effect."""
    return True


def defaults_used(
    section: Section,
    key: str,
    *,
    optional: bool = False,
    read: Callable[[str], bool] = _any_key,
) -> Iterator[str]:
    """KEY = VALUE of every field of ``section``, which stands at ``key``, that is not given.

    Nothing is said of what a study may well do without: a value that is nothing, and a table inside
    one that it need not have. Of tables that the study names itself, such as segments, those inside
    are looked at.

    Args:
        optional: whether the section is one that a study need not have, or inside of one.
        read: whether what stands at a key has any effect; nothing is said of what has none.
    """
    for name, info in type(section).model_fields.items():
        value, at, given = (
            getattr(section, name),
            joined(key, name),
            name in section.model_fields_set,
        )
        if not read(at):
            continue
        if isinstance(value, Section):
            if given or not optional:
                beyond = optional or info.default is None
                yield from defaults_used(value, at, optional=beyond, read=read)
        elif given and isinstance(value, dict):
            for own, entry in value.items():
                yield from _inside(entry, joined(at, own), read=read)
        elif not (given or value in (None, ())):
            yield f"{at} = {', '.join(value) if isinstance(value, dict) else shown(value)}"


def _inside(entry: object, key: str, *, read: Callable[[str], bool]) -> Iterator[str]:
    """Of the tables that one named by the study states; each need not be there."""
    if not isinstance(entry, Section):
        return
    for name, value in entry:
        if isinstance(value, Section) and name in entry.model_fields_set:
            yield from defaults_used(value, joined(key, name), optional=True, read=read)
