"""What a new study of the customer journey asks and shows."""

import math
from collections.abc import Mapping
from typing import Any, Self

from pydantic import model_validator

from simmodel.contract import Interview
from simmodel.fields import Section, field
from simmodel.journey.facts import Facts

_ALL = 95  # per cent done that count as everything: a little is always dropped
_SHOWN = (0, 30, 60, 90, 100)

_ON_THE_WAY = (0.17 - 0.10) / (0.90 - 0.10)
"""Part of the way from its least to its most that the case study's curve has gone at 60 %."""

_ALPHA = (
    "How large a team pays hangs on the share of renewal bookings that you credit to it. Near 0, "
    "contracts would renew anyway, and the leanest team is best; near 1, the team earns all of it, "
    "and a large one pays. One way to think of it is gross margin x the part of renewals that you "
    "owe to the team, such as 0.8 x 0.3 = 0.24. Nobody knows it exactly: plan frontier shows the "
    "best policy for every value."
)


class RenewalRates(Section):
    """Three points of the renewal curve: the least, the most, and one in between.

    Managers can tell such points, though not the curve's parameters: so are response functions
    calibrated in Little, "Models and Managers: The Concept of a Decision Calculus" (1970).
    """

    renewal_at_0: float = field(
        0.10,
        unit="share of contracts",
        description="Renewal rate of customers for whom the team does hardly anything: some renew "
        "all the same",
        ge=0.01,
        le=0.99,
    )
    renewal_at_100: float = field(
        0.90,
        unit="share of contracts",
        description="Renewal rate of customers for whom the team does all its work: some leave all "
        "the same",
        ge=0.01,
        le=0.99,
    )
    renewal_at_60: float = field(
        0.17,
        unit="share of contracts",
        description="Renewal rate of customers for whom 60 % of the work gets done",
        ge=0.01,
        le=0.99,
    )

    @model_validator(mode="before")
    @classmethod
    def _on_the_way(cls, given: Any) -> Any:
        """What lies between the ends lies between those that are given, unless it is given too."""
        ends = [
            given.get(name, cls.model_fields[name].default)
            for name in ("renewal_at_0", "renewal_at_100")
        ]
        if "renewal_at_60" in given or not all(map(_is_rate, ends)):
            return given
        low, high = ends
        between = round(low + _ON_THE_WAY * (high - low), 2)
        return {**given, "renewal_at_60": max(low, min(between, high))}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.renewal_at_0 <= self.renewal_at_60 <= self.renewal_at_100:
            raise ValueError(
                f"renewal_at_0 is {self.renewal_at_0}, renewal_at_60 is {self.renewal_at_60} and "
                f"renewal_at_100 is {self.renewal_at_100}; "
                "allowed: renewal_at_0 <= renewal_at_60 <= renewal_at_100"
            )
        return self


def curve(rates: RenewalRates) -> dict[str, Any]:
    """The renewal curve from its floor through the point in between to its ceiling."""
    between, high = rates.renewal_at_60, rates.renewal_at_100
    slope = round((_logit(high) - _logit(between)) / (_ALL - 60), 6)
    return {
        "facts.renewal": {
            "intercept": round(_logit(between) - 60 * slope, 4),
            "slope": slope,
            "floor": rates.renewal_at_0,
            "ceiling": high,
        }
    }


def notes(facts: Facts) -> Mapping[str, str]:
    """The points of the renewal curve, as its numbers tell nobody anything; what alpha means."""
    points = (f"{100 * facts.renewal.probability(done):.0f} % at {done} %" for done in _SHOWN)
    return {
        "facts.renewal": "As plan init has written it, the curve gives a renewal rate of "
        f"{', '.join(points)} of the work done.",
        "objective": _ALPHA,
    }


INTERVIEW = Interview(
    questions=(
        "facts.activities",
        "facts.customers.at_start",
        "facts.customers.arrivals_per_month",
        "facts.contract.value",
        "facts.team.at_start",
        "facts.team.annual_cost",
        "facts.team.ramp_months",
        "facts.team.annual_attrition",
        "facts.team.recruiting_cost",
        "baseline.cadence",
        "renewal_at_0",
        "renewal_at_100",
        "renewal_at_60",
        "objective.alpha",
        "facts.automation.annual_cost",
    ),
    hints={
        "facts.team.ramp_months": "The next three are 0 unless you say otherwise: recruits are "
        "productive at once, nobody resigns, and recruiting is free.",
        "renewal_at_0": "How much the team's work matters for renewals drives every result. Three "
        "points say it, the least, the most, and one in between; a good guess will do, and plan "
        "whatif shows what hangs on it.",
        "renewal_at_60": "If you do not know, Enter takes the shape of the case study, where the "
        "last third of the work matters most.",
        "objective.alpha": _ALPHA,
        "facts.automation.annual_cost": "The price of an offer to automate, if you have one. With "
        "0 there is none, and automation is left out of the search. A one-time price goes into "
        "the file, as setup_cost.",
    },
    Plain=RenewalRates,
    stands_for=curve,
    notes=notes,
    examples={
        "today": {"retention_rate": 0.91, "activities_finished": 0.6},
        "constraints": {
            "retention_rate": {"at_least": 0.85, "probability": 0.9},
            "csmp_cost": {"at_most": 30_000_000.0},
        },
        "goals": {"renewal_value": "maximise", "total_cost": "minimise"},
        "scenarios": {"reviewed_monthly": {"cadence": "monthly"}},
    },
)


def _is_rate(value: Any) -> bool:
    return isinstance(value, float) and 0 < value < 1


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
