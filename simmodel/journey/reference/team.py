"""The team of the readable engine as a number: who is on the payroll, and how fast they are."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from simmodel.journey.desk.records import Controls, Counts
from simmodel.journey.people.ramp import lacked, speed_of
from simmodel.journey.people.staffing import Staff, csmps_for, reviewed
from simmodel.journey.reference.activity import Csmp


def target(controls: Controls, month: int, present: Sequence[int], comes: np.ndarray) -> float:
    """CSMPs that a review at the begin of ``month`` aims at.

    Args:
        present: customers of each segment.
        comes: chance of each segment's new customers to come.
    """
    coming = controls.coming[:, month] * comes
    return csmps_for(np.array(present), controls.stay, coming, controls.customers_per_csmp)


class Staffing(Protocol):
    """A team whose size is set month by month.

    Attributes:
        csmps: on the payroll.
    """

    csmps: list[Csmp]

    def begin(self, month: int, now: float, customers: Sequence[int], comes: np.ndarray) -> None:
        """The team of ``month``, which begins ``now``.

        Args:
            customers, comes: as ``present`` and the next in :func:`target`.
        """

    def count(self, month: int, counts: Counts) -> None:
        """The counts of ``month``."""


class Team:
    """So many CSMPs, all as fast, the recruits of each month among them."""

    def __init__(self, staff: Staff, controls: Controls, begin: float) -> None:
        self.staff, self.controls = staff, controls
        self.recruits: list[float] = staff.recruits.tolist()
        self.csmps = [Csmp(number, begin, 1.0 / self._speed()) for number in range(staff.at_start)]
        self._leaving: list[Csmp] = []

    def begin(self, month: int, now: float, customers: Sequence[int], comes: np.ndarray) -> None:
        """Follow the target or the schedule, and replace those who resign."""
        controls, before = self.controls, len(self.csmps)
        if controls.reviews[month]:
            size = reviewed(
                before, target(controls, month, customers, comes), controls.whole_changes
            )
        else:
            size = before + int(controls.hires[month])
        self._become(size, now)
        self.recruits.append(max(size - before, 0) + self.staff.attrition * size)
        for csmp in self.csmps:
            csmp.slowness = 1.0 / (self._speed() * controls.pace[month])

    def count(self, month: int, counts: Counts) -> None:
        """The counts of ``month``."""
        counts.serving[month] = len(self.csmps) * (self._speed() * self.controls.pace[month])
        counts.recruits[month] = self.recruits[-1]

    def _become(self, size: int, now: float) -> None:
        """Let go those who are idle, then those whose service ends first; or recruit, of those
        who are leaving first.
        """
        if size == len(self.csmps):
            return
        idle = [csmp for csmp in self.csmps if csmp.free <= now]
        busy = [csmp for csmp in (*self._leaving, *self.csmps) if csmp.free > now]
        busy.sort(key=lambda csmp: csmp.free)
        leaving = max(len(busy) - size, 0)
        self._leaving, staying = busy[:leaving], busy[leaving:]
        self.csmps = (staying + idle)[:size]
        while len(self.csmps) < size:
            self.csmps.append(Csmp(len(self.csmps), now))
        for place, csmp in enumerate(self.csmps):
            csmp.number = place

    def _speed(self) -> float:
        """Hours of work that a CSMP gets done in an hour."""
        size = len(self.csmps) if hasattr(self, "csmps") else self.staff.at_start
        lack = lacked(size, self.staff.lacking, self.recruits, len(self.recruits) - 1)
        return speed_of(size, float(lack))
