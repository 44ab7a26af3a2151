"""The policy of the customer journey: what the vendor chooses."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator

from simmodel.contract import sections
from simmodel.decisions.choice import Choice
from simmodel.decisions.decision import Decision
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule
from simmodel.fields import field, words
from simmodel.journey.facts import Facts

Cadence = Literal["monthly", "quarterly", "semiannual", "annual"]

MONTHS_PER_PERIOD: dict[Cadence, int] = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
}

LEAST_CAF, MOST_CAF = 0.1, 10.0

_LEAN = 3.0  # the CAF beyond which a team that does all its work itself is hardly ever best
_MOST_HIRES = 10_000  # in a period, and as many departures


class Policy(sections.Policy):
    """How the team is staffed and how much of its work is automated.

    At a review the team becomes customers / (customers that one CSMP can fully serve x ``caf``). A
    ``caf`` of 1 hires for all the work that is expected; 1.1 is a leaner team, with ten per cent
    more customers for each CSMP. With ``hires`` the team follows that fixed schedule instead, and
    ``caf`` has no effect.
    """

    cadence: Cadence = field(
        "annual",
        unit="one of monthly, quarterly, semiannual, annual",
        description="How often the size of the team is reviewed, from the first day on",
    )
    caf: float = field(
        1.0,
        unit="ratio",
        description="Capacity adjustment factor: customers per CSMP over what full service needs",
        ge=LEAST_CAF,
        le=MOST_CAF,
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
        if self.hires is not None and any(abs(hired) > _MOST_HIRES for hired in self.hires):
            raise ValueError(f"hires: allowed are {-_MOST_HIRES} to {_MOST_HIRES} in a period")
        return self

    @property
    def months_per_period(self) -> int:
        return MONTHS_PER_PERIOD[self.cadence]

    def periods(self, facts: Facts) -> int:
        """Reviews within the horizon; the last period may be cut short by its end."""
        return -(-facts.horizon_months // self.months_per_period)


def decisions(facts: Facts, baseline: Policy) -> tuple[Decision, ...]:
    """The decision space a study may narrow: hires, or the target that a team follows."""
    # Automation without a price would look free, and always pay.
    priced = facts.automation.setup_cost > 0 or facts.automation.annual_cost > 0
    # The CAF counts what automation does as the team's work.
    leanest = MOST_CAF if priced else _LEAN
    some_hires = max(facts.team.at_start // 4, 1)
    periods = baseline.periods(facts)
    begins = (period * baseline.months_per_period for period in range(periods))
    return (
        Choice("cadence", tuple(MONTHS_PER_PERIOD), *words(Policy, "cadence")),
        Real("caf", LEAST_CAF, MOST_CAF, *words(Policy, "caf"), usual=(0.5, leanest)),
        Real(
            "automation",
            0.0,
            1.0,
            *words(Policy, "automation"),
            usual=(0.0, 1.0) if priced else None,
        ),
        Schedule(
            "hires",
            -_MOST_HIRES,
            _MOST_HIRES,
            *words(Policy, "hires"),
            periods=periods,
            years=tuple(month // 12 for month in begins),
            opening=facts.team.at_start,
            replaces=("cadence", "caf"),
            usual=(-some_hires, some_hires),
        ),
    )


def decide(baseline: Policy, decisions: Mapping[str, Any]) -> Policy:
    """The policy that takes ``decisions``, by name, and is otherwise as ``baseline``.

    A cadence or CAF asks for a team that follows its target, so either ends the baseline's fixed
    schedule.
    """
    kept = dict(baseline)
    if {"cadence", "caf"} & set(decisions):
        kept["hires"] = None
    return Policy.model_validate(kept | dict(decisions))


def complete(facts: Facts, policy: Policy) -> Policy:
    """``policy`` itself: it leaves nothing open."""
    del facts
    return policy


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
