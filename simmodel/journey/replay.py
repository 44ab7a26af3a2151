"""A replication to be watched: the SimPy engine at work, and an observer that only looks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simmodel.contract.replay import Replay
from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome, Tally, outcome_of
from simmodel.journey.paths import Contracts, Paths, PathsByPod
from simmodel.journey.policy import Policy
from simmodel.journey.reference.vendor import Vendor
from simmodel.journey.vendor import together


def ends_of_days(facts: Facts) -> np.ndarray:
    """Hours at which working days end, 0 first; shape (months x days a month + 1,).

    The ends of months are those of :attr:`Facts.boundaries`, to the last bit.
    """
    days = facts.calendar.working_days_per_month
    into_month = facts.hours_per_month * (np.arange(days) / days)
    return np.append(np.add.outer(facts.boundaries[:-1], into_month), facts.boundaries[-1])


def observe(vendor: Vendor, looks: np.ndarray) -> list[tuple[int, int, int]]:
    """Activities that wait, CSMPs at work and CSMPs employed: a row a look, filled as they run.

    Args:
        vendor: which is to run.
        looks: hours.
    """
    seen: list[tuple[int, int, int]] = []

    def look() -> None:
        desk = vendor.desk
        seen.append((desk.queue, len(desk.in_service), len(desk.team)))

    for time in looks.tolist():
        vendor.clock.call_at(time, EventOrder.LOOK, look)
    return seen


@dataclass(frozen=True)
class _Pod:
    """What was seen of one pod.

    Attributes:
        waiting, busy, team: at each look.
        joined, renewed, left: of its customers, as :func:`_histories` has them.
        outcome: of the run.
    """

    waiting: np.ndarray
    busy: np.ndarray
    team: np.ndarray
    joined: np.ndarray
    renewed: tuple[np.ndarray, ...]
    left: np.ndarray
    outcome: Outcome


def replay(facts: Facts, policy: Policy, paths: PathsByPod) -> Replay:
    """Replay of one policy by the SimPy engine, looked at at the end of every working day."""
    looks = ends_of_days(facts)
    pods = {
        name: _watched(part, policy.of_pod(name), paths[name], looks)
        for name, part in facts.by_pod.items()
    }
    seen = list(pods.values())
    series = together(facts, {name: each.outcome for name, each in pods.items()}).series
    joined = np.concatenate([each.joined for each in seen])
    return Replay(
        served="customers",
        work="activities",
        servers="CSMPs",
        renewal="renewal",
        loss="churned",
        rate="churn rate",
        months=facts.horizon_months,
        hours_per_month=facts.hours_per_month,
        numbers=np.arange(joined.size),
        joined=joined,
        renewed=tuple(own for each in seen for own in each.renewed),
        left=np.concatenate([each.left for each in seen]),
        looks=looks,
        waiting=np.sum([each.waiting for each in seen], axis=0),
        busy=np.sum([each.busy for each in seen], axis=0),
        team=np.sum([each.team for each in seen], axis=0),
        vacant=_vacant(facts, series),
        present=int(series["customers"][-1]),
        renewals=int(series["renewals"].sum()),
        churn=int(series["churn"].sum()),
    )


def _watched(facts: Facts, policy: Policy, paths: Paths, looks: np.ndarray) -> _Pod:
    vendor = Vendor(facts, policy, paths)
    seen = observe(vendor, looks)
    tally = vendor.run()
    waiting, busy, team = np.array(seen).T
    histories = _histories(facts, paths.contracts, tally)
    return _Pod(waiting, busy, team, *histories, outcome_of(facts, policy, paths, tally))


def _vacant(facts: Facts, series: Mapping[str, np.ndarray]) -> np.ndarray | None:
    """Open positions at each look; those of a month are open to its end."""
    if facts.rules is None or facts.rules.filled_by[0] == 1:
        return None
    days = facts.calendar.working_days_per_month
    by_day = np.repeat(series["vacant"], days)
    return np.concatenate((by_day[:1], by_day))


def _histories(
    facts: Facts, contracts: Contracts, tally: Tally
) -> tuple[np.ndarray, tuple[np.ndarray, ...], np.ndarray]:
    """When each customer joined, renewed and left: ``joined``, ``renewed`` and ``left``.

    Customers at the start have joined with the first of their contracts in the warm-up, all of
    which renew.
    """
    first = np.setdiff1d(np.arange(contracts.end.size), contracts.successor)
    ended = tally.in_force & (contracts.end <= facts.horizon_hours)
    renewed = ended & (tally.renewed | (contracts.end <= 0))
    renewals = np.split(np.where(renewed, contracts.end, np.nan), first)[1:]
    ends = np.where(ended & ~renewed, contracts.end, np.nan)
    return (
        contracts.begin[first],
        tuple(own[~np.isnan(own)] for own in renewals),
        np.fmax.reduceat(ends, first) if first.size else ends,
    )
