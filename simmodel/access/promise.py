"""What the formulas promise of a policy, and about what chance leaves of it.

In the experiment of results/access, what is left was met by simulation to about one per cent of
what is promised.
"""

from simmodel.access.equilibrium import settled
from simmodel.access.facts import Facts
from simmodel.access.parameters import Parameters, parameters
from simmodel.access.prescription import Operation, spending
from simmodel.access.rungs import Flow, reached, rungs


def promised(facts: Facts, operated: Operation) -> float:
    """Profit of the fluid, money a month: equation (8)."""
    known = parameters(facts)
    ladder = rungs(known, operated.ranking)
    flow = reached(known, ladder, operated.new_customers, operated.servers)
    return _profit(facts, known, operated, flow)


def left(facts: Facts, operated: Operation) -> float:
    """About the profit in the long run, money a month, with the service probabilities of queues."""
    known = parameters(facts)
    return _profit(facts, known, operated, settled(known, operated))


def _profit(facts: Facts, known: Parameters, operated: Operation, flow: Flow) -> float:
    spent = spending(facts.advertising, operated.new_customers)
    return flow.value(known) - operated.servers * known.server_cost - spent
