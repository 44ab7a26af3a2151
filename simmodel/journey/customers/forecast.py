"""The forecast of new customers: by month, and how far it may be off."""

import math
from typing import Annotated, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from simmodel.fields import Section, field, shown

Number = Annotated[float, Field(ge=0, le=20_000)]


_LEAST = 1e-6  # less is a slip, and nothing may be divided by it


class Forecast(Section):
    """Forecast of new customers, in place of one number for all months.

    Expected in month m = 0, 1 ... are arrivals x (1 + annual_growth)^(m / 12) x season(m), or what
    by_month says. The whole forecast may be off: a future has that many times

        exp(level_error Z - level_error^2 / 2) x exp(growth_error t Y - (growth_error t)^2 / 2),

    t = (m + 1/2) / 12 years, Z and Y normal numbers of that future: on average once.
    """

    by_month: tuple[Number, ...] = field(
        (),
        unit="customers per month",
        description="New customers expected in each month of the horizon, in place of the rest",
        strict=False,
    )
    annual_growth: float = field(
        0.0,
        unit="share per year",
        description="Growth of new customers from the first month on",
        gt=-1,
        le=10,
    )
    season: tuple[Number, ...] = field(
        (),
        unit="relative to each other",
        description="Twelve weights, the first for the month in which the horizon begins",
        strict=False,
    )
    level_error: float = field(
        0.0,
        unit="logarithmic standard deviation",
        description="By which all months may be off together; 0.2 is about 20 %",
        ge=0,
        le=1,
    )
    growth_error: float = field(
        0.0,
        unit="logarithmic standard deviation per year",
        description="By which growth may be off, year upon year",
        ge=0,
        le=1,
    )

    @field_validator("season")
    @classmethod
    def _a_year(cls, season: tuple[float, ...]) -> tuple[float, ...]:
        if season and (len(season) != 12 or sum(season) < _LEAST):
            raise ValueError(f"found {shown(season)}; allowed: 12 weights that do not sum to 0")
        return season

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.by_month and (self.season or self.annual_growth):
            raise ValueError("by_month is given beside season or growth; allowed: one of them")
        return self

    def expected(self, arrivals: float, months: int) -> np.ndarray:
        """New customers expected by month, shape (months,).

        Args:
            arrivals: a month, before growth and season.
        """
        if self.by_month:  # and then as in the year before
            later = np.resize(self.by_month[-12:], max(months - len(self.by_month), 0))
            return np.concatenate((self.by_month, later))[:months]
        month = np.arange(months)
        season = np.array(self.season or (1.0,) * 12)
        weights = (season / season.mean())[month % 12]
        growing: np.ndarray = arrivals * (1.0 + self.annual_growth) ** (month / 12) * weights
        return growing

    def times(self, level: np.ndarray, growth: np.ndarray, months: int) -> np.ndarray:
        """How many times what is expected futures bring, shape (months, futures).

        Args:
            level, growth: Z and Y, shape (futures,).
        """
        years = ((np.arange(months) + 0.5) / 12)[:, None]
        of_level = self.level_error * level - self.level_error**2 / 2
        spread = self.growth_error * years
        found: np.ndarray = np.exp(of_level + spread * growth - spread**2 / 2)
        return found

    @property
    def most(self) -> float:
        """Spread of the level, roughly, with which growth adds up within three years."""
        return math.hypot(self.level_error, 1.5 * self.growth_error)
