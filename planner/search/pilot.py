"""The number of replications that a trial takes, so that what is worth telling shows."""

from dataclasses import replace

import numpy as np

from planner.search.experiment import Allowance, Experiment
from planner.search.screen import Screen
from planner.simulation.estimate import differences

MOST = 8
"""Times the study's replications of a trial that it may take at most."""


def piloted(experiment: Experiment, screened: Screen, allowance: Allowance) -> Experiment:
    """With more replications of a trial where differences are noisier than the zone.

    A firm of few customers is all luck: where the paired difference between two good policies has
    a standard error beyond the zone, a search follows the luck and ends far from the best. So the
    replications double until the lower quartile of those errors, which is that of policies near
    each other, is within the zone. The pilot is the search's own opening; no run is made twice.
    """
    study, count = experiment.study, experiment.replications
    places = screened.opening(study.search.batch)
    pilot = (1 + len(places)) * count
    if study.goals or len(places) < 2 or not allowance.affords(pilot):
        return experiment
    policies = [screened.policies[place] for place in places]
    best, *others = (sample.merit for sample in experiment.sample(policies, count))
    spreads = [differences(other, best).std(ddof=1) for other in others]
    error = float(np.quantile(spreads, 0.25)) / np.sqrt(count)
    times = 1
    while (
        times < MOST
        and error > experiment.zone * np.sqrt(times)
        and allowance.affords(2 * times * pilot)
    ):
        times *= 2
    wider = study.search.model_copy(update={"replications": times * count})
    return replace(experiment, study=replace(study, search=wider))
