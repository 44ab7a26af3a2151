"""The months of a horizon, and the fiscal quarters and years that they fall into."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from planner.simulation.simulator import Sample
from planner.study.months import first_day
from planner.study.study import Study


@dataclass(frozen=True)
class Period:
    """Some months of the horizon in a row.

    Attributes:
        name: such as "2026-01", "FY2026 Q1" or "FY2026"; "FY2025/26" where it is of two years.
        first, end: months of the horizon, counted from 0; ``end`` is excluded.
        whole: months that a period of its kind has unless the horizon cuts it short.
    """

    name: str
    first: int
    end: int
    whole: int

    @property
    def label(self) -> str:
        """The name; a period that is cut short says how many months are left of it."""
        left = self.end - self.first
        cut = "" if left == self.whole else f" ({left} month{'s' if left > 1 else ''})"
        return self.name + cut

    @property
    def months(self) -> slice:
        return slice(self.first, self.end)


@dataclass(frozen=True)
class Calendar:
    """The dates of months.

    Attributes:
        start: first day of the horizon, the first of a month.
        length: months; of a horizon that follows no calendar (``dated`` is False) one, which stands
            for all.
        fiscal_start: month of the year in which a fiscal year begins, 1 to 12. A fiscal year bears
            the names of the calendar years that it begins and ends in, as some firms call it by the
            one and some by the other.
    """

    start: date
    length: int
    fiscal_start: int = 1
    dated: bool = True

    def day(self, month: int) -> date:
        """First day of a month of the horizon; earlier ones are negative."""
        return first_day(self.start, month)

    @property
    def last(self) -> date:
        """First day of the last month."""
        return self.day(self.length - 1)

    @property
    def months(self) -> tuple[Period, ...]:
        if not self.dated:
            return (Period("average month", 0, self.length, self.length),)
        return self._periods(lambda month: f"{self.day(month):%Y-%m}", 1)

    @property
    def quarters(self) -> tuple[Period, ...]:
        """Fiscal quarters; none without dates."""
        return self._periods(
            lambda month: f"{self._fiscal_year(month)} Q{self._place(month) // 3 + 1}", 3
        )

    @property
    def years(self) -> tuple[Period, ...]:
        """Fiscal years; none without dates."""
        return self._periods(self._fiscal_year, 12)

    def _place(self, month: int) -> int:
        """Of a month in its fiscal year, from 0."""
        return (self.day(month).month - self.fiscal_start) % 12

    def _fiscal_year(self, month: int) -> str:
        day = self.day(month)
        if self.fiscal_start == 1:
            return f"FY{day.year}"
        begins = day.year - (day.month < self.fiscal_start)
        return f"FY{begins}/{(begins + 1) % 100:02d}"

    def _periods(self, name: Callable[[int], str], whole: int) -> tuple[Period, ...]:
        found = []
        for each, group in groupby(range(self.length if self.dated else 0), name):
            months = list(group)
            found.append(Period(each, months[0], months[-1] + 1, whole))
        return tuple(found)


def calendar_of(study: Study, sample: Sample) -> Calendar:
    """The calendar of the months that were simulated."""
    dated = study.model.in_time
    length = months_of(sample) if dated else 1
    return Calendar(study.start, length, study.finance.fiscal_year_start, dated)


def months_of(sample: Sample) -> int:
    """The number of months that were simulated."""
    months: int = next(iter(sample.series.values())).shape[1]
    return months
