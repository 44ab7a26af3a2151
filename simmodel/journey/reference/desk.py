"""The desk of the readable engine: work waits, and those who are free take it."""

from collections.abc import Callable, Sequence
from functools import partial
from heapq import heapify, heappop, heappush

from simmodel.clock import Clock, Event
from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.reference.activity import Activity, Csmp
from simmodel.journey.reference.queue import Queue


class Desk:
    """A pool: any CSMP serves any customer, and who has been free for longest takes the next.

    Who leaves the team finishes the service under way.

    Args:
        queue: makes an empty queue.

    Attributes:
        owner: whose book a customer is in, by the customer's first contract; in a pool nobody's.
    """

    def __init__(self, clock: Clock, team: Sequence[Csmp], queue: Callable[[], Queue]) -> None:
        self.clock = clock
        self.team = team
        self.owner: dict[int, Csmp | None] = {}
        self.in_service: set[Activity] = set()
        self._queue = queue()
        self._idle = [csmp.turn for csmp in team]
        self._dispatching = False
        self.reset()

    def reset(self) -> None:
        """Begin to count anew."""
        self.started = 0
        self.started_hours = self.waited_hours = 0.0

    @property
    def waiting(self) -> list[Activity]:
        """What waits, in the order of the stream of work."""
        return list(self._queue)

    @property
    def queue(self) -> int:
        """Activities that wait."""
        return len(self.waiting)

    def waiting_for(self, csmp: Csmp) -> int:
        """Activities that wait for one CSMP alone; in a pool none do."""
        del csmp
        return 0

    @property
    def remaining_hours(self) -> float:
        """Of the services in service."""
        remaining = 0.0
        for end in sorted(activity.end for activity in self.in_service):
            remaining += end - self.clock.now  # one by one, as the last bit counts
        return remaining

    def entrust(self, customer: int, place: int) -> None:
        """Who looks after a customer is known before it is there, by place in the team."""
        self.owner[customer] = self.team[place]

    def take_over(self, before: "Desk") -> None:
        """Go on with the customers and the work of another desk."""
        self.owner, self.in_service = before.owner, before.in_service
        before.close()
        for activity in before.waiting:
            self._file(activity)

    def close(self) -> None:
        """Nobody starts anything here in what is left of this instant."""
        self._idle.clear()

    def hand_over(self, customer: int, place: int) -> None:
        """Another CSMP, by place in the team, looks after a customer; in a pool all do."""

    def welcome(self, customer: int) -> None:
        """A customer is there."""
        self.owner.setdefault(customer, None)

    def farewell(self, customer: int) -> None:
        """A customer has left."""
        del self.owner[customer]

    def request(self, activity: Activity) -> Event:
        """Queue ``activity``; the event fires when it starts or is removed."""
        self._file(activity)
        self._dispatch()
        return activity.turn

    def release(self, activity: Activity) -> None:
        """The service of ``activity`` is over."""
        self.in_service.remove(activity)
        assert activity.csmp is not None  # as it was started
        if activity.csmp.present and not activity.csmp.absent:
            heappush(self._idle, activity.csmp.turn)
        self._dispatch()

    def staff(self, team: Sequence[Csmp], moved: float) -> None:
        """From now on these serve.

        Args:
            moved: most share of customers that may move from one book to another.
        """
        del moved
        for csmp in self.team:
            csmp.present = False
        for csmp in team:
            csmp.present = True
        self.team = team
        self._idle = [csmp.turn for csmp in team if csmp.free <= self.clock.now]
        heapify(self._idle)
        for csmp in team:
            if csmp.absent:
                self.clock.call_at(csmp.free, EventOrder.SERVICE_END, partial(self._back, csmp))
        self._dispatch()

    def _back(self, csmp: Csmp) -> None:
        """An absence is over."""
        csmp.absent = False
        heappush(self._idle, csmp.turn)
        self._dispatch()

    def _file(self, activity: Activity) -> None:
        """Put ``activity`` where it waits."""
        self._queue.add(activity)

    def _next(self) -> tuple[Csmp, Activity] | None:
        """Who starts what; None if there is nobody to, or nothing."""
        activity = self._queue.take() if self._idle else None
        return None if activity is None else (heappop(self._idle)[-1], activity)

    def _count(self, csmp: Csmp, duration: float, waited: float) -> None:
        """A service has started."""
        del csmp
        self.started_hours += duration
        self.waited_hours += waited

    def _dispatch(self) -> None:
        """Start what can be started, once this instant's other events are over."""
        if not self._dispatching:
            self._dispatching = True
            self.clock.call_at(self.clock.now, EventOrder.SERVICE_START, self._start)

    def _start(self) -> None:
        """One service; the next once this one is over, if it takes no time."""
        self._dispatching = False
        found = self._next()
        if found is None:
            return
        csmp, activity = found
        duration = activity.hours * csmp.slowness
        csmp.free = activity.end = self.clock.now + duration
        activity.csmp = csmp
        self.in_service.add(activity)
        self.started += 1
        self._count(csmp, duration, self.clock.now - activity.release)
        activity.turn.succeed()
        self._dispatch()
