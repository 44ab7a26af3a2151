"""Runs of a vendor: pod by pod, as each is a run of its own, or of all pods in one team."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from simmodel.journey import engine
from simmodel.journey.draw import draw as draw_pod
from simmodel.journey.facts import Facts
from simmodel.journey.paths import PathsByPod
from simmodel.journey.policy import Policy
from simmodel.journey.readable import vendors
from simmodel.journey.vendor import VendorOutcome, together
from simmodel.streams import Streams


@dataclass(frozen=True)
class Starts:
    """One replication at time 0, before any decision: of every pod."""

    facts: Facts
    pods: Mapping[str, engine.Start]

    @cached_property
    def together(self) -> engine.Start:
        """All pods in one team, joined once somebody decides it."""
        return engine.join(self.facts, self.pods)

    def of(self, team: str) -> engine.Start:
        """The start of a pod, by its name, or of all in one team, of no name."""
        alone = self.pods.get(team)
        return self.together if alone is None else alone

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        joined = [self.together] if "together" in vars(self) else []
        return sum(start.nbytes for start in (*self.pods.values(), *joined))


def draw(facts: Facts, streams: Streams) -> PathsByPod:
    """Paths of one replication; people have the luck of their pod, customers of their segment."""
    return {name: draw_pod(part, streams, name) for name, part in facts.by_pod.items()}


def warm_up(facts: Facts, paths: PathsByPod) -> Starts:
    """State of every pod at time 0."""
    pods = facts.by_pod
    return Starts(facts, {name: engine.warm_up(part, paths[name]) for name, part in pods.items()})


def run(facts: Facts, policy: Policy, starts: Starts) -> VendorOutcome:
    """Outcome of one policy, run from time 0 to the horizon's end."""
    teams = facts.teams(policy.together).items()
    of = {n: engine.run(each, policy.of_pod(n), starts.of(n)) for n, each in teams}
    return together(facts, of)


def reference(facts: Facts, policy: Policy, paths: PathsByPod) -> VendorOutcome:
    """Outcome of one policy, from the beginning of the warm-up to the horizon's end, by SimPy."""
    return together(facts, {name: each.outcome() for name, each in vendors(facts, policy, paths)})
