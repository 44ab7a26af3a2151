"""Facts that would make today's figures those that are known, and to about what.

The fluid approximation has the shares of their work that contracts finish; it is asked what moves a
renewal rate by as much as the simulation is off.
"""

from collections.abc import Mapping
from typing import Any

from scipy.optimize import brentq

from simmodel.contract.parts import of_part
from simmodel.journey.customers.facts import Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy
from simmodel.journey.study.fitting import Contracts, contracts_by_segment

_FAR = 20.0  # logits by which an intercept is moved at most
_RENEWAL, _REVENUE = "retention_rate", "net_revenue_retention"
_UNDONE = "This hangs on the share of the work that gets done, and on the renewal curve"


def remedies(
    facts: Facts, policy: Policy, means: Mapping[str, float], known: Mapping[str, float]
) -> Mapping[str, str]:
    """What to change, by metric, a sentence each.

    Args:
        policy: today's.
        means: of every metric under it, by simulation.
        known: what is known of those metrics that differ.
    """
    found: dict[str, str] = {}
    for name, part in facts.by_segment.items():
        renewal, revenue = of_part(_RENEWAL, name), of_part(_REVENUE, name)
        if renewal in known:
            # As more customers stay there is more work, for a team that follows them.
            now, then = (_ended(facts, policy, each)[name] for each in (means, {**means, **known}))
            rate = now.rate(part, part.renewal) + known[renewal] - means[renewal]
            is_higher = known[renewal] >= part.renewal.ceiling
            found[renewal] = f"{_UNDONE}{_curve(facts, name, part, then, rate, is_higher)}."
        if revenue in known:
            value = known[revenue] / known.get(renewal, means[renewal])
            found[revenue] = _growth(name, part, value - means[revenue] / means[renewal])
    if _RENEWAL in known and facts.segments is not None:
        found[_RENEWAL] = f"{_UNDONE} of each segment, such as {_key(name, 'intercept')}."
    return found


def _ended(facts: Facts, policy: Policy, metrics: Mapping[str, float]) -> Mapping[str, Contracts]:
    """The contracts of each segment that end if they are renewed at the rates in ``metrics``."""
    rates = {name: metrics[of_part(_RENEWAL, name)] for name in facts.by_segment}
    return contracts_by_segment(facts, policy, rates)


def _curve(
    facts: Facts, name: str, part: Facts, ended: Contracts, rate: float, is_higher: bool
) -> str:
    """What gives contracts a rate: another intercept, or a ceiling as well.

    Args:
        is_higher: whether the rate that is known is above the ceiling.
    """
    now = part.renewal
    raised = round((1.0 + max(rate, now.ceiling)) / 2.0, 3)
    for curve in (now, now.model_copy(update={"ceiling": raised}))[is_higher:]:

        def excess(value: float, curve: Renewal = curve) -> float:
            return ended.rate(part, curve.model_copy(update={"intercept": value})) - rate

        low, high = now.intercept - _FAR, now.intercept + _FAR
        if excess(low) < 0 < excess(high):
            value = round(float(brentq(excess, low, high, xtol=1e-4)), 2)
            fits = curve.model_copy(update={"intercept": value})
            return f": about {_setting(facts, name, now, fits)} fits"
    return f", whose floor is too high: {_key(name, 'floor')}"


def _setting(facts: Facts, name: str, now: Renewal, fits: Renewal) -> str:
    """The fields of a curve that change; all of a segment that has no curve of its own."""
    values = {field: value for field, value in dict(fits).items() if value is not None}
    if not _owns(facts, name):
        stated = ", ".join(f"{field} = {value:g}" for field, value in values.items())
        return f"facts.segments.{name}.renewal = {{ {stated} }}"
    return " and ".join(
        f"{_key(name, field)} = {value:g} in place of {getattr(now, field):g}"
        for field, value in values.items()
        if value != getattr(now, field)
    )


def _key(name: str, field: str) -> str:
    return f"facts.segments.{name}.renewal.{field}" if name else f"facts.renewal.{field}"


def _owns(facts: Facts, name: str) -> bool:
    """Whether a segment has a curve of its own; of one kind of customers there is no other."""
    return facts.segments is None or facts.segments[name].renewal is not None


def _growth(name: str, part: Facts, change: float) -> str:
    """How many must sign more for what is signed by who renews to be more by ``change``."""
    key = f"facts.segments.{name}.outcomes" if name else "facts.outcomes"
    words = "This hangs on the renewal rate, and on what customers sign who renew"
    outcomes: Any = part.outcomes
    if outcomes is None or outcomes.expansion == 0:
        return f"{words}: {key}.expanding and {key}.expansion."
    value = outcomes.expanding + change / (outcomes.expansion * part.contract.rise)
    if not 0 <= value < 1:
        return f"{words}: {key}.expanding does not do, so {key}.expansion must be another."
    return f"{words}: about {key}.expanding = {value:.3g} in place of {outcomes.expanding:g} fits."
