"""Points all over the space, whatever was tried: a quasi-random sequence."""

from collections.abc import Sequence

import numpy as np
from scipy.stats.qmc import Sobol

from planner.search.proposers.proposer import Proposer, Tried, Values
from planner.search.screen import Screen


class Quasirandom(Proposer):
    """Proposes the points of a scrambled Sobol sequence, each by the number of its trial."""

    def __init__(self, screen: Screen, seed: int) -> None:
        self._encoding, self._seed = screen.fluid.encoding, seed

    def propose(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Values:
        number = len(tried) + len(pending)
        sequence = Sobol(len(self._encoding.variables), rng=np.random.default_rng(self._seed))
        if number:
            sequence.fast_forward(number)
        return self._encoding.values(self._encoding.at(sequence.random(1)[0]))
