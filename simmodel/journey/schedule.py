"""A plan is not a policy: the fixed schedule that stands for an adaptive policy."""

from collections.abc import Sequence

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome
from simmodel.journey.policy import Policy


def schedule(facts: Facts, policy: Policy, outcomes: Sequence[Outcome]) -> Policy:
    """The policy that hires, period by period, towards the team the adaptive one had on average.

    Args:
        policy: whose cadence and automation are kept.
        outcomes: of ``policy``, on any number of replications (at least one).
    """
    begins = np.arange(policy.periods(facts)) * policy.months_per_period
    team = np.mean([outcome.series["team"][begins] for outcome in outcomes], axis=0)
    rounded = np.floor(team + 0.5).astype(int)
    hires = np.diff(rounded, prepend=facts.team.at_start)
    return policy.model_copy(update={"hires": tuple(hires.tolist())})
