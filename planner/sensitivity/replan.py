"""A policy found anew for facts that turned out otherwise: the study's own search, cut short.

It screens, tries and compares as the search for a recommendation does, and is told of the
recommended policy as well as of today's. What it finds is valued on replications that no search
has seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.recommendation.finalists import unchanged
from planner.search.effort import BRIEF
from planner.search.experiment import Allowance, Experiment
from planner.search.incumbent import closest, contend
from planner.search.kept import kept_screen
from planner.search.search import Search
from planner.sensitivity.problems import Problems
from planner.simulation.budget import Budget
from planner.simulation.feasible import excess, violations
from planner.study.study import Study
from simmodel.contract.sections import Policy

_REPLICATIONS = 8  # of a trial at most, as there is a search for every set of facts

_BATCH = 4  # the fewer at a time, the more the later ones learn from the earlier ones


@dataclass(frozen=True)
class Replanned:
    """The best policy that was found.

    Attributes:
        tried: policies that were simulated to find it.
    """

    policy: Policy
    tried: int


def replications(study: Study) -> int:
    """Replications of a policy that is tried; of a rival up to :func:`closest` of it."""
    return max(min(study.search.replications, _REPLICATIONS), study.least)


def replanned(problems: Problems, study: Study, known: Policy) -> Replanned:
    """Search under the facts of ``study``, in its space, for ``study.whatif.trials`` policies.

    The best one meets the recommended policy and today's, and those that leave one decision as it
    is today, as a search of a range never proposes exactly none of an investment.

    Args:
        known: a policy that is good under other facts; the search begins with it.
    """
    settings = {
        "trials": study.whatif.trials,
        "batch": _BATCH,
        "replications": replications(study),
    }
    study = replace(study, search=study.search.model_copy(update=settings))
    experiment = Experiment(study, problems.simulator(study.facts), problems.zone)
    with problems.search():
        tried, best = _searched(problems, experiment, known) if study.space else ([], known)
        rivals = list(dict.fromkeys((known, study.baseline, best, *unchanged(study, best))))
        winner = contend(experiment, rivals, closest(experiment.replications))
        if winner is None:
            winner = _least_violating(experiment, rivals)
    experiment.simulator.forget()
    return Replanned(winner, len({*tried, *rivals}))


def _searched(
    problems: Problems, experiment: Experiment, known: Policy
) -> tuple[list[Policy], Policy]:
    """What a search has tried, and the best of it."""
    screened = kept_screen(problems.ledger, experiment.study, problems.seed, problems.jobs, BRIEF)
    allowance = Allowance(Budget(None, None, experiment.simulator))
    with TemporaryDirectory() as folder:  # its runs are in the ledger, and that is all to keep
        found = Search(experiment, screened, allowance, Path(folder), known=[known]).run()
    return [trial.policy for trial in found.trials], found.ranked[0].policy


def _least_violating(experiment: Experiment, policies: Sequence[Policy]) -> Policy:
    constraints = experiment.study.constraints
    met = experiment.sample(policies, experiment.replications)
    return min(met, key=lambda each: excess(violations(constraints, each))).policy
