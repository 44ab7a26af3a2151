"""The desk of the readable engine where each customer belongs to one CSMP, whose book it is in."""

from collections.abc import Callable, Sequence

import numpy as np

from simmodel.clock import Clock
from simmodel.journey.desk.assignment import evens_out, heaviest, lightest
from simmodel.journey.reference.activity import Activity, Csmp
from simmodel.journey.reference.desk import Desk
from simmodel.journey.reference.queue import Queue


class Books(Desk):
    """A book for each CSMP: its work waits for that one person.

    A customer whose CSMP has left, or who finds nobody, is dealt at the next month's begin.

    Args:
        helps: whether a CSMP with nothing to do takes the oldest work of another book.
        work: expected of a customer, in whole parts.
        changed: told of each customer whose CSMP is no longer theirs.
    """

    def __init__(
        self,
        clock: Clock,
        team: Sequence[Csmp],
        queue: Callable[[], Queue],
        helps: bool,
        changed: Callable[[int], None],
        work: Callable[[int], int],
    ) -> None:
        self._make, self._helps, self._changed, self._work = queue, helps, changed, work
        self._books: dict[Csmp | None, Queue] = {csmp: queue() for csmp in (None, *team)}
        super().__init__(clock, team, queue)

    def reset(self) -> None:
        super().reset()
        for csmp in self.team:
            csmp.started_hours = csmp.waited_hours = 0.0

    @property
    def waiting(self) -> list[Activity]:
        everything = (activity for book in self._books.values() for activity in book)
        return sorted(everything, key=lambda activity: activity.number)

    def waiting_for(self, csmp: Csmp) -> int:
        return len(list(self._books[csmp]))

    def welcome(self, customer: int) -> None:
        """A customer is there, and gets the CSMP with the least to do, if it has none."""
        super().welcome(customer)
        if self.owner[customer] is None:
            self._deal(customer)

    def hand_over(self, customer: int, place: int) -> None:
        before, self.owner[customer] = self.owner[customer], self.team[place]
        if before not in (None, self.team[place]):
            self._changed(customer)

    def staff(self, team: Sequence[Csmp], moved: float) -> None:
        """From now on these serve; those who are gone hand over, and books are evened out."""
        waiting = self.waiting
        super().staff(team, moved)
        for csmp in team:
            csmp.started_hours = csmp.waited_hours = 0.0
        for customer, owner in self.owner.items():
            if owner is not None and not owner.present:
                self.owner[customer] = None
                self._changed(customer)
        for customer in sorted(self.owner):
            if self.owner[customer] is None:
                self._deal(customer)
        self._even_out(int(moved * len(self.owner)))
        self._books = {csmp: self._make() for csmp in (None, *team)}
        for activity in waiting:
            self._file(activity)

    def _loads(self) -> tuple[np.ndarray, np.ndarray]:
        """Expected work of the customers in each book, and how slow its CSMP is."""
        work = dict.fromkeys(self.team, 0)
        for customer, csmp in self.owner.items():
            if csmp in work:
                work[csmp] += self._work(customer)
        slowness = np.array([csmp.slowness for csmp in self.team])
        return np.array(list(work.values()), np.int64), slowness

    def _deal(self, customer: int) -> None:
        """Give ``customer`` to the CSMP whose book takes the fewest hours."""
        place = lightest(*self._loads())
        self.owner[customer] = None if place < 0 else self.team[place]

    def _even_out(self, most: int) -> None:
        """Move customers, the newest first, from the fullest book to the emptiest."""
        for _ in range(most if self.team else 0):
            work, slowness = self._loads()
            full, empty = heaviest(work, slowness), lightest(work, slowness)
            there = [each for each, own in self.owner.items() if own is self.team[full]]
            customer = max(there, default=None)
            if customer is None:
                return
            if not evens_out(work, slowness, full, empty, self._work(customer)):
                return
            self.owner[customer] = self.team[empty]
            self._changed(customer)

    def _file(self, activity: Activity) -> None:
        self._books[self.owner[activity.customer]].add(activity)

    def _next(self) -> tuple[Csmp, Activity] | None:
        """First those who have work of their own, then those who help."""
        self._idle.sort()
        for place, (_, _, csmp) in enumerate(self._idle):
            activity = self._books[csmp].take()
            if activity is not None:
                del self._idle[place]
                return csmp, activity
        if self._helps and self._idle and self.waiting:
            oldest = self.waiting[0]
            self._books[self.owner[oldest.customer]].discard(oldest)
            return self._idle.pop(0)[-1], oldest
        return None

    def _count(self, csmp: Csmp, duration: float, waited: float) -> None:
        """In each book apart: what is started in one knows nothing of the others."""
        csmp.started_hours += duration
        csmp.waited_hours += waited
        self.started_hours = self.waited_hours = 0.0
        for each in self.team:
            self.started_hours += each.started_hours
            self.waited_hours += each.waited_hours
