"""The renewal curve that gives a rate which is known at the share of the work that is known.

Managers can tell such points, though not a curve's parameters: so are response functions
calibrated in Little, "Models and Managers: The Concept of a Decision Calculus" (1970). A rate is
the mean over contracts, of which each has another share of its work done; the fluid approximation
has these shares.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import brentq

from simmodel.journey.customers.facts import Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import SegmentFlows, done_apart, flow, renewal_rates
from simmodel.journey.policy import Policy

_ALL = 95.0  # per cent done that count as everything: a little is always dropped
_LEAST_RISE, _LEAST_REST = 1.0, 5.0  # percentage points over which a curve rises to an end
_STEEPEST = 0.95  # logits a percentage point, so that the intercept keeps to its bounds

_BEND = 60.0
_ON_THE_WAY = (0.17 - 0.10) / (0.90 - 0.10)
"""Part of the way from its least to its most that the case study's curve has gone at 60 %."""


@dataclass(frozen=True)
class Contracts:
    """Contracts that end within the horizon under a policy.

    Attributes:
        share: of all activities that are finished.
        shares: of its activities that a contract finishes, by month of its end, shape (months,).
        weights: contracts that end in each month, same shape; they sum to 1.
    """

    share: float
    shares: np.ndarray
    weights: np.ndarray

    def scaled(self, share: float) -> "Contracts":
        """The same if another share of all activities were finished."""
        some = self.share > 0
        shares = self.shares * (share / self.share) if some else np.full_like(self.shares, share)
        return Contracts(share, np.minimum(shares, 1.0), self.weights)

    def rate(self, facts: Facts, renewal: Renewal) -> float:
        """The renewal rate that a curve gives them."""
        return float(renewal_rates(with_curve(facts, renewal), self.shares) @ self.weights)


def contracts(facts: Facts, policy: Policy, rate: float) -> Contracts:
    """The contracts that end under ``policy`` if ``rate`` of them are renewed."""
    return contracts_by_segment(facts, policy, {"": rate})[""]


def contracts_by_segment(
    facts: Facts, policy: Policy, rates: Mapping[str, float]
) -> dict[str, Contracts]:
    """The same of each segment, each served by its own team.

    Args:
        rates: by segment; of no name where all customers are of one kind.
    """
    level = with_curves(facts, {name: Renewal(floor=r, ceiling=r) for name, r in rates.items()})
    found = {}
    for pod, part in level.teams(policy.together).items():
        flows = flow(part, [policy.of_pod(pod)], before=done_apart(level, pod)).segments
        for (name, segment), each in zip(part.by_segment.items(), flows, strict=True):
            found[name] = _ended(segment, each)
    return found


def _ended(facts: Facts, flows: SegmentFlows) -> Contracts:
    """The contracts of a segment that end, under the first of the policies that have flown."""
    done, customers = flows.done[:, 0], flows.customers[:, 0]
    # Before the horizon today's team was at work.
    months = np.concatenate((np.full(facts.contract.months, done[0]), done))
    total = np.concatenate(([0.0], np.cumsum((months[1:] + months[:-1]) / 2)))
    shares = (total[facts.contract.months :] - total[: -facts.contract.months]) / (
        facts.contract.months
    )
    ended = flows.renewals[:, 0] + flows.churn[:, 0]
    weights = ended / ended.sum() if ended.sum() > 0 else np.full(ended.size, 1 / ended.size)
    share = float(done @ customers / customers.sum()) if customers.sum() > 0 else 1.0
    return Contracts(share, shares, weights)


def through(floor: float, ceiling: float, percentage: float, rate: float) -> Renewal:
    """The flattest curve through its floor at nothing, ``rate``, and its ceiling at everything."""
    from_floor = (_logit(rate) - _logit(floor)) / max(percentage, _LEAST_RISE)
    to_ceiling = (_logit(ceiling) - _logit(rate)) / max(_ALL - percentage, _LEAST_REST)
    slope = round(min(max(from_floor, to_ceiling), _STEEPEST), 6)
    intercept = round(_logit(rate) - percentage * slope, 4)
    return Renewal(intercept=intercept, slope=slope, floor=floor, ceiling=ceiling)


def usual(floor: float, ceiling: float) -> Renewal:
    """The curve of the case study's shape, in which the last third of the work matters most."""
    return through(floor, ceiling, _BEND, floor + _ON_THE_WAY * (ceiling - floor))


def fitted(facts: Facts, ended: Contracts, floor: float, ceiling: float, rate: float) -> Renewal:
    """The curve from ``floor`` to ``ceiling`` that gives ``ended`` a renewal rate of ``rate``.

    Where all work gets done already, today's rate is the ceiling and says nothing of the shape,
    which is then the usual one. Where no such curve gives the rate, the nearest does.
    """
    percentage = 100.0 * ended.share
    if percentage >= _ALL and rate == ceiling:
        return usual(floor, ceiling)

    def excess(at_share: float) -> float:
        return ended.rate(facts, through(floor, ceiling, percentage, at_share)) - rate

    if excess(floor) >= 0:
        return through(floor, ceiling, percentage, floor)
    if excess(ceiling) <= 0:
        return through(floor, ceiling, percentage, ceiling)
    return through(floor, ceiling, percentage, float(brentq(excess, floor, ceiling, xtol=1e-5)))


def gets_all_done(share: float) -> bool:
    """Whether today's rate is what there is when everything is done."""
    return 100.0 * share >= _ALL


def with_curve(facts: Facts, renewal: Renewal) -> Facts:
    """The same facts, of one kind of customers, with another renewal curve."""
    return with_curves(facts, {"": renewal})


def with_curves(facts: Facts, renewals: Mapping[str, Renewal]) -> Facts:
    """The same facts with other renewal curves, by segment."""
    # As they were stated, since customers may not be stated beside segments.
    values = {name: getattr(facts, name) for name in facts.model_fields_set}
    changes: dict[str, Any] = {"renewal": renewals.get("")}
    if facts.segments is not None:
        segments = {
            name: each.model_copy(update={"renewal": renewals[name]})
            for name, each in facts.segments.items()
        }
        changes = {"segments": segments}
    return type(facts).model_validate(values | changes)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
