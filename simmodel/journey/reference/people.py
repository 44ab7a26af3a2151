"""The team of the readable engine as people: sought, come, learning, resigned or dismissed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simmodel.journey.desk.records import Controls, Counts, PeopleCounts, no_people
from simmodel.journey.paths import Individuals
from simmodel.journey.people.draw import with_more
from simmodel.journey.people.pace import speeds
from simmodel.journey.people.rules import NEVER, Rules, back, months_to_fill, strained
from simmodel.journey.people.staffing import MONTHS_OF_LOAD, load_of, reviewed
from simmodel.journey.reference.activity import Csmp
from simmodel.journey.reference.team import target


@dataclass(eq=False, kw_only=True)
class Person(Csmp):
    """Who is sought, or on the payroll, or gone.

    Attributes:
        starts: first month on the payroll; NEVER of a position that was taken back.
        leaves: first month off it; NEVER while that is not known.
        threshold: of the cumulated rate of resignation.
        strain: that rate, cumulated.
        hours: over those of a full CSMP.
        away: share of each month, its first, in which the person is absent; of none after.
    """

    starts: int
    threshold: float
    leaves: int = NEVER
    strain: float = 0.0
    hours: float = 1.0
    away: Sequence[float] = ()

    def is_sought(self, month: int) -> bool:
        """Whether the position is open during ``month``."""
        return month < self.starts < NEVER

    def is_settled(self, month: int) -> bool:
        """Whether the person has started by ``month``, and is to stay."""
        return self.starts <= month and self.leaves == NEVER

    def share_away(self, month: int) -> float:
        """The part of ``month`` in which the person is absent."""
        return self.away[month] if month < len(self.away) else 0.0

    def take_leave(self, month: int, since: float, until: float) -> None:
        """The absence of ``month``, which begins and ends at these hours."""
        share = self.share_away(month)
        if share > 0:
            free = back(self.free, share * (until - since), since, until)
            self.absent, self.free = free > max(self.free, since), free


class People:
    """The team one by one, and the positions that are open.

    Args:
        hours: of a month.
    """

    def __init__(
        self, rules: Rules, given: Individuals, controls: Controls, hours: float, counts: Counts
    ) -> None:
        self.rules, self.given, self.controls, self.counts = rules, given, controls, counts
        self.hours = hours
        self.counted: PeopleCounts = no_people(controls.reviews.size)
        self.people = [
            Person(
                number=number,
                free=-np.inf,
                starts=-tenure,
                threshold=float(given.threshold[number]),
            )
            for number, tenure in enumerate(given.tenures.tolist())
        ]
        if given.presence is not None:
            for person, own, away in zip(self.people, *given.presence, strict=True):
                person.hours, person.away = float(own), away.tolist()
        self.at_start = len(self.people)
        self.surplus = 0  # more than there should be, who may leave without being replaced
        self.csmps: list[Csmp] = []
        self._set_team(0, 1.0)

    @property
    def position(self) -> int:
        """People and open positions, less notices given."""
        return sum(each.starts < NEVER and each.leaves == NEVER for each in self.people)

    def begin(self, month: int, now: float, customers: Sequence[int], comes: np.ndarray) -> None:
        """Say good-bye, replace, review, and welcome."""
        if month > 0:
            self._resign(month)
        lacking = self._lacking(month, customers, comes)
        if lacking > 0:
            self._open(month, lacking)
        elif lacking < 0:
            self.surplus = min(-lacking, self.position)
            self._take_back(month)
            self._dismiss(month)
        self._set_team(month, float(self.controls.pace[month]) * self._unhurried(month))
        for person in self.here(month):
            person.take_leave(month, now, (month + 1) * self.hours)

    def count(self, month: int, counts: Counts) -> None:
        """The counts of ``month``."""
        here = zip(self._fast, self.here(month), strict=True)
        counts.serving[month] = sum(fast * (1.0 - each.share_away(month)) for fast, each in here)
        counts.recruits[month] = sum(p.starts == month for p in self.people[self.at_start :])
        self.counted.vacant[month] = sum(p.is_sought(month) for p in self.people)
        self.counted.position[month] = self.position
        self.counted.surplus[month] = self.surplus

    def here(self, month: int) -> list[Person]:
        """Those on the payroll in ``month``, by number."""
        return [each for each in self.people if each.starts <= month < each.leaves]

    def _resign(self, month: int) -> None:
        """Those who have had enough in the month before are gone."""
        rules, last = self.rules, month - 1
        load = self._load(month, MONTHS_OF_LOAD) * self.controls.availability
        times = float(strained(load, rules.strain))
        gone, borne = 0, 0.0
        for person in self.people:
            if person.is_settled(last):
                tenure = min(last - person.starts, rules.hazard.size - 1)
                more = float(rules.hazard[tenure]) * times
                borne += min(more, person.threshold - person.strain)
                person.strain += more
                if person.strain > person.threshold:
                    person.leaves = month
                    gone += 1
        self.counted.resigned[month], self.counted.strain[month] = gone, borne
        replaced = max(gone - self.surplus, 0) if rules.replaces else 0
        self.surplus = max(self.surplus - gone, 0)
        self._open(month, replaced)

    def _lacking(self, month: int, customers: Sequence[int], comes: np.ndarray) -> int:
        """Positions to open; negative for too many."""
        controls, surplus = self.controls, self.surplus
        if controls.reviews[month]:
            self.surplus = 0
            aim, whole = target(controls, month, customers, comes), controls.whole_changes
            return reviewed(self.position, aim, whole) - self.position
        if controls.hires[month] != 0:
            self.surplus = 0
            return int(controls.hires[month]) - surplus
        return 0

    def _open(self, month: int, positions: int) -> None:
        """Seek so many people from the begin of ``month`` on."""
        for number in range(len(self.people), len(self.people) + positions):
            while number >= self.given.threshold.size:
                self.given = with_more(self.given)
            luck = float(self.given.luck[number])
            wait = months_to_fill(luck, self.rules.filled_by)
            self.counted.awaited[month] += wait
            starts = month + wait
            self.people.append(
                Person(
                    number=number,
                    free=starts * self.hours,
                    starts=starts,
                    threshold=float(self.given.threshold[number]),
                )
            )
        self.counted.opened[month] += positions

    def _take_back(self, month: int) -> None:
        """Open positions are taken back first, the latest before others."""
        sought = [each for each in reversed(self.people) if each.is_sought(month)]
        for person in sought[: self.surplus] if self.rules.cancels else ():
            person.starts = NEVER
            self.surplus -= 1
            self.counted.taken_back[month] += 1

    def _dismiss(self, month: int) -> None:
        """Then notice is given, to the latest first, where that is done at all."""
        settled = [each for each in reversed(self.people) if each.is_settled(month)]
        for person in settled[: self.surplus] if self.rules.notice >= 0 else ():
            person.leaves = month + self.rules.notice
            self.surplus -= 1
            self.counted.dismissed[month] += 1

    def _load(self, month: int, months: int) -> float:
        """Mean utilisation of so many months before ``month``."""
        counts = self.counts
        team, begun, remaining = counts.team, counts.started_hours, counts.remaining_hours
        return load_of(month, months, team, begun, remaining, self.hours)

    def _unhurried(self, month: int) -> float:
        """The part of the pace that is left under lasting overload."""
        rules = self.rules
        lasts = month >= rules.overload_months and rules.slowdown > 0
        over = lasts and self._load(month, rules.overload_months) > rules.overload_above
        return 1.0 - rules.slowdown if over else 1.0

    def _set_team(self, month: int, pace: float) -> None:
        """Those on the payroll in ``month``, by number, each at a pace of their own."""
        rules = self.rules
        here = self.here(month)
        tenures = np.array([month - each.starts for each in here], np.int64)
        hours = np.array([each.hours for each in here])
        self._fast: list[float] = speeds(
            tenures, hours, pace, rules.curve, rules.training, rules.training_months
        ).tolist()
        for person, speed in zip(here, self._fast, strict=True):
            person.slowness = 1.0 / speed
        self.csmps = [*here]
