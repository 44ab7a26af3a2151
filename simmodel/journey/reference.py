"""The SimPy engine: the readable definition of the journey under a policy.

It reads the same paths as the kernel and agrees with it to the last bit; the kernel is the speed,
this is the meaning. Simultaneous events follow :mod:`simmodel.journey.desk.event_order`.
"""

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
import simpy

from simmodel.clock import Clock
from simmodel.journey.controls import controls
from simmodel.journey.desk.event_order import EventOrder
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome, Tally, outcome_of
from simmodel.journey.paths import Paths
from simmodel.journey.policy import Policy

Steps = Generator[simpy.Event, None, None]


@dataclass(eq=False)
class Activity:
    """One activity that needs a CSMP, from its release on."""

    release: float
    hours: float
    turn: simpy.Event
    end: float = np.inf
    removed: bool = False


class Team:
    """The CSMPs: first come, first served. Those who are too many leave when free."""

    def __init__(self, clock: Clock, size: int, speed: float) -> None:
        self.clock = clock
        self.size, self.speed = size, speed
        self.waiting: deque[Activity] = deque()
        self.in_service: set[Activity] = set()
        self.started = 0
        self.started_hours = self.waited_hours = 0.0
        self._dispatching = False

    @property
    def queue(self) -> int:
        """Activities that wait."""
        return sum(not activity.removed for activity in self.waiting)

    def request(self, activity: Activity) -> simpy.Event:
        """Queue ``activity``; the event fires when it starts or is removed."""
        self.waiting.append(activity)
        self.dispatch()
        return activity.turn

    def release(self, activity: Activity) -> None:
        """The service of ``activity`` is over."""
        self.in_service.remove(activity)
        self.dispatch()

    def resize(self, size: int, speed: float) -> None:
        self.size, self.speed = size, speed
        self.dispatch()

    def dispatch(self) -> None:
        """Start what can be started, once this instant's other events are over."""
        if not self._dispatching:
            self._dispatching = True
            self.clock.call_at(self.clock.now, EventOrder.SERVICE_START, self._start)

    def _start(self) -> None:
        self._dispatching = False
        now = self.clock.now
        while self.waiting and len(self.in_service) < self.size:
            activity = self.waiting.popleft()
            if not activity.removed:
                duration = activity.hours * (1.0 / self.speed)  # as the kernel, to the last bit
                activity.end = now + duration
                self.in_service.add(activity)
                self.started += 1
                self.started_hours += duration
                self.waited_hours += now - activity.release
                activity.turn.succeed()


class Vendor:
    """Customers, contracts and the team, over the warm-up and the horizon."""

    def __init__(self, facts: Facts, policy: Policy, paths: Paths) -> None:
        self.facts, self.paths = facts, paths
        self.controls = controls(facts, policy)
        self.clock = Clock(initial_time=-facts.warm_up_hours)
        self.payroll = facts.team.at_start
        self.recruits = facts.team.recruits_before.tolist()
        self.team = Team(self.clock, self.payroll, self.speed())
        self.customers = facts.customers.at_start
        self.released = self.automated = 0

        # Plain lists: reading an array one number at a time is ten times slower.
        self.release, self.expiry, self.hours, self.work_luck, _ = (a.tolist() for a in paths.work)
        _, self.end, self.luck, self.successor, self.joined = (a.tolist() for a in paths.contracts)
        self.renewal = facts.renewal_table.tolist()
        by_contract = np.argsort(paths.work.contract, kind="stable")
        sizes = np.bincount(paths.work.contract, minlength=len(self.end))
        self.activities = [a.tolist() for a in np.split(by_contract, np.cumsum(sizes)[:-1])]

        self.finished = [0] * len(self.end)
        self.in_force = [False] * len(self.end)
        self.renewed = [False] * len(self.end)
        self.flows: list[tuple[float, ...]] = []
        self.stocks: list[tuple[float, ...]] = []

    def run(self) -> Tally:
        """Simulate, and return what was counted."""
        for contract in np.setdiff1d(np.arange(len(self.end)), self.paths.contracts.successor):
            self.clock.process(self.customer(int(contract)))
        self.clock.run(until=self.clock.process(self.bookkeeper()))

        team, released, automated, started, *flows = zip(*self.flows, strict=True)
        serving, recruits, started_hours, waited_hours = flows
        waiting, in_service, remaining_hours = zip(*self.stocks, strict=True)
        return Tally(
            team=np.array(team),
            released=np.array(released),
            automated=np.array(automated),
            started=np.array(started),
            serving=np.array(serving),
            recruits=np.array(recruits),
            started_hours=np.array(started_hours),
            waited_hours=np.array(waited_hours),
            waiting=np.array(waiting),
            in_service=np.array(in_service),
            remaining_hours=np.array(remaining_hours),
            finished=np.array(self.finished, np.int32),
            in_force=np.array(self.in_force, np.bool_),
            renewed=np.array(self.renewed, np.bool_),
        )

    def customer(self, contract: int) -> Steps:
        """A customer, from its first contract until it churns."""
        if self.joined[contract] >= 0:
            yield self.clock.at(self.joined[contract], EventOrder.ARRIVAL)
            self.customers += 1
        while contract >= 0:
            self.in_force[contract] = True
            self.clock.process(self.journey(contract))
            yield self.clock.at(self.end[contract], EventOrder.CONTRACT_END)
            # In the warm-up every contract renews, so that time 0 meets exactly its customers.
            if self.end[contract] > 0:
                if self.luck[contract] >= self.renewal[self.finished[contract]]:
                    self.customers -= 1
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
            if self.work_luck[number] < self.controls.unattended:
                self.automated += 1
                self.finished[contract] += 1
                continue
            if self.expiry[number] > month_end:
                month, month_end = [], self.expiry[number]
                self.clock.call_at(month_end, EventOrder.MONTH_END, _remover(month))
            effortless = self.work_luck[number] < self.controls.effortless
            hours = 0.0 if effortless else self.hours[number]
            activity = Activity(self.clock.now, hours, self.clock.event())
            month.append(activity)
            self.clock.process(self.service(activity, contract))

    def service(self, activity: Activity, contract: int) -> Steps:
        """Wait for a CSMP, then be served; or be removed at the month's end."""
        yield self.team.request(activity)
        if activity.removed:
            return
        yield self.clock.at(activity.end, EventOrder.SERVICE_END)
        self.team.release(activity)
        if self.clock.now <= self.end[contract]:
            self.finished[contract] += 1

    def bookkeeper(self) -> Steps:
        """Close each month's books, then set the team for the next month."""
        for month, boundary in enumerate(self.facts.boundaries.tolist()):
            yield self.clock.at(boundary, EventOrder.REVIEW)
            if month > 0:
                self.close_month()
            self.take_stock()
            self.released = self.automated = self.team.started = 0
            self.team.started_hours = self.team.waited_hours = 0.0
            if month < self.facts.horizon_months:
                self.staff(self.next_size(month))

    def next_size(self, month: int) -> int:
        """CSMPs on the payroll from now on."""
        orders, size = self.controls, self.payroll
        if not orders.reviews[month]:
            return size + int(orders.hires[month])
        target = self.customers / orders.customers_per_csmp
        return size + int(target - size) if orders.whole_changes else int(np.floor(target + 0.5))

    def staff(self, size: int) -> None:
        """Bring the payroll to ``size``, and replace those who resign."""
        backfills = self.facts.team.monthly_attrition * size
        self.recruits.append(max(size - self.payroll, 0) + backfills)
        self.payroll = size
        self.team.resize(size, self.speed())

    def speed(self) -> float:
        """Hours of work that a CSMP gets done in an hour, as some of the payroll are learning.

        The latest recruits are those who stay, and lack most.
        """
        ramping, left = 0.0, float(self.payroll)
        latest_first = reversed(self.recruits)
        for lacking, recruits in zip(self.facts.team.lacking, latest_first, strict=False):
            learning = min(recruits, left)
            ramping += float(lacking) * learning  # one by one, as the last bit counts
            left -= learning
        return 1.0 - ramping / self.payroll if self.payroll else 1.0

    def close_month(self) -> None:
        team = self.team
        self.flows.append(
            (
                self.payroll,
                self.released,
                self.automated,
                team.started,
                team.size * team.speed,
                self.recruits[-1],
                team.started_hours,
                team.waited_hours,
            )
        )

    def take_stock(self) -> None:
        remaining_hours = 0.0
        for end in sorted(activity.end for activity in self.team.in_service):
            remaining_hours += end - self.clock.now
        self.stocks.append((self.team.queue, len(self.team.in_service), remaining_hours))


def _remover(month: list[Activity]) -> Callable[[], None]:
    """The month's end for ``month``, the activities released in it: what waits is removed."""

    def remove() -> None:
        for activity in month:
            if not activity.turn.triggered:
                activity.removed = True
                activity.turn.succeed()

    return remove


def reference(facts: Facts, policy: Policy, paths: Paths) -> Outcome:
    """Simulate one policy, from the beginning of the warm-up to the horizon's end."""
    tally = Vendor(facts, policy, paths).run()
    return outcome_of(facts, policy, paths.contracts, paths.arrivals, tally)
