"""The journey in the words of finance."""

from simmodel.contract.finance import Finance, Rates, Roles, Signed, Terms
from simmodel.journey.facts import Facts

ROLES = Roles(
    member="CSMP",
    title="Customer success manager",
    team="team",
    change="hires",
    serving="serving",
    recruits="recruits",
    customers="customers",
    joined="new_customers",
    left="churn",
    signed=Signed(
        renewed="renewals",
        new_bookings="new_bookings",
        renewal_bookings="renewal_bookings",
        recognised_revenue="recognised_revenue",
        annual_recurring_revenue="annual_recurring_revenue",
    ),
    utilisation="utilisation",
    credited="renewal_bookings",
    team_cost="csmp_cost",
    recruiting_cost="recruiting_cost",
    other_costs={"Automation": "automation_cost"},
    team_at_end="team_at_end",
)


def rates(facts: Facts) -> Rates:
    """Rates: the cost of a CSMP, and the revenue of a customer."""
    team = facts.team
    return Rates(
        member=team.annual_cost,
        recruiting=team.recruiting_cost,
        attrition=team.annual_attrition,
        ramp_months=team.ramp_months,
        contract=Terms(value=facts.contract.value, years=facts.contract.months / 12),
    )


FINANCE = Finance(ROLES, rates)
