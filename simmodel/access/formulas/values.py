"""Values of customers, by who is served: the metrics of the paper's sections 4.1 and 5.1.

Afèche, Araghi and Baron (2017); equation numbers are theirs. Vectors over types have shape
(types,), those with new customers in front (types + 1,). Money, per customer or request unless it
says otherwise; the unit of time is a month.
"""

import numpy as np

from simmodel.access.formulas.parameters import Parameters


def sojourns(known: Parameters, service: np.ndarray) -> np.ndarray:
    """T(q), equation (4): months that a type i customer spends as type j; (types, types).

    Args:
        service: q, service probability of each type.
    """
    stays = known.denied + service[:, None] * (known.served - known.denied)
    leaves = np.eye(known.types) - stays
    inverse: np.ndarray = np.linalg.inv(
        np.diag(known.departures) + known.requests[:, None] * leaves
    )
    return inverse


def lifetime_values(known: Parameters, service: np.ndarray) -> np.ndarray:
    """L(q), equations (12) and (45): profit of a customer of each type until she leaves."""
    denied = known.denial_cost[1:] * (1.0 - service)
    monthly = known.income + known.requests * (known.profit[1:] * service - denied)
    values: np.ndarray = sojourns(known, service) @ monthly
    return values


def one_time_values(known: Parameters) -> np.ndarray:
    """V, equations (13), (14) and (46): of serving one request and none after; new ones first."""
    unserved = lifetime_values(known, np.zeros(known.types))
    gained = np.vstack((known.joins, known.served - known.denied)) @ unserved
    values: np.ndarray = known.profit + known.denial_cost + gained
    return values


def indices(known: Parameters) -> np.ndarray:
    """V mu, section 4.1.1: value of serving a class, money per server and month; new ones first."""
    values: np.ndarray = one_time_values(known) * known.mu
    return values


def by_index(known: Parameters) -> np.ndarray:
    """The types, from 0, by falling V mu index, the order in which the paper numbers them."""
    order: np.ndarray = np.argsort(-indices(known)[1:], kind="stable")
    return order


def processing(known: Parameters) -> np.ndarray:
    """s, equations (20) and (21): server months a new customer takes, by class; new ones first.

    For her own request, and for all requests that she will have as a type that is served, if she
    becomes one and customers do not switch.
    """
    everyone = sojourns(known, np.ones(known.types)).diagonal()
    later = known.joins * everyone * known.requests / known.mu[1:]
    return np.concatenate(([1.0 / known.mu[0]], later))


def onward(known: Parameters) -> np.ndarray:
    """s_ji, equation (49): server months of type i that serving one of class j brings.

    All requests of type i are served, and no others; shape (types + 1, types), new ones first.
    """
    brought = np.vstack((known.joins, known.served - known.denied))
    each = np.eye(known.types)
    months = np.column_stack([sojourns(known, each[kind])[:, kind] for kind in range(known.types)])
    loads: np.ndarray = brought @ months * known.requests / known.mu[1:]
    return loads


def new_customer_values(known: Parameters) -> np.ndarray:
    """V bar, equations (26) to (28): value of a new customer per server month she takes.

    Element i is for serving her and the i types of highest index; shape (types + 1,). Without
    switching.
    """
    order = np.concatenate(([0], 1 + by_index(known)))
    time = processing(known)[order]
    worth: np.ndarray = np.cumsum(time * indices(known)[order]) / np.cumsum(time)
    return worth


def net_values(known: Parameters) -> np.ndarray:
    """V tilde, equation (33): :func:`new_customer_values` less the cost of denial spared."""
    order = np.concatenate(([0], 1 + by_index(known)))
    time = np.cumsum(processing(known)[order])
    worth: np.ndarray = new_customer_values(known) - known.denial_cost[0] / time
    return worth


def served_first(worth: np.ndarray) -> int:
    """k of equation (29), or k* of (34): types by index to be served before or with new customers.

    The last with which new customers are worth most, equations (30) and (35): types that nobody
    joins, which the paper does not have, leave their worth as it is.

    Args:
        worth: V bar, or V tilde.
    """
    return int(np.flatnonzero(worth == worth.max())[-1])
