"""The desk of the readable engine where not everybody may do everything."""

from collections.abc import Sequence

from simmodel.clock import Clock
from simmodel.journey.desk.repertoire import Skills, dealt, repertoire
from simmodel.journey.reference.activity import Activity, Csmp
from simmodel.journey.reference.desk import Desk
from simmodel.journey.reference.queue import Ranked, Urgency


class Skilled(Desk):
    """A pool in which each CSMP may do some types of activity.

    Of what waits and somebody idle may do, the first goes to whom of these may do the fewest types,
    of equals to who has been free for longest.

    Args:
        first: number of the first type of activity that is done here.
    """

    def __init__(
        self, clock: Clock, team: Sequence[Csmp], urgency: Urgency, skills: Skills, first: int
    ) -> None:
        self._urgency, self._skills, self._first = urgency, skills, first
        super().__init__(clock, team, lambda: Ranked(urgency))
        self._learn()

    def staff(self, team: Sequence[Csmp], moved: float) -> None:
        super().staff(team, moved)
        self._learn()

    def _learn(self) -> None:
        """Skills belong to places in the team."""
        may = repertoire(self._skills, dealt(self._skills.shares, len(self.team)))
        self._may = {
            csmp: frozenset((self._first + own.nonzero()[0]).tolist())
            for csmp, own in zip(self.team, may, strict=True)
        }

    def _next(self) -> tuple[Csmp, Activity] | None:
        possible = frozenset().union(*(self._may[csmp] for *_, csmp in self._idle))
        waiting = [activity for activity in self._queue if activity.kind in possible]
        if not waiting:
            return None
        activity = min(waiting, key=lambda each: (self._urgency(each), each.number))
        able = [turn for turn in self._idle if activity.kind in self._may[turn[-1]]]
        turn = min(able, key=lambda each: (len(self._may[each[-1]]), *each[:-1]))
        self._queue.discard(activity)
        self._idle.remove(turn)
        return turn[-1], activity
