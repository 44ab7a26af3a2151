"""Service access in the words of finance."""

from simmodel.access.facts import Facts
from simmodel.contract import Rates, Roles

ROLES = Roles(
    member="server",
    title="Server",
    team="servers",
    change="change",
    serving="servers",
    recruits="recruits",
    customers="customers",
    joined="joined",
    left="left",
    signed=None,
    utilisation="utilisation",
    credited="customer_value",
    team_cost="server_cost",
    recruiting_cost="recruiting_cost",
    other_costs={"Advertising": "advertising_cost"},
    team_at_end="servers",
    highlights=("service_probability", "mean_customers"),
)


def rates(facts: Facts) -> Rates:
    """The cost of a server; what a customer brings differs by type, and by who is served."""
    return Rates(
        member=12 * facts.servers.monthly_cost,
        recruiting=0.0,
        attrition=0.0,
        ramp_months=0,
        contract=None,
    )
