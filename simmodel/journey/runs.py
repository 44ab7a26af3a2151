"""Runs of a vendor: pod by pod, as each is a run of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from simmodel.journey import engine
from simmodel.journey.draw import draw as draw_pod
from simmodel.journey.facts import Facts
from simmodel.journey.paths import PathsByPod
from simmodel.journey.policy import Policy
from simmodel.journey.reference.vendor import reference as reference_pod
from simmodel.journey.vendor import VendorOutcome, together
from simmodel.streams import Streams


@dataclass(frozen=True)
class Starts:
    """One replication at time 0, before any decision: of every pod."""

    pods: Mapping[str, engine.Start]

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return sum(start.nbytes for start in self.pods.values())


def draw(facts: Facts, streams: Streams) -> PathsByPod:
    """Paths of one replication; people have the luck of their pod, customers of their segment."""
    return {name: draw_pod(part, streams, name) for name, part in facts.by_pod.items()}


def warm_up(facts: Facts, paths: PathsByPod) -> Starts:
    """State of every pod at time 0."""
    pods = facts.by_pod
    return Starts({name: engine.warm_up(part, paths[name]) for name, part in pods.items()})


def run(facts: Facts, policy: Policy, starts: Starts) -> VendorOutcome:
    """Outcome of one policy, run from time 0 to the horizon's end."""
    pods = facts.by_pod.items()
    of = {n: engine.run(each, policy.of_pod(n), starts.pods[n]) for n, each in pods}
    return together(facts, of)


def reference(facts: Facts, policy: Policy, paths: PathsByPod) -> VendorOutcome:
    """Outcome of one policy, from the beginning of the warm-up to the horizon's end, by SimPy."""
    pods = facts.by_pod.items()
    of = {n: reference_pod(each, policy.of_pod(n), paths[n]) for n, each in pods}
    return together(facts, of)
