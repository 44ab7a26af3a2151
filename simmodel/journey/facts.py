"""Facts of the customer journey: what the vendor cannot choose.

Defaults are the case study of Mehrotra and Saltzman, "Modeling and Analysis of Customer Success
Management Operational Workflow", sections 4.2.1 to 4.2.5.
"""

from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simmodel.contract import sections
from simmodel.fields import Section, field

MOST_ACTIVITIES = 100e6
"""In a replication. It is held in memory as a whole, at some 30 bytes an activity."""


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


class Customers(Section):
    """Who is served. All customers are alike."""

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


class Contract(Section):
    """What a customer signs. All contracts are alike."""

    months: int = field(12, unit="months", description="Length of a contract", ge=1, le=36)
    value: float = field(
        250_000.0,
        unit="money per contract year",
        description="Revenue of a contract for each year it runs",
        ge=0,
        le=1e9,
    )


class Activity(Section):
    """A type of activity; its name is yours. One CSMP can fully serve as many customers as their
    work, all types together, fits into the productive hours of a month.
    """

    per_month: int = field(
        unit="activities per customer and month",
        description="How often this activity falls due. One that falls due less often is written "
        "as 1 with a part of its hours: a review of 3 hours a quarter as 1 hour each month",
        ge=0,
        le=1_000,
    )
    mean_hours: float = field(
        unit="hours",
        description="How long one takes on average; most are shorter, a few much longer",
        gt=0,
        le=1_000,
    )
    automatable: bool = field(
        False,
        unit="true or false",
        description="Whether automation can take activities of this type off the team",
    )


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

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.floor > self.ceiling:
            raise ValueError(
                f"the floor ({self.floor}) is above the ceiling ({self.ceiling}); "
                "allowed: floor <= ceiling"
            )
        return self

    def probability(self, percentage: np.ndarray | float) -> np.ndarray:
        """Renewal probability; same shape as ``percentage`` (0 to 100)."""
        logit = self.intercept + self.slope * np.asarray(percentage, dtype=float)
        return np.clip(1.0 / (1.0 + np.exp(-logit)), self.floor, self.ceiling)


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
    def lacking(self) -> np.ndarray:
        """What a recruit lacks of a full CSMP in mid-month; shape (ramp_months,), newest first."""
        return 1.0 - (np.arange(self.ramp_months) + 0.5) / self.ramp_months

    @property
    def monthly_attrition(self) -> float:
        """Backfills a month, as a share of the team."""
        return self.annual_attrition / 12

    @property
    def annual_backfill_cost(self) -> float:
        """What it costs a year to replace those who resign, money per CSMP."""
        return self.annual_attrition * self.recruiting_cost

    @property
    def recruits_before(self) -> np.ndarray:
        """Recruits of the months before time 0 that may still be ramping; shape (ramp_months,)."""
        return np.full(self.ramp_months, self.monthly_attrition * self.at_start)


class Automation(Section):
    """How a share s of the automatable activities is automated, and at what price.

    While both prices are 0 there is no offer to judge, and automation would always pay.
    """

    queued: bool = field(
        False,
        unit="true or false",
        description="Whether an automated activity still waits for a CSMP, whom it costs no time, "
        "or is finished at once",
    )
    setup_cost: float = field(
        0.0,
        unit="money",
        description="One-time price of automation, paid in the first month if any share is "
        "automated",
        ge=0,
        le=1e12,
    )
    annual_cost: float = field(
        0.0,
        unit="money per year",
        description="Yearly price of automating all that can be automated; a share s costs s x s "
        "of it, as the last cases are the hard ones",
        ge=0,
        le=1e12,
    )


def _case_study_activities() -> dict[str, Activity]:
    return {
        "structured_meeting": Activity(per_month=1, mean_hours=1.5),
        "drop_in_session": Activity(per_month=4, mean_hours=1.0),
        "email_users": Activity(per_month=55, mean_hours=0.25, automatable=True),
        "email_sponsors": Activity(per_month=18, mean_hours=0.25, automatable=True),
    }


class Facts(sections.Facts):
    """A vendor, its customers and its team."""

    horizon_months: int = field(
        36, unit="months", description="Months that are simulated and paid for", ge=1, le=120
    )
    warm_up_months: int = field(
        24,
        unit="months",
        description="Months simulated before the first day, to fill the team's desks: with the "
        "team of the start and no churn",
        ge=1,
        le=120,
    )
    releases: Literal["spread", "gaps"] = field(
        "spread",
        unit="one of spread, gaps",
        description='When a month\'s activities fall due: "spread": all of them, at random over '
        'the month but for its last hours, as many as they take; "gaps": as in the case study, '
        "one after another at random intervals, of which some end beyond the month and are lost: "
        "hardly any of 78 activities, but a third of one",
    )
    calendar: Calendar = Calendar()
    customers: Customers = Customers()
    contract: Contract = Contract()
    activities: dict[str, Activity] = field(
        _case_study_activities(),
        unit="table",
        description="The work that a customer's contract brings, by type of activity",
    )
    renewal: Renewal = Renewal()
    team: Team = Team()
    automation: Automation = Automation()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.activities_per_month == 0:
            raise ValueError(
                "activities: the frequencies sum to 0 per month; allowed: a sum of at least 1"
            )
        if self.work_per_month >= self.hours_per_month:
            raise ValueError(
                f"activities: a customer's expected work is {self.work_per_month:g} hours a month, "
                f"but a month has {self.hours_per_month:g} productive hours; allowed: less work "
                "than hours (fewer or shorter activities, or a longer calendar)"
            )
        if self.expected_activities > MOST_ACTIVITIES:
            raise ValueError(
                f"a replication has about {self.expected_activities / 1e6:,.0f} million "
                f"activities; allowed: at most {MOST_ACTIVITIES / 1e6:,.0f} million (fewer "
                "customers or activities, or fewer months)"
            )
        if self.warm_up_months < self.contract.months:
            raise ValueError(
                f"warm_up_months is {self.warm_up_months}, shorter than a contract; "
                f"allowed: at least contract.months ({self.contract.months})"
            )
        return self

    @property
    def expected_activities(self) -> float:
        """Mean number of activities in a replication, were nobody to churn."""
        customers, horizon = self.customers, self.horizon_months
        from_start = customers.at_start * (self.warm_up_months + horizon)
        from_arrivals = customers.arrivals_per_month * horizon * horizon / 2
        return (from_start + from_arrivals) * self.activities_per_month

    @cached_property
    def hours_per_month(self) -> float:
        """M, productive hours of a CSMP in a month."""
        calendar = self.calendar
        return calendar.working_days_per_month * calendar.hours_per_day * calendar.availability

    @cached_property
    def activities_per_month(self) -> int:
        """K, activities a customer's contract releases each month."""
        return sum(activity.per_month for activity in self.activities.values())

    @cached_property
    def activities_per_contract(self) -> int:
        """What 100 % finished means for a contract."""
        return self.activities_per_month * self.contract.months

    @cached_property
    def work_per_month(self) -> float:
        """W, expected hours of work of a customer in a month."""
        return sum(a.per_month * a.mean_hours for a in self.activities.values())

    @cached_property
    def mean_gap(self) -> float:
        """Mean hours between two releases of a contract: (M - W) / K (paper, section 3.3.2).

        So a month's last activities fall due about W hours before it ends. Where releases are
        ``spread``, all do: then it is the mean of what they would be without that limit.
        """
        return (self.hours_per_month - self.work_per_month) / self.activities_per_month

    @cached_property
    def customers_per_csmp(self) -> float:
        """M / W, the paper's equation (2)."""
        return self.hours_per_month / self.work_per_month

    @cached_property
    def horizon_hours(self) -> float:
        return self.horizon_months * self.hours_per_month

    @cached_property
    def warm_up_hours(self) -> float:
        return self.warm_up_months * self.hours_per_month

    @cached_property
    def boundaries(self) -> np.ndarray:
        """Hours at which months begin and end; shape (horizon_months + 1,)."""
        return np.arange(self.horizon_months + 1) * self.hours_per_month

    @cached_property
    def renewal_table(self) -> np.ndarray:
        """Renewal probability by number of finished activities, 0 to activities_per_contract.

        Made once, on the host, because exp differs in the last bit between libraries.
        """
        done = np.arange(self.activities_per_contract + 1)
        return self.renewal.probability(100.0 * done / self.activities_per_contract)
