"""Facts of customers: how many there are, what they sign, and when they renew."""

from typing import Self

import numpy as np
from pydantic import model_validator

from simmodel.fields import Section, field
from simmodel.journey.customers.forecast import Forecast
from simmodel.journey.customers.loyalty import odds


class Customers(Section):
    """Who is served."""

    at_start: int = field(
        250,
        unit="customers",
        description="Customers under contract on the first day",
        ge=0,
        le=20_000,
    )
    arrivals_per_month: float = field(
        10.0,
        unit="customers per month",
        description="New customers on average; they come at random",
        ge=0,
        le=5_000,
    )
    forecast: Forecast | None = field(
        None,
        unit="table",
        description="New customers by month, and how far they may be off; without it the same "
        "number is expected in all months",
        example=Forecast(annual_growth=0.1, level_error=0.15, growth_error=0.1),
    )

    work_variation: float | None = field(
        None,
        unit="coefficient of variation",
        description="How much customers differ in the hours that their activities take; lognormal; "
        "without it not at all",
        example=0.5,
        gt=0,
        le=3,
    )

    def expected(self, months: int) -> np.ndarray:
        """New customers expected by month, shape (months,)."""
        if self.forecast is None:
            return np.full(months, self.arrivals_per_month)
        return self.forecast.expected(self.arrivals_per_month, months)


class Contract(Section):
    """What a customer signs."""

    months: int = field(12, unit="months", description="Length of a contract", ge=1, le=36)
    value: float = field(
        250_000.0,
        unit="money per contract year",
        description="Revenue of a contract for each year it runs",
        ge=0,
        le=1e9,
    )
    value_variation: float | None = field(
        None,
        unit="coefficient of variation",
        description="How much the values of contracts differ, around that mean; lognormal; without "
        "it not at all",
        example=0.5,
        gt=0,
        le=3,
    )
    price_rise: float | None = field(
        None,
        unit="share per year",
        description="By which prices rise, each time that a customer renews; without it not at all",
        example=0.03,
        gt=-1,
        le=1,
    )

    @property
    def rise(self) -> float:
        """The yearly value after a renewal over that before, where as much is signed."""
        if self.price_rise is None:
            return 1.0
        return float((1.0 + self.price_rise) ** (self.months / 12))

    @property
    def whole_value(self) -> float:
        """Revenue over its whole length, money."""
        return self.value * self.months / 12


class Renewal(Section):
    """Chance of renewal by the percentage p of the contract's activities that were finished.

    exp(u) / (1 + exp(u)) with u = intercept + slope x p, but never below the floor or above the
    ceiling. The defaults (-8, 0.107, 0.1 and 0.9) are figure 2 of the case study, Mehrotra and
    Saltzman, section 4.2.4: 50 % at p = 75, and the ceiling from about p = 95 on. The curve drives
    every result: put your own, and try others. For a chance of c at p and of C at P, the slope is
    (ln(C / (1 - C)) - ln(c / (1 - c))) / (P - p), and the intercept ln(c / (1 - c)) - slope x p.
    """

    intercept: float = field(
        -8.0, unit="logit", description="The value of u at p = 0", ge=-100, le=100
    )
    slope: float = field(
        0.107,
        unit="logit per percentage point",
        description="What one more per cent of finished activities adds to u",
        ge=0,
        le=10,
    )
    floor: float = field(
        0.10,
        unit="probability",
        description="Chance when nothing is done: some renew whatever the team does",
        ge=0,
        le=1,
    )
    ceiling: float = field(
        0.90,
        unit="probability",
        description="Chance when everything is done: some leave whatever the team does",
        ge=0,
        le=1,
    )

    loyalty: float | None = field(
        None,
        unit="contracts",
        description="After so many contracts the odds of renewal have doubled, as those who stay "
        "are the loyal ones (beta of a shifted beta-geometric distribution; the curve is of first "
        "contracts); without it tenure does not matter",
        example=4.0,
        ge=0.1,
        le=1000,
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.floor > self.ceiling:
            raise ValueError(
                f"the floor ({self.floor}) is above the ceiling ({self.ceiling}); "
                "allowed: floor <= ceiling"
            )
        return self

    def probability(
        self, percentage: np.ndarray | float, number: np.ndarray | float = 1
    ) -> np.ndarray:
        """Renewal probability; of the shape of ``percentage`` (0 to 100).

        Args:
            number: of the contract that ends, from 1.
        """
        logit = self.intercept + self.slope * np.asarray(percentage, dtype=float)
        if self.loyalty is not None:
            logit = logit + np.log(odds(self.loyalty, number))
        return np.clip(1.0 / (1.0 + np.exp(-logit)), self.floor, self.ceiling)
