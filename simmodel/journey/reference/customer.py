"""Customers of the readable engine: they sign, bring work, and renew or churn."""

from functools import partial

import numpy as np

from simmodel.clock import Clock, Steps
from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.desk.records import Controls
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Paths
from simmodel.journey.reference.desk import Activity, Desk, remove_waiting


class Customers:
    """All customers of a replication, who bring their work to the desk."""

    def __init__(
        self, facts: Facts, controls: Controls, paths: Paths, clock: Clock, desk: Desk
    ) -> None:
        self.controls, self.clock, self.desk = controls, clock, desk
        self.present = facts.customers.at_start
        self.reset()

        # Plain lists: reading an array one number at a time is ten times slower.
        self.release, self.expiry, self.hours, self.automation, _ = (a.tolist() for a in paths.work)
        _, self.end, self.uniform, self.successor, self.joined = (
            a.tolist() for a in paths.contracts
        )
        self.renewal = facts.renewal_table.tolist()
        by_contract = np.argsort(paths.work.contract, kind="stable")
        sizes = np.bincount(paths.work.contract, minlength=len(self.end))
        self.activities = [a.tolist() for a in np.split(by_contract, np.cumsum(sizes)[:-1])]

        finished = paths.finished
        self.finished = [0] * len(self.end) if finished is None else finished.tolist()
        self.in_force = [False] * len(self.end)
        self.renewed = [False] * len(self.end)
        for contract in np.setdiff1d(np.arange(len(self.end)), paths.contracts.successor):
            clock.process(self.customer(int(contract)))

    def reset(self) -> None:
        """Begin to count anew."""
        self.released = self.automated = 0

    def customer(self, contract: int) -> Steps:
        """A customer, from its first contract until it churns."""
        if self.joined[contract] >= 0:
            yield self.clock.at(self.joined[contract], EventOrder.ARRIVAL)
            self.present += 1
        while contract >= 0:
            self.in_force[contract] = True
            self.clock.process(self.journey(contract))
            yield self.clock.at(self.end[contract], EventOrder.CONTRACT_END)
            # In the warm-up every contract renews, so that time 0 meets exactly its customers.
            if self.end[contract] > 0:
                if self.uniform[contract] >= self.renewal[self.finished[contract]]:
                    self.present -= 1
                    return
                self.renewed[contract] = True
            contract = self.successor[contract]

    def journey(self, contract: int) -> Steps:
        """Release a contract's activities, month after month."""
        month: list[Activity] = []
        month_end = -np.inf
        for number in self.activities[contract]:
            yield self.clock.at(self.release[number], EventOrder.RELEASE, number)
            self.released += 1
            if self.automation[number] < self.controls.unattended:
                self.automated += 1
                self.finished[contract] += 1
                continue
            if self.expiry[number] > month_end:
                month, month_end = [], self.expiry[number]
                self.clock.call_at(month_end, EventOrder.MONTH_END, partial(remove_waiting, month))
            effortless = self.automation[number] < self.controls.effortless
            hours = 0.0 if effortless else self.hours[number]
            activity = Activity(self.clock.now, hours, self.clock.event())
            month.append(activity)
            self.clock.process(self.service(activity, contract))

    def service(self, activity: Activity, contract: int) -> Steps:
        """Wait for a CSMP, then be served; or be removed at the month's end."""
        yield self.desk.request(activity)
        if activity.removed:
            return
        yield self.clock.at(activity.end, EventOrder.SERVICE_END)
        self.desk.release(activity)
        if self.clock.now <= self.end[contract]:
            self.finished[contract] += 1
