"""Defaults that a study relies on, so that a forgotten line does not pass unseen."""

from collections.abc import Iterator

from planner.study.checks import joined
from simmodel.fields import Section, shown


def defaults_used(section: Section, key: str) -> Iterator[str]:
    """KEY = VALUE of every field of ``section``, which stands at ``key``, that is not given."""
    for name in type(section).model_fields:
        value, at = getattr(section, name), joined(key, name)
        if isinstance(value, Section):
            yield from defaults_used(value, at)
        elif name not in section.model_fields_set:
            yield f"{at} = {', '.join(value) if isinstance(value, dict) else shown(value)}"
