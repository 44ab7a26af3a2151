"""The desk of the readable engine: work waits, and those who are free take it."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np

from simmodel.clock import Clock, Event
from simmodel.journey.desk.event_order import EventOrder


@dataclass(eq=False)
class Csmp:
    """One customer success manager (CSMP).

    Attributes:
        number: of several who have been free for as long, the lowest takes the next activity.
        free: hours, when the CSMP is or was free.
        slowness: hours taken for an hour of work.
        present: whether the CSMP is on the team.
    """

    number: int
    free: float
    slowness: float = 1.0
    present: bool = True

    @property
    def turn(self) -> tuple[float, int, "Csmp"]:
        """The place among those who are idle."""
        return self.free, self.number, self


@dataclass(eq=False)
class Activity:
    """One activity that needs a CSMP, from its release on."""

    release: float
    hours: float
    turn: Event
    csmp: Csmp | None = None
    end: float = np.inf
    removed: bool = False


def remove_waiting(activities: list[Activity]) -> None:
    """The end of a contract's month: what was released in it and still waits is removed."""
    for activity in activities:
        if not activity.turn.triggered:
            activity.removed = True
            activity.turn.succeed()


class Desk:
    """First come, first served, by the CSMP who has been free for longest.

    Who leaves the team finishes the service under way.
    """

    def __init__(self, clock: Clock, team: Sequence[Csmp]) -> None:
        self.clock = clock
        self.team = team
        self.waiting: deque[Activity] = deque()
        self.in_service: set[Activity] = set()
        self._idle = [csmp.turn for csmp in team]
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
        assert activity.csmp is not None  # as it was started
        if activity.hours > 0 and activity.csmp.present:
            heappush(self._idle, activity.csmp.turn)
        self._dispatch()

    def staff(self, team: Sequence[Csmp]) -> None:
        """From now on these serve."""
        for csmp in self.team:
            csmp.present = False
        for csmp in team:
            csmp.present = True
        self.team = team
        self._idle = [csmp.turn for csmp in team if csmp.free <= self.clock.now]
        heapify(self._idle)
        self._dispatch()

    def _dispatch(self) -> None:
        """Start what can be started, once this instant's other events are over."""
        if not self._dispatching:
            self._dispatching = True
            self.clock.call_at(self.clock.now, EventOrder.SERVICE_START, self._start)

    def _start(self) -> None:
        self._dispatching = False
        now = self.clock.now
        while self.waiting and self._idle:
            activity = self.waiting.popleft()
            if not activity.removed:
                _, _, csmp = heappop(self._idle)
                duration = activity.hours * csmp.slowness
                csmp.free = activity.end = now + duration
                if activity.hours == 0:  # who needs no time is free again before anybody else acts
                    heappush(self._idle, csmp.turn)
                activity.csmp = csmp
                self.in_service.add(activity)
                self.started += 1
                self.started_hours += duration
                self.waited_hours += now - activity.release
                activity.turn.succeed()
