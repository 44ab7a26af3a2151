"""Drawing of people: what is theirs whatever is decided.

People are numbered in the order of the decisions that bring them, the opening team first, and
numbers have their luck by address: person n has the same under every policy.
"""

from collections.abc import Sequence

import numpy as np

from simmodel.journey.paths import Individuals, Presence
from simmodel.journey.people.tenure import by_tenure, tenures_of
from simmodel.streams import Stream

_SPARE = 64


def individuals(
    at_start: int,
    tenures: Sequence[int],
    hazard: np.ndarray,
    stream: Stream,
    presence: Presence | None = None,
) -> Individuals:
    """People of the opening team, who came last last, and as many more to come.

    Args:
        tenures: as stated; empty where they are to be drawn.
        hazard: rates of resignation by months of tenure, the last of which goes on.
        presence: of the opening team, in this order.
    """
    threshold, luck, tenure = _numbers(stream, 2 * at_start + _SPARE)
    drawn = np.searchsorted(tenures_of(hazard), tenure[:at_start], side="right")
    months = np.array(tenures or drawn, np.int64)
    return Individuals(stream.key, threshold, luck, months[by_tenure(months)], presence)


def with_more(people: Individuals) -> Individuals:
    """The same people, and as many more."""
    known = people.threshold.size
    threshold, luck, _ = _numbers(Stream(people.key), 2 * known)
    return people._replace(
        threshold=np.concatenate((people.threshold, threshold[known:])),
        luck=np.concatenate((people.luck, luck[known:])),
    )


def _numbers(stream: Stream, people: int) -> np.ndarray:
    """Thresholds of resignation, luck of hiring and of tenure, shape (3, people)."""
    uniform = np.array([stream.of(person).random(3) for person in range(people)]).T
    uniform[0] = -np.log1p(-uniform[0])
    return uniform
