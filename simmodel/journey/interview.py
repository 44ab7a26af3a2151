"""What a new study of the customer journey asks and shows."""

import math
from typing import Any, Self

from pydantic import model_validator

from simmodel.contract import Interview
from simmodel.fields import Section, field
from simmodel.journey.facts import Renewal


class RenewalRates(Section):
    """Two points of the renewal curve.

    Managers can tell such points, though not the curve's parameters: so are response functions
    calibrated in Little, "Models and Managers: The Concept of a Decision Calculus" (1970).
    """

    renewal_at_60: float = field(
        0.17,
        unit="share of contracts",
        description="Renewal rate of customers for whom 60 % of the work gets done",
        ge=0.01,
        le=0.99,
    )
    renewal_at_90: float = field(
        0.84,
        unit="share of contracts",
        description="Renewal rate of customers for whom 90 % of the work gets done",
        ge=0.01,
        le=0.99,
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.renewal_at_60 > self.renewal_at_90:
            raise ValueError(
                f"renewal_at_60 is {self.renewal_at_60} and renewal_at_90 is {self.renewal_at_90}; "
                "allowed: renewal_at_60 <= renewal_at_90"
            )
        return self


def curve(rates: RenewalRates) -> dict[str, Any]:
    """The renewal curve through both points; its floor and ceiling give way where they must."""
    low, high = rates.renewal_at_60, rates.renewal_at_90
    slope = round((_logit(high) - _logit(low)) / (90 - 60), 6)
    usual = Renewal()
    fields = {"intercept": round(_logit(low) - 60 * slope, 4), "slope": slope}
    if low < usual.floor:
        fields["floor"] = low
    if high > usual.ceiling:
        fields["ceiling"] = high
    return {f"facts.renewal.{name}": value for name, value in fields.items()}


INTERVIEW = Interview(
    questions=(
        "facts.activities",
        "facts.customers.at_start",
        "facts.customers.arrivals_per_month",
        "facts.contract.value",
        "facts.team.at_start",
        "facts.team.annual_cost",
        "baseline.cadence",
        "renewal_at_60",
        "renewal_at_90",
        "objective.alpha",
        "facts.automation.setup_cost",
        "facts.automation.annual_cost",
    ),
    Plain=RenewalRates,
    stands_for=curve,
    examples={
        "constraints": {
            "retention_rate": {"at_least": 0.85, "probability": 0.9},
            "csmp_cost": {"at_most": 30_000_000.0},
        },
        "goals": {"total_revenue": "maximise", "total_cost": "minimise"},
        "scenarios": {"reviewed_monthly": {"cadence": "monthly"}},
    },
)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
