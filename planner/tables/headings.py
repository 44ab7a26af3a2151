"""Headings: which column of a file gives which declared one."""

import re
from collections.abc import Iterable, Mapping, Sequence

from simmodel.contract.tables import Column

_UNIT = re.compile(r"[(\[].*?[)\]]|[\s_-](?:USD|EUR|GBP|CHF|CAD|AUD|JPY|INR|[$€£])$", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")


def found(headings: Sequence[str], columns: Sequence[Column]) -> Mapping[str, int]:
    """The place among ``headings`` of each declared column that is there, by its name.

    Of several headings that a column may have, the one that its declaration names first is taken.
    A currency, or what stands in brackets, does not matter unless it must.
    """
    whole = _places(map(spelling, headings))
    bare = _places(spelling(_UNIT.sub("", each)) for each in headings)
    places: dict[str, int] = {}
    for column in columns:
        for name in map(spelling, (column.name, *column.headings)):
            place = whole.get(name, bare.get(name))
            if place is not None and place not in places.values():
                places[column.name] = place
                break
    return places


def twice(headings: Sequence[str]) -> list[str]:
    """Headings that are there more than once."""
    keys = [spelling(each) for each in headings]
    return [
        each for place, each in enumerate(headings) if keys[place] and keys[place] in keys[:place]
    ]


def _places(keys: Iterable[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, place)
    return places


def spelling(heading: str) -> str:
    """A heading, or a name, without what does not matter: case, spaces, hyphens, underscores."""
    return _NO_LETTER.sub("", heading).casefold()
