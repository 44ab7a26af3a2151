"""Facts of the customer journey: what the vendor cannot choose.

Defaults are the case study of Mehrotra and Saltzman, "Modeling and Analysis of Customer Success
Management Operational Workflow", sections 4.2.1 to 4.2.5.
"""

from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simmodel.contract import sections
from simmodel.fields import field
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.work.facts import Activity, Automation, case_study_activities

MOST_ACTIVITIES = 100e6
"""In a replication. It is held in memory as a whole, at some 30 bytes an activity."""


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
        case_study_activities(),
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
        """The meaning of 100 % finished for a contract."""
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
