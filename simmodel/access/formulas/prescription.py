"""Advertising and capacity by the fluid model: how many new customers to bring, how many servers.

Section 4.2 of Afèche, Araghi and Baron (2017) for whatever is fixed: nothing (Proposition 3),
advertising (Proposition 2), or both (Proposition 1); and the policies that its section 6.3 warns
of. Numbers hold with switching and word of mouth too.
"""

from dataclasses import replace

import numpy as np
from scipy.optimize import minimize_scalar

from simmodel.access.customers.acquisition import Advertising, spending
from simmodel.access.facts import Facts
from simmodel.access.formulas.allocation import InfeasibleError, optimum
from simmodel.access.formulas.breakpoints import Flow, all_served
from simmodel.access.formulas.parameters import Parameters, parameters
from simmodel.access.policy import Policy


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
    """Money that a new customer brings before advertising: the left side of (43), or (61)."""
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
