"""Renewal rates in plain words, and the renewal curve that they stand for."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import model_validator

from simmodel.fields import Section, field
from simmodel.journey.customers.facts import Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy
from simmodel.journey.study.fitting import contracts, fitted, gets_all_done, usual

_LEAST, _MOST = 0.01, 0.99


def rate(description: str, default: float | None = None) -> Any:
    """Declare a renewal rate."""
    return field(default, unit="share of contracts", description=description, ge=_LEAST, le=_MOST)


class RenewalRates(Section):
    """Known figures of today, and the two ends of the renewal curve; any of it may be unknown."""

    work_done_today: float | None = field(
        None,
        unit="share of the work",
        description="How much of the work that falls due gets done today",
        ge=0.01,
        le=1,
    )
    renewal_today: float | None = rate(
        "Renewal rate of today: contracts renewed over contracts that ended (GRR)"
    )
    renewal_at_0: float | None = rate(
        "Renewal rate if the team did hardly anything: some renew all the same"
    )
    renewal_at_100: float | None = rate(
        "Renewal rate if the team did all its work: some leave all the same"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        names = ("renewal_at_0", "renewal_today", "renewal_at_100")
        check_ordered({name: getattr(self, name) for name in names})
        return self


def check_ordered(rates: Mapping[str, float | None]) -> None:
    """Raise ValueError unless rates, by name, grow as far as they are known."""
    given = {name: rate for name, rate in rates.items() if rate is not None}
    if [*given.values()] != sorted(given.values()):
        found = " and ".join(f"{name} is {rate}" for name, rate in given.items())
        raise ValueError(f"{found}; allowed: {' <= '.join(given)}")


def complete(given: RenewalRates, facts: Facts, policy: Policy) -> RenewalRates:
    """``given``, and in place of what is unknown what the facts, or half-way houses, say of it."""
    low, today, high = given.renewal_at_0, given.renewal_today, given.renewal_at_100
    if today is None:
        curve = _curve(given, facts)
        low, high = curve.floor, curve.ceiling
        ended = contracts(facts, policy, (low + high) / 2)
        today = min(max(round(ended.rate(facts, curve), 3), low), high)
    else:
        ended = contracts(facts, policy, today)
    share = given.work_done_today or max(round(ended.share, 3), 0.01)
    low, high = ends(today, share, low, high)
    # The curve of a file may have ends that nobody is asked for, such as 0 or 1.
    told = [min(max(each, _LEAST), _MOST) for each in (low, today, high)]
    return RenewalRates(
        work_done_today=share,
        renewal_at_0=told[0],
        renewal_today=told[1],
        renewal_at_100=told[2],
    )


def ends(today: float, share: float, low: float | None, high: float | None) -> tuple[float, float]:
    """The ends of the renewal curve, as far as they are known, or else half-way houses.

    Half of those who renew today are taken to renew without any work, and half of those who leave
    today to stay if all of it were done; where it is done already, none.

    Args:
        share: of the work that is done today.
    """
    if low is None:
        low = _within(today / 2, most=today)
    if high is None:
        high = today if gets_all_done(share) else _within((1 + today) / 2, least=today)
    return low, high


def stands_for(given: RenewalRates, facts: Facts, policy: Policy) -> dict[str, Any]:
    """The renewal curve if any rate is given; what is known of today, as far as it is given."""
    fields: dict[str, Any] = {}
    if given.renewal_today is not None:
        told = complete(given, facts, policy)
        assert told.renewal_at_0 and told.renewal_at_100
        ended = contracts(facts, policy, given.renewal_today)
        if given.work_done_today is not None:
            ended = ended.scaled(given.work_done_today)
        curve = fitted(facts, ended, told.renewal_at_0, told.renewal_at_100, given.renewal_today)
        fields["facts.renewal"] = dict(curve)
    elif given.renewal_at_0 is not None or given.renewal_at_100 is not None:
        fields["facts.renewal"] = dict(_curve(given, facts))
    known = {
        "retention_rate": given.renewal_today,
        "activities_finished": given.work_done_today,
    }
    today = {name: value for name, value in known.items() if value is not None}
    return fields | ({"today": today} if today else {})


def _curve(given: RenewalRates, facts: Facts) -> Renewal:
    """Without today's rate: the facts' own curve, or the usual one between other ends."""
    low, high = given.renewal_at_0, given.renewal_at_100
    if low is None and high is None:
        return facts.renewal
    if low is None:
        low = min(facts.renewal.floor, high or 1.0)
    if high is None:
        high = max(facts.renewal.ceiling, low)
    return usual(_within(low), _within(high))


def _within(rate: float, least: float = _LEAST, most: float = _MOST) -> float:
    return min(max(round(rate, 3), least), most)
