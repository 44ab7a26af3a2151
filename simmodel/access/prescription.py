"""How much to advertise and how many servers to have, by the fluid model.

Section 4.2 of Afèche, Araghi and Baron (2017) for whatever is fixed: nothing (Proposition 3),
advertising (Proposition 2), or both (Proposition 1); and the policies that its section 6.3 warns
of. Numbers hold with switching and word of mouth too.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize_scalar

from simmodel.access import rankings
from simmodel.access.allocation import InfeasibleError, optimum
from simmodel.access.facts import Advertising, Facts
from simmodel.access.parameters import Parameters, parameters
from simmodel.access.policy import (
    INDICES,
    MOST_CUSTOMERS,
    MOST_RANKED,
    MOST_SERVERS,
    SEPARATOR,
    Policy,
    in_words,
)
from simmodel.access.rankings import Ranking
from simmodel.access.rungs import Flow, all_served, reached, rungs

_DIGITS = 2  # of new customers a month: a hundredth is beyond anybody's control

_INDICES: dict[str, Callable[[Parameters], Ranking]] = {
    "fluid": rankings.best,
    "v_mu": rankings.by_v_mu,
    "c_mu": rankings.by_c_mu,
    "c_mu_theta": rankings.by_c_mu_theta,
}


@dataclass(frozen=True)
class Operation:
    """A policy with nothing left open.

    Attributes:
        new_customers: that advertising could bring, a month.
        servers: how many.
        ranking: classes, first served first.
    """

    new_customers: float
    servers: int
    ranking: Ranking


def complete(facts: Facts, policy: Policy) -> Policy:
    """``policy`` as stated: with numbers in place of its rule, and classes in place of an index.

    What is stated stays as it is. Servers are as many as are nearest to what the fluid model asks
    for.
    """
    operated, ranked = operation(facts, policy), policy.ranking
    if ranked in _INDICES and len(facts.classes) <= MOST_RANKED:
        ranked = in_words(facts, operated.ranking)
    return Policy(new_customers=operated.new_customers, servers=operated.servers, ranking=ranked)


def operation(facts: Facts, policy: Policy) -> Operation:
    """What ``policy`` comes to, even if that is more than a policy may state."""
    new_customers, servers = prescribed(facts, policy)
    if policy.rule or policy.new_customers is None:
        new_customers = round(new_customers, _DIGITS)
    if policy.ranking in _INDICES:
        ranking = _INDICES[policy.ranking](parameters(facts))
    else:
        ranking = tuple(facts.classes.index(name) for name in policy.ranking.split(SEPARATOR))
    return Operation(new_customers, round(servers), ranking)


def refuse(facts: Facts, policy: Policy) -> str | None:
    """Why ``policy`` is impossible under ``facts``, or None."""
    named = policy.ranking.split(SEPARATOR)
    if policy.ranking not in _INDICES and sorted(named) != sorted(facts.classes):
        return (
            f'ranking is "{policy.ranking}"; allowed: one of {", ".join(INDICES)}, or each of '
            f'{", ".join(facts.classes)} once, such as "{SEPARATOR.join(facts.classes)}"'
        )
    operated = operation(facts, policy)
    for name, value, most in (
        ("new_customers", operated.new_customers, MOST_CUSTOMERS),
        ("servers", operated.servers, MOST_SERVERS),
    ):
        if value > most:
            return (
                f"{name} is {value:,.0f} by the formulas of the fluid model; allowed: at most "
                f"{most:,.0f}. State new_customers and servers, or look whether a unit of the "
                "facts is wrong"
            )
    return None


def steady(known: Parameters, operated: Operation) -> Flow:
    """The steady state of the fluid, a month."""
    ladder = rungs(known, operated.ranking)
    return reached(known, ladder, operated.new_customers, operated.servers)


def profit(facts: Facts, flow: Flow, new_customers: float, servers: float) -> float:
    """Money a month with these servers, and advertising for these new customers: equation (8).

    Args:
        flow: a month of it.
    """
    spent = spending(facts.advertising, new_customers)
    return flow.value(parameters(facts)) - servers * facts.servers.monthly_cost - spent


def prescribed(facts: Facts, policy: Policy) -> tuple[float, float]:
    """New customers a month and servers of ``policy``, who may be divided in the fluid."""
    new_customers, servers = policy.new_customers, policy.servers
    if policy.rule:
        new_customers = servers = None
    if new_customers is not None and servers is not None:
        return new_customers, servers
    known = parameters(facts)
    if servers is not None:
        return _for_servers(facts, known, servers), servers
    everyone, best = all_served(known, range(known.types)), optimum(known)
    if new_customers is None:
        by_marketing = policy.rule in ("marketing_driven", "uncoordinated")
        planned = everyone if by_marketing else best
        new_customers = acquired(facts.advertising, contribution(known, planned))
    staffed = everyone if policy.rule == "marketing_driven" else best
    return new_customers, new_customers * staffed.busy(known)


def contribution(known: Parameters, flow: Flow) -> float:
    """What a new customer a month brings, before advertising: the left side of (43), or (61)."""
    return flow.value(known) - known.server_cost * flow.busy(known)


def acquired(advertising: Advertising, worth: float) -> float:
    """New customers a month up to which the next one is worth what she costs: (43) and (61).

    Args:
        worth: of a new customer, money; 0 or less: none is acquired.
    """
    if worth <= 0:
        return 0.0
    marginal = advertising.cost * advertising.exponent
    return float((worth / marginal) ** (1.0 / (advertising.exponent - 1.0)))


def spending(advertising: Advertising, new_customers: float) -> float:
    """S, money a month."""
    return float(advertising.cost * new_customers**advertising.exponent)


def _for_servers(facts: Facts, known: Parameters, servers: float) -> float:
    """The new customers that are best for these servers, whose cost is sunk.

    The profit of section 4.2.1 is concave in new customers and capacity together, being the
    value of a linear program in what it has to go round.
    """
    most = acquired(facts.advertising, optimum(replace(known, server_cost=0.0)).value(known))
    if not most:
        return 0.0

    def loss(new_customers: float) -> float:
        try:
            best = optimum(known, servers / new_customers)
        except InfeasibleError:
            return np.inf
        return spending(facts.advertising, new_customers) - new_customers * best.value(known)

    found = minimize_scalar(loss, bounds=(0.0, most), method="bounded")
    return float(found.x) if found.fun < 0 else 0.0
