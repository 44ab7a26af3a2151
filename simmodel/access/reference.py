"""The SimPy engine: the readable definition of service access under a policy.

It reads the same variates as the kernel and agrees with it to the last bit; the kernel is the
speed, this is the meaning. After section 6.4.1 of Afèche, Araghi and Baron (2017): new customers
come as a Poisson process, all times are exponential, and servers go by strict priorities without
interrupting a service.

A base customer's time until her next request, and until she leaves, runs while she is not in
contact, and so does her income: then the fluid model is what many servers come to, whatever the
length of a request.
"""

from collections.abc import Callable, Generator

import numpy as np
import simpy
from simpy.resources.resource import PriorityRequest

from simmodel.access.customers.variates import FIRST_OF_TYPE, away, gap, patience, service, turn
from simmodel.access.desk.event_order import EventOrder
from simmodel.access.desk.initial_state import InitialState, initial_state
from simmodel.access.facts import Facts
from simmodel.access.outcome import Outcome, Tally, outcome_of
from simmodel.access.paths import Paths
from simmodel.access.policy import Policy
from simmodel.clock import Clock

Steps = Generator[simpy.Event, None, None]


class Counts:
    """Counts of a month, or of the warm-up: see :class:`simmodel.access.outcome.Tally`."""

    def __init__(self, types: int) -> None:
        self.served, self.denied = [0] * (types + 1), [0] * (types + 1)
        self.joined = self.left = self.deterred = 0
        self.waited = self.busy = 0.0
        self.present = [0.0] * types
        self.customers = [0] * types


class Servers:
    """Servers, of whom a free one takes who waits longest in the first class of the ranking."""

    def __init__(self, clock: Clock, count: int) -> None:
        # SimPy knows no resource of nothing; then nobody is ever taken.
        self._resource = simpy.PriorityResource(clock, count) if count else None
        self._clock = clock

    def request(self, rank: int) -> simpy.Event:
        """An event that fires when a server is free for a customer of this rank."""
        if self._resource is None:
            return self._clock.event()
        return self._resource.request(rank)

    def give_up(self, turn: simpy.Event) -> None:
        """The customer of ``turn`` has waited long enough."""
        if isinstance(turn, PriorityRequest):
            turn.cancel()

    def release(self, turn: simpy.Event) -> None:
        """The service that began with ``turn`` is over."""
        assert self._resource is not None and isinstance(turn, PriorityRequest)
        self._resource.release(turn)


class Firm:
    """New and base customers, and the servers, over the warm-up and the horizon.

    Args:
        note: called when a base customer "joined", was "served" and "left", with her number.
    """

    def __init__(
        self,
        initial: InitialState,
        paths: Paths,
        note: Callable[[str, int], None] = lambda *_: None,
    ) -> None:
        self.note = note
        known = initial.known
        self.initial, self.paths, self.types = initial, paths, known.types
        self.clock = Clock(initial_time=initial.time)
        self.servers = Servers(self.clock, initial.controls.servers)
        self.rank = [initial.controls.ranking.index(kind) for kind in range(known.types + 1)]
        self.service = (1.0 / known.mu).tolist()
        self.patience = (1.0 / known.patience).tolist()
        self.time_away = known.away.tolist()
        self.asks = (known.requests * known.away).tolist()
        self.joins = np.cumsum(known.joins).tolist()
        self.after = {
            True: np.cumsum(known.served, axis=1).tolist(),
            False: np.cumsum(known.denied, axis=1).tolist(),
        }
        self.customers = [0] * known.types
        self.away, self.away_since = [0] * known.types, [initial.time] * known.types
        self.busy, self.busy_since = 0, initial.time
        self.to_deter = 0.0
        self.waiting = 0
        self.counts = Counts(known.types)
        self.months: list[Counts] = []

    def run(self) -> Tally:
        """Simulate, and return what was counted over the horizon."""
        for kind, count in enumerate(self.initial.customers.tolist()):
            for each in range(count):
                number = (kind + 1) * FIRST_OF_TYPE + each
                self.customers[kind] += 1
                self.note("joined", number)
                self.clock.process(self.base_customer(number, kind, 0))
        if self.initial.controls.new_customers > 0:
            self.clock.process(self.arrivals())
        self.clock.run(until=self.clock.process(self.month_ends()))
        return Tally(
            **{
                name: np.array([vars(month)[name] for month in self.months[1:]])
                for name in vars(self.counts)
            }
        )

    def event(self, time: float, number: int) -> simpy.Event:
        """An event of a customer."""
        return self.clock.at(time, EventOrder.CUSTOMER, number)

    def arrivals(self) -> Steps:
        """New customers come, but for those who heard of denials."""
        number, gaps = 0, 0.0
        while True:
            gaps += gap(self.paths.customers, number)
            time = self.initial.time + gaps / self.initial.controls.new_customers
            yield self.event(time, number)
            if self.to_deter >= 1.0:
                self.to_deter -= 1.0
                self.counts.deterred += 1
            else:
                self.clock.process(self.new_customer(number))
            number += 1

    def new_customer(self, number: int) -> Steps:
        """A new customer, who may become a base customer if she is served."""
        served = yield from self.contact(number, 0, 0)
        kind = self.chosen(self.joins, number, 0) if served else None
        if kind is not None:
            self.counts.joined += 1
            self.customers[kind] += 1
            self.note("joined", number)
            yield from self.base_customer(number, kind, 1)

    def base_customer(self, number: int, kind: int, requests: int) -> Steps:
        """A base customer, until she leaves."""
        becomes: int | None = kind
        while becomes is not None:
            kind = becomes
            time, then = away(self.paths.customers, number, requests)
            self.count_away(kind, 1)
            yield self.clock.at(
                self.clock.now + time * self.time_away[kind], EventOrder.CUSTOMER, number
            )
            self.count_away(kind, -1)
            if then >= self.asks[kind]:
                break
            served = yield from self.contact(number, kind + 1, requests)
            if served:
                self.note("served", number)
            else:
                self.to_deter += self.initial.known.deterred
            becomes = self.chosen(self.after[served][kind], number, requests)
            if becomes is not None:
                self.customers[kind] -= 1
                self.customers[becomes] += 1
            requests += 1
        self.counts.left += 1
        self.customers[kind] -= 1
        self.note("left", number)

    def contact(self, number: int, kind: int, request: int) -> Generator[simpy.Event, None, bool]:
        """A customer's request, as one of class ``kind``; whether it is served."""
        of_request, since = (self.paths.customers, number, request), self.clock.now
        turn = self.servers.request(self.rank[kind])
        self.waiting += 1
        yield turn | self.clock.at(
            since + patience(*of_request) * self.patience[kind], EventOrder.CUSTOMER, number
        )
        self.waiting -= 1
        if not turn.triggered:
            self.servers.give_up(turn)
            self.counts.denied[kind] += 1
            return False
        self.count_busy(1)
        now = self.clock.now
        self.counts.waited += now - since
        yield self.clock.at(
            now + service(*of_request) * self.service[kind], EventOrder.CUSTOMER, number
        )
        self.count_busy(-1)
        self.servers.release(turn)
        self.counts.served[kind] += 1
        return True

    def chosen(self, up_to: list[float], number: int, request: int) -> int | None:
        """The type that a customer is after a request, or None."""
        chance = turn(self.paths.customers, number, request)
        return next((kind for kind, end in enumerate(up_to) if chance < end), None)

    def month_ends(self) -> Steps:
        """The counts of a month end with it, and those of the warm-up."""
        for end in self.initial.ends.tolist():
            yield self.clock.at(end, EventOrder.MONTH_END)
            for kind in range(self.types):
                self.count_away(kind, 0)
            self.count_busy(0)
            self.counts.customers = list(self.customers)
            self.months.append(self.counts)
            self.counts = Counts(self.types)

    def count_away(self, kind: int, change: int) -> None:
        """More or fewer customers of a type who are not in contact."""
        now = self.clock.now
        self.counts.present[kind] += self.away[kind] * (now - self.away_since[kind])
        self.away_since[kind] = now
        self.away[kind] += change

    def count_busy(self, change: int) -> None:
        """More or fewer servers at work."""
        now = self.clock.now
        self.counts.busy += self.busy * (now - self.busy_since)
        self.busy_since = now
        self.busy += change


def reference(facts: Facts, policy: Policy, paths: Paths) -> Outcome:
    """Simulate one policy, from the beginning of its warm-up to the horizon's end."""
    return outcome_of(facts, policy, Firm(initial_state(facts, policy), paths).run())
