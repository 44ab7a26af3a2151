"""A policy for facts that turned out otherwise, found cheaply.

The fluid approximation screens the whole space under those facts; its best policy and a few others
then meet the recommended one on replications of phase select. That is no whole search, of which
dozens would be needed. Measured on nine changes of facts of the case study, a whole search finds
policies worth from -13,000 to 41,000 more, less than its indifference zone each time.
"""

from collections.abc import Sequence

from planner.recommendation.finalists import unchanged
from planner.search.screen import screen
from planner.simulation.estimate import paired_difference
from planner.simulation.feasible import excess, keeps, violations
from planner.simulation.simulator import Sample
from planner.study.study import Study
from simmodel.fields import Section

CHOOSING = 8
"""Replications on which a policy is chosen: the difference of two good policies of the case study
then has a standard error of some 10,000, a quarter of the indifference zone."""

_OPENING = 4  # policies of the screen: its best, and others in case the fluid is wrong about that

_FIRST = 10
"""The screen begins with 2 ** 10 points: 2 ** 13, as for a search, find nothing that is better by
more than 0.01 % on the case study, be it for a rule or for a schedule of twelve hires."""


def most_candidates(study: Study) -> int:
    """Policies that meet at most, with the fixed plan."""
    return 3 + _OPENING + len(study.space)


def candidates(study: Study, recommended: Section, seed: int, jobs: int) -> list[Section]:
    """Who meets under the facts of ``study``: the recommended policy first, then what they suggest.

    The best policy of the screen is joined by those that leave one decision as it is today, as a
    screen of a range never proposes exactly none of an investment.
    """
    found = [recommended]
    if study.space:
        screened = screen(study, seed, jobs=jobs, first=_FIRST)
        best = [screened.policies[place] for place in screened.opening(_OPENING)]
        found += [*best, *unchanged(study, best[0])]
    return list(dict.fromkeys([*found, study.baseline]))


def chosen(study: Study, samples: Sequence[Sample]) -> Section:
    """The best of those that are shown to be better than the first; if none is, the first.

    Else the largest of several noisy means would now and then be worse than what it replaces. If
    the first does not keep the constraints, the best that does; or who violates them least.
    """
    able = [sample for sample in samples if keeps(study.constraints, sample)]
    if not able:
        return min(samples, key=lambda each: excess(violations(study.constraints, each))).policy
    first = samples[0]
    if able[0] is first:
        able = [first, *(each for each in able if _ahead(each, first))]
    return max(able, key=lambda each: float(each.metrics["objective"].mean())).policy


def _ahead(sample: Sample, reference: Sample) -> bool:
    """Whether it is shown to be better, at 95 % confidence."""
    return paired_difference(sample.metrics["objective"], reference.metrics["objective"]).low > 0
