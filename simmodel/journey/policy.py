"""The policy of the customer journey: what the vendor chooses."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator

from simmodel.contract import Choice, Decision, Real
from simmodel.fields import Section, field
from simmodel.journey.facts import Facts

Cadence = Literal["monthly", "quarterly", "semiannual", "annual"]

MONTHS_PER_PERIOD: dict[Cadence, int] = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
}


class Policy(Section):
    """How the team is staffed and how much of its work is automated.

    Without ``hires`` the team follows its target at every review; with ``hires`` it follows that
    fixed schedule, and ``caf`` has no effect.
    """

    cadence: Cadence = field(
        "annual",
        unit="one of monthly, quarterly, semiannual, annual",
        description="How often the team is reviewed, from time 0 on",
    )
    caf: float = field(
        1.0,
        unit="ratio",
        description="Capacity adjustment factor: customers per CSMP over what full service needs",
        ge=0.1,
        le=10,
    )
    automation: float = field(
        0.0,
        unit="share",
        description="Part of the automatable activities that needs no CSMP",
        ge=0,
        le=1,
    )
    hires: tuple[int, ...] | None = field(
        None,
        unit="CSMPs per period, negative for departures",
        description="Fixed schedule of hires, one number a period, in place of the target",
        strict=False,
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.hires is not None and any(abs(hired) > 10_000 for hired in self.hires):
            raise ValueError("hires: allowed are -10000 to 10000 in a period")
        return self

    @property
    def months_per_period(self) -> int:
        return MONTHS_PER_PERIOD[self.cadence]

    def periods(self, facts: Facts) -> int:
        """Reviews within the horizon; the last period may be cut short by its end."""
        return -(-facts.horizon_months // self.months_per_period)


def decisions() -> tuple[Decision, ...]:
    """The decision space a study may narrow."""
    fields = Policy.model_fields

    def words(name: str) -> dict[str, str]:
        extra = fields[name].json_schema_extra
        assert isinstance(extra, dict)
        return {"unit": str(extra["unit"]), "description": str(fields[name].description)}

    return (
        Choice("cadence", tuple(MONTHS_PER_PERIOD), **words("cadence")),
        Real("caf", 0.1, 10.0, **words("caf")),
        Real("automation", 0.0, 1.0, **words("automation")),
    )


def decide(baseline: Policy, decisions: Mapping[str, Any]) -> Policy:
    """The policy that takes ``decisions``, by name, and is otherwise as ``baseline``.

    A cadence or CAF asks for a team that follows its target, so either ends a fixed schedule.
    """
    kept = dict(baseline)
    if {"cadence", "caf"} & set(decisions):
        kept["hires"] = None
    return Policy.model_validate(kept | dict(decisions))


def refuse(facts: Facts, policy: Policy) -> str | None:
    """Why ``policy`` is impossible under ``facts``, or None."""
    if policy.hires is None:
        return None
    periods = policy.periods(facts)
    if len(policy.hires) != periods:
        return (
            f"hires has {len(policy.hires)} numbers, but {facts.horizon_months} months at "
            f"{policy.cadence} cadence have {periods} periods; allowed: exactly {periods} numbers"
        )
    team = facts.team.at_start
    for period, hired in enumerate(policy.hires):
        team += hired
        if team < 0:
            return (
                f"hires takes the team of {facts.team.at_start} to {team} in period {period + 1}; "
                "allowed: a team of 0 or more"
            )
    return None
