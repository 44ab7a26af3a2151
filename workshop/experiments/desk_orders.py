"""What an order of work is worth against first come, first served, by how lean the team is."""

from collections.abc import Mapping
from typing import Any

from desk_companies import lean, of_pods, sizes

from planner import Estimate, Study, compare
from simmodel.journey.facts import Facts

CAFS = (0.9, 1.0, 1.2, 1.5)

FIRST = "first come"
LARGEST = "largest customers first"
SHORTEST = "shortest work first"
DUTIES = "renewals and onboarding first"

_DUTIES = ("renewal", "onboarding")


def orders(study: Study, *, replications: int, jobs: int) -> list[dict[str, Any]]:
    """An entry a CAF: the team, its first come first served, and what each order brings more."""
    return [_at(study, caf, replications, jobs) for caf in CAFS]


def _at(study: Study, caf: float, replications: int, jobs: int) -> dict[str, Any]:
    found = compare(lean(study, caf), policies(study), replications=replications, jobs=jobs)
    first, *others = found.policies.values()
    return {
        "caf": caf,
        "team": sizes(study, caf),
        "first_come": {
            name: plain(first.metrics[name])
            for name in ("objective", "csmp_cost", "utilisation", "activities_finished")
        },
        "orders": {
            name: {metric: plain(each.gain[metric]) for metric in _told(study)}
            for name, each in zip(list(found.policies)[1:], others, strict=True)
        },
    }


def policies(study: Study) -> dict[str, Mapping[str, Any]]:
    """The orders, first come before all; those by class say what comes first in each pod."""
    pods = study.facts.by_pod
    found: dict[str, Mapping[str, Any]] = {FIRST: of_pods(study, order="first_come")}
    if any(len(pod.by_segment) > 1 for pod in pods.values()):
        found[LARGEST] = _by_class(study, {name: largest(pod) for name, pod in pods.items()})
    found[DUTIES] = _by_class(study, {name: duties(pod) for name, pod in pods.items()})
    found[SHORTEST] = _by_class(study, {name: shortest(pod) for name, pod in pods.items()})
    return found | {
        order.replace("_", " "): of_pods(study, order=order)
        for order in ("soonest_end", "lowest_health", "value_at_risk")
    }


def largest(pod: Facts) -> list[str]:
    """Segments of a pod, those of the dearest contracts first."""
    parts = pod.by_segment
    return sorted(parts, key=lambda name: -parts[name].contract.value)


def duties(pod: Facts) -> list[str]:
    """What of renewals and onboarding a pod does."""
    return [name for name in _DUTIES if name in {kind for _, kind in pod.kinds}]


def shortest(pod: Facts) -> list[str]:
    """Types of activity of a pod, those of the fewest hours first."""
    hours = {
        f"{segment}.{name}": activity.mean_hours
        for segment, part in pod.by_segment.items()
        for name, activity in part.activities.items()
    }
    return sorted(hours, key=lambda name: hours[name])


def plain(value: Estimate) -> dict[str, float]:
    """Mean and half-width, for JSON."""
    return {"mean": value.mean, "half_width": value.half_width}


def _by_class(study: Study, first: Mapping[str, list[str]]) -> dict[str, Any]:
    classes = {f"pods.{pod}.desk.first": names for pod, names in first.items()}
    return of_pods(study, order="by_class") | classes


def _told(study: Study) -> list[str]:
    """The objective, by pod as well, and the retention of each segment."""
    pods = [f"objective.{name}" for name in study.facts.by_pod]
    segments = [f"retention_rate.{name}" for name in study.facts.by_segment]
    return ["objective", *pods, *segments, "renewal_bookings"]
