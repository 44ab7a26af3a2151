"""Segments in plain words, and the facts that they stand for."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from simmodel.journey.customers.facts import Customers, Renewal
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.facts import Desk
from simmodel.journey.desk.pods import Pod
from simmodel.journey.facts import NAME, Facts
from simmodel.journey.people.facts import MOST_CSMPS
from simmodel.journey.policy import Policy
from simmodel.journey.study.fitting import Contracts, contracts_by_segment, fitted
from simmodel.journey.study.rates import ends
from simmodel.journey.study.today import needed, today
from simmodel.journey.study.told import Told, ToldSegment
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.phases import Phase, Phases

_COMING = 0.02  # of the customers, new in a month, of who does not say
_ONBOARDING_MONTHS = 2
_EXPANSION, _MOST_EXPANDING = 0.25, 0.9  # by how much, and how many, of who does not say
_STEP = 0.05  # of what is worked out of them
_MOST_PIECES = 1_000  # in a month


def complete(told: Told, facts: Facts, policy: Policy) -> dict[str, ToldSegment]:
    """``told``, and in place of what was not answered what follows from the rest.

    Raises:
        ValueError: no study may have such customers.
    """
    known = {name: _complete(name, each, facts) for name, each in told.items()}
    found = {}
    for name, ended in _contracts(_facts(known, facts), known, policy).items():
        each = known[name]
        low, high = ends(each.renewal_today, ended.share, each.renewal_at_0, each.renewal_at_100)
        found[name] = each.model_copy(update={"renewal_at_0": low, "renewal_at_100": high})
    return found


def stands_for(told: Told, facts: Facts, policy: Policy) -> dict[str, Any]:
    """The fields that the answers stand for, by key. Raises ValueError as :func:`complete`."""
    known = complete(told, facts, policy)
    level = _facts(known, facts)
    ended = _contracts(level, known, policy)
    segments = {}
    for name, each in known.items():
        assert each.renewal_at_0 and each.renewal_at_100
        bounds = each.renewal_at_0, each.renewal_at_100
        curve = fitted(level.by_segment[name], ended[name], *bounds, each.renewal_today)
        segments[name] = _segment(each, facts, curve)
    fields: dict[str, Any] = {"facts.segments": segments}
    pods = _pods(known, facts)
    if len(pods) > 1:
        fields["facts.pods"] = pods
    else:
        (pod,) = pods.values()
        fields["facts.team.at_start"] = pod.at_start
        if pod.desk is not None:
            fields["facts.desk.organisation"] = pod.desk.organisation
    return fields | {"today": dict(_known(told, facts))}


def _known(told: Told, facts: Facts) -> Iterator[tuple[str, float]]:
    """Metrics of today that were told."""
    for name, each in told.items():
        yield f"retention_rate.{name}", each.renewal_today
        # The metric is of a year, the answer of a contract.
        if each.net_revenue_retention and each.growth and facts.contract.months == 12:
            yield f"net_revenue_retention.{name}", each.net_revenue_retention


def _complete(name: str, told: ToldSegment, facts: Facts) -> ToldSegment:
    """One segment, by itself; the ends of its renewal curve are left open."""
    growth = told.growth
    desk = (
        told.organisation if "organisation" in told.model_fields_set else _desk(facts).organisation
    )
    usual: dict[str, Any] = {
        "new_per_month": round(_COMING * told.customers, 1),
        "onboarding_months": _ONBOARDING_MONTHS if told.onboarding_hours else None,
        "net_revenue_retention": told.renewal_today,
        "expansion": _expansion(growth) if growth > 0 else None,
    }
    stated = {field: getattr(told, field) for field in usual}
    found = told.model_copy(
        update=usual | {field: each for field, each in stated.items() if each is not None}
    )
    if found.csmps is None:
        alone = {name: found.model_copy(update={"csmps": 1})}
        found = found.model_copy(update={"csmps": _csmps(name, needed(_facts(alone, facts)))})
    return found.model_copy(update={"organisation": desk if found.csmps else None})


def _csmps(name: str, load: float) -> int:
    """The CSMPs whom the work of a segment takes; there may be no more than a team can have."""
    csmps = max(round(load), 1)
    if csmps > MOST_CSMPS:
        raise ValueError(
            f"segments.{name} has no csmps and work for {csmps:,}; allowed: csmps, or work for at "
            f"most {MOST_CSMPS:,}"
        )
    return csmps


def _expansion(growth: float) -> float:
    """How much more those sign who grow, so that not all must."""
    steps = max(_EXPANSION, growth / _MOST_EXPANDING) / _STEP
    return round(_STEP * -(-steps // 1), 2)


def _contracts(facts: Facts, told: Told, policy: Policy) -> dict[str, Contracts]:
    """The contracts that end under today's policy, which is reviewed as ``policy`` is."""
    as_today = today(facts).model_copy(update={"cadence": policy.cadence})
    rates = {name: each.renewal_today for name, each in told.items()}
    return contracts_by_segment(facts, as_today, rates)


def _facts(told: Told, facts: Facts) -> Facts:
    """The facts of a vendor of these segments, each of which renews as today whatever is done."""
    stated = {name: getattr(facts, name) for name in facts.model_fields_set}
    kept = {name: each for name, each in stated.items() if name not in ("customers", "automation")}
    segments = {
        name: _segment(each, facts, Renewal(floor=each.renewal_today, ceiling=each.renewal_today))
        for name, each in told.items()
    }
    pods = _pods(told, facts)
    team = {"at_start": sum(each.at_start for each in pods.values())}
    (first, *others) = pods.values()
    parts = {
        "segments": segments,
        "pods": pods if others else None,
        "desk": facts.desk if others else first.desk or facts.desk,
        "team": facts.team.model_copy(update=team),
    }
    try:
        return type(facts).model_validate(kept | parts)
    except ValidationError as refused:
        (error, *_) = refused.errors()
        raise ValueError(str(error.get("ctx", {}).get("error", error["msg"]))) from None


def _segment(told: ToldSegment, facts: Facts, renewal: Renewal) -> Segment:
    phases = None
    if told.onboarding_hours:
        phases = Phases(onboarding_months=told.onboarding_months or _ONBOARDING_MONTHS)
    growth, expansion = told.growth, told.expansion or _EXPANSION
    return Segment(
        customers=Customers(
            at_start=told.customers, arrivals_per_month=float(told.new_per_month or 0)
        ),
        contract=facts.contract.model_copy(update={"value": float(told.value)}),
        activities=dict(_activities(told)),
        phases=phases,
        renewal=renewal,
        outcomes=Outcomes(expanding=round(growth / expansion, 4), expansion=float(expansion))
        if growth > 0
        else None,
    )


def _activities(told: ToldSegment) -> Iterator[tuple[str, Activity]]:
    """The work of a segment, regular work and onboarding in pieces of about an hour."""
    yield "regular_work", _in_pieces(told.work_hours)
    if told.review_hours:
        review = float(told.review_hours)
        yield "quarterly_review", Activity(per_month=1, every_months=3, mean_hours=review)
    if told.onboarding_hours:
        hours = told.onboarding_hours / (told.onboarding_months or _ONBOARDING_MONTHS)
        yield "onboarding", _in_pieces(hours, "onboarding")


def _in_pieces(hours: float, phase: Phase | None = None) -> Activity:
    number = min(max(round(hours), 1), _MOST_PIECES)
    return Activity(per_month=number, phase=phase, mean_hours=float(f"{hours / number:.6g}"))


def _pods(told: Told, facts: Facts) -> dict[str, Pod]:
    """The pods: one for each segment that has CSMPs, and for those without named after it, or
    before the first. A pod has a desk of its own where it is organised otherwise than the facts."""
    teams: list[list[str]] = [[]]
    for name, each in told.items():
        if each.csmps and any(told[other].csmps for other in teams[-1]):
            teams.append([])
        teams[-1].append(name)
    found, usual = {}, _desk(facts)
    for number, served in enumerate(teams, 1):
        joint = served[0] if len(served) == 1 else "_and_".join(served)
        free = len(served) == 1 or (NAME.fullmatch(joint) and joint not in told)
        who = next(told[name] for name in served if told[name].csmps)
        desk = usual.model_copy(update={"organisation": who.organisation})
        found[joint if free else f"pod_{number}"] = Pod(
            segments=tuple(served),
            at_start=who.csmps or 0,
            desk=None if desk == usual else desk,
        )
    return found


def _desk(facts: Facts) -> Desk:
    return facts.desk or Desk()
