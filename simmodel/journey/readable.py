"""The readable engine's vendors: one a pod, as each is a run of its own, or one of all together."""

from collections.abc import Iterator

from simmodel.journey.facts import Facts
from simmodel.journey.joined import joined, places
from simmodel.journey.paths import PathsByPod
from simmodel.journey.policy import Policy
from simmodel.journey.reference.joined import Joined
from simmodel.journey.reference.vendor import Vendor


def vendors(facts: Facts, policy: Policy, paths: PathsByPod) -> Iterator[tuple[str, Vendor]]:
    """The vendors of a policy, before the warm-up, by the name of the pod; of no name if all work
    together.
    """
    if policy.together:
        yield "", Joined(facts, policy, joined(facts, paths), paths, places(facts, paths))
        return
    for name, part in facts.by_pod.items():
        yield name, Vendor(part, policy.of_pod(name), paths[name])
