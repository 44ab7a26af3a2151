"""SimPy's clock for reference engines: exact times, and a stated order within an instant."""

from collections.abc import Callable, Generator
from heapq import heappush

import simpy
from simpy.events import EventPriority

Event = simpy.Event
Steps = Generator[Event, None, None]
"""A process of the simulation, from one event that it waits for to the next."""


class Clock(simpy.Environment):
    """SimPy's environment, with events at exact times and in a stated order within an instant.

    A model lists the classes of its simultaneous events as whole numbers from 2 on, lower ones
    first: SimPy itself uses 0 and 1.
    """

    def at(self, time: float, moment: int, rank: int = 0) -> Event:
        """An event at ``time``, in its class of simultaneous events; ``rank`` orders the class.

        A timeout would fire at now + (time - now), which need not be ``time`` to the last bit.
        """
        event = Event(self)
        event._ok, event._value = True, None
        priority = EventPriority((moment << 64) + rank)
        heappush(self._queue, (time, priority, next(self._eid), event))
        return event

    def call_at(self, time: float, moment: int, action: Callable[[], None]) -> None:
        """Have ``action`` called at ``time``."""
        callbacks = self.at(time, moment).callbacks
        assert callbacks is not None
        callbacks.append(lambda _: action())
