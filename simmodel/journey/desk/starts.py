"""Compiled: when activities start, where a study asks for it; elsewhere nothing is noted."""

from simmodel.jit import by_kind, nested
from simmodel.journey.desk.records import Starts


def note_start(starts: Starts | None, activity: int, now: float) -> None:
    """The service of an activity starts."""
    raise NotImplementedError


@nested
def _note(starts: Starts, activity: int, now: float) -> None:
    starts.at[activity] = now


@nested
def _note_nothing(_starts: None, _activity: int, _now: float) -> None:
    pass


by_kind(note_start, {None: _note_nothing, Starts: _note})
