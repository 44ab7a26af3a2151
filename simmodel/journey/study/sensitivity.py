"""Questions of a leader of a team of CSMPs about facts that may turn out otherwise.

Section 3.4 of Mehrotra and Saltzman, "Modeling and Analysis of Customer Success Management
Operational Workflow": acquisition that departs from the forecast, the price of automation, and a
stronger link between what is done for customers and whether they stay.
"""

from collections.abc import Collection
from dataclasses import replace

from simmodel.contract.investment import Investment
from simmodel.contract.sensitivity import Move, Sensitivity
from simmodel.journey.facts import Facts


def _idle(facts: Facts) -> Collection[str]:
    """Facts in whose place others are given."""
    people, found = facts.people, []
    for name, part in facts.by_segment.items():
        forecast = part.customers.forecast
        if forecast is not None and forecast.by_month:
            table = f"segments.{name}." if name else ""
            found.append(f"{table}customers.arrivals_per_month")
    if people is not None and people.resignation.by_year:
        found.append("team.annual_attrition")
    return found


SENSITIVITY = Sensitivity(
    moves=(
        Move("customers.arrivals_per_month", 0.8, 1.2),
        Move("contract.value", 0.9, 1.1),
        Move("calendar.availability", 0.9, 1.1),
        # Upward only: the question is what it is worth to make every finished activity count more.
        Move("renewal.slope", 1.0, 1.1),
        Move("team.annual_cost", 0.9, 1.1),
        Move("automation.annual_cost", 0.75, 1.25),
        Move("team.annual_attrition", 0.75, 1.25),
        Move("people.hiring.median_days", 0.75, 1.25),
    ),
    strengthened="renewal.slope",
    stronger="every finished activity counted {} more for renewal",
    along={"people.hiring.median_days": ("people.hiring.p90_days",)},
    idle=_idle,
    metrics=("retention_rate", "renewal_bookings", "csmp_cost", "automation_cost"),
)


def _narrowed(facts: Facts, investment: Investment) -> Investment | None:
    """The investment of the one segment that has an offer; None where none or several have."""
    if facts.segments is None:
        return investment
    offered = [name for name, part in facts.by_segment.items() if part.automation.priced]
    if len(offered) != 1:
        return None
    (name,), parts = offered, dict(investment.parts)
    once, yearly = (f"segments.{name}.{fact}" for fact in (investment.once, investment.yearly))
    parts |= {once: parts.pop(investment.once), yearly: parts.pop(investment.yearly)}
    decision = f"{investment.decision}.{name}"
    return replace(investment, decision=decision, once=once, yearly=yearly, parts=parts)


INVESTMENT = Investment(
    decision="automation",
    once="automation.setup_cost",
    yearly="automation.annual_cost",
    cost="automation_cost",
    people_rate="team.annual_cost",
    people_cost="csmp_cost",
    people="team",
    shares=(0.1, 0.2, 0.3, 0.4, 0.5),
    achieved=((0.5, 0.25), (0.75, 0.5), (1.0, 0.25)),
    # Rules of thumb: a study puts its own offer and its own payroll here.
    parts={
        "automation.setup_cost": {"implementation": 0.7, "training": 0.3},
        "automation.annual_cost": {"licence": 0.8, "upkeep": 0.2},
        "team.annual_cost": {"salary": 0.7, "benefits": 0.2, "management overhead": 0.1},
    },
    narrowed=_narrowed,
)
