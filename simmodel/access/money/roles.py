"""Service access in the words of finance."""

from simmodel.access.facts import Facts
from simmodel.contract.finance import Finance, Rates, Roles

ROLES = Roles(
    member="server",
    title="Server",
    team="servers",
    change="change",
    serving="servers",
    recruits=None,
    customers="customers",
    joined="joined",
    left="left",
    signed=None,
    utilisation="utilisation",
    credited="customer_value",
    team_cost="server_cost",
    recruiting_cost=None,
    other_costs={"Advertising": "advertising_cost"},
    team_at_end="servers",
)


def rates(facts: Facts) -> Rates:
    """The cost of a server; what a customer brings differs by type, and by who is served."""
    return Rates(member=12 * facts.servers.monthly_cost)


FINANCE = Finance(ROLES, rates)
