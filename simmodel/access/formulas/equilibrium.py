"""The equilibrium, where a firm settles: as many base customers as about there are in the long run.

In the fluid a class is denied service only if there is no capacity for it. By chance others are
denied too, and are lost, and those ranked last are served now and then. Here service probabilities
are those of queues, of requests that come at random (Poisson) at the rates which the balance
equations give for these probabilities: a fixed point.
"""

from functools import lru_cache

import numpy as np
from scipy.optimize import root

from simmodel.access.controls import Controls
from simmodel.access.formulas.breakpoints import Flow, balanced, breakpoints, steady_state
from simmodel.access.formulas.parameters import Parameters
from simmodel.jit import compiled

_NEGLIGIBLE = 1e-12
_MOST = 1_000_000
"""States of a queue that are gone through; a longer queue is the fluid's."""
_HUGE = 1e200


def fluid_equilibrium(known: Parameters, applied: Controls) -> Flow:
    """The steady state of the fluid, a month."""
    points = breakpoints(known, applied.ranking)
    return steady_state(known, points, applied.new_customers, applied.servers)


@lru_cache(maxsize=1024)
def equilibrium(known: Parameters, applied: Controls) -> Flow:
    """The steady state in the long run, a month; that of the fluid where no other is found."""
    fluid = fluid_equilibrium(known, applied)
    asked = fluid.requests(known)
    if not asked.sum() or not applied.servers:
        return fluid
    ranking = np.array(applied.ranking)
    # Where nobody asks any probability is as good.
    initial = np.divide(fluid.served, asked, out=np.ones(asked.size), where=asked > 0)

    def missed(service: np.ndarray) -> np.ndarray:
        possible = np.clip(service, 0.0, 1.0)
        flow = balanced(known, possible) * applied.new_customers
        gap: np.ndarray = service - service_probabilities(
            flow.requests(known), possible, known.mu, known.patience, applied.servers, ranking
        )
        return gap

    found = root(missed, initial)
    if not found.success:
        return fluid
    return balanced(known, np.clip(found.x, 0.0, 1.0)) * applied.new_customers


@compiled
def service_probabilities(
    requests: np.ndarray,
    service: np.ndarray,
    mu: np.ndarray,
    patience: np.ndarray,
    servers: int,
    ranking: np.ndarray,
) -> np.ndarray:
    """Service probabilities, shape (types + 1,), of requests that come at these rates.

    While all servers are busy those of the first classes of a ranking who wait are a birth and
    death process, in which each end of a service takes one away. With services and patience that
    are the same for all this is exact: M/M/N+M with non-preemptive priorities (Erlang A, Palm
    1957). Else services take what they do on average, and as many of the classes before as wait on
    average are who gives up first.

    Args:
        requests: a month, by class, new customers first; shape (types + 1,).
        service: about the probabilities that are asked for: how services mix follows from them.
        mu, patience: rates, a month, shape (types + 1,).
        ranking: classes, first served first, int64.
    """
    taken = requests * service + _NEGLIGIBLE * requests
    ending = servers * taken.sum() / (taken / mu).sum()
    waiting, before, giving_up, arriving, total = np.zeros(requests.size), 0.0, 0.0, 0.0, 1.0
    for kind in ranking:
        arriving += requests[kind]
        if requests[kind] > 0:
            total, all_waiting = _queue(arriving, ending, patience[kind], before, giving_up)
            waiting[kind] = max(all_waiting - before, 0.0)
            before += waiting[kind]
            giving_up += patience[kind] * waiting[kind]
    not_all = 0.0  # how likely it is that a server is free, for each time that all are just busy
    for busy in range(1, servers + 1):
        not_all = (1.0 + not_all) * busy * ending / (servers * arriving)
    given_up = patience * waiting / (1.0 + not_all / total)
    probabilities = np.ones(requests.size)
    for kind in ranking:
        if requests[kind] > 0:
            probabilities[kind] = max(1.0 - given_up[kind] / requests[kind], 0.0)
    return probabilities


@compiled
def _queue(
    arriving: float, ending: float, patience: float, before: float, giving_up: float
) -> tuple[float, float]:
    """The queue while all servers are busy: their weight, and how many wait on average.

    Args:
        arriving, ending: a month; services, of all servers.
        patience: rate at which each gives up but for the first ``before``.
        giving_up: of those, all together.
    """
    crowd = before + (arriving - ending - giving_up) / patience  # of the fluid
    if crowd > _MOST:
        return np.inf, crowd
    weight, total, waiting, beyond = 1.0, 1.0, 0.0, False
    for number in range(1, 4 * _MOST):
        leaving = ending + patience * max(number - before, 0.0)
        leaving += giving_up * min(number / before, 1.0) if before > 0 else 0.0
        weight *= arriving / leaving
        total += weight
        waiting += number * weight
        if total > _HUGE:
            weight, total, waiting, beyond = weight / _HUGE, total / _HUGE, waiting / _HUGE, True
        if arriving < leaving and number * weight < _NEGLIGIBLE * waiting:
            break
    return np.inf if beyond else total, waiting / total
