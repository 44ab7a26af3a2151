"""Facts of the customer journey: what the vendor cannot choose.

Defaults are the case study of Mehrotra and Saltzman, "Modeling and Analysis of Customer Success
Management Operational Workflow", sections 4.2.1 to 4.2.5.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, Self

import numpy as np
from pydantic import model_validator

from simmodel.contract import sections
from simmodel.fields import field, shown
from simmodel.journey.customers.accounts import Account, ending, refusal
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.facts import Desk
from simmodel.journey.desk.pods import Pod
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.individuals import People
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.tenure import attrition_of
from simmodel.journey.work.facts import Activity, Automation, case_study_activities
from simmodel.journey.work.incidents import Incidents
from simmodel.journey.work.load import Load
from simmodel.journey.work.phases import Phases

MOST_ACTIVITIES = 100e6
"""In a replication. It is held in memory as a whole, at some 30 bytes an activity."""

INCIDENT = "incident"
"""What the activities of incidents are called in an order of work."""

_OF_SEGMENTS = ("customers", "automation")  # of which each has its own

OF_RANGES = ("low", "high", "knots", "frozen", "per_year")
"""What a decision's entry may say: ``caf.low`` would be an end of the range of ``caf``."""

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""Of a segment, or a pod."""

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
    phases: Phases | None = field(
        None,
        unit="table",
        description="Phases of a customer's life, for activities that fall due in one alone",
        example=Phases(onboarding_months=2, renewal_months=3),
    )
    incidents: Incidents | None = field(
        None,
        unit="table",
        description="Bad days, which hit many customers at once; without it there are none",
        example=Incidents(per_year=4.0, customers_hit=0.2, activities=2, mean_hours=1.0),
    )
    renewal: Renewal = Renewal()
    outcomes: Outcomes | None = field(
        None,
        unit="table",
        description="What customers sign who renew; without it as much as before",
        example=Outcomes(expanding=0.2, expansion=0.3, contracting=0.05, contraction=0.2),
    )
    segments: dict[str, Segment] | None = field(
        None,
        unit="table",
        description="Customers by kind, each with tables of its own in place of [facts.customers] "
        "and those that it states; without it all customers are of one kind",
    )
    team: Team = Team()
    pods: dict[str, Pod] | None = field(
        None,
        unit="table",
        description="Parts of the team that serve segments of their own; without it all CSMPs "
        "serve all customers",
    )
    people: People | None = field(
        None,
        unit="table",
        description="The team as people, who are sought, learn and resign; without it a number "
        "that follows its target at once",
    )
    automation: Automation = Automation()
    desk: Desk | None = field(
        None,
        unit="table",
        description="Who does what first; without it the team is a pool, first come first served",
        example=Desk(organisation="books", moved=0.1),
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        _check_parts(self)
        for name, part in self.by_segment.items():
            try:
                _check_customers(part)
            except ValueError as error:
                raise ValueError(f"segments.{name}.{error}" if name else str(error)) from None
        _check_classes(self, "")
        for name, part in self.by_pod.items():
            if name and part.desk is not self.desk:
                _check_classes(part, f"pods.{name}.")
        if self.most_activities > MOST_ACTIVITIES:
            off = " where the forecast is far off" if self._forecasts else ""
            raise ValueError(
                f"a replication has about {self.most_activities / 1e6:,.0f} million activities"
                f"{off}; allowed: at most {MOST_ACTIVITIES / 1e6:,.0f} million (fewer customers or "
                "activities, or fewer months)"
            )
        if self.people is not None:
            given, team = len(self.people.tenures), self.headcount
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
    def by_segment(self) -> Mapping[str, Self]:
        """The same vendor with the customers of one segment alone, by name; these facts themselves,
        under no name, where there are no segments."""
        return {"": self} if self.segments is None else self._by_segment

    @cached_property
    def _by_segment(self) -> Mapping[str, Self]:
        return {name: self._with(self._alone(name)) for name in self.segments or ()}

    def _alone(self, segment: str) -> dict[str, Any]:
        """What is otherwise of a vendor with the customers of one segment alone."""
        assert self.segments is not None
        found = {"segments": None, "pods": None} | self.segments[segment].stated
        if self.accounts is None:
            return found
        own = tuple(each for each in self.accounts if each.segment == segment)
        customers = found["customers"].model_copy(update={"at_start": len(own)})
        return found | {"accounts": own, "customers": customers}

    @property
    def by_pod(self) -> Mapping[str, Self]:
        """The same vendor with one pod and its segments alone, likewise."""
        return {"": self} if self.pods is None else self._by_pod

    @cached_property
    def _by_pod(self) -> Mapping[str, Self]:
        assert self.segments is not None  # as there are pods
        found = {}
        for name, pod in (self.pods or {}).items():
            cost = self.team.annual_cost if pod.annual_cost is None else pod.annual_cost
            staff = {"at_start": pod.at_start, "annual_cost": cost}
            served = {segment: self.segments[segment] for segment in pod.segments}
            team = self.team.model_copy(update=staff)
            changes: dict[str, Any] = {"pods": None, "segments": served, "team": team}
            changes["desk"] = pod.desk or self.desk
            if self.accounts is not None:
                own = tuple(each for each in self.accounts if each.segment in served)
                changes["accounts"] = own
            found[name] = self._with(changes)
        return found

    def _with(self, changes: Mapping[str, Any]) -> Self:
        """These facts but for some tables, which have been checked; nothing worked out is kept."""
        return self.model_construct(**(dict(self) | dict(changes)))

    @property
    def headcount(self) -> int:
        """CSMPs on the day before the start."""
        if self.pods is None:
            return self.team.at_start
        return sum(pod.at_start for pod in self.pods.values())

    @property
    def expected_activities(self) -> float:
        """Mean number of activities in a replication, were nobody to churn."""
        return sum(part._activities(part.arrivals) for part in self.by_segment.values())

    @property
    def most_activities(self) -> float:
        """The same in the largest future that is likely to be met, where the forecast is off."""
        return sum(part._most() for part in self.by_segment.values())

    @property
    def _forecasts(self) -> bool:
        return any(part.customers.forecast for part in self.by_segment.values())

    def _most(self) -> float:
        if self.customers.forecast is None:
            return self._activities(self.arrivals)
        far = np.full(1, _FAR)
        times = self.customers.forecast.times(far, far, self.horizon_months)[:, 0]
        return self._activities(self.arrivals * np.maximum(times, 1.0))

    def _activities(self, arrivals: np.ndarray) -> float:
        customers, horizon = self.customers, self.horizon_months
        from_start = customers.at_start * (self.warm_up_months + horizon)
        from_arrivals = float(arrivals @ np.arange(horizon - 0.5, -0.5, -1))
        return (from_start + from_arrivals) * self.load.activities_per_month

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
    def opening_worth(self) -> np.ndarray:
        """The same by yearly value, over that of as many new contracts."""
        if self.accounts is None or self.contract.value == 0:
            return self.opening_ends
        return ending(self.accounts, self.contract.months, self.contract.value)

    @cached_property
    def hours_per_month(self) -> float:
        """M, productive hours of a CSMP in a month."""
        calendar = self.calendar
        return calendar.working_days_per_month * calendar.hours_per_day * calendar.availability

    @property
    def tells_values(self) -> bool:
        """Whether it is of interest how the values of contracts differ, and change."""
        return self.segments is not None or self.varies

    @property
    def varies(self) -> bool:
        """Whether the values of contracts differ, or change."""
        contract = self.contract
        changes = self.outcomes is not None or contract.rise != 1.0
        differ = contract.value_variation is not None or self.accounts is not None
        return changes or differ

    @cached_property
    def load(self) -> Load:
        """The load of a customer."""
        return Load(self.activities, self.phases or Phases(), self.contract.months, self.incidents)

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Segment and type of the activities that fall due, in the order in which they are counted;
        those of incidents come last in their segment."""
        return tuple(
            (segment, name)
            for segment, part in self.by_segment.items()
            for name in (*part.activities, *((INCIDENT,) if part.incidents else ()))
        )

    @cached_property
    def activities_per_month(self) -> int:
        """K, regular activities that a customer's contract releases each month."""
        return sum(int(activity.frequency) for activity in self.load.regular.values())

    @cached_property
    def activities_per_contract(self) -> float:
        """The meaning of 100 % finished for a contract, on average; a whole number if all are
        regular."""
        return self.load.activities_per_month * self.contract.months

    @property
    def work_per_month(self) -> float:
        """W, expected hours of work of a customer in a month, onboarding apart."""
        return self.load.hours

    @cached_property
    def mean_gap(self) -> float:
        """Mean hours between two releases of a contract: (M - W) / K (paper, section 3.3.2).

        So a month's last activities fall due about W hours before it ends. Where releases are
        ``spread``, all do: then it is the mean of what they would be without that limit.
        """
        return (self.hours_per_month - self.work_per_month) / max(self.activities_per_month, 1)

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


def _check_parts(facts: Facts) -> None:
    """Raise ValueError unless segments and pods go together."""
    if facts.segments is not None:
        usual = type(facts).model_fields
        given = [each for each in _OF_SEGMENTS if getattr(facts, each) != usual[each].default]
        if given:
            raise ValueError(
                f"found {given[0]} beside segments; allowed: customers, and the price of "
                "automation, in the tables of segments alone"
            )
    for kind, parts in (("segments", facts.segments), ("pods", facts.pods)):
        if parts is not None and not parts:
            raise ValueError(f"{kind}: found none; allowed: one or more, or no such table")
        for name in parts or ():
            if name in OF_RANGES:
                raise ValueError(
                    f"{kind}: found the name {name}, which is that of a bound; allowed: another"
                )
            if not NAME.fullmatch(name):
                raise ValueError(
                    f"{kind}: found the name {shown(name)}; allowed: letters, digits, _ and -"
                )
    if facts.pods is None:
        return
    if facts.segments is None:
        raise ValueError("found pods without segments; allowed: pods that serve [facts.segments]")
    _check_served(facts.segments, facts.pods)
    usual = type(facts.team).model_fields["at_start"].default
    if facts.team.at_start not in (usual, facts.headcount):
        raise ValueError(
            f"team.at_start is {facts.team.at_start}, but the pods have {facts.headcount} CSMPs; "
            "allowed: that number, or none"
        )
    if facts.people is not None and facts.people.tenures:
        raise ValueError("found people.tenures beside pods; allowed: without pods")


def _check_classes(facts: Facts, at: str) -> None:
    """Raise ValueError unless the classes of a desk are what is served there.

    Args:
        at: where the desk is declared.
    """
    known = [*dict.fromkeys(each for kind in facts.kinds for each in kind if each)]
    both = {f"{segment}.{name}" for segment, name in facts.kinds}
    for each in facts.desk.first if facts.desk else ():
        if each not in known and each not in both:
            raise ValueError(f"{at}desk.first names {each}; allowed: {', '.join(known)}")


def _check_accounts(facts: Facts) -> None:
    """Raise ValueError unless the accounts of one segment go together with its other facts."""
    if facts.accounts is None:
        return
    refused = refusal(
        facts.accounts, facts.customers.at_start, facts.contract.months, facts.warm_up_months
    )
    if refused is not None:
        raise ValueError(refused)


def _check_served(segments: Mapping[str, Segment], pods: Mapping[str, Pod]) -> None:
    """Raise ValueError unless every segment is served by exactly one pod."""
    served = [segment for pod in pods.values() for segment in pod.segments]
    for name, pod in pods.items():
        if not pod.segments:
            raise ValueError(f"pods.{name}.segments: found none; allowed: one or more")
        for segment in pod.segments:
            if segment not in segments:
                raise ValueError(
                    f"pods.{name}.segments: found {shown(segment)}; allowed: {', '.join(segments)}"
                )
        if name in segments and pod.segments != (name,):
            raise ValueError(
                f"pods.{name}: found the name of a segment; allowed: another name, unless it is "
                "the one segment that the pod serves"
            )
    for segment in segments:
        if served.count(segment) != 1:
            raise ValueError(
                f"pods: found segment {shown(segment)} in {served.count(segment)} of them; "
                "allowed: every segment in exactly one pod"
            )


def _check_customers(facts: Facts) -> None:
    """Raise ValueError unless the customers of one kind, and their work, are possible."""
    load = facts.load
    if load.activities_per_month == 0:
        raise ValueError(
            "activities: the frequencies sum to 0 per month; allowed: a sum of at least 1"
        )
    if load.hours >= facts.hours_per_month:
        raise ValueError(
            f"activities: a customer's expected work is {load.hours:g} hours a month, "
            f"but a month has {facts.hours_per_month:g} productive hours; allowed: less work "
            "than hours (fewer or shorter activities, or a longer calendar)"
        )
    if facts.incidents is not None and facts.releases == "gaps":
        raise ValueError('found incidents; allowed: with releases = "spread"')
    for name, each in load.occasional.items():
        key = f"activities.{name}"
        if facts.releases == "gaps":
            raise ValueError(
                f"{key}: found one that does not fall due equally often in all months; allowed: "
                'with releases = "spread"'
            )
        if each.phase is not None and not load.phases.months(each.phase, load.length):
            raise ValueError(
                f"{key}.phase: found {each.phase}, but that phase has no months; allowed: with "
                "onboarding_months or renewal_months in [facts.phases]"
            )
    forecast = facts.customers.forecast
    if forecast is not None and len(forecast.by_month) not in (0, facts.horizon_months):
        raise ValueError(
            f"customers.forecast.by_month has {len(forecast.by_month)} numbers, but "
            f"horizon_months is {facts.horizon_months}; allowed: exactly as many, or none"
        )
    if facts.warm_up_months < facts.contract.months:
        raise ValueError(
            f"warm_up_months is {facts.warm_up_months}, shorter than a contract; "
            f"allowed: at least contract.months ({facts.contract.months})"
        )
    _check_accounts(facts)
