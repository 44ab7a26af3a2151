"""The parts of a vendor that a study tells apart: segments of customers, and pods of the team."""

from collections.abc import Collection, Iterable, Mapping

from simmodel.contract.parts import Parts, of_part
from simmodel.contract.quantity import Quantity
from simmodel.journey.customers.segments import Segment
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import METRICS, OF_CUSTOMERS, OF_TARGETS, OF_VALUES
from simmodel.journey.outcome import OF_CUSTOMERS as SERIES_OF_CUSTOMERS
from simmodel.journey.outcome import OF_TARGETS as SERIES_OF_TARGETS
from simmodel.journey.outcome import OF_VALUES as SERIES_OF_VALUES
from simmodel.journey.outcome import SERIES
from simmodel.journey.policy import Policy, policy_type

_OF_SEGMENT = (
    *("net_revenue_retention", "gross_revenue_retention", "retention_rate"),
    *("retained_customers", "annual_recurring_revenue", "activities_finished"),
)
"""Metrics that a leader asks of a segment."""

_OF_POD = ("team_at_end", "utilisation", "csmp_cost", "objective")
"""Metrics that a leader asks of a pod."""

_OF_VALUES = {*OF_VALUES, *SERIES_OF_VALUES}
_OF_TARGETS = {*OF_TARGETS, *SERIES_OF_TARGETS}


def parts(facts: Facts) -> Parts[Policy] | None:
    """The parts; None where all customers are of one kind."""
    if facts.segments is None:
        return None
    segments, pods = tuple(facts.segments), tuple(facts.pods or ())
    alone = [name for name in segments if name not in pods]
    divided = (*facts.by_segment.items(), *facts.by_pod.items())
    untold = {name: _untold(part) for name, part in divided}
    told = ("service_level",) if facts.targets else ()
    return Parts(
        names={"segment": segments} | ({"pod": pods} if pods else {}),
        Policy=policy_type(pods, segments),
        metrics=_told((*OF_CUSTOMERS, *OF_TARGETS), METRICS, alone, untold)
        | _told(METRICS, METRICS, pods, untold),
        series=_told((*SERIES_OF_CUSTOMERS, *SERIES_OF_TARGETS), SERIES, alone, untold)
        | _told(SERIES, SERIES, pods, untold),
        highlights={"segment": (*_OF_SEGMENT, *told)} | ({"pod": _OF_POD} if pods else {}),
        own=_own(facts),
        idle=_idle(facts),
    )


def _own(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Facts that segments and pods have in place of the vendor's."""
    found: dict[str, tuple[str, ...]] = {}
    for name, segment in (facts.segments or {}).items():
        for table in segment.stated:
            found[table] = (*found.get(table, ()), f"segments.{name}.{table}")
    for name, pod in (facts.pods or {}).items():
        found["team.at_start"] = (*found.get("team.at_start", ()), f"pods.{name}.at_start")
        if pod.annual_cost is not None:
            cost = f"pods.{name}.annual_cost"
            found["team.annual_cost"] = (*found.get("team.annual_cost", ()), cost)
    return found


def _idle(facts: Facts) -> frozenset[str]:
    """Facts of the vendor that all segments, or all pods, have for themselves."""
    segments, pods = (facts.segments or {}).values(), (facts.pods or {}).values()
    found = {"customers", "automation"}  # which each segment has alone
    found |= {
        name for name in Segment.model_fields if all(name in each.stated for each in segments)
    }
    if pods:
        found.add("team.at_start")
        if all(each.annual_cost is not None for each in pods):
            found.add("team.annual_cost")
    return frozenset(found)


def _untold(facts: Facts) -> set[str]:
    """Metrics and series that are nothing of a segment, or a pod: of values that neither differ nor
    change, of new customers and of response targets that there are none."""
    segments = facts.by_segment.values()
    varies = len(segments) > 1 or any(part.varies for part in segments)
    untold = (set() if varies else _OF_VALUES) | (set() if facts.targets else _OF_TARGETS)
    return untold | (set() if facts.expects else {"lifetime_value"})


def _told(
    names: Iterable[str],
    declared: Mapping[str, Quantity],
    parts: Iterable[str],
    untold: Mapping[str, Collection[str]],
) -> dict[str, Quantity]:
    """What is declared, of each part.

    Args:
        untold: what is not, by part.
    """
    return {
        of_part(name, part): Quantity(
            declared[name].unit, f"{declared[name].description}; of {part}"
        )
        for part in parts
        for name in names
        if name not in untold[part]
    }
