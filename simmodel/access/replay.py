"""A replication to be watched: the SimPy engine at work, and an observer that only looks."""

import numpy as np

from simmodel.access.desk.event_order import EventOrder
from simmodel.access.desk.initial_state import initial_state
from simmodel.access.facts import Facts
from simmodel.access.paths import Paths
from simmodel.access.policy import Policy
from simmodel.access.reference import Firm
from simmodel.contract.replay import Group, Replay, Team

DAYS = 20
"""Working days of a month, at whose ends the observer looks."""


def replay(facts: Facts, policy: Policy, paths: Paths) -> Replay:
    """The replay of one policy by the SimPy engine, looked at at the end of every working day.

    A base customer's renewals are the requests in which she was served; who left before the
    horizon began is not in it.
    """
    months = facts.horizon_months
    looks = np.arange(months * DAYS + 1) / DAYS
    diary: dict[str, dict[int, list[float]]] = {name: {} for name in ("joined", "served", "left")}
    seen: list[tuple[int, int]] = []

    def note(event: str, number: int) -> None:
        diary[event].setdefault(number, []).append(firm.clock.now)

    def look() -> None:
        seen.append((firm.waiting, firm.busy))

    given = initial_state(facts, policy)
    firm = Firm(given, paths, note)
    for time in looks.tolist():
        firm.clock.call_at(time, EventOrder.LOOK, look)
    tally = firm.run()
    waiting, busy = np.array(seen).T
    left = {number: times[0] for number, times in diary["left"].items()}
    numbers = sorted(number for number in diary["joined"] if left.get(number, 1.0) > 0)
    customers = Group(
        name="",
        numbers=np.array(numbers, np.int64),
        joined=np.array([diary["joined"][each][0] for each in numbers]),
        renewed=tuple(np.array(diary["served"].get(each, [])) for each in numbers),
        left=np.array([left.get(each, np.nan) for each in numbers]),
    )
    size = np.full(waiting.size, given.controls.servers)
    return Replay(
        served="customers",
        work="requests",
        servers="servers",
        renewal="served request",
        loss="left",
        rate="share lost",
        months=months,
        hours_per_month=1.0,
        looks=looks,
        teams=(Team("", (customers,), waiting, busy, size),),
        present=int(tally.customers[-1].sum()),
        renewals=int(tally.served[:, 1:].sum()),
        churn=int(tally.left.sum()),
    )
