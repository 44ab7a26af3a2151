"""Queues of the readable engine: what waits, and which of it goes first."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

from simmodel.journey.reference.activity import Activity

Urgency = Callable[[Activity], float]


class Queue(Protocol):
    """What waits for the same CSMPs."""

    def add(self, activity: Activity) -> None:
        """The activity waits, the last of the stream of work so far."""

    def take(self) -> Activity | None:
        """The activity that goes first, which waits no more; None if none waits."""

    def discard(self, activity: Activity) -> None:
        """The activity waits no more."""

    def __iter__(self) -> Iterator[Activity]:
        """What waits, in the order of the stream of work."""


class FirstCome:
    """What was released first goes first."""

    def __init__(self) -> None:
        self._waiting: deque[Activity] = deque()

    def add(self, activity: Activity) -> None:
        self._waiting.append(activity)

    def take(self) -> Activity | None:
        while self._waiting:
            activity = self._waiting.popleft()
            if not activity.removed:
                return activity
        return None

    def discard(self, activity: Activity) -> None:
        self._waiting.remove(activity)

    def __iter__(self) -> Iterator[Activity]:
        return (activity for activity in self._waiting if not activity.removed)


class Ranked:
    """What is most urgent now goes first, and of equals what was released first."""

    def __init__(self, urgency: Urgency) -> None:
        self._urgency = urgency
        self._waiting: list[Activity] = []

    def add(self, activity: Activity) -> None:
        self._waiting.append(activity)

    def take(self) -> Activity | None:
        self._waiting = list(self)
        if not self._waiting:
            return None
        activity = min(self._waiting, key=lambda each: (self._urgency(each), each.number))
        self._waiting.remove(activity)
        return activity

    def discard(self, activity: Activity) -> None:
        self._waiting.remove(activity)

    def __iter__(self) -> Iterator[Activity]:
        return (activity for activity in self._waiting if not activity.removed)
