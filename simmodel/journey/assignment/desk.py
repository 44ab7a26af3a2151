"""The desk of a whole team in books, and how much of the work in each gets done."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simmodel.contract.assignment import Person
from simmodel.journey.assignment.alone import share_of_month, share_of_one
from simmodel.journey.assignment.team import capacity, share_of
from simmodel.journey.desk.assignment import parts_of_work
from simmodel.journey.desk.facts import Desk
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import fluctuation

_MOST = 0.9  # of a month: the least that an activity waits for


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
        service, waits: as of :func:`simmodel.journey.assignment.alone.share_of_one`.
    """

    hours: np.ndarray
    service: float
    waits: float

    def shares(
        self, load: np.ndarray, carried: np.ndarray, month: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The share finished in each book of so many hours due in a month, and the hours that are
        left for the next; all of shape (people,).

        Args:
            carried: hours left from the month before.
        """
        hours, months = self.hours[:, month], self.hours.shape[1]
        later = self.hours[:, month + 1] if month + 1 < months else np.zeros(hours.size)
        rows = zip(load, carried, hours, later, strict=True)
        found = [share_of_month(*each, self.service, self.waits) for each in rows]
        shares, left = np.array(found, float).reshape(-1, 2).T
        return shares, left

    def share(self, load: float, hours: float) -> float:
        """The share finished of so many hours due, by who has so many."""
        return share_of_one(load, hours, self.service, self.waits)


def desks(facts: Facts, people: tuple[Person, ...], months: int) -> Desks:
    """How much of the work in the books of these people gets done."""
    parts = tuple(facts.by_segment.values())
    service, variability = fluctuation(facts, parts)
    # How many fall due in a month is known, but not when: from day to day that fluctuates too.
    service *= facts.hours_per_month * (variability + 0.5)
    due = [each.customers.at_start * each.load.activities_per_month for each in parts]
    last = [each.work_per_month / facts.hours_per_month for each in parts]
    waits = min(float(np.average(last, weights=due)), _MOST) if sum(due) > 0 else 0.0
    return Desks(capacity(facts, people, months), service, waits)
