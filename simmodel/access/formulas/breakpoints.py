"""Breakpoints of the fluid under a ranking, between which its steady states are linear in capacity.

Under a strict ranking one class at most is served in part; all ranked before it are served, and
none after. The capacities that classes use are then linear in what that one is given: equations
(23) and (24) bind with the number of base customers as in (47), and new customers who come as in
(54). So for a ranking all there is to know are its breakpoints, at which one class more is served
in full; between two of them everything is on the straight line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simmodel.access.formulas.parameters import Parameters
from simmodel.access.formulas.values import sojourns


@dataclass(frozen=True, eq=False)
class Flow:
    """A steady state, for each new customer a month that advertising could bring.

    Attributes:
        coming: new customers who come, after word of mouth.
        served: requests served a month, by class, new ones first; shape (types + 1,).
        customers: base customers by type who are not in contact, shape (types,).
    """

    coming: float
    served: np.ndarray
    customers: np.ndarray

    def __mul__(self, times: float) -> "Flow":
        return Flow(self.coming * times, self.served * times, self.customers * times)

    def __add__(self, other: "Flow") -> "Flow":
        return Flow(
            self.coming + other.coming,
            self.served + other.served,
            self.customers + other.customers,
        )

    def requests(self, known: Parameters) -> np.ndarray:
        """Requests a month, by class, new ones first; shape (types + 1,)."""
        return np.concatenate(([self.coming], self.customers * known.requests))

    def capacity(self, known: Parameters) -> np.ndarray:
        """Servers busy with each class, new ones first; shape (types + 1,)."""
        busy: np.ndarray = self.served / known.mu
        return busy

    def busy(self, known: Parameters) -> float:
        """Servers busy, in all."""
        return float(self.capacity(known).sum())

    def value(self, known: Parameters) -> float:
        """Money a month before servers and advertising: equation (8)."""
        denied = self.requests(known) - self.served
        return float(
            known.profit @ self.served - known.denial_cost @ denied + known.income @ self.customers
        )


def nobody_served(known: Parameters) -> Flow:
    """The steady state in which new customers come, and are denied."""
    return Flow(1.0, np.zeros(known.types + 1), np.zeros(known.types))


def balanced(known: Parameters, service: np.ndarray) -> Flow:
    """The steady state with given service probabilities: equations (2), (5) and (54).

    Exact for the stochastic model too, with the probabilities it has in the long run: what becomes
    of a customer after a request depends on nothing but whether it was served.

    Args:
        service: q, by class, new ones first; shape (types + 1,).
    """
    customers = service[0] * known.joins @ sojourns(known, service[1:])
    requests = customers * known.requests
    coming = 1.0 / (1.0 + known.deterred * float(requests @ (1.0 - service[1:])))
    served = np.concatenate(([1.0], requests)) * service
    return Flow(coming, coming * served, coming * customers)


def all_served(known: Parameters, types: Iterable[int]) -> Flow:
    """The steady state in which new customers and the ``types``, from 0, are all served, alone."""
    service = np.zeros(known.types + 1)
    service[[0, *(kind + 1 for kind in types)]] = 1.0
    return balanced(known, service)


def breakpoints(known: Parameters, ranking: Sequence[int]) -> tuple[Flow, ...]:
    """The steady states of a ranking at which one class more is served in full.

    Types ranked before new customers have no breakpoint: without new customers there are none of
    them.

    Args:
        ranking: classes, 0 for new customers and i for type i from 1, first served first.
    """
    new = ranking.index(0)
    return (
        nobody_served(known),
        *(
            all_served(known, (each - 1 for each in ranking[: place + 1] if each))
            for place in range(new, len(ranking))
        ),
    )


def at_capacity(known: Parameters, points: Sequence[Flow], capacity: float) -> Flow:
    """The steady state with a capacity, in servers for each new customer a month."""
    for below, above in pairwise(points):
        low, high = (each.busy(known) for each in (below, above))
        if high > capacity:
            # Where serving one class more takes less capacity, its breakpoint was passed before.
            part = max((capacity - low) / (high - low), 0.0) if high > low else 0.0
            return below * (1.0 - part) + above * part
    return points[-1]


def steady_state(
    known: Parameters, points: Sequence[Flow], new_customers: float, servers: float
) -> Flow:
    """The steady state, a month, of a ranking with these breakpoints."""
    if new_customers == 0:
        return points[0] * 0.0
    return at_capacity(known, points, servers / new_customers) * new_customers
