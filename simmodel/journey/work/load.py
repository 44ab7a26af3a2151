"""The load that a customer brings: activities and hours that fall due in a month, on average."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simmodel.journey.work.facts import Activity
from simmodel.journey.work.incidents import Incidents
from simmodel.journey.work.phases import Phases


@dataclass(frozen=True)
class Load:
    """The load of a customer, none of whose activities is left undone.

    Attributes:
        activities: by type.
        phases: of a customer's life.
        length: of a contract, months.
        incidents: None without any.
    """

    activities: Mapping[str, Activity]
    phases: Phases
    length: int
    incidents: Incidents | None = None

    @property
    def even(self) -> bool:
        """Whether all falls due equally often in every month."""
        return self.incidents is None and not self.occasional

    @cached_property
    def regular(self) -> Mapping[str, Activity]:
        """Those that fall due equally often in every month."""
        return {name: each for name, each in self.activities.items() if each.regular}

    @cached_property
    def occasional(self) -> Mapping[str, Activity]:
        """Those that do not."""
        return {name: each for name, each in self.activities.items() if not each.regular}

    def parts(self, each: Activity) -> float:
        """The part of the months of a later contract in which an activity may fall due."""
        if each.phase is None:
            return 1.0
        months = np.arange(-self.length, 0)
        return float(self.phases.within(each.phase, months, self.length).mean())

    def per_month(self, each: Activity) -> float:
        """How often an activity falls due in a month of a later contract, on average."""
        return each.frequency * self.parts(each)

    @property
    def kinds(self) -> tuple[Activity | Incidents, ...]:
        """What falls due, by type, that of incidents last."""
        return (*self.activities.values(), *((self.incidents,) if self.incidents else ()))

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """What one activity counts for in a renewal, by type, those of incidents last; points.

        Only how they relate matters, so they are without a common divisor: 1 where all are equal.
        """
        points = [1 if each.weight is None else each.weight for each in self.kinds]
        divisor = max(math.gcd(*points), 1)
        return tuple(each // divisor for each in points)

    @cached_property
    def weighted(self) -> bool:
        """Whether activities count for more or less than others."""
        return any(weight != 1 for weight in self.weights)

    @cached_property
    def _numbers(self) -> tuple[float, ...]:
        """How often each falls due in a month of a later contract, in the order of the weights."""
        usual = tuple(self.per_month(each) for each in self.activities.values())
        return usual if self.incidents is None else (*usual, self.incidents.per_month)

    @cached_property
    def points_per_month(self) -> float:
        """Points that fall due in a month of a later contract; as many as activities where all
        count alike."""
        return sum(number * each for number, each in zip(self._numbers, self.weights, strict=True))

    @cached_property
    def automatable_points(self) -> float:
        """Of them those that automation can finish."""
        each = zip(self.activities.values(), self._numbers, self.weights, strict=False)
        return sum(number * points for kind, number, points in each if kind.automatable)

    @cached_property
    def unevenness(self) -> float:
        """Standard deviation of the share in points that is finished of activities left undone
        independently of each other, over that of their number; 1 where all count alike."""
        if not self.weighted:
            return 1.0
        squares = sum(
            number * each**2 for number, each in zip(self._numbers, self.weights, strict=True)
        )
        return math.sqrt(squares * self.activities_per_month) / self.points_per_month

    @cached_property
    def activities_per_month(self) -> float:
        """K, all that fall due in a month of a later contract; a whole number if regular."""
        usual = sum(self.per_month(each) for each in self.activities.values())
        return usual if self.incidents is None else usual + self.incidents.per_month

    @cached_property
    def hours(self) -> float:
        """W, their hours."""
        usual = sum(self.per_month(each) * each.mean_hours for each in self.activities.values())
        if self.incidents is None:
            return usual
        return usual + self.incidents.per_month * self.incidents.mean_hours

    @cached_property
    def onboarding(self) -> np.ndarray:
        """Hours of a new customer beyond W, by month of its life, shape (onboarding months,)."""
        months = np.arange(self.phases.onboarding_months)
        more = np.zeros(months.size)
        for each in self.activities.values():
            within = self.phases.within(each.phase, months, self.length)
            more += (each.frequency * within - self.per_month(each)) * each.mean_hours
        return more
