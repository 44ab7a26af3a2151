"""Time to hire: from opening a position to the first day of who fills it."""

import math
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import ndtr, ndtri

from simmodel.fields import Section, field
from simmodel.journey.people.rules import months_to_fill

DAYS_PER_MONTH = 365.25 / 12

_LEAST = 0.01  # days; less is at once
_LONGEST = 720  # months that are told apart

Days = Annotated[float, Field(ge=0, le=2000)]


class Hiring(Section):
    """Time to hire. Positions are opened on the first day of a month, and people start on one.

    Half of the positions are filled within the median, nine of ten within the 90 % point, with a
    lognormal spread; without the latter all take the median. Or as long as one of past ones did.
    """

    median_days: float = field(
        0.0,
        unit="days",
        description="From opening a position to the first day of who fills it, of half of them; "
        "0: at once",
        ge=0,
        le=1000,
    )
    p90_days: float = field(
        0.0,
        unit="days",
        description="The same, of nine positions of ten; 0: all take the median",
        ge=0,
        le=2000,
    )
    past_days: tuple[Days, ...] = field(
        (),
        unit="days",
        description="Times to hire of past positions, each as likely, in place of the median",
        strict=False,
    )
    cancel: bool = field(
        True,
        unit="true or false",
        description="Whether a review that finds too many takes back positions still open",
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.past_days and (self.median_days or self.p90_days):
            raise ValueError("past_days is given beside a median; allowed: one of them")
        if 0 < self.median_days < _LEAST:
            raise ValueError(f"found median_days = {self.median_days}; allowed: 0, or {_LEAST} on")
        if self.p90_days and self.p90_days < self.median_days:
            raise ValueError(
                f"p90_days is {self.p90_days:g}, below the median of {self.median_days:g}; "
                "allowed: p90_days >= median_days, or 0"
            )
        if self.p90_days and self.median_days == 0:
            raise ValueError("p90_days is given with a median of 0; allowed: a median above 0")
        return self

    def months(self, chance: float) -> int:
        """Months within which a position is filled with this chance, up to 720, from its opening to
        the first day of a month."""
        return months_to_fill(chance - 1e-9, self.filled_by(_LONGEST))

    def filled_by(self, months: int) -> np.ndarray:
        """Chance that a position is filled within so many months, float64, shape (months + 2,).

        Element k is of a start in at most k months, k = 0 ... months; the last is 1: whoever comes
        later comes after all that is simulated.
        """
        days = np.arange(months + 1) * DAYS_PER_MONTH
        if self.past_days:
            past = np.sort(self.past_days)
            within = np.searchsorted(past, days * (1 + 1e-12), side="right") / past.size
        elif self.p90_days in (0, self.median_days):
            within = (days * (1 + 1e-12) >= self.median_days).astype(float)
        else:
            spread = math.log(self.p90_days / self.median_days) / float(ndtri(0.9))
            with np.errstate(divide="ignore"):
                within = ndtr(np.log(days / self.median_days) / spread)
        return np.append(within, 1.0)
