"""The desk of a whole team in books, and how much of the work in each gets done."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simmodel.contract.assignment import Person
from simmodel.jit import compiled
from simmodel.journey.assignment.team import capacity, share_of
from simmodel.journey.desk.assignment import parts_of_work
from simmodel.journey.desk.facts import Desk
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import fluctuation
from simmodel.journey.fluid.waiting import finished_share


def desk_of(facts: Facts) -> Desk:
    """The desk of the whole team in books: the vendor's, or that of a pod that has books."""
    desks = [part.desk for part in facts.by_pod.values() if part.desk]
    booked = [desk for desk in desks if desk.organisation != "pool"]
    found = facts.desk or next(iter([*booked, *desks]), Desk())
    alone = {"organisation": "books", "moved": 0.0, "skills": None, "reserve": None}
    return found.model_copy(update=alone)


def goodwill(facts: Facts) -> tuple[float, float]:
    """What a change of its person takes off the logit of an account's renewal, and how many months
    before it."""
    desk = desk_of(facts)
    return desk.goodwill_loss, float(desk.goodwill_months)


def slowness_of(facts: Facts, people: Sequence[Person]) -> np.ndarray:
    """Hours that people take for an hour of work, once they have learned; shape (people,)."""
    return np.array([1.0 / share_of(facts, each) for each in people])


def work_of(facts: Facts) -> dict[str, int]:
    """Expected work of a customer of each segment, by name, as customers are dealt who come."""
    hours = np.array([part.work_per_month for part in facts.by_segment.values()])
    return dict(zip(facts.by_segment, parts_of_work(hours).tolist(), strict=True))


def filled(work: np.ndarray, slowness: np.ndarray, more: float) -> np.ndarray:
    """How so much more work goes to books, so that the emptiest fill up evenly; shape (people,).

    Args:
        work: expected in each book.
        slowness: as of :func:`slowness_of`.
    """
    level = work * slowness
    order = np.argsort(level, kind="stable")
    # The level of the k emptiest is what they hold, and the rest, over what a level holds of them.
    rates, held = np.cumsum(1.0 / slowness[order]), np.cumsum(work[order])
    levels = (more + held) / rates
    enough = np.append(level[order][1:], np.inf) >= levels
    found: np.ndarray = np.maximum(levels[int(np.argmax(enough))] / slowness - work, 0.0)
    return found


@dataclass(frozen=True)
class Desks:
    """How much of the work in books gets done, each person being a team of one.

    Attributes:
        hours: that people have by month, shape (people, months).
        service: hours of an activity on average.
        variability: of them, as in :mod:`simmodel.journey.fluid.waiting`.
    """

    hours: np.ndarray
    service: float
    variability: float

    def shares(self, load: np.ndarray, month: int) -> np.ndarray:
        """The share finished in each book, of so many hours due in a month; shape (people,)."""
        hours = self.hours[:, month]
        return np.array([self.share(*each) for each in zip(load, hours, strict=True)])

    def share(self, load: float, hours: float) -> float:
        """The share finished of so many hours due, by who has so many."""
        return share_of_one(load, hours, self.service, self.variability)


@compiled
def share_of_one(load: float, hours: float, service: float, variability: float) -> float:
    """The share finished of so many hours due by one person, who has so many.

    Args:
        service, variability: as of :class:`Desks`.
    """
    if load <= 0.0:
        return 1.0
    if hours <= 0.0:
        return 0.0
    return finished_share(load / hours, 1.0, service / hours, variability)


def desks(facts: Facts, people: tuple[Person, ...], months: int) -> Desks:
    """How much of the work in the books of these people gets done."""
    service, variability = fluctuation(facts, tuple(facts.by_segment.values()))
    return Desks(capacity(facts, people, months), service * facts.hours_per_month, variability)
