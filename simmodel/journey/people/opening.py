"""The team of the warm-up and of the start, and how fast it is."""

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.paths import Individuals
from simmodel.journey.people.pace import speeds
from simmodel.journey.people.ramp import lacked, speed_of


def slowness_at_start(facts: Facts, people: Individuals | None) -> np.ndarray:
    """Hours that each CSMP of the start takes for an hour of work, shape (team,).

    The warm-up has this team throughout: who is new at its end was preceded by somebody as new.

    Args:
        people: as in :class:`simmodel.journey.paths.Paths`.
    """
    if people is None or facts.rules is None:
        staff = facts.team.staff
        lack = lacked(staff.at_start, staff.lacking, staff.recruits, staff.lacking.size - 1)
        return np.full(staff.at_start, 1.0 / speed_of(staff.at_start, lack))
    rules, presence = facts.rules, people.presence
    hours = np.ones(people.tenures.size) if presence is None else presence.hours
    fast = speeds(people.tenures, hours, 1.0, rules.curve, rules.training, rules.training_months)
    return 1.0 / fast
