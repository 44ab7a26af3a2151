"""A replication to be watched: the SimPy engine at work, and an observer that only looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from simmodel.contract.replay import Group, Replay, Team
from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome, Tally
from simmodel.journey.paths import Contracts, PathsByPod
from simmodel.journey.policy import Policy
from simmodel.journey.readable import vendors
from simmodel.journey.reference.vendor import Vendor
from simmodel.journey.vendor import together


def ends_of_days(facts: Facts) -> np.ndarray:
    """Hours at which working days end, 0 first; shape (months x days a month + 1,).

    The ends of months are those of :attr:`Facts.boundaries`, to the last bit.
    """
    days = facts.calendar.working_days_per_month
    into_month = facts.hours_per_month * (np.arange(days) / days)
    return np.append(np.add.outer(facts.boundaries[:-1], into_month), facts.boundaries[-1])


@dataclass
class Seen:
    """What the looks have seen of a vendor, a value a look.

    Attributes:
        waiting, busy, team: activities that wait, CSMPs at work and CSMPs employed.
        books: as :class:`simmodel.contract.replay.Team` has them; empty where there are none.
    """

    waiting: list[int] = field(default_factory=list)
    busy: list[int] = field(default_factory=list)
    team: list[int] = field(default_factory=list)
    books: list[np.ndarray] = field(default_factory=list)


def observe(vendor: Vendor, looks: np.ndarray) -> Seen:
    """What is to be seen of a vendor, filled as it runs.

    Args:
        vendor: which is to run.
        looks: hours.
    """
    seen = Seen()

    def look() -> None:
        desk = vendor.desk
        seen.waiting.append(desk.queue)
        seen.busy.append(len(desk.in_service))
        seen.team.append(len(desk.team))
        if vendor.rules.organisation != "pool":
            at_work = {activity.csmp for activity in desk.in_service}
            of_each = [(desk.waiting_for(csmp), csmp in at_work) for csmp in desk.team]
            seen.books.append(np.array(of_each, np.int64).reshape(-1, 2))

    for time in looks.tolist():
        vendor.clock.call_at(time, EventOrder.LOOK, look)
    return seen


def replay(facts: Facts, policy: Policy, paths: PathsByPod) -> Replay:
    """Replay of one policy by the SimPy engine, looked at at the end of every working day."""
    looks = ends_of_days(facts)
    teams, outcomes = {}, {}
    for name, vendor in vendors(facts, policy, paths):
        teams[name], outcomes[name] = _watched(vendor, looks, name)
    series = together(facts, outcomes).series
    return Replay(
        served="customers",
        work="activities",
        servers="CSMPs",
        renewal="renewal",
        loss="churned",
        rate="churn rate",
        months=facts.horizon_months,
        hours_per_month=facts.hours_per_month,
        looks=looks,
        teams=tuple(teams.values()),
        present=int(series["customers"][-1]),
        renewals=int(series["renewals"].sum()),
        churn=int(series["churn"].sum()),
    )


def _watched(vendor: Vendor, looks: np.ndarray, name: str) -> tuple[Team, Outcome]:
    """A pod, by its name, or all of them, and the outcome of the run."""
    facts = vendor.facts
    seen = observe(vendor, looks)
    outcome = vendor.outcome()
    team = Team(
        name=name,
        groups=_groups(facts, vendor.paths.contracts, outcome.tally),
        waiting=np.array(seen.waiting),
        busy=np.array(seen.busy),
        size=np.array(seen.team),
        vacant=_vacant(facts, outcome.series),
        books=tuple(seen.books) or None,
    )
    return team, outcome


def _vacant(facts: Facts, series: Mapping[str, np.ndarray]) -> np.ndarray | None:
    """Open positions at each look; those of a month are open to its end."""
    if facts.rules is None or facts.rules.filled_by[0] == 1:
        return None
    days = facts.calendar.working_days_per_month
    by_day = np.repeat(series["vacant"], days)
    return np.concatenate((by_day[:1], by_day))


def _groups(facts: Facts, contracts: Contracts, tally: Tally) -> tuple[Group, ...]:
    """Customers of each segment that is served, and when each joined, renewed and left.

    Customers at the start have joined with the first of their contracts in the warm-up, all of
    which renew.
    """
    first = contracts.customers
    ended = tally.in_force & (contracts.end <= facts.horizon_hours)
    renewed = ended & (tally.renewed | (contracts.end <= 0))
    renewals = np.split(np.where(renewed, contracts.end, np.nan), first)[1:]
    ends = np.where(ended & ~renewed, contracts.end, np.nan)
    left = np.fmax.reduceat(ends, first) if first.size else ends
    came = np.isinf(contracts.joined[first]) | tally.in_force[first]
    return tuple(
        Group(
            name=name,
            numbers=np.flatnonzero(came[all_of_it]),
            joined=contracts.begin[first[own]],
            renewed=tuple(renewals[each][~np.isnan(renewals[each])] for each in own.tolist()),
            left=left[own],
        )
        for place, name in enumerate(facts.by_segment)
        for all_of_it in (np.flatnonzero(contracts.segment[first] == place),)
        for own in (all_of_it[came[all_of_it]],)
    )
