"""The desk of the readable engine: work waits, and those who are free take it."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from simmodel.clock import Clock, Event
from simmodel.journey.desk.event_order import EventOrder


@dataclass(eq=False)
class Activity:
    """One activity that needs a CSMP, from its release on."""

    release: float
    hours: float
    turn: Event
    end: float = np.inf
    removed: bool = False


def remove_waiting(activities: list[Activity]) -> None:
    """The end of a contract's month: what was released in it and still waits is removed."""
    for activity in activities:
        if not activity.turn.triggered:
            activity.removed = True
            activity.turn.succeed()


class Desk:
    """First come, first served, by ``size`` CSMPs at one speed.

    Those who are too many leave when free.
    """

    def __init__(self, clock: Clock, size: int, speed: float) -> None:
        self.clock = clock
        self.size, self.speed = size, speed
        self.waiting: deque[Activity] = deque()
        self.in_service: set[Activity] = set()
        self._dispatching = False
        self.reset()

    def reset(self) -> None:
        """Begin to count anew."""
        self.started = 0
        self.started_hours = self.waited_hours = 0.0

    @property
    def queue(self) -> int:
        """Activities that wait."""
        return sum(not activity.removed for activity in self.waiting)

    @property
    def remaining_hours(self) -> float:
        """Of the services in service."""
        remaining = 0.0
        for end in sorted(activity.end for activity in self.in_service):
            remaining += end - self.clock.now  # one by one, as the last bit counts
        return remaining

    def request(self, activity: Activity) -> Event:
        """Queue ``activity``; the event fires when it starts or is removed."""
        self.waiting.append(activity)
        self._dispatch()
        return activity.turn

    def release(self, activity: Activity) -> None:
        """The service of ``activity`` is over."""
        self.in_service.remove(activity)
        self._dispatch()

    def staff(self, size: int, speed: float) -> None:
        """From now on so many CSMPs serve at this speed."""
        self.size, self.speed = size, speed
        self._dispatch()

    def _dispatch(self) -> None:
        """Start what can be started, once this instant's other events are over."""
        if not self._dispatching:
            self._dispatching = True
            self.clock.call_at(self.clock.now, EventOrder.SERVICE_START, self._start)

    def _start(self) -> None:
        self._dispatching = False
        now = self.clock.now
        while self.waiting and len(self.in_service) < self.size:
            activity = self.waiting.popleft()
            if not activity.removed:
                duration = activity.hours * (1.0 / self.speed)  # as the kernel, to the last bit
                activity.end = now + duration
                self.in_service.add(activity)
                self.started += 1
                self.started_hours += duration
                self.waited_hours += now - activity.release
                activity.turn.succeed()
