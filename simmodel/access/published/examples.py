"""The examples of sections 6.1 and 6.3 of Afèche, Araghi and Baron (2017)."""

from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import all_served, breakpoints, steady_state
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.prescription import prescribed
from simmodel.access.formulas.rankings import best
from simmodel.access.money.profit import profit
from simmodel.access.policy import Policy, Rule

_DEPARTURES = 0.01
"""gamma, a month; the paper gives R / gamma and r / gamma = 10 only."""


def example(second_income: float, second_loyalty: float, first_income: float = 1000.0) -> Facts:
    """Examples 1 and 2 of section 6.1.

    Args:
        second_income, first_income: R / gamma of the types, money.
        second_loyalty: probability that a denied customer of type 2 stays.
    """
    first = Type(monthly_profit=first_income * _DEPARTURES)
    second = Type(monthly_profit=second_income * _DEPARTURES, loyalty_denied=second_loyalty)
    return Facts(types={"type1": first, "type2": second})


def at_cost(facts: Facts, server_cost: float) -> Facts:
    """The same with other servers."""
    servers = facts.servers.model_copy(update={"monthly_cost": server_cost})
    return facts.model_copy(update={"servers": servers})


def net(facts: Facts, *types: int) -> float:
    """Value of a server month if new customers and these types, from 0, are served: V tilde."""
    known = parameters(facts)
    flow = all_served(known, types)
    return flow.value(known) / flow.busy(known)


def profit_of(facts: Facts, rule: Rule) -> float:
    """Money a month, of a rule of section 6.3 whose servers may be divided."""
    known = parameters(facts)
    new_customers, servers = prescribed(facts, Policy(rule=rule))
    flow = steady_state(known, breakpoints(known, best(known)), new_customers, servers)
    return profit(facts, flow, new_customers, servers)


def loss(server_cost: float, rule: Rule) -> float:
    """Part of the optimal profit that a rule loses, in the example of section 6.3."""
    facts = at_cost(example(250.0, 0.3), server_cost)
    return 1.0 - profit_of(facts, rule) / profit_of(facts, "optimal")
