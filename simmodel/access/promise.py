"""What the formulas promise of a policy, and about what chance leaves of it.

In the experiment of results/access, what is left was met by simulation to about one per cent of
what is promised.
"""

from simmodel.access.equilibrium import settled
from simmodel.access.facts import Facts
from simmodel.access.parameters import parameters
from simmodel.access.prescription import Operation, profit, steady


def promised(facts: Facts, operated: Operation) -> float:
    """Profit of the fluid, money a month: equation (8)."""
    flow = steady(parameters(facts), operated)
    return profit(facts, flow, operated.new_customers, operated.servers)


def left(facts: Facts, operated: Operation) -> float:
    """About the profit in the long run, money a month, with the service probabilities of queues."""
    flow = settled(parameters(facts), operated)
    return profit(facts, flow, operated.new_customers, operated.servers)
