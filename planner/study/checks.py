"""Tables checked against their declarations, with every complaint kept."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.study.allowed import Declaration, allowed, options
from planner.study.errors import Complaint, InputError, nearest
from planner.study.typed import doubt, how_to_write
from simmodel.fields import Section, shown

_Section = TypeVar("_Section", bound=Section)
# Some shares may exceed 1, such as that of the work finished, but none doubles.
_LARGEST_SHARE = 2
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class Checks:
    """The complaints about one file, or about one option of the command line.

    Args:
        file: its name, as the complaints show it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.complaints: list[Complaint] = []

    def section(
        self, kind: type[_Section], table: Mapping[str, Any], key: str = ""
    ) -> _Section | None:
        """``table`` as a ``kind``; or None, after a complaint about each thing that is wrong.

        Args:
            key: where the table stands in the file.
        """
        doubts = {each.key: each for each in self._doubts(table, Declaration(kind), key)}
        self.complaints += doubts.values()
        try:
            section = kind.model_validate(table)
        except ValidationError as refusal:
            for error in refusal.errors(include_url=False):
                complaint = self._complaint(Declaration(kind), key, error)
                if complaint.key not in doubts:
                    self.complaints.append(complaint)
            return None
        return None if doubts else section

    def metrics(self, key: str, table: Iterable[str], known: Collection[str]) -> None:
        """Add a complaint about each metric that the table at ``key`` names and that is not known.

        Args:
            known: the metrics of the model.
        """
        for name in table:
            if name not in known:
                near = nearest(name, known)
                self.complain(joined(key, name), "unknown metric", ", ".join(known), near)

    def percentage(self, key: str, value: float, unit: str) -> bool:
        """Add a complaint if ``value`` can only be a percentage, though its ``unit`` is a share.

        Returns:
            whether there is one.
        """
        if unit != "share" or value <= _LARGEST_SHARE:
            return False
        self.complain(key, f"found {shown(value)}", f"a share: {value:g} % is {value / 100:g}")
        return True

    def complain(self, key: str, found: str, allowed: str = "", nearest: str | None = None) -> None:
        """Add a complaint; the arguments are those of :class:`planner.study.errors.Complaint`."""
        self.complaints.append(Complaint(self.file, key, found, allowed, nearest))

    def refusal(self, key: str, message: str) -> None:
        """Add a complaint that a model has phrased: "what is wrong; allowed: what may be"."""
        self.complain(key, *_phrases(message))

    def finish(self) -> None:
        """Raise InputError if there is any complaint."""
        if self.complaints:
            raise InputError(self.complaints)

    def _doubts(
        self, table: Mapping[str, Any], declared: Declaration, key: str
    ) -> Iterator[Complaint]:
        """A complaint about each number below ``key`` that may mean more than one."""
        for at, value, below in declared_values(table, declared, key):
            written = doubt(value, below)
            if written is not None:
                found = f"found {value.text}, which may be either"
                yield Complaint(self.file, at, found, allowed(below), written=written)

    def _complaint(self, declared: Declaration, key: str, error: ErrorDetails) -> Complaint:
        """What pydantic found below ``key``, in our words."""
        found = f"found {shown(error['input'])}"
        for step in error["loc"]:
            key = joined(key, step)
            below = declared.inside(step)
            if below is None:
                known = tuple(declared.kind.model_fields)
                near = nearest(str(step), known)
                return Complaint(self.file, key, f"unknown key; {found}", ", ".join(known), near)
            declared = below
        match error["type"]:
            case "missing":
                return Complaint(self.file, key, "found nothing", allowed(declared))
            case "value_error":
                return Complaint(self.file, key, *_phrases(str(error["ctx"]["error"])))
            case _:
                given = error["input"]
                words = options(declared.kind)
                near = nearest(given, words) if isinstance(given, str) else None
                written = how_to_write(given, declared)
                return Complaint(self.file, key, found, allowed(declared), near, written)


def _phrases(message: str) -> list[str]:
    """What a message finds wrong and, where it says so, what is allowed."""
    return message.split("; allowed: ", 1)


def declared_values(
    table: Mapping[str, Any], declared: Declaration, key: str
) -> Iterator[tuple[str, Any, Declaration]]:
    """Each value in ``table``, which stands at ``key``: its key, itself and its declaration."""
    for step, value in table.items():
        below, at = declared.inside(step), joined(key, step)
        if below is None:
            continue
        if isinstance(value, Mapping):
            yield from declared_values(value, below, at)
        else:
            yield at, value, below


def joined(key: str, step: str | int) -> str:
    """The key of an entry of the table at ``key``, or of an item (from 0) of the list there."""
    if isinstance(step, int):
        return f"{key}, item {step + 1}"
    name = step if _BARE_KEY.fullmatch(step) else shown(step)
    return f"{key}.{name}" if key else name


def subtable(tables: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The table called ``name``; empty if there is none, or something else in its place."""
    table = tables.get(name)
    return table if isinstance(table, dict) else {}
