"""A decision on a list of whole numbers, one a period, such as hires."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import create_model

from simmodel.decisions.decision import Refusal, Variable
from simmodel.decisions.range import Range
from simmodel.fields import Section, shown
from simmodel.fields import field as declared

_LIMITS: dict[str, Any] = {
    "per_year": (
        int | None,
        declared(
            None,
            unit="in a year of the horizon",
            description="Most that may be added in a year, departures not deducted; "
            "without it there is no limit",
            ge=0,
        ),
    ),
    "frozen": (
        tuple[int, ...],
        declared(
            (),
            unit="periods, counted from 1",
            description="Periods in which nothing is added or taken away",
        ),
    ),
    "knots": (
        int | None,
        declared(
            None,
            unit="parts of the horizon",
            description="Equal parts for each of which one total is decided and spread evenly: "
            "fewer parts are searched faster; without it every period is decided by itself",
            ge=1,
        ),
    ),
}


@dataclass(frozen=True)
class Schedule(Range):
    """A decision on a list of whole numbers, one a period, such as hires.

    A search varies one total for each of :attr:`spans`; :meth:`taken` makes the list of them.

    Attributes:
        low, high: bounds of each number; negative numbers are departures.
        periods: length of the list.
        years: for each period, the year of the horizon that it begins in, from 0.
        opening: what the running total starts from, such as the team at the start; opening and
            running total together never fall below 0.
        per_year: most that may be added (the sum of the positive numbers) in a year, if limited.
        frozen: periods, counted from 1, whose number must be 0.
        knots: parts of the horizon, as even as possible, for each of which one total is decided
            and spread evenly; None decides period by period.
        usual: bounds of each number that a new study offers.
    """

    number: ClassVar[type] = int
    counts: ClassVar[str] = "number in a period"
    stands: ClassVar[str] = "a fixed schedule"
    remedy: ClassVar[str] = "allow it there"
    returns: ClassVar[bool] = False

    name: str
    low: int
    high: int
    unit: str
    description: str
    periods: int
    years: tuple[int, ...]
    opening: int
    replaces: tuple[str, ...] = ()
    per_year: int | None = None
    frozen: tuple[int, ...] = ()
    knots: int | None = None
    usual: tuple[int, int] | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        words = [
            f"{self.low} to {self.high} ({self.unit})",
            f"{self.periods} periods, starting from {self.opening}",
        ]
        if self.per_year is not None:
            words.append(f"at most {self.per_year} added a year")
        if self.frozen:
            words.append(f"frozen: {', '.join(map(str, self.frozen))}")
        if self.knots is not None:
            words.append(f"decided for {self.knots} parts of the horizon")
        return "; ".join(words)

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The total of each of :attr:`spans`."""
        return tuple(
            Variable(f"{self.name}_{number}", low=low, high=high, whole=True)
            for number, (_, low, high) in enumerate(self._parts, 1)
        )

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """First and past-the-last period, from 0, of each total that can be varied.

        A span whose periods are all frozen is left out.
        """
        parts = self.knots or self.periods
        ends = [part * self.periods // parts for part in range(parts + 1)]
        return tuple(span for span in pairwise(ends) if self._open(span))

    @cached_property
    def _parts(self) -> tuple[tuple[list[int], int, int], ...]:
        """Of each span the open periods, and the lowest and highest total."""
        return tuple((self._open(span), *self.bounds(span)) for span in self.spans)

    def bounds(self, span: tuple[int, int]) -> tuple[int, int]:
        """Lowest and highest total of a span."""
        periods = len(self._open(span))
        return self.low * periods, self.high * periods

    def taken(self, values: Sequence[int]) -> tuple[int, ...]:
        """The schedule that follows a total for each span; allowed if any is (``impossible``).

        A total is clipped to its bounds and spread evenly. Of a year over its budget the latest
        additions are cut first; departures are cut where the running total would fall below 0.

        Raises:
            ValueError: there are not as many totals as spans.
        """
        schedule = [0] * self.periods
        for (periods, low, high), wanted in zip(self._parts, values, strict=True):
            total = min(max(int(wanted), low), high)
            if len(periods) == 1:
                schedule[periods[0]] = total
                continue
            reached = [_rounded(total * part, len(periods)) for part in range(len(periods) + 1)]
            for period, (before, after) in zip(periods, pairwise(reached), strict=True):
                schedule[period] = after - before
        self._keep_budgets(schedule)
        self._keep_above_zero(schedule)
        return tuple(schedule)

    def values(self, taken: Sequence[int]) -> tuple[int, ...]:
        """The total of each span; without knots :meth:`taken` takes them back to the schedule."""
        return tuple(sum(taken[first:end]) for first, end in self.spans)

    def coordinates(self, parts: np.ndarray) -> np.ndarray:
        """Running totals: three hires a quarter earlier are a small change, whichever quarter."""
        totals: np.ndarray = np.cumsum(parts - 0.5, axis=1) / np.sqrt(parts.shape[1])
        return totals

    def digits(self, value: Sequence[int]) -> int:
        """The number of times that the pace changes."""
        return sum(one != other for one, other in pairwise(value))

    def allows(self, value: Sequence[int]) -> str | None:
        if len(value) != self.periods:
            return f"found {len(value)} numbers; allowed: exactly {self.periods}, one a period"
        running = self.opening
        for period, number in enumerate(value, 1):
            if period in self.frozen:
                if number != 0:
                    return f"found {number} in period {period}; allowed: 0, as it is frozen"
            elif not self.low <= number <= self.high:
                allowed = f"{self.low} to {self.high} in a period"
                return f"found {number} in period {period}; allowed: {allowed}"
            running += number
            if running < 0:
                return (
                    f"found numbers that take {self.opening} to {running} in period {period}; "
                    "allowed: a total of 0 or more"
                )
        for year, added in sorted(self._added(value).items()):
            if self.per_year is not None and added > self.per_year:
                return f"found {added} added in year {year + 1}; allowed: {self.per_year} a year"
        return None

    def impossible(self) -> str | None:
        """Why no schedule is allowed, or nothing left to vary, in the words of ``allows``."""
        if not self.spans:
            return "found every period frozen; allowed: at least one that is not"
        if self.frozen and not self.low <= 0 <= self.high:
            return (
                f"found low = {self.low} and high = {self.high} with frozen periods; "
                "allowed: low <= 0 <= high, as a frozen period takes 0"
            )
        most = max(Counter(self.years).values())
        if self.per_year is not None and self.low * most > self.per_year:
            return (
                f"found low = {self.low} and per_year = {self.per_year}, but a year has {most} "
                f"periods; allowed: per_year >= {self.low * most}, or low <= "
                f"{self.per_year // most}"
            )
        if self.opening + self.high * self.periods < 0:
            return (
                f"found high = {self.high}, which takes {self.opening} below 0 in {self.periods} "
                f"periods; allowed: high >= {-(self.opening // self.periods)}"
            )
        return None

    def entry(self) -> type[Section]:
        return create_model("Range", __base__=super().entry(), **_LIMITS)

    def refusals(self, entry: Any) -> Iterator[Refusal]:
        wrong = [*super().refusals(entry), *self._wrong_periods(entry.frozen)]
        if entry.knots is not None and entry.knots > self.periods:
            allowed = f"1 to {self.periods}, as there are {self.periods} periods"
            wrong.append(Refusal(f"found {shown(entry.knots)}; allowed: {allowed}", ("knots",)))
        yield from wrong
        refusal = None if wrong else self.narrowed(entry).impossible()
        if refusal is not None:
            yield Refusal(refusal)

    def narrowed(self, entry: Any) -> Self:
        return replace(self, **dict(entry) | {"frozen": tuple(sorted(entry.frozen))})

    def usual_entry(self, today: Any) -> tuple[dict[str, Any], bool]:
        """Off: a policy follows a rule unless its schedule is fixed."""
        return super().usual_entry(today)[0], False

    def _wrong_periods(self, frozen: Sequence[int]) -> Iterator[Refusal]:
        allowed = f"the number of a period, from 1 to {self.periods}"
        for place, period in enumerate(frozen):
            if not 1 <= period <= self.periods:
                found = f"found {shown(period)}; allowed: {allowed}"
                yield Refusal(found, ("frozen", place))
        if len(set(frozen)) < len(frozen):
            yield Refusal(f"found {shown(frozen)}; allowed: each period once", ("frozen",))

    def _narrower(self, widest: Self) -> tuple[bool, bool]:
        """An end at 0 is none: it is a rule that nobody leaves, or that nobody comes."""
        below, above = super()._narrower(widest)
        return below and self.low != 0, above and self.high != 0

    def _extremes(self, value: Sequence[int]) -> tuple[int, int]:
        return min(value), max(value)

    def _open(self, span: tuple[int, int]) -> list[int]:
        """Periods of a span, from 0, that are not frozen."""
        return [period for period in range(*span) if period + 1 not in self.frozen]

    def _added(self, schedule: Sequence[int]) -> Counter[int]:
        """Sum of the positive numbers of each year."""
        added: Counter[int] = Counter()
        for year, number in zip(self.years, schedule, strict=True):
            added[year] += max(number, 0)
        return added

    def _keep_budgets(self, schedule: list[int]) -> None:
        if self.per_year is None:
            return
        added = self._added(schedule)
        for period in reversed(range(self.periods)):
            year = self.years[period]
            # Where departures are not allowed, neither are fewer additions than the lowest number.
            spare = max(schedule[period] - max(self.low, 0), 0)
            cut = min(spare, max(added[year] - self.per_year, 0))
            schedule[period] -= cut
            added[year] -= cut

    def _keep_above_zero(self, schedule: list[int]) -> None:
        running = self.opening
        for period in range(self.periods):
            # Where every number must be a departure, enough is left for those to come.
            to_come = max(0, -self.high * (self.periods - period - 1))
            schedule[period] = max(schedule[period], to_come - running)
            running += schedule[period]


def _rounded(numerator: int, denominator: int) -> int:
    """The whole number nearest to the quotient, halves rounded up; the denominator is positive."""
    return (2 * numerator + denominator) // (2 * denominator)
