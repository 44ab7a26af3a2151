"""The vendor: what its pods, which share nothing but money and rules, amount to together."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simmodel.contract.parts import of_part
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import OF_CUSTOMERS, SERIES, Outcome
from simmodel.journey.work.levels import attainment


@dataclass(frozen=True)
class VendorOutcome:
    """The outcome of one policy on one replication.

    Attributes:
        pods: by name; of no name where there is one team for all, or all work together.
        series: by name in :data:`simmodel.journey.outcome.SERIES`, each of shape (months,); where
            there are segments those of a segment or a pod, too, as "customers.enterprise".
    """

    pods: Mapping[str, Outcome]
    series: Mapping[str, np.ndarray]


def together(facts: Facts, pods: Mapping[str, Outcome]) -> VendorOutcome:
    """The outcome of all pods."""
    series = _in_all(facts, list(pods.values()))
    if facts.segments is not None:
        for outcome in pods.values():
            for segment, clientele in outcome.clienteles.items():
                series |= {of_part(name, segment): clientele.series[name] for name in OF_CUSTOMERS}
            for segment, levels in outcome.levels.items():
                series |= {of_part(name, segment): each for name, each in levels.series.items()}
        for pod, outcome in pods.items():
            if pod:
                series |= {of_part(name, pod): each for name, each in outcome.series.items()}
            elif facts.pods is not None:
                series = _of_pods(facts, series) | series
    return VendorOutcome(pods, series)


def _of_pods(facts: Facts, series: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Series of pods that work together: those of the customers whom they would serve; NaN of the
    team, which there is only as a whole."""
    found: dict[str, np.ndarray] = {}
    whole = [name for name in SERIES if name in series]
    for pod, part in facts.by_pod.items():
        for name in whole:
            named = (of_part(name, segment) for segment in part.by_segment)
            own = [series[each] for each in named if each in series]
            found[of_part(name, pod)] = (
                np.sum(own, axis=0) if own else np.full(facts.horizon_months, np.nan)
            )
        if part.targets is not None:
            judged, breaches = (found[of_part(name, pod)] for name in ("judged", "breaches"))
            found[of_part("service_level", pod)] = attainment(judged, breaches)
    return found


def _in_all(facts: Facts, pods: list[Outcome]) -> dict[str, np.ndarray]:
    """Sums over the pods; of what is an average the average."""
    if len(pods) == 1:
        return dict(pods[0].series)
    counts = [each.tally.counts for each in pods]
    started = np.array([each.started for each in counts]).sum(axis=0)
    team = np.array([each.team for each in counts]).sum(axis=0)
    busy = sum(each.series["utilisation"] * each.series["team"] for each in pods)
    averages = {
        "waited": np.array([each.waited_hours for each in counts]).sum(axis=0)
        / np.maximum(started, 1),
        "utilisation": np.divide(busy, team, out=np.zeros(facts.horizon_months), where=team > 0),
    }
    sums = {
        name: np.sum([each.series[name] for each in pods if name in each.series], axis=0)
        for name in SERIES
        if any(name in each.series for each in pods)
    }
    if "judged" in sums:
        averages["service_level"] = attainment(sums["judged"], sums["breaches"])
    return sums | averages
