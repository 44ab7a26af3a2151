"""The vendor of the readable engine whose pods work together from time 0 on."""

from collections.abc import Sequence

import numpy as np

from simmodel.journey.desk.rules import opening_rules
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Paths, PathsByPod
from simmodel.journey.people.opening import slowness_at_start
from simmodel.journey.policy import Policy
from simmodel.journey.reference.apart import Apart
from simmodel.journey.reference.desk import Desk
from simmodel.journey.reference.vendor import Vendor


class Joined(Vendor):
    """All CSMPs of all pods in one team, which up to time 0 have worked apart.

    Args:
        facts: of the vendor, with its pods.
        paths: of all pods, joined.
        of_pods: of every pod.
        places: in the one team, of the CSMPs of each pod.
    """

    is_reorganised = True

    def __init__(
        self,
        facts: Facts,
        policy: Policy,
        paths: Paths,
        of_pods: PathsByPod,
        places: Sequence[np.ndarray],
    ) -> None:
        self.pods, self.of_pods, self.places = facts.by_pod, of_pods, places
        (whole,) = facts.teams(together=True).values()
        super().__init__(whole, policy, paths)

    def first_desk(self) -> Desk:
        """The desks of all pods, each with its own CSMPs at their own pace."""
        desks, kind, segment = [], 0, 0
        for (name, part), place in zip(self.pods.items(), self.places, strict=True):
            team = [self.team.csmps[each] for each in place.tolist()]
            pace = slowness_at_start(part, self.of_pods[name].people)
            for csmp, slowness in zip(team, pace.tolist(), strict=True):
                csmp.slowness = slowness
            desks.append(self.open(opening_rules(part), team, kind, segment))
            kind += len(part.kinds)
            segment += len(part.by_segment)
        sizes = [each.contracts.end.size for each in self.of_pods.values()]
        first = np.cumsum([0, *sizes])[:-1].tolist()
        return Apart(self.clock, self.team.csmps, desks, first)
