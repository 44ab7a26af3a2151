"""Profit in the long run: by the fluid, and about what chance leaves of it.

In the experiment of results/access, simulation met the second to about one per cent of the first.
"""

from simmodel.access.controls import Controls
from simmodel.access.customers.acquisition import spending
from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import Flow
from simmodel.access.formulas.equilibrium import equilibrium, fluid_equilibrium
from simmodel.access.formulas.parameters import parameters


def profit(facts: Facts, flow: Flow, new_customers: float, servers: float) -> float:
    """Profit, money a month, with these servers and this advertising: equation (8).

    Args:
        flow: a month of it.
    """
    spent = spending(facts.advertising, new_customers)
    return flow.value(parameters(facts)) - servers * facts.servers.monthly_cost - spent


def fluid_profit(facts: Facts, applied: Controls) -> float:
    """Profit of the fluid, money a month: equation (8)."""
    flow = fluid_equilibrium(parameters(facts), applied)
    return profit(facts, flow, applied.new_customers, applied.servers)


def equilibrium_profit(facts: Facts, applied: Controls) -> float:
    """About the profit in the long run, money a month, with the service probabilities of queues."""
    flow = equilibrium(parameters(facts), applied)
    return profit(facts, flow, applied.new_customers, applied.servers)
