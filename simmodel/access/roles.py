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
    renewed=None,
    utilisation="utilisation",
    revenue="customer_profit",
    team_cost="server_cost",
    recruiting_cost="recruiting_cost",
    other_costs={"Advertising": "advertising_cost"},
    highlights=("service_probability", "mean_customers"),
)


def rates(facts: Facts) -> Rates:
    """What a server costs; what a customer brings differs by type, and by who is served."""
    return Rates(
        member=12 * facts.servers.monthly_cost,
        recruiting=0.0,
        attrition=0.0,
        ramp_months=0,
        contract=None,
    )
