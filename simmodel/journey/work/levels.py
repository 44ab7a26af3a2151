"""Service levels: which activities were begun within their response targets, what others cost.

An activity with a target of tau hours that falls due at r, in a contract month that ends at x,
meets it if its service starts by r + tau; what is automated starts at r. It is a *breach* if it
starts later, and if it has not started by min(r + tau, x), the time by which it could have: work
that is dropped unanswered is a breach, however long the target.

Judged are activities that fall due in the horizon, in contracts that were signed. One of which
neither is known when the horizon ends, as it has not started and still may in time, is not judged.
All of it counts in the month in which the activity fell due.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.paths import Paths, Work
from simmodel.journey.policy import Policy
from simmodel.journey.work.automation import thresholds
from simmodel.journey.work.targets import Targets


@dataclass(frozen=True)
class Levels:
    """The service levels of a segment, by the month in which activities fell due; shape (months,).

    Attributes:
        judged: activities with a target.
        breaches: of them.
        cost: of the breaches, money.
    """

    judged: np.ndarray
    breaches: np.ndarray
    cost: np.ndarray

    @property
    def series(self) -> dict[str, np.ndarray]:
        """By name, as in :data:`simmodel.journey.outcome.SERIES`."""
        return {
            "judged": self.judged,
            "breaches": self.breaches,
            "service_level": attainment(self.judged, self.breaches),
            "breach_cost": self.cost,
        }


def attainment(judged: np.ndarray, breaches: np.ndarray) -> np.ndarray:
    """The share that met its target, by month; 1 where nothing was to be met."""
    share: np.ndarray = 1.0 - breaches / np.maximum(judged, 1)
    return share


def together(parts: Iterable[Levels]) -> Levels:
    """The service levels of all parts."""
    columns = zip(*((each.judged, each.breaches, each.cost) for each in parts), strict=True)
    return Levels(*(np.sum(each, axis=0) for each in columns))


def in_horizon(work: Work) -> slice:
    """The activities of the horizon, without those of the warm-up."""
    return slice(int(np.searchsorted(work.release, 0.0)), None)


def levels_of(
    facts: Facts, policy: Policy, paths: Paths, in_force: np.ndarray, started_at: np.ndarray
) -> Mapping[str, Levels]:
    """The service levels of a pod, by segment.

    Args:
        facts: of the pod, with targets.
        in_force: bool, by contract: it was signed.
        started_at: hours, float64, when the activities of :func:`in_horizon` started; infinity if
            they never did.
    """
    targets = facts.targets
    assert targets is not None
    judged, breaches = _counted(facts, policy, targets, paths, in_force, started_at)
    segments = np.array([segment for segment, _ in facts.kinds])
    found = {}
    for name in facts.by_segment:
        own = segments == name
        cost = targets.cost[own] @ breaches[own]
        found[name] = Levels(judged[own].sum(axis=0), breaches[own].sum(axis=0), cost)
    return found


def _counted(
    facts: Facts,
    policy: Policy,
    targets: Targets,
    paths: Paths,
    in_force: np.ndarray,
    started_at: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Activities judged, and breaches, int64, shape (types, months)."""
    work = Work(*(array[in_horizon(paths.work)] for array in paths.work))
    asked = in_force[work.contract] & np.isfinite(targets.within)[work.kind]
    work, started_at = Work(*(array[asked] for array in work)), started_at[asked]
    unattended = np.array(thresholds(facts, policy)[0])[paths.contracts.segment[work.contract]]
    answered = np.where(work.uniform < unattended, work.release, started_at)
    until = work.release + targets.within[work.kind]
    missed = answered > until
    known = ~missed | (np.minimum(until, work.expiry) <= facts.horizon_hours)
    months, kinds = facts.horizon_months, targets.within.size
    month = np.searchsorted(facts.boundaries, work.release, side="right") - 1
    place = work.kind * months + month

    def count(chosen: np.ndarray) -> np.ndarray:
        return np.bincount(place[chosen], minlength=kinds * months).reshape(kinds, months)

    return count(known), count(known & missed)
