"""What a policy may decide, and between which bounds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise


@dataclass(frozen=True)
class Choice:
    """A decision among named options."""

    name: str
    options: tuple[str, ...]
    unit: str
    description: str


@dataclass(frozen=True)
class Real:
    """A decision on a continuous range, both ends included.

    Attributes:
        usual: the range that a new study searches; None: it leaves this decision as it is.
    """

    name: str
    low: float
    high: float
    unit: str
    description: str
    usual: tuple[float, float] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Whole:
    """A decision on a whole number, both bounds included.

    Attributes:
        usual: the range that a new study searches; None: it leaves this decision as it is.
    """

    name: str
    low: int
    high: int
    unit: str
    description: str
    usual: tuple[int, int] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Schedule:
    """A decision on a list of whole numbers, one a period, such as hires.

    A search varies one total for each of :attr:`spans`; :meth:`expand` makes the list of them.

    Attributes:
        low, high: bounds of each number, both included; negative numbers are departures.
        periods: length of the list.
        years: for each period, the year of the horizon that it begins in, from 0.
        opening: what the running total starts from, such as the team at the start; opening and
            running total together never fall below 0.
        replaces: decisions that are not taken together with this one.
        per_year: most that may be added (the sum of the positive numbers) in a year, if limited.
        frozen: periods, counted from 1, whose number must be 0.
        knots: parts of the horizon, as even as possible, for each of which one total is decided
            and spread evenly; None decides period by period.
        usual: bounds of each number that a new study offers.
    """

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

    def expand(self, totals: Sequence[int]) -> tuple[int, ...]:
        """The schedule that follows a total for each span; allowed if any is (``impossible``).

        A total is clipped to its bounds and spread evenly. Of a year over its budget the latest
        additions are cut first; departures are cut where the running total would fall below 0.

        Raises:
            ValueError: there are not as many totals as spans.
        """
        schedule = [0] * self.periods
        for (periods, low, high), wanted in zip(self._parts, totals, strict=True):
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

    def totals(self, schedule: Sequence[int]) -> tuple[int, ...]:
        """The total of each span; without knots ``expand`` takes them back to ``schedule``."""
        return tuple(sum(schedule[first:end]) for first, end in self.spans)

    def allows(self, schedule: Sequence[int]) -> str | None:
        """None for an allowed schedule, else "found ...; allowed: ..."."""
        if len(schedule) != self.periods:
            return f"found {len(schedule)} numbers; allowed: exactly {self.periods}, one a period"
        running = self.opening
        for period, number in enumerate(schedule, 1):
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
        for year, added in sorted(self._added(schedule).items()):
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


Decision = Choice | Real | Whole | Schedule


def _rounded(numerator: int, denominator: int) -> int:
    """The whole number nearest to the quotient, halves rounded up; the denominator is positive."""
    return (2 * numerator + denominator) // (2 * denominator)
