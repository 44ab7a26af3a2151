"""The finalists on fresh replications: who has met how many, and what limit forbade more."""

from collections.abc import Callable, Sequence

import numpy as np

from planner.selection import kn
from planner.simulation.budget import Budget, Limit
from planner.simulation.phase import Phase
from planner.simulation.simulator import Sample, Simulator
from planner.study.study import Study
from simmodel.contract.sections import Policy

_BLOCK = 8  # replications drawn at a time
_CLOSER = 6  # first stages: replications for telling whether a policy ties, or may be chosen


class Meeting:
    """Policies, named by their places, on replications of phase select, the first stage at least.

    Args:
        on_block: called before each block of replications with the number of policies left.
    """

    def __init__(
        self,
        study: Study,
        simulator: Simulator,
        policies: Sequence[Policy],
        budget: Budget,
        on_block: Callable[[int], None],
    ) -> None:
        self._search, self._simulator, self._policies = study.search, simulator, policies
        self._budget, self._on_block = budget, on_block
        self._met = [self._search.first_stage] * len(policies)
        self._most = max(self._search.select_replications, self._search.first_stage)
        self.limits: list[Limit] = []

    def samples(self) -> list[Sample]:
        """Each policy on all replications that it has met; nothing new but the first stage."""
        self._sample(range(len(self._policies)), min(self._met))
        return [self._sample([place], met)[0] for place, met in enumerate(self._met)]

    def look_closer(self, places: Sequence[int], stage: str) -> None:
        """More replications for these; where the budget does not allow them, it stays as it is."""
        wanted = min(_CLOSER * self._search.first_stage, self._most)
        lacking = self._lacking(places, wanted)
        if lacking and not self._budget.reached(stage, 0, lacking):
            self._meet(places, wanted)

    def procedure(self, places: Sequence[int], zone: float) -> kn.Selection:
        """Run the procedure among ``places``; it names them from 0 on."""
        stage = f"selection among {len(places)}"  # one less each time that it is run again

        def observe(alive: tuple[int, ...], count: int) -> list[np.ndarray]:
            samples = self._meet([places[each] for each in alive], count)
            return [sample.merit for sample in samples]

        def enough(alive: tuple[int, ...], count: int) -> bool:
            self._on_block(len(alive))
            new = self._lacking([places[each] for each in alive], count + _BLOCK)
            reached = self._budget.reached(stage, count, new)
            if reached is not None:
                self.limits.append(reached)
            return reached is not None

        return kn.select(
            observe,
            len(places),
            zone,
            self._search.confidence,
            self._search.first_stage,
            self._most,
            _BLOCK,
            enough,
        )

    def _lacking(self, places: Sequence[int], count: int) -> int:
        """Runs until all of these have met ``count`` replications."""
        return sum(max(count - self._met[place], 0) for place in places)

    def _meet(self, places: Sequence[int], count: int) -> list[Sample]:
        for place in places:
            self._met[place] = max(self._met[place], count)
        return self._sample(places, count)

    def _sample(self, places: Sequence[int], count: int) -> list[Sample]:
        policies = [self._policies[place] for place in places]
        return self._simulator.sample(policies, Phase.SELECT, count)
