"""A replication to be watched: the SimPy engine at work, and an observer that only looks."""

import numpy as np

from simmodel.access.begin import Beginning, beginning
from simmodel.access.facts import Facts
from simmodel.access.paths import Paths
from simmodel.access.policy import Policy
from simmodel.access.prescription import operation
from simmodel.access.reference import LOOK, Firm
from simmodel.contract import Replay

DAYS = 20
"""Working days of a month, at whose ends the observer looks."""


class Watched(Firm):
    """The firm, with a diary of every base customer.

    Attributes:
        joined, left: months, by number of the customer.
        served: likewise, of each of her requests that was served.
        seen: requests that wait, and servers at work, at each look.
    """

    def __init__(self, begin: Beginning, paths: Paths, looks: np.ndarray) -> None:
        super().__init__(begin, paths)
        self.joined: dict[int, float] = {}
        self.left: dict[int, float] = {}
        self.served: dict[int, list[float]] = {}
        self.seen: list[tuple[int, int]] = []
        for time in looks.tolist():
            self.clock.call_at(time, LOOK, self._look)

    def join(self, number: int, kind: int) -> None:
        super().join(number, kind)
        self.joined[number] = self.clock.now
        self.served[number] = []

    def please(self, number: int) -> None:
        super().please(number)
        self.served[number].append(self.clock.now)

    def leave(self, number: int, kind: int) -> None:
        super().leave(number, kind)
        self.left[number] = self.clock.now

    def _look(self) -> None:
        self.seen.append((self.waiting, self.busy))


def replay(facts: Facts, policy: Policy, paths: Paths) -> Replay:
    """Simulate one policy by the SimPy engine, and look on at the end of every working day.

    A base customer's renewals are the requests in which she was served; who left before the
    horizon began is not in it.
    """
    months = facts.horizon_months
    looks = np.arange(months * DAYS + 1) / DAYS
    firm = Watched(beginning(facts, policy), paths, looks)
    tally = firm.run()
    waiting, busy = np.array(firm.seen).T
    numbers = sorted(each for each in firm.joined if firm.left.get(each, 1.0) > 0)
    return Replay(
        served="customers",
        work="requests",
        servers="servers",
        renewal="served request",
        loss="left",
        months=months,
        hours_per_month=1.0,
        numbers=np.array(numbers, np.int64),
        joined=np.array([firm.joined[each] for each in numbers]),
        renewed=tuple(np.array(firm.served[each]) for each in numbers),
        left=np.array([firm.left.get(each, np.nan) for each in numbers]),
        looks=looks,
        waiting=waiting,
        busy=busy,
        team=np.full(waiting.size, operation(facts, policy).servers),
        present=int(tally.customers[-1].sum()),
        renewals=int(tally.served[:, 1:].sum()),
        churn=int(tally.left.sum()),
    )
