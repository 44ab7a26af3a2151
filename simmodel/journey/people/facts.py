"""Facts of people: their hours, and the team."""

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simmodel.fields import Section, field
from simmodel.journey.people.staffing import Staff

MOST_CSMPS = 10_000
"""In a team, or in a pod."""


class Calendar(Section):
    """The clock runs in productive hours: those that a customer success manager (CSMP) has for
    customers. A month has days x hours x availability of them.
    """

    working_days_per_month: int = field(
        21, unit="days", description="Working days in a month", ge=1, le=31
    )
    working_days: tuple[float, ...] | None = field(
        None,
        unit="days",
        description="Of each month of a year, the first that in which the horizon begins, as "
        "holidays and leave have it; twelve numbers around working_days_per_month, by which teams "
        "are sized; without it all are usual months",
        example=[21, 20, 22, 20, 20, 21, 18, 16, 21, 22, 20, 17],
        strict=False,
    )
    hours_per_day: float = field(
        8.0, unit="hours", description="Length of a working day", gt=0, le=24
    )
    availability: float = field(
        0.7,
        unit="share of a working day",
        description="Part of a CSMP's day that is left for customer activities",
        gt=0,
        le=1,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        given = self.working_days
        if given is not None and (len(given) != 12 or any(not 1 <= days <= 31 for days in given)):
            raise ValueError(f"working_days: found {list(given)}; allowed: 12 numbers from 1 to 31")
        return self

    def pace(self, months: int) -> np.ndarray:
        """Working days by month, over those of a usual one, shape (months,)."""
        if not self.working_days:
            return np.ones(months)
        return np.array(self.working_days)[np.arange(months) % 12] / self.working_days_per_month


class Team(Section):
    """The customer success managers (CSMPs)."""

    at_start: int = field(
        51,
        unit="CSMPs",
        description="Customer success managers (CSMPs) on the day before the start",
        ge=0,
        le=MOST_CSMPS,
    )
    reviewed_at_start: bool = field(
        True,
        unit="true or false",
        description="Whether the first review is on the first day, or after the first period",
    )
    rounding: Literal["nearest", "whole_changes"] = field(
        "nearest",
        unit="one of nearest, whole_changes",
        description="How a target that is not a whole number of CSMPs is met: by the nearest "
        "whole team, or by as many whole hires or departures as do not overshoot it",
    )
    annual_cost: float = field(
        125_000.0,
        unit="money per CSMP and year",
        description="Fully loaded cost of a CSMP",
        ge=0,
        le=1e8,
    )
    ramp_months: int = field(
        0,
        unit="months",
        description="Months over which the productivity of a recruit grows in a straight line "
        "from nothing to full",
        ge=0,
        le=24,
    )
    annual_attrition: float = field(
        0.0,
        unit="share of the team per year",
        description="CSMPs who resign, over the average headcount; each of them is replaced, at "
        "once or as [facts.people] has it: a backfill",
        ge=0,
        lt=1,
    )
    recruiting_cost: float = field(
        0.0, unit="money per recruit", description="Paid for hires and backfills", ge=0, le=1e8
    )
    annual_raise: float | None = field(
        None,
        unit="share per year",
        description="Rise of everybody's pay with the beginning of each later year of the horizon; "
        "without it pay stays",
        example=0.03,
        ge=0,
        le=0.5,
    )

    @property
    def whole_changes(self) -> bool:
        """Whether :func:`simmodel.journey.people.staffing.reviewed` rounds changes."""
        return self.rounding == "whole_changes"

    @property
    def lacking(self) -> np.ndarray:
        """The part of a full CSMP missing in mid-month; shape (ramp_months,), newest first."""
        return 1.0 - (np.arange(self.ramp_months) + 0.5) / self.ramp_months

    @property
    def monthly_attrition(self) -> float:
        """Backfills a month, as a share of the team."""
        return self.annual_attrition / 12

    @property
    def staff(self) -> Staff:
        """The constants of a loop over months; before time 0 recruits are backfills alone."""
        backfills = np.full(self.ramp_months, self.monthly_attrition * self.at_start)
        return Staff(self.at_start, self.monthly_attrition, self.lacking, backfills)
