"""Customers of the readable engine: they sign, bring work, and renew or churn."""

from functools import partial

import numpy as np

from simmodel.clock import Clock, Steps
from simmodel.journey.customers.progress import fell_due
from simmodel.journey.customers.reputation import MONTHS, comes
from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.desk.records import Controls
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Paths
from simmodel.journey.reference.activity import Activity, remove_waiting
from simmodel.journey.reference.desk import Desk


class Customers:
    """All customers of a replication, who bring their work to the desk.

    Attributes:
        desk: where they bring it; set before the clock runs.
        first: the first contract of each.
        comes: chance that a new customer comes, by segment.
        ended: contracts after time 0: when, of which segment, and whether renewed.
    """

    desk: Desk

    def __init__(self, facts: Facts, controls: Controls, paths: Paths, clock: Clock) -> None:
        self.facts, self.controls, self.clock = facts, controls, clock
        self.present = [part.customers.at_start for part in facts.by_segment.values()]
        self.comes = np.ones(len(self.present))
        self.ended: list[tuple[float, int, bool]] = []
        self.hears = {} if paths.hears is None else dict(zip(paths.first, paths.hears, strict=True))
        self.reset()

        # Plain lists: reading an array one number at a time is ten times slower.
        self.release, self.expiry, self.hours, self.automation, _, self.kind = (
            a.tolist() for a in paths.work
        )
        _, self.end, self.uniform, self.successor, self.joined, self.worth, *_ = (
            a.tolist() for a in paths.contracts
        )
        self.segment = paths.contracts.segment.tolist()
        self.chances = paths.contracts.chances.tolist()
        self.renewal = paths.renewal.tolist()
        by_contract = np.argsort(paths.work.contract, kind="stable")
        sizes = np.bincount(paths.work.contract, minlength=len(self.end))
        self.activities = [a.tolist() for a in np.split(by_contract, np.cumsum(sizes)[:-1])]

        kinds = len(facts.kinds)
        self.points = [1] * kinds if facts.weights is None else facts.weights.tolist()
        finished = paths.finished
        self.finished = [0] * len(self.end) if finished is None else finished.tolist()
        self.in_force = [False] * len(self.end)
        self.renewed = [False] * len(self.end)
        self.unsettled = [False] * len(self.end)
        self.due = [0] * len(self.end)
        self.started_at = [np.inf] * len(self.release)
        if finished is not None:
            self.due = fell_due(facts, paths.work, paths.contracts).tolist()
        self.first = paths.contracts.customers.tolist()
        for contract in self.first:
            clock.process(self.customer(contract))

    def reset(self) -> None:
        """Begin to count anew."""
        self.released = self.automated = 0

    def listen(self, month: int) -> None:
        """What is said at the begin of ``month`` decides who of its new customers comes."""
        if self.facts.reputation is None:
            return
        since = float(self.facts.boundaries[max(month - MONTHS, 0)])
        for segment in range(len(self.present)):
            ended = [renewed for end, of, renewed in self.ended if end > since and of == segment]
            churned = len(ended) - sum(ended)
            self.comes[segment] = comes(
                self.facts.reputation, segment, month, float(churned), float(len(ended))
            )

    def unsettle(self, contract: int, hours: float) -> None:
        """A customer's CSMP is no longer theirs: contracts that end within so many hours suffer.

        Args:
            contract: the customer's first.
        """
        while contract >= 0:
            if 0 < self.end[contract] - self.clock.now <= hours:
                self.unsettled[contract] = True
            contract = self.successor[contract]

    def customer(self, contract: int) -> Steps:
        """A customer, from its first contract until it churns."""
        customer = contract
        if self.joined[contract] >= 0:
            yield self.clock.at(self.joined[contract], EventOrder.ARRIVAL)
            if self.hears.get(contract, 0.0) >= self.comes[self.segment[contract]]:
                return
            self.present[self.segment[contract]] += 1
        self.desk.welcome(customer)
        while contract >= 0:
            self.in_force[contract] = True
            self.clock.process(self.journey(customer, contract))
            yield self.clock.at(self.end[contract], EventOrder.CONTRACT_END)
            # In the warm-up every contract renews, so that time 0 meets exactly its customers.
            if self.end[contract] > 0:
                chance = self.renewal[self.unsettled[contract]][
                    self.chances[contract] + self.finished[contract]
                ]
                renews = self.uniform[contract] < chance
                self.ended.append((self.end[contract], self.segment[contract], renews))
                if not renews:
                    self.present[self.segment[contract]] -= 1
                    self.desk.farewell(customer)
                    return
                self.renewed[contract] = True
            contract = self.successor[contract]

    def journey(self, customer: int, contract: int) -> Steps:
        """Release a contract's activities, month after month."""
        month: list[Activity] = []
        month_end = -np.inf
        for number in self.activities[contract]:
            yield self.clock.at(self.release[number], EventOrder.RELEASE, number)
            points = self.points[self.kind[number]]
            self.released += 1
            self.due[contract] += points
            if self.automation[number] < self.controls.unattended:
                self.automated += 1
                self.finished[contract] += points
                continue
            if self.expiry[number] > month_end:
                month, month_end = [], self.expiry[number]
                self.clock.call_at(month_end, EventOrder.MONTH_END, partial(remove_waiting, month))
            effortless = self.automation[number] < self.controls.effortless
            hours = 0.0 if effortless else self.hours[number]
            activity = Activity(
                number=number,
                customer=customer,
                contract=contract,
                kind=self.kind[number],
                release=self.clock.now,
                hours=hours,
                turn=self.clock.event(),
            )
            month.append(activity)
            self.clock.process(self.service(activity))

    def service(self, activity: Activity) -> Steps:
        """Wait for a CSMP, then be served; or be removed at the month's end."""
        yield self.desk.request(activity)
        if activity.removed:
            return
        self.started_at[activity.number] = self.clock.now
        yield self.clock.at(activity.end, EventOrder.SERVICE_END)
        self.desk.release(activity)
        if self.clock.now <= self.end[activity.contract]:
            self.finished[activity.contract] += self.points[activity.kind]
