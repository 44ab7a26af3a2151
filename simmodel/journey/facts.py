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
from simmodel.journey.customers.accounts import Account, ending, refusal
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.individuals import People
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.tenure import attrition_of
from simmodel.journey.work.facts import Activity, Automation, case_study_activities

MOST_ACTIVITIES = 100e6
"""In a replication. It is held in memory as a whole, at some 30 bytes an activity."""

_FAR = 4.0
"""Standard deviations by which a forecast is off in one future of thirty thousand."""


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
    accounts: tuple[Account, ...] | None = field(
        None,
        unit="file",
        description="The customers of the start one by one, each with the renewal of its own "
        "contract; without them as many as customers.at_start says, who renew at random within "
        "a contract's length",
    )
    contract: Contract = Contract()
    activities: dict[str, Activity] = field(
        case_study_activities(),
        unit="table",
        description="The work that a customer's contract brings, by type of activity",
    )
    renewal: Renewal = Renewal()
    team: Team = Team()
    people: People | None = field(
        None,
        unit="table",
        description="The team as people, who are sought, learn and resign; without it a number "
        "that follows its target at once",
    )
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
        forecast = self.customers.forecast
        if forecast is not None and len(forecast.by_month) not in (0, self.horizon_months):
            raise ValueError(
                f"customers.forecast.by_month has {len(forecast.by_month)} numbers, but "
                f"horizon_months is {self.horizon_months}; allowed: exactly as many, or none"
            )
        if self.most_activities > MOST_ACTIVITIES:
            off = " where the forecast is far off" if forecast else ""
            raise ValueError(
                f"a replication has about {self.most_activities / 1e6:,.0f} million activities"
                f"{off}; allowed: at most {MOST_ACTIVITIES / 1e6:,.0f} million (fewer customers or "
                "activities, or fewer months)"
            )
        if self.warm_up_months < self.contract.months:
            raise ValueError(
                f"warm_up_months is {self.warm_up_months}, shorter than a contract; "
                f"allowed: at least contract.months ({self.contract.months})"
            )
        if self.accounts is not None:
            refused = refusal(
                self.accounts,
                self.customers.at_start,
                self.contract.months,
                self.warm_up_months,
            )
            if refused is not None:
                raise ValueError(refused)
        if self.people is not None:
            given, team = len(self.people.tenures), self.team.at_start
            if given not in (0, team):
                raise ValueError(
                    f"people.tenures has {given} numbers, but team.at_start is {team}; "
                    f"allowed: exactly {team}, or none"
                )
            if self.people.learning.training_hours > self.hours_per_month:
                raise ValueError(
                    f"people.learning.training_hours is {self.people.learning.training_hours:g}, "
                    f"but a month has {self.hours_per_month:g} productive hours; allowed: no more"
                )
        return self

    @property
    def expected_activities(self) -> float:
        """Mean number of activities in a replication, were nobody to churn."""
        return self._activities(self.arrivals)

    @property
    def most_activities(self) -> float:
        """The same in the largest future that is likely to be met, where the forecast is off."""
        if self.customers.forecast is None:
            return self.expected_activities
        far = np.full(1, _FAR)
        times = self.customers.forecast.times(far, far, self.horizon_months)[:, 0]
        return self._activities(self.arrivals * np.maximum(times, 1.0))

    def _activities(self, arrivals: np.ndarray) -> float:
        customers, horizon = self.customers, self.horizon_months
        from_start = customers.at_start * (self.warm_up_months + horizon)
        from_arrivals = float(arrivals @ np.arange(horizon - 0.5, -0.5, -1))
        return (from_start + from_arrivals) * self.activities_per_month

    @cached_property
    def arrivals(self) -> np.ndarray:
        """New customers expected by month, shape (horizon_months,)."""
        return self.customers.expected(self.horizon_months)

    @cached_property
    def opening_ends(self) -> np.ndarray:
        """Contracts running at time 0 expected to end by month, shape (contract.months,)."""
        length = self.contract.months
        if self.accounts is not None:
            return ending(self.accounts, length)
        return np.full(length, self.customers.at_start / length)

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
    def pay(self) -> np.ndarray:
        """Pay over that of the first year, by month; shape (horizon_months,)."""
        years = np.arange(self.horizon_months) // 12
        rises: np.ndarray = (1.0 + (self.team.annual_raise or 0.0)) ** years
        return rises

    @property
    def recruit_cost(self) -> float:
        """Cost of a recruit: to be found, and to be trained; money."""
        training = self.people.learning.training_cost if self.people else 0.0
        return self.team.recruiting_cost + training

    @cached_property
    def annual_backfill_cost(self) -> float:
        """The yearly cost of replacing those who resign, money per CSMP."""
        if self.rules is None:
            return self.team.annual_attrition * self.recruit_cost
        return 12 * attrition_of(self.rules.hazard) * self.recruit_cost

    @property
    def severance(self) -> float:
        """Paid to who is dismissed, at the pay of the first year; money."""
        dismissal = self.people.dismissal if self.people else None
        months = dismissal.severance_months if dismissal else 0.0
        return months * self.team.annual_cost / 12

    @cached_property
    def rules(self) -> Rules | None:
        """The rules of people; None where the team is a number."""
        if self.people is None:
            return None
        team = self.team
        return self.people.rules(
            team.annual_attrition, team.ramp_months, self.hours_per_month, self.horizon_months
        )

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
