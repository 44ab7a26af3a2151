"""The parts of a vendor that a study tells apart: segments of customers, and pods of the team."""

from collections.abc import Collection, Iterable, Mapping

from simmodel.contract.parts import Parts, of_part
from simmodel.contract.quantity import Quantity
from simmodel.journey.customers.segments import Segment
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import METRICS, OF_CUSTOMERS, OF_VALUES
from simmodel.journey.outcome import OF_CUSTOMERS as SERIES_OF_CUSTOMERS
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


def parts(facts: Facts) -> Parts[Policy] | None:
    """The parts; None where all customers are of one kind."""
    if facts.segments is None:
        return None
    segments, pods = tuple(facts.segments), tuple(facts.pods or ())
    alone = [name for name in segments if name not in pods]
    varies = {name for name, part in facts.by_segment.items() if part.varies}
    varies |= {name for name, part in facts.by_pod.items() if _varies(part)}
    return Parts(
        names={"segment": segments} | ({"pod": pods} if pods else {}),
        Policy=policy_type(pods, segments),
        metrics=_told(OF_CUSTOMERS, METRICS, alone, varies) | _told(METRICS, METRICS, pods, varies),
        series=_told(SERIES_OF_CUSTOMERS, SERIES, alone, varies)
        | _told(SERIES, SERIES, pods, varies),
        highlights={"segment": _OF_SEGMENT} | ({"pod": _OF_POD} if pods else {}),
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


def _varies(facts: Facts) -> bool:
    """Whether the values of contracts of a pod differ, or change."""
    return len(facts.by_segment) > 1 or any(part.varies for part in facts.by_segment.values())


def _told(
    names: Iterable[str],
    declared: Mapping[str, Quantity],
    parts: Iterable[str],
    varies: Collection[str],
) -> dict[str, Quantity]:
    """What is declared, of each part; of values that neither differ nor change no more is told.

    Args:
        varies: parts in which they do.
    """
    return {
        of_part(name, part): Quantity(
            declared[name].unit, f"{declared[name].description}; of {part}"
        )
        for part in parts
        for name in names
        if part in varies or name not in _OF_VALUES
    }
