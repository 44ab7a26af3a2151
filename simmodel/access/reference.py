"""The SimPy engine: the readable definition of service access under a policy.

It reads the same luck as the kernel and agrees with it to the last bit; the kernel is the speed,
this is the meaning. After section 6.4.1 of Afèche, Araghi and Baron (2017): new customers come as a
Poisson process, all times are exponential, and servers go by strict priorities without
interrupting a service.

A base customer's time until her next request, and until she leaves, runs while she is not in
contact, and so does her income: then the fluid model is what many servers come to, whatever the
length of a request.
"""

from collections.abc import Callable, Generator

import numpy as np
import simpy
from simpy.resources.resource import PriorityRequest

from simmodel.access.begin import Beginning, beginning
from simmodel.access.facts import Facts
from simmodel.access.luck import FIRST_OF_TYPE, away, gap, patience, service, turn
from simmodel.access.outcome import Outcome, Tally, settle
from simmodel.access.paths import Paths
from simmodel.access.policy import Policy
from simmodel.clock import Clock

Steps = Generator[simpy.Event, None, None]

# At a month's end all else comes first, and who watches sees what the books will say.
_HAPPENS, LOOK, _BOOKS = 2, 3, 4


class Book:
    """What is counted in a month, or in the warm-up: see :class:`simmodel.access.outcome.Tally`."""

    def __init__(self, types: int) -> None:
        self.served, self.denied = [0] * (types + 1), [0] * (types + 1)
        self.joined = self.left = self.deterred = 0
        self.waited = self.busy = 0.0
        self.present = [0.0] * types
        self.customers = [0] * types


class Servers:
    """Who serves: a free server takes who waits longest in the first class of the ranking."""

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
        self, begin: Beginning, paths: Paths, note: Callable[[str, int], None] = lambda *_: None
    ) -> None:
        self.note = note
        known = begin.known
        self.begin, self.paths, self.types = begin, paths, known.types
        self.clock = Clock(initial_time=begin.time)
        self.servers = Servers(self.clock, begin.operated.servers)
        self.rank = [begin.operated.ranking.index(kind) for kind in range(known.types + 1)]
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
        self.away, self.away_since = [0] * known.types, [begin.time] * known.types
        self.busy, self.busy_since = 0, begin.time
        self.to_deter = 0.0
        self.waiting = 0
        self.book = Book(known.types)
        self.books: list[Book] = []

    def run(self) -> Tally:
        """Simulate, and return what was counted over the horizon."""
        for kind, count in enumerate(self.begin.customers.tolist()):
            for each in range(count):
                number = (kind + 1) * FIRST_OF_TYPE + each
                self.customers[kind] += 1
                self.note("joined", number)
                self.clock.process(self.base_customer(number, kind, 0))
        if self.begin.operated.new_customers > 0:
            self.clock.process(self.arrivals())
        self.clock.run(until=self.clock.process(self.bookkeeper()))
        return Tally(
            **{
                name: np.array([vars(book)[name] for book in self.books[1:]])
                for name in vars(self.book)
            }
        )

    def arrivals(self) -> Steps:
        """New customers come, but for those who heard of denials."""
        number, gaps = 0, 0.0
        while True:
            gaps += gap(self.paths.customers, number)
            time = self.begin.time + gaps / self.begin.operated.new_customers
            yield self.clock.at(time, _HAPPENS, number)
            if self.to_deter >= 1.0:
                self.to_deter -= 1.0
                self.book.deterred += 1
            else:
                self.clock.process(self.new_customer(number))
            number += 1

    def new_customer(self, number: int) -> Steps:
        """A new customer, who may become a base customer if she is served."""
        served = yield from self.contact(number, 0, 0)
        kind = self.chosen(self.joins, number, 0) if served else None
        if kind is not None:
            self.book.joined += 1
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
            yield self.clock.at(self.clock.now + time * self.time_away[kind], _HAPPENS, number)
            self.count_away(kind, -1)
            if then >= self.asks[kind]:
                break
            served = yield from self.contact(number, kind + 1, requests)
            if served:
                self.note("served", number)
            else:
                self.to_deter += self.begin.known.deterred
            becomes = self.chosen(self.after[served][kind], number, requests)
            if becomes is not None:
                self.customers[kind] -= 1
                self.customers[becomes] += 1
            requests += 1
        self.book.left += 1
        self.customers[kind] -= 1
        self.note("left", number)

    def contact(self, number: int, kind: int, request: int) -> Generator[simpy.Event, None, bool]:
        """A customer's request, as one of class ``kind``; whether it is served."""
        luck, since = (self.paths.customers, number, request), self.clock.now
        turn = self.servers.request(self.rank[kind])
        self.waiting += 1
        yield turn | self.clock.at(since + patience(*luck) * self.patience[kind], _HAPPENS, number)
        self.waiting -= 1
        if not turn.triggered:
            self.servers.give_up(turn)
            self.book.denied[kind] += 1
            return False
        self.count_busy(1)
        now = self.clock.now
        self.book.waited += now - since
        yield self.clock.at(now + service(*luck) * self.service[kind], _HAPPENS, number)
        self.count_busy(-1)
        self.servers.release(turn)
        self.book.served[kind] += 1
        return True

    def chosen(self, up_to: list[float], number: int, request: int) -> int | None:
        """The type that a customer is after a request, or None."""
        chance = turn(self.paths.customers, number, request)
        return next((kind for kind, end in enumerate(up_to) if chance < end), None)

    def bookkeeper(self) -> Steps:
        """Close the books at the end of the warm-up, and of every month."""
        for end in self.begin.ends.tolist():
            yield self.clock.at(end, _BOOKS)
            for kind in range(self.types):
                self.count_away(kind, 0)
            self.count_busy(0)
            self.book.customers = list(self.customers)
            self.books.append(self.book)
            self.book = Book(self.types)

    def count_away(self, kind: int, change: int) -> None:
        """More or fewer customers of a type who are not in contact."""
        now = self.clock.now
        self.book.present[kind] += self.away[kind] * (now - self.away_since[kind])
        self.away_since[kind] = now
        self.away[kind] += change

    def count_busy(self, change: int) -> None:
        """More or fewer servers at work."""
        now = self.clock.now
        self.book.busy += self.busy * (now - self.busy_since)
        self.busy_since = now
        self.busy += change


def reference(facts: Facts, policy: Policy, paths: Paths) -> Outcome:
    """Simulate one policy, from the beginning of its warm-up to the horizon's end."""
    return settle(facts, policy, Firm(beginning(facts, policy), paths).run())
