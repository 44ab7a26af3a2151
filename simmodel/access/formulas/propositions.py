"""Propositions 1 to 4 of Afèche, Araghi and Baron (2017), in closed form.

For base customers who do not switch type, new customers who hear nothing, and no promises of least
service, but for Proposition 4. What is planned with holds without these limits
(:mod:`simmodel.access.formulas.allocation`), and tests hold it against this.
Types are numbered by falling V mu index as in the paper, see
:func:`simmodel.access.formulas.values.by_index`.
"""

from dataclasses import dataclass

import numpy as np

from simmodel.access.formulas.parameters import Parameters
from simmodel.access.formulas.values import (
    by_index,
    indices,
    net_values,
    new_customer_values,
    processing,
    served_first,
    sojourns,
)


@dataclass(frozen=True, eq=False)
class Market:
    """The numbers of section 4.1; index 0 is for new customers, types follow by falling index.

    Attributes:
        index: V mu, money per server month.
        time: s, server months per new customer who is served.
        worth, net: V bar and V tilde, money per server month.
    """

    index: np.ndarray
    time: np.ndarray
    worth: np.ndarray
    net: np.ndarray

    @property
    def upto(self) -> np.ndarray:
        """s bar, equation (26)."""
        return np.cumsum(self.time)


def market(known: Parameters) -> Market:
    """The numbers of section 4.1.

    Raises:
        ValueError: customers switch, hear of denials, or are promised service.
    """
    if known.switching or known.deterred or known.least.any():
        raise ValueError("the propositions are for customers who neither switch nor hear of others")
    order = np.concatenate(([0], 1 + by_index(known)))
    return Market(
        indices(known)[order],
        processing(known)[order],
        new_customer_values(known),
        net_values(known),
    )


def allocation(of: Market, new_customers: float, capacity: float) -> np.ndarray:
    """Proposition 1, equation (38): servers for each class, shape (types + 1,)."""
    first, upto = served_first(of.worth), of.upto
    before = np.concatenate(([0.0], upto[:-1]))
    left = np.maximum(capacity - new_customers * before, 0.0)
    given: np.ndarray = np.minimum(new_customers * of.time, left)
    shared = min(new_customers * upto[first], capacity) / upto[first]
    given[: first + 1] = shared * of.time[: first + 1]
    return given


def value(of: Market, known: Parameters, new_customers: float, capacity: float) -> float:
    """Proposition 1, equation (39), before servers and advertising; money a month."""
    given = allocation(of, new_customers, capacity)
    return float(given @ of.index) - new_customers * float(known.denial_cost[0])


def worth(of: Market, server_cost: float) -> float:
    """Money that a new customer brings at best: the left side of (43); 0 or less: do not operate.

    Propositions 2 and 3 serve those ranked after new customers if their index is worth a server.
    """
    first = served_first(of.net)
    beyond = np.maximum(of.index[first + 1 :] - server_cost, 0.0)
    return float(of.upto[first] * (of.net[first] - server_cost) + of.time[first + 1 :] @ beyond)


def capacity(of: Market, server_cost: float) -> float:
    """Equations (40) and (42): servers for each new customer a month, if it pays to operate."""
    first = served_first(of.net)
    beyond = of.index[first + 1 :] >= server_cost
    return float(of.upto[first] + of.time[first + 1 :] @ beyond)


def heard_index(known: Parameters) -> float:
    """Proposition 4, equation (58): V bar 1 w, money per server month.

    Base customers, all of one type, are served at a server's cost up to this if new customers hear
    of denials: then serving one also brings new customers.

    Raises:
        ValueError: there is more than one type.
    """
    if known.types != 1:
        raise ValueError(f"found {known.types} types; allowed: one")
    new, base = processing(known)
    lost = known.deterred * float(known.joins[0] * known.requests[0])
    lost *= float(sojourns(known, np.zeros(1))[0, 0])
    regained = new * lost / (1.0 + lost)
    own = indices(known)
    # The net value is without the cost of denying the new customers who come in addition.
    net = own[0] - known.denial_cost[0] * known.mu[0]
    return float((regained * net + base * own[1]) / (regained + base))
