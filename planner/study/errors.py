"""Complaints about what a user has written, in words that say what to change."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong with the input; ``str()`` gives it in one line.

    Attributes:
        file: where it was written: a study file, or an option such as ``--set``.
        key: the key in the file with the tables around it; empty if the whole file is meant.
        found: a phrase that says what was found, for example "found 1.5".
        allowed: a phrase that says what may stand there; empty if ``found`` says it.
        nearest: the known name that is nearest to an unknown one, if one is near.
        written: how to write what was probably meant, if that is known.
    """

    file: str
    key: str
    found: str
    allowed: str = ""
    nearest: str | None = None
    written: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}: " if self.key else f"{self.file}: "
        return "".join(map(_visible, where + self.words))

    @property
    def words(self) -> str:
        """The complaint without its place."""
        phrases = [self.found]
        if self.allowed:
            phrases.append(f"allowed: {self.allowed}")
        if self.nearest is not None:
            phrases.append(f'did you mean "{self.nearest}"?')
        if self.written is not None:
            phrases.append(f"write {self.written}")
        return "; ".join(phrases)


class InputError(Exception):
    """The input is wrong; ``complaints`` says how, each complete in itself and in one line."""

    def __init__(self, complaints: Iterable[object]) -> None:
        self.complaints = tuple(str(complaint) for complaint in complaints)
        super().__init__(self.complaints)

    def __str__(self) -> str:
        return "\n".join(self.complaints)


def _visible(character: str) -> str:
    """The character, unless it would break the line or be an order to the terminal."""
    return character if character.isprintable() else ascii(character)[1:-1]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` was probably meant to be, or None; case does not matter."""
    by_lower_case = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(name.lower(), by_lower_case, n=1)
    return by_lower_case[matches[0]] if matches else None
