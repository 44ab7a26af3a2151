"""Control variates of mean zero, with coefficients from the fluid approximation.

A future may bring more customers, or more renewals, than its policy deserves. What it brought
beyond expectation (:class:`simmodel.journey.customers.clientele.Beyond`) has mean zero whatever the
policy. So for any fixed coefficients w and u,

    metric - sum over months of w (arrivals + renewals beyond expectation) + u (renewals beyond it)

has the mean of the metric itself: no bias, at any number of replications. The nearer the
coefficients are to what one more customer is worth, the less variance is left. They are the changes
of the fluid approximation when one contract more begins in a month; u is what the renewal itself
pays. That a sum of probabilities takes the place of coin flips is called conditional expectation;
the rest are control variates with known means.

Source: Glasserman (2003), "Monte Carlo Methods in Financial Engineering", section 4.1; Henderson
and Glynn (2002), "Approximating martingales for variance reduction in Markov process simulation".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simmodel.contract.parts import of_part
from simmodel.journey.customers.clientele import Clientele
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.distinct import by_teams
from simmodel.journey.fluid.flows import done_apart, flow
from simmodel.journey.fluid.metrics import amounts, metrics_by_part, metrics_of
from simmodel.journey.money.amounts import in_all
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.vendor import VendorOutcome

_ONE = 1.0  # more, and fewer: what one person is worth is no slope

_ENDED = "contracts that end"

_REVENUE = (
    *("renewal_bookings", "renewal_value", "new_bookings", "recognised_revenue"),
    "annual_recurring_revenue",
)

Metrics = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class OfSegment:
    """Changes by one contract of a segment beyond expectation, by metric.

    Attributes:
        begun: by the month in which it begins, shape (L + months,); the first L are of contracts
            that run at time 0, by the month in which they end.
        credited: the part of it that is revenue, and goes with the value of the contract.
        renewed: on top, if it begins by renewal.
        signed: on top, by the value that is signed by renewal, over the segment's mean.
    """

    begun: Metrics
    credited: Metrics
    renewed: Mapping[str, float]
    signed: Mapping[str, float]


@dataclass(frozen=True)
class OfPod:
    """Changes by what happens in one pod.

    Attributes:
        segments: by contracts of the segments that it serves.
        people: by metric: by one more who resigns, and by one month more to fill a position, by the
            month of either, shape (2, months); empty where the team is a number.
    """

    segments: Mapping[str, OfSegment]
    people: Metrics


Coefficients = Mapping[str, OfPod]
"""Of every pod, by name."""


@dataclass(frozen=True)
class _Around:
    """A pod under some policies, with what all others amount to as expected.

    Attributes:
        pod: its name.
        facts, policies: of the pod.
        vendor: facts of the vendor.
        others: amounts, shape (policies, 1); None where there are no other pods.
    """

    pod: str
    facts: Facts
    policies: Sequence[Policy]
    vendor: Facts
    objective: Objective
    others: Metrics | None

    def metrics(
        self, beyond: Sequence[np.ndarray], of_people: np.ndarray | None = None
    ) -> dict[str, np.ndarray]:
        """Metrics of the vendor and of the pod if this happens, shape (policies, futures)."""
        before = done_apart(self.vendor, self.pod)
        flows = flow(self.facts, self.policies, beyond, of_people, before, whole=False)
        found = amounts(self.facts, self.policies, self.objective, flows)
        of = {name: each.reshape(len(self.policies), -1) for name, each in found.items()}
        total = of if self.others is None else in_all((of, self.others))
        metrics = metrics_of(self.vendor, self.objective, total) | {_ENDED: total["ended"]}
        if self.vendor.segments is not None:
            own = metrics_by_part(self.facts, self.objective, self.pod, flows, found)
            own |= {of_part(_ENDED, self.pod): found["ended"]} if self.pod else {}
            own |= {
                of_part(_ENDED, name): (each.renewals + each.churn).sum(axis=0)
                for name, each in zip(self.facts.by_segment, flows.segments, strict=True)
            }
            metrics |= {name: each.reshape(len(self.policies), -1) for name, each in own.items()}
        return metrics


def coefficients(
    facts: Facts, policies: Sequence[Policy], objective: Objective
) -> list[Coefficients]:
    """The coefficients of each policy, by symmetric differences.

    What one more customer is worth changes where a team begins to be overloaded. A difference as
    wide as the spread of the customers averages over that.
    """
    found: list[Coefficients] = [{} for _ in policies]
    for places, teams in by_teams(facts, policies):
        of_each = _of_teams(facts, teams, [policies[place] for place in places], objective)
        for place, of in zip(places, of_each, strict=True):
            found[place] = of
    return found


def _of_teams(
    facts: Facts, by_pod: Mapping[str, Facts], policies: Sequence[Policy], objective: Objective
) -> Sequence[Coefficients]:
    """The coefficients of policies of the same teams.

    Args:
        by_pod: facts of each team.
    """
    own = {name: [policy.of_pod(name) for policy in policies] for name in by_pod}
    expected: dict[str, dict[str, np.ndarray]] = {}
    for name, part in by_pod.items() if len(by_pod) > 1 else ():
        of = amounts(part, own[name], objective, flow(part, own[name], whole=False))
        expected[name] = {amount: each[:, None] for amount, each in of.items()}
    found: list[dict[str, OfPod]] = [{} for _ in policies]
    for name, part in by_pod.items():
        rest = [each for other, each in expected.items() if other != name]
        others = in_all(rest) if rest else None
        around = _Around(name, part, own[name], facts, objective, others)
        segments, people = _of_segments(around), _of_people(around)
        for place, each in enumerate(found):
            by_metric = {metric: values[place] for metric, values in people.items()}
            each[name] = OfPod(segments[place], by_metric)
    return found


def _of_segments(around: _Around) -> list[dict[str, OfSegment]]:
    """Of each policy the changes by contracts of each segment."""
    parts = around.facts.by_segment
    rows = [part.contract.months + part.horizon_months for part in parts.values()]
    steps = [_spread(part) for part in parts.values()]
    columns = 2 * sum(rows) + 1  # the last as expected
    moved, first = [], 0
    for size, step in zip(rows, steps, strict=True):
        own = np.zeros((size, columns))
        own[:, first : first + 2 * size] = step * np.hstack([np.eye(size), -np.eye(size)])
        moved.append(own)
        first += 2 * size
    changed = around.metrics(moved)
    ended = {
        name.removeprefix(_ENDED): changed.pop(name)[:, -1].tolist()
        for name in list(changed)
        if name.startswith(_ENDED)
    }
    found: list[dict[str, OfSegment]] = [{} for _ in around.policies]
    first = 0
    for name, size, step in zip(parts, rows, steps, strict=True):
        up, down = slice(first, first + size), slice(first + size, first + 2 * size)
        for place, each in enumerate(found):
            begun = {
                metric: np.nan_to_num((values[place, up] - values[place, down]) / (2 * step))
                for metric, values in changed.items()
            }
            number = {suffix: values[place] for suffix, values in ended.items()}
            each[name] = _of_segment(around, name, begun, number)
        first += 2 * size
    return found


def _of_segment(
    around: _Around, segment: str, begun: Metrics, ended: Mapping[str, float]
) -> OfSegment:
    """The changes by contracts of one segment.

    Args:
        ended: contracts that end in the horizon, by what follows the names of metrics.
    """
    facts = around.facts.by_segment[segment]
    # Of the vendor, of the pod and of the segment itself.
    suffixes = {"": None} | {f".{part}": None for part in (around.pod, segment) if part}
    value, months = facts.contract.whole_value, facts.contract.months + facts.horizon_months
    came = np.where(np.arange(months) < facts.contract.months, 0.0, value)
    begun = {**begun, **{f"new_bookings{suffix}": came for suffix in suffixes}}
    credited: dict[str, np.ndarray] = {}
    for suffix in suffixes:
        credited |= _credited(around.objective, begun, suffix)
    signed = {
        name + suffix: each
        for suffix in suffixes
        for name, each in _signed(facts, around.objective).items()
    }
    renewed = {
        f"retention_rate{suffix}": 1.0 / ended[suffix] if ended[suffix] > 0 else 0.0
        for suffix in suffixes
    }
    return OfSegment(begun, credited, renewed, signed)


def _of_people(around: _Around) -> dict[str, np.ndarray]:
    """Changes by what happens to people, each of shape (policies, 2, months)."""
    facts = around.facts
    if facts.people is None:
        return {}
    months = facts.horizon_months
    each = np.eye(2 * months).reshape(2 * months, 2, months) * _ONE
    moved = np.concatenate((each, -each))
    nothing = [
        np.zeros((part.contract.months + months, len(moved))) for part in facts.by_segment.values()
    ]
    changed = around.metrics(nothing, moved)
    changed = {name: each for name, each in changed.items() if not name.startswith(_ENDED)}
    return {
        name: np.nan_to_num((value[:, : 2 * months] - value[:, 2 * months :]) / (2 * _ONE)).reshape(
            -1, 2, months
        )
        for name, value in changed.items()
    }


def _spread(facts: Facts) -> float:
    """Standard deviation, roughly, of the number of customers at the end of the horizon."""
    arrivals, forecast = float(facts.arrivals.sum()), facts.customers.forecast
    decided = facts.customers.at_start * facts.horizon_months / facts.contract.months
    off = forecast.most * arrivals if forecast else 0.0
    return max(float(np.sqrt(arrivals + 0.1 * decided + off**2)), 1.0)


def control_variates(given: Coefficients, outcome: VendorOutcome) -> dict[str, float]:
    """Control variates: what chance added to each metric, in its unit; exactly zero on average."""
    found: dict[str, float] = {}
    for pod, of_pod in given.items():
        run = outcome.pods[pod]
        for name, of_segment in of_pod.segments.items():
            for metric, value in _of_clientele(of_segment, run.clienteles[name]).items():
                found[metric] = found.get(metric, 0.0) + value
        people = np.array((run.of_people.resignations, run.of_people.waits))
        for metric, weights in of_pod.people.items():
            found[metric] += float((weights * people).sum())
    return found


def _of_clientele(given: OfSegment, of: Clientele) -> dict[str, float]:
    """What chance added by the customers of one segment."""
    number, valued = of.beyond, of.valued_beyond
    beyond = np.concatenate((number.opening, number.arrivals + number.renewals))
    worth = np.concatenate((valued.opening, valued.arrivals + valued.renewals))
    renewals, signed = number.renewals.sum(), valued.renewals.sum()
    return {
        name: float(
            weights @ beyond
            + given.renewed.get(name, 0.0) * renewals
            + given.signed.get(name, 0.0) * signed
        )
        + float(given.credited[name] @ (worth - beyond) if name in given.credited else 0.0)
        for name, weights in given.begun.items()
    }


def _credited(objective: Objective, begun: Metrics, suffix: str) -> dict[str, np.ndarray]:
    """The part of each change that is revenue, of metrics with this suffix."""
    found = {name: begun[name + suffix] for name in _REVENUE if name + suffix in begun}
    in_horizon, value = found["renewal_bookings"], found.get("renewal_value")
    if value is not None:
        found |= {
            "terminal_value": objective.alpha * (value - in_horizon),
            "net_contribution": objective.alpha * in_horizon,
            "objective": objective.alpha * value,
            "net_present_value": objective.alpha * value,
        }
    return {name + suffix: each for name, each in found.items()}


def _signed(facts: Facts, objective: Objective) -> dict[str, float]:
    """What the value that is signed by a renewal adds by itself."""
    value = facts.contract.whole_value
    # Of renewals in mid-horizon, roughly.
    now = (1.0 + (objective.discount_rate or 0.0)) ** (-facts.horizon_months / 24)
    return {
        "objective": objective.alpha * value,
        "net_present_value": objective.alpha * value * now,
        "net_contribution": objective.alpha * value,
        "new_bookings": -value,  # what begins by renewal is no first contract
        "renewal_bookings": value,
        "renewal_value": value,
    }
