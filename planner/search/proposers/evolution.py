"""CMA-ES, told all trials anew for each proposal. The only module that knows cmaes.

Optuna's own sampler keeps the state of this one as a pickle among the study's attributes, and
unpickles what it finds there: a record made by somebody else could run code of theirs.
"""

import math
from collections.abc import Sequence

import numpy as np
from cmaes import CMA

_SPREAD = 1 / 6
"""Standard deviation at first, as a part of each range; Optuna's choice."""


def evolve(
    points: np.ndarray, merits: Sequence[tuple[float, ...]], batch: int, seed: int
) -> np.ndarray:
    """The next point of a covariance matrix adaptation, shape (variables,).

    It begins at the best of the first batch. A generation is as many whole batches as are needed
    for N. Hansen's default, 4 + 3 ln(variables); so all that it learns from was told before its
    first proposal, and the state follows from the trials.

    Args:
        points: of the trials told, in the unit cube, shape (trials, variables); at least ``batch``.
        merits: of each; the larger, the better.
        batch: trials that are proposed side by side.
        seed: of the proposal.
    """
    count = points.shape[1]
    population = math.ceil((4 + int(3 * math.log(count))) / batch) * batch
    state = CMA(
        mean=points[max(range(batch), key=merits.__getitem__)],
        sigma=_SPREAD,
        bounds=np.tile((0.0, 1.0), (count, 1)),
        n_max_resampling=10 * count,
        seed=seed,
        population_size=population,
    )
    for first in range(batch, len(points) - population + 1, population):
        best_first = sorted(range(first, first + population), key=merits.__getitem__, reverse=True)
        state.tell([(points[trial], float(rank)) for rank, trial in enumerate(best_first)])
    return np.asarray(state.ask())
