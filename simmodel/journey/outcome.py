"""Outcomes: from an engine's tally to the series that metrics and reports read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simmodel.contract.quantity import Quantity
from simmodel.journey.customers.clientele import Clientele, clientele
from simmodel.journey.desk.records import Counts, PeopleCounts
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts, Paths
from simmodel.journey.people.rules import mean_months_to_fill
from simmodel.journey.policy import Policy
from simmodel.journey.work.levels import Levels, levels_of, together
from simmodel.measures import Exact


@dataclass(frozen=True, eq=False)
class Tally(Exact):
    """The tally of an engine; two engines agree on every bit of it.

    Attributes:
        counts: month by month.
        people: likewise; None where the team is a number.
        finished: int32, by contract: points that count for its renewal by the horizon's end.
        in_force: bool, by contract: it was signed.
        renewed: bool, by contract.
        unsettled: bool, by contract: the customer's CSMP has changed shortly before its end.
        started_at: hours, float64, when each activity started that fell due in the horizon,
            infinity if it never did; None where none has a response target.
    """

    counts: Counts
    people: PeopleCounts | None
    finished: np.ndarray
    in_force: np.ndarray
    renewed: np.ndarray
    unsettled: np.ndarray
    started_at: np.ndarray | None


@dataclass(frozen=True)
class OfPeople:
    """Surprises about people, of mean zero under any policy; shape (months,).

    Attributes:
        resignations: of people, less the rates that they have borne.
        waits: months that the positions opened take to be filled, less their mean.
    """

    resignations: np.ndarray
    waits: np.ndarray


@dataclass(frozen=True)
class Outcome:
    """The outcome of one policy on one replication, of a pod.

    What chance brought beyond expectation stands with the clienteles, and with ``of_people``. A
    contract's renewal is decided by one uniform number against a probability that its past has
    settled, so the difference of the two is a martingale's.

    Attributes:
        tally: what the engine counted.
        series: by name in :data:`SERIES`, each of shape (months,).
        clienteles: of the segments that the pod serves, by name.
        of_people: what chance brought of people.
        levels: service levels of the segments, by name; none where there are no targets.
    """

    tally: Tally
    series: Mapping[str, np.ndarray]
    clienteles: Mapping[str, Clientele]
    of_people: OfPeople
    levels: Mapping[str, Levels]


SERIES: Mapping[str, Quantity] = {
    "customers": Quantity("customers", "under contract at the end of the month"),
    "new_customers": Quantity("customers", "who arrived in the month"),
    "renewals": Quantity("contracts", "renewed in the month"),
    "churn": Quantity("contracts", "ended in the month without renewal"),
    "team": Quantity("CSMPs", "on the payroll during the month"),
    "hires": Quantity("CSMPs", "added at the month's begin; negative for departures"),
    "recruits": Quantity("CSMPs", "who came in with the month: hires and expected backfills"),
    "serving": Quantity("CSMPs", "the team, less what its recruits lack while they ramp up"),
    "released": Quantity("activities", "that fell due in the month"),
    "automated": Quantity("activities", "finished by automation in the month"),
    "finished": Quantity("activities", "finished by CSMPs in the month"),
    "removed": Quantity("activities", "not started when their contract month ended"),
    "queue": Quantity("activities", "waiting at the end of the month"),
    "in_service": Quantity("activities", "in service at the end of the month"),
    "waited": Quantity("hours", "waited, on average, by the activities started in the month"),
    "judged": Quantity(
        "activities", "with a response target that fell due in the month, and met it or missed it"
    ),
    "breaches": Quantity("activities", "that fell due in the month and missed their target"),
    "service_level": Quantity(
        "share", "met their target, of what fell due in the month; 1 where nothing had one"
    ),
    "utilisation": Quantity(
        "share",
        "of the team's productive hours, spent on activities; those who leave finish theirs on top",
    ),
    "csmp_cost": Quantity("money", "of the team in the month"),
    "automation_cost": Quantity("money", "of automation in the month; the first pays the set-up"),
    "recruiting_cost": Quantity("money", "of those who came in with the month"),
    "breach_cost": Quantity(
        "money", "of the response targets missed by what fell due in the month"
    ),
    "positions": Quantity("CSMPs", "employed or sought, less notices given"),
    "opened": Quantity("positions", "opened at the month's begin"),
    "vacant": Quantity("positions", "open during the month"),
    "surplus": Quantity("CSMPs", "more than there should be, who are not replaced as they leave"),
    "taken_back": Quantity("positions", "open ones taken back at the month's begin"),
    "resigned": Quantity("CSMPs", "gone with the month, as they resigned in the one before"),
    "dismissed": Quantity("CSMPs", "given notice at the month's begin"),
    "severance_cost": Quantity("money", "of those who are given notice in the month"),
    "new_bookings": Quantity("money", "first contracts signed in the month x contract value"),
    "renewal_bookings": Quantity("money", "contracts renewed in the month x contract value"),
    "recognised_revenue": Quantity(
        "money", "earned in the month: the value of contracts spread evenly over their length"
    ),
    "annual_recurring_revenue": Quantity(
        "money per year", "of the contracts in force at the end of the month"
    ),
    "new_revenue": Quantity("money per year", "recurring, of new customers of the month"),
    "expansion": Quantity(
        "money per year", "recurring, more than before of customers who renewed in the month"
    ),
    "contraction": Quantity(
        "money per year", "recurring, less than before of customers who renewed in the month"
    ),
    "churned_revenue": Quantity("money per year", "recurring, of who left in the month"),
}


OF_PEOPLE = (
    *("positions", "opened", "vacant", "surplus", "taken_back", "resigned", "dismissed"),
    "severance_cost",
)
"""Series that there are where the team is people one by one."""

OF_VALUES = ("new_revenue", "expansion", "contraction", "churned_revenue")
"""Series that there are where the values of contracts differ, or change."""

OF_CUSTOMERS = (
    *("customers", "new_customers", "renewals", "churn", "new_bookings", "renewal_bookings"),
    *("recognised_revenue", "annual_recurring_revenue", *OF_VALUES),
)
"""Series of customers, of a segment too."""

OF_TARGETS = ("judged", "breaches", "service_level", "breach_cost")
"""Series that there are where activities have response targets, of a segment too."""


def outcome_of(facts: Facts, policy: Policy, paths: Paths, tally: Tally) -> Outcome:
    """Outcome of what an engine has counted of a pod.

    Args:
        paths: of whose work only that of the horizon is read, where there are targets.
    """
    clienteles = {
        name: _clientele(part, paths, tally, place, len(facts.by_segment))
        for place, (name, part) in enumerate(facts.by_segment.items())
    }
    of_customers = [each.series for each in clienteles.values()]
    series: dict[str, np.ndarray] = {
        name: sum(each[name] for each in of_customers[1:]) + of_customers[0][name]
        for name in OF_CUSTOMERS
        if facts.tells_values or name not in OF_VALUES
    }
    series |= _of_team(facts, policy, tally.counts)
    if tally.people is not None:
        series |= _of_people(facts, tally.people)
    levels: Mapping[str, Levels] = {}
    if tally.started_at is not None:
        levels = levels_of(facts, policy, paths, tally.in_force, tally.started_at)
        series |= together(levels.values()).series
    return Outcome(
        tally=tally,
        series={name: series[name] for name in SERIES if name in series},
        clienteles=clienteles,
        of_people=_surprises_of_people(facts, tally.people),
        levels=levels,
    )


def _clientele(facts: Facts, paths: Paths, tally: Tally, place: int, segments: int) -> Clientele:
    """The customers of one of so many segments."""
    own = slice(None)
    contracts = paths.contracts
    if segments > 1:
        first, last = np.searchsorted(contracts.segment, (place, place + 1))
        own = slice(int(first), int(last))
        contracts = Contracts(*(array[own] for array in contracts))
        moved = np.where(contracts.successor >= 0, contracts.successor - first, -1)
        contracts = contracts._replace(successor=moved)
    arrays = (tally.finished, tally.in_force, tally.renewed, tally.unsettled)
    number = None if paths.number is None else paths.number[own]
    finished, in_force, renewed, unsettled = (array[own] for array in arrays)
    return clientele(
        facts, contracts, paths.renewal, finished, in_force, renewed, unsettled, number
    )


def _of_team(facts: Facts, policy: Policy, counts: Counts) -> dict[str, np.ndarray]:
    finished = counts.started - np.diff(counts.in_service)
    removed = counts.released - counts.automated - counts.started - np.diff(counts.waiting)
    worked = counts.started_hours - np.diff(counts.remaining_hours)
    hours = counts.team * facts.hours_per_month
    return {
        "team": counts.team,
        "hires": np.diff(counts.team, prepend=facts.team.at_start),
        "recruits": counts.recruits,
        "serving": counts.serving,
        "released": counts.released,
        "automated": counts.automated,
        "finished": finished,
        "removed": removed,
        "queue": counts.waiting[1:],
        "in_service": counts.in_service[1:],
        "waited": counts.waited_hours / np.maximum(counts.started, 1),
        "utilisation": np.divide(worked, hours, out=np.zeros(hours.size), where=hours > 0),
        "csmp_cost": counts.team * (facts.team.annual_cost / 12) * facts.pay,
        "automation_cost": _automation_cost(facts, policy),
        "recruiting_cost": counts.recruits * facts.recruit_cost,
    }


def _automation_cost(facts: Facts, policy: Policy) -> np.ndarray:
    """By month, of all segments that are served."""
    total = np.zeros(facts.horizon_months)
    for name, part in facts.by_segment.items():
        once, annual = part.automation.costs(policy.of_segment(name).automation)
        total += annual / 12
        total[0] += once
    return total


def _surprises_of_people(facts: Facts, people: PeopleCounts | None) -> OfPeople:
    if people is None or facts.rules is None:
        nothing = np.zeros(facts.horizon_months)
        return OfPeople(nothing, nothing)
    return OfPeople(
        resignations=people.resigned - people.strain,
        waits=people.awaited - people.opened * mean_months_to_fill(facts.rules.filled_by),
    )


def _of_people(facts: Facts, people: PeopleCounts) -> dict[str, np.ndarray]:
    return {
        "positions": people.position,
        "opened": people.opened,
        "vacant": people.vacant,
        "surplus": people.surplus,
        "taken_back": people.taken_back,
        "resigned": people.resigned,
        "dismissed": people.dismissed,
        "severance_cost": people.dismissed * facts.severance * facts.pay,
    }
