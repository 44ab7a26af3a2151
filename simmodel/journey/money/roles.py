"""The journey in the words of finance."""

from collections.abc import Mapping
from dataclasses import replace

from simmodel.contract.finance import (
    Finance,
    Hiring,
    Rates,
    Roles,
    Signed,
    Terms,
    Turnover,
    Waterfall,
)
from simmodel.journey.facts import Facts
from simmodel.journey.people.individuals import People
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.tenure import attrition_of

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
        waterfall=Waterfall(
            new="new_revenue",
            expansion="expansion",
            contraction="contraction",
            churned="churned_revenue",
        ),
    ),
    utilisation="utilisation",
    credited="renewal_bookings",
    team_cost="csmp_cost",
    recruiting_cost="recruiting_cost",
    other_costs={"Automation": "automation_cost", "Missed response targets": "breach_cost"},
    team_at_end="team_at_end",
    severance_cost="severance_cost",
    turnover=Turnover(
        opened="opened",
        vacant="vacant",
        surplus="surplus",
        taken_back="taken_back",
        resigned="resigned",
        dismissed="dismissed",
    ),
)


def rates(facts: Facts) -> Rates:
    """Rates: the cost of a CSMP, and the revenue of a customer."""
    team, people, rules = facts.team, facts.people, facts.rules
    by_year = people is not None and people.resignation.by_year
    return Rates(
        member=facts.annual_cost,
        recruiting=facts.recruit_cost,
        attrition=12 * attrition_of(rules.hazard) if rules and by_year else team.annual_attrition,
        ramp_months=team.ramp_months if rules is None else rules.curve.size - 1,
        contract=_terms(facts),
        annual_raise=team.annual_raise or 0.0,
        hiring=_hiring(facts, people, rules) if people and rules else None,
    )


def rates_of_parts(facts: Facts) -> Mapping[str, Rates]:
    """Rates of each segment, and of each pod, which may be called as the one that it serves."""
    if facts.segments is None:
        return {}
    found = {name: rates(part) for name, part in facts.by_segment.items()}
    for name, part in facts.by_pod.items() if facts.pods else ():
        only, *others = part.by_segment
        contract = None if others else found[only].contract
        found[name] = replace(rates(part), contract=contract)
    return found


def _terms(facts: Facts) -> Terms | None:
    """The contract that all customers sign; None where they differ."""
    if facts.segments is not None or facts.varies:
        return None
    return Terms(value=facts.contract.value, years=facts.contract.months / 12)


def _hiring(facts: Facts, people: People, rules: Rules) -> Hiring:
    return Hiring(
        usual_months=people.hiring.months(0.5),
        late_months=people.hiring.months(0.9),
        at_once=rules.replaces,
        takes_back=rules.cancels,
        notice_months=None if rules.notice < 0 else rules.notice,
        severance=facts.severance,
    )


FINANCE = Finance(ROLES, rates, rates_of_parts)
