"""The pace of people by their tenure: the rule, as every engine reads it."""

import numpy as np

MOST_TRAINING = 0.9
"""Of the hours of those who train."""


def speeds(
    tenures: np.ndarray,
    hours: np.ndarray,
    pace: float,
    curve: np.ndarray,
    training: float,
    training_months: int,
) -> np.ndarray:
    """Speeds of people, shape (people,).

    Args:
        tenures: months, shape (people,).
        hours: of each, over those of a full CSMP, shape (people,).
        pace: of who has learned and trains nobody: the hours of the month, over usual ones.
        curve, training, training_months: as in
            :class:`simmodel.journey.people.individuals.Rules`.
    """
    learned, trainees = 0.0, 0
    for place in range(tenures.size):
        learned += hours[place] * (tenures[place] >= curve.size - 1)
        trainees += tenures[place] < training_months
    taken = 0.0
    if learned > 0:
        taken = min(training * trainees / (learned * pace), MOST_TRAINING)
    found = np.empty(tenures.size)
    for place in range(tenures.size):
        tenure = min(tenures[place], curve.size - 1)
        trains = tenure == curve.size - 1
        found[place] = curve[tenure] * pace * (1.0 - taken if trains else 1.0) * hours[place]
    return found
