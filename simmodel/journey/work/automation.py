"""What automation takes of the work, where segments that are served together differ in that."""

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts, Work
from simmodel.journey.policy import Policy
from simmodel.journey.work.occasional import NEVER

UNATTENDED, EFFORTLESS = np.float32(0.25), np.float32(0.75)
"""Thresholds of all segments, where :func:`marked` has set the numbers of activities to below the
one, between the two, or above the other."""


def thresholds(facts: Facts, policy: Policy) -> tuple[list[float], list[float]]:
    """Uniform numbers below which activities are finished at once, or cost no time, by segment."""
    unattended, effortless = [], []
    for name, part in facts.by_segment.items():
        share, queued = policy.of_segment(name).automation, part.automation.queued
        unattended.append(0.0 if queued else share)
        effortless.append(share if queued else 0.0)
    return unattended, effortless


def alike(own: tuple[list[float], list[float]]) -> bool:
    """Whether the same thresholds hold for all segments."""
    return all(len(set(each)) == 1 for each in own)


def marked(facts: Facts, policy: Policy, work: Work, contracts: Contracts) -> Work:
    """The work with numbers for thresholds that are the same for all segments.

    As it is where those of the segments are.
    """
    own = thresholds(facts, policy)
    if alike(own):
        return work
    segment = contracts.segment[work.contract]
    unattended, effortless = (np.array(each)[segment] for each in own)
    uniform = np.full(work.uniform.size, NEVER)
    uniform[work.uniform < effortless] = np.float32(0.5)
    uniform[work.uniform < unattended] = np.float32(0.0)
    return work._replace(uniform=uniform)
