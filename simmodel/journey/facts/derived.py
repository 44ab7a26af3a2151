"""What follows from the tables of a study: parts, loads, costs and times."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

import numpy as np

from simmodel.journey.customers.accounts import ending
from simmodel.journey.customers.reputation import Reputation, comes
from simmodel.journey.facts.tables import Tables
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.tenure import attrition_of
from simmodel.journey.work.load import Load
from simmodel.journey.work.phases import Phases
from simmodel.journey.work.targets import Targets, targets_of

INCIDENT = "incident"
"""What the activities of incidents are called in an order of work."""

_FAR = 4.0
"""Standard deviations by which a forecast is off in one future of thirty thousand."""


class Derived(Tables):
    """A vendor, its customers and its team, with all that follows from what a study says."""

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

    def teams(self, together: bool) -> Mapping[str, Self]:
        """The vendor by its teams, likewise: each pod by itself, or all of them together, in one of
        no name."""
        return {"": self._together} if together else self.by_pod

    @cached_property
    def _together(self) -> Self:
        """The same vendor with all CSMPs of its pods in one team, at the desk of all; segments are
        in the order of the pods."""
        assert self.segments is not None  # as there are pods
        served = [segment for pod in (self.pods or {}).values() for segment in pod.segments]
        staff = {"at_start": self.headcount, "annual_cost": self.annual_cost}
        return self._with(
            {
                "pods": None,
                "segments": {name: self.segments[name] for name in served},
                "team": self.team.model_copy(update=staff),
            }
        )

    @property
    def annual_cost(self) -> float:
        """Of a CSMP and year, on average of today's pods; money."""
        if self.pods is None:
            return self.team.annual_cost
        teams = [part.team for part in self.by_pod.values()]
        costs = [team.annual_cost for team in teams]
        if len(set(costs)) == 1:
            return costs[0]
        if not self.headcount:
            return sum(costs) / len(costs)
        return sum(team.at_start * team.annual_cost for team in teams) / self.headcount

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
    def forecasts(self) -> bool:
        """Whether how many new customers come is itself uncertain, in any segment."""
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
        """New customers expected by month, were nobody deterred, shape (horizon_months,)."""
        return self.customers.expected(self.horizon_months)

    @cached_property
    def reputation(self) -> Reputation | None:
        """What is said of the vendor by segment; None where it keeps nobody away."""
        parts = list(self.by_segment.values())
        deterred = [part.word_of_mouth.deterred if part.word_of_mouth else 0.0 for part in parts]
        if not any(deterred):
            return None
        ended = [part.customers.at_start / part.contract.months for part in parts]
        churned = [part._churn_before for part in parts]
        return Reputation(np.array(deterred), np.array(churned), np.array(ended))

    @property
    def _churn_before(self) -> float:
        """Share of the contracts that ended in the year before time 0 that were not renewed."""
        if self.word_of_mouth is None or self.word_of_mouth.churn_before is None:
            return 1.0 - float(self.renewal.probability(100.0))
        return self.word_of_mouth.churn_before

    @property
    def comes_at_start(self) -> float:
        """The chance that a new customer of the first month comes, of one segment."""
        return 1.0 if self.reputation is None else comes(self.reputation, 0, 0, 0.0, 0.0)

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
    def lifetimes_differ(self) -> bool:
        """Whether some customers are more likely to stay than others, all served alike."""
        return self.segments is not None or self.renewal.loyalty is not None

    @property
    def expects(self) -> bool:
        """Whether there are to be new customers, of any segment."""
        return any(bool(part.arrivals.any()) for part in self.by_segment.values())

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
    def targets(self) -> Targets | None:
        """The response targets of :attr:`kinds`; None where none has one."""
        return targets_of(each for part in self.by_segment.values() for each in part.load.kinds)

    @cached_property
    def weights(self) -> np.ndarray | None:
        """What one activity counts for in a renewal, by type as in ``kinds``, int32; points.

        None where all count alike.
        """
        loads = [part.load for part in self.by_segment.values()]
        if not any(load.weighted for load in loads):
            return None
        return np.array([each for load in loads for each in load.weights], np.int32)

    def points_of(self, kinds: np.ndarray) -> np.ndarray | None:
        """The points of activities of these types, as ``np.bincount`` takes them; None for one
        each."""
        return None if self.weights is None else self.weights[kinds]

    @cached_property
    def activities_per_month(self) -> int:
        """K, regular activities that a customer's contract releases each month."""
        return sum(int(activity.frequency) for activity in self.load.regular.values())

    @cached_property
    def activities_per_contract(self) -> float:
        """Activities of a contract, on average; a whole number if all are regular."""
        return self.load.activities_per_month * self.contract.months

    @cached_property
    def points_per_contract(self) -> float:
        """The meaning of 100 % finished for a contract, on average; as many as activities where all
        count alike."""
        return self.load.points_per_month * self.contract.months

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
