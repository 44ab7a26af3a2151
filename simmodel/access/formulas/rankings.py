"""Rankings, of who is served first: by the fluid's values, and the index rules they differ from.

A ranking is a tuple of classes, first served first: 0 for new customers, i for type i from 1.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import numpy as np

from simmodel.access.formulas.breakpoints import Flow, all_served, nobody_served
from simmodel.access.formulas.parameters import Parameters
from simmodel.access.formulas.values import indices

Ranking = tuple[int, ...]

_HINT = 1e-6
"""Share of new customers who join as each type in addition: so that none is without customers."""


@lru_cache(maxsize=64)
def best(known: Parameters) -> Ranking:
    """The ranking that makes the most of any capacity (Proposition 1, part 1), if one does.

    Types before new customers are those with which a server month is worth most: without
    switching the k types of Lemma 1. The others follow by the value that serving them too adds,
    for each server month that it adds: without switching their V mu index, with switching the
    ratio of equation (53). A type that others must be served to become is ranked by what it adds
    once there are such customers.

    Capacities are then those of the linear program of :mod:`simmodel.access.formulas.allocation`
    where serving one class takes no work of another away, s_ji of (49) being 0 or more for all j
    but i, and brings, if new customers hear of them, no further denials. Else no ranking may be
    best for every capacity; this one is best where there is least.
    """
    first = max(_subsets(known), key=lambda served: _worth(known, served))
    index = indices(known)
    ranking = [*sorted((each + 1 for each in first), key=lambda kind: -index[kind]), 0]
    served, hinted = set(first), replace(known, joins=known.joins + _HINT)
    while len(served) < known.types:
        left = [kind for kind in range(known.types) if kind not in served]
        kind = max(left, key=lambda kind: _added(hinted, served, kind))
        served.add(kind)
        ranking.append(kind + 1)
    return tuple(ranking)


def by_v_mu(known: Parameters) -> Ranking:
    """Greedy by value: the V mu index of each class, as if none depended on others (Remark 1)."""
    return _falling(indices(known))


def by_c_mu(known: Parameters) -> Ranking:
    """The c mu rule: c is what it costs that a customer waits, for a while.

    She gives up at rate theta, which costs p + denial cost there and then: their product is c.
    """
    return _falling(known.patience * (known.profit + known.denial_cost) * known.mu)


def by_c_mu_theta(known: Parameters) -> Ranking:
    """The c mu / theta rule of Atar, Giat and Shimkin (2010), with c as in :func:`by_c_mu`."""
    return _falling((known.profit + known.denial_cost) * known.mu)


def _falling(index: np.ndarray) -> Ranking:
    return tuple(np.argsort(-index, kind="stable").tolist())


def _subsets(known: Parameters) -> list[tuple[int, ...]]:
    """Sets of types, small ones first."""
    types = range(known.types)
    return [subset for size in range(known.types + 1) for subset in combinations(types, size)]


def _worth(known: Parameters, served: tuple[int, ...]) -> float:
    """Value of a server month if new customers and these types are served: V bar of a set.

    New customers who are denied, and cost c0, are what it is compared with.
    """
    gained = all_served(known, served) + nobody_served(known) * -1.0
    return _ratio(known, gained)


def _added(known: Parameters, served: set[int], kind: int) -> float:
    return _ratio(known, all_served(known, {*served, kind}) + all_served(known, served) * -1.0)


def _ratio(known: Parameters, gained: Flow) -> float:
    value, time = gained.value(known), gained.busy(known)
    if time > 0:
        return value / time
    return float(np.inf) if value > 0 else float(-np.inf)
