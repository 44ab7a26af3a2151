"""The desks of the readable engine's pods, as one: each activity goes to that of its pod."""

from collections.abc import Sequence

from simmodel.clock import Clock, Event
from simmodel.journey.reference.activity import Activity, Csmp
from simmodel.journey.reference.desk import Desk
from simmodel.journey.reference.queue import FirstCome


class Apart(Desk):
    """Desks that share neither work nor CSMPs.

    Args:
        team: all CSMPs of all desks.
        desks: of the pods.
        first: the first contract of each pod; contracts of one follow those of another.
    """

    def __init__(
        self, clock: Clock, team: Sequence[Csmp], desks: Sequence[Desk], first: Sequence[int]
    ) -> None:
        self._desks, self._first = desks, first
        super().__init__(clock, team, FirstCome)
        self._idle.clear()  # everybody is at one of these
        for desk in desks:
            desk.owner, desk.in_service = self.owner, self.in_service

    def _of(self, customer: int) -> Desk:
        """The desk of a customer's pod."""
        return self._desks[sum(first <= customer for first in self._first) - 1]

    @property
    def waiting(self) -> list[Activity]:
        everything = (activity for desk in self._desks for activity in desk.waiting)
        return sorted(everything, key=lambda activity: activity.number)

    def welcome(self, customer: int) -> None:
        self._of(customer).welcome(customer)

    def request(self, activity: Activity) -> Event:
        return self._of(activity.customer).request(activity)

    def release(self, activity: Activity) -> None:
        self._of(activity.customer).release(activity)

    def close(self) -> None:
        """Hand everything over."""
        for desk in self._desks:
            desk.close()
