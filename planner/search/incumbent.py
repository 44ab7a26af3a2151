"""The best policy so far, and how far the others are behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.search.experiment import Experiment
from planner.search.race import looks, promising
from planner.simulation.estimate import differences
from planner.simulation.feasible import keeps
from planner.simulation.simulator import Sample
from simmodel.contract.sections import Policy

_CLOSEST = 128  # replications; more only if a trial itself takes more
_TRIALS = 8

_PRIOR = 4.0  # degrees of freedom with which the common variance counts in each policy's own


@dataclass(frozen=True)
class Lead:
    """The lead of a policy over a reference, paired on the replications that both have met.

    Attributes:
        ahead: mean difference of what is maximised, money.
        error: its standard error.
    """

    ahead: float
    error: float


def closest(replications: int) -> int:
    """Replications on which the incumbent and its rivals are compared at most: as of eight trials.

    Args:
        replications: of a trial.
    """
    return max(replications, min(_TRIALS * replications, _CLOSEST))


def contend(
    experiment: Experiment,
    policies: Sequence[Policy],
    most: int,
    affords: Callable[[int], bool] = lambda _: True,
) -> Policy | None:
    """The best of the policies; those that may be it meet twice as many replications, and again.

    Args:
        policies: on all replications of a trial.
        most: replications to compare them on at most.
        affords: whether so many more runs may be made.

    Returns:
        None if no policy keeps the constraints.
    """
    look, left = experiment.replications, list(policies)
    while left:
        met = experiment.sample(left, look)
        able = [each for each in met if keeps(experiment.study.constraints, each)]
        if not able:
            return None
        best = max(able, key=lambda each: float(each.merit.mean()))
        leading = best.merit
        left = [
            each.policy
            for each in able
            if each is best or promising(each.merit, leading, experiment.least)
        ]
        wider = min(2 * look, most)
        if len(left) == 1 or wider == look or not affords(len(left) * (wider - look)):
            return best.policy
        look = wider
    return None


def leads(samples: Sequence[Sample], reference: Sample) -> list[Lead]:
    """The lead of each policy over ``reference``.

    A variance from a handful of replications is itself uncertain, so each is drawn towards the
    middle one of all.
    """
    its = reference.merit
    ahead = [differences(sample.merit, its) for sample in samples]
    count = np.array([each.size for each in ahead])
    spread = np.array([each.var(ddof=1) for each in ahead])
    pooled = _PRIOR * np.median(spread[spread > 0]) if (spread > 0).any() else 0.0
    errors = np.sqrt((pooled + (count - 1) * spread) / (_PRIOR + count - 1) / count)
    errors[spread == 0] = 0.0  # the reference itself: it differs from itself by nothing
    return [Lead(float(v.mean()), e) for v, e in zip(ahead, errors.tolist(), strict=True)]


def ahead(sample: Sample, reference: Sample) -> float:
    """The lead of a policy over ``reference`` on the replications that both have met."""
    return float(differences(sample.merit, reference.merit).mean())


def running(sample: Sample, reference: Sample, level: float) -> Mapping[int, float]:
    """The value of a policy by the number of replications, as the looks of the race have seen it.

    Args:
        reference: what it is compared with, and ``level``: the value of that.
    """
    lead = differences(sample.merit, reference.merit)
    return {look: level + float(lead[:look].mean()) for look in looks(lead.size)}
