"""How many replications a trial takes, so that what is worth telling shows."""

from dataclasses import replace

import numpy as np

from planner.search.screen import Screen
from planner.simulation.budget import Budget
from planner.simulation.estimate import differences
from planner.simulation.simulator import Simulator
from planner.study.study import Study
from simmodel.streams import Phase

MOST = 8
"""Times the study's replications of a trial that it may take at most."""


def piloted(
    study: Study, simulator: Simulator, screened: Screen, budget: Budget, zone: float, reserve: int
) -> Study:
    """The study, with more replications of a trial where differences are noisier than the zone.

    A firm of few customers is all luck: where the paired difference between two good policies has
    a standard error beyond the zone, a search follows the luck and ends far from the best. So the
    replications double until the lower quartile of those errors, which is that of policies near
    each other, is within the zone. The pilot is the search's own opening; no run is made twice.

    Args:
        zone: indifference zone, money.
        reserve: runs that the stages after the search need at least.
    """
    settings = study.search
    places = screened.opening(settings.batch)
    pilot = (1 + len(places)) * settings.replications
    if study.goals or len(places) < 2 or not budget.affords(pilot + reserve):
        return study
    policies = [screened.policies[place] for place in places]
    best, *others = (
        sample.metrics["objective"]
        for sample in simulator.sample(policies, Phase.SEARCH, settings.replications, keep=True)
    )
    spreads = [differences(other, best).std(ddof=1) for other in others]
    error = float(np.quantile(spreads, 0.25)) / np.sqrt(settings.replications)
    times = 1
    while (
        times < MOST
        and error > zone * np.sqrt(times)
        and budget.affords(2 * times * pilot + reserve)
    ):
        times *= 2
    wider = {"replications": times * settings.replications}
    return replace(study, search=settings.model_copy(update=wider))
