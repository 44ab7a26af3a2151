"""Facts of people: their hours, and the team."""

from typing import Literal

import numpy as np

from simmodel.fields import Section, field
from simmodel.journey.people.staffing import Staff


class Calendar(Section):
    """The clock runs in productive hours: those that a customer success manager (CSMP) has for
    customers. A month has days x hours x availability of them.
    """

    working_days_per_month: int = field(
        21, unit="days", description="Working days in a month", ge=1, le=31
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


class Team(Section):
    """The customer success managers (CSMPs)."""

    at_start: int = field(
        51,
        unit="CSMPs",
        description="Customer success managers (CSMPs) on the day before the start",
        ge=0,
        le=10_000,
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
        description="CSMPs who resign, each of whom is replaced at once: a backfill",
        ge=0,
        lt=1,
    )
    recruiting_cost: float = field(
        0.0, unit="money per recruit", description="Paid for hires and backfills", ge=0, le=1e8
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
    def annual_backfill_cost(self) -> float:
        """The yearly cost of replacing those who resign, money per CSMP."""
        return self.annual_attrition * self.recruiting_cost

    @property
    def staff(self) -> Staff:
        """The constants of a loop over months; before time 0 recruits are backfills alone."""
        backfills = np.full(self.ramp_months, self.monthly_attrition * self.at_start)
        return Staff(self.at_start, self.monthly_attrition, self.lacking, backfills)
