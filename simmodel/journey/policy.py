"""The policy of the customer journey: what the vendor chooses."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator

from simmodel.contract import sections
from simmodel.decisions.choice import Choice
from simmodel.decisions.decision import Decision
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule
from simmodel.decisions.whole import Whole
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

OF_PEOPLE = ("hire_ahead_months", "attrition_margin", "availability")
"""Decisions that make sense for people one by one alone."""

_STEERING = ("cadence", "caf", "hire_ahead_months", "attrition_margin")  # a fixed schedule does not

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
    hire_ahead_months: int | None = field(
        None,
        unit="months",
        description="A review staffs for the customers expected so many months later, when who is "
        "sought now is there; for people one by one",
        ge=0,
        le=12,
    )
    attrition_margin: float | None = field(
        None,
        unit="share of the target",
        description="By which a review goes beyond its target, against those who will resign: as "
        "a caf divided by 1 and this; for people one by one",
        ge=0,
        le=1,
    )
    availability: float | None = field(
        None,
        unit="share of a working day",
        description="Part of a CSMP's day left for customers, in place of the calendar's; more of "
        "it may make more people resign; for people one by one",
        example=0.7,
        ge=0.05,
        le=1,
    )
    hires: tuple[int, ...] | None = field(
        None,
        unit="CSMPs per period, negative for departures",
        description="Fixed schedule of hires, or positions to open, one number a period, in place "
        "of the target",
        strict=False,
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        for period, hired in enumerate(self.hires or (), start=1):
            if abs(hired) > _MOST_HIRES:
                raise ValueError(
                    f"hires: found {hired} in period {period}; allowed: {-_MOST_HIRES} to "
                    f"{_MOST_HIRES}"
                )
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
        Whole(
            "hire_ahead_months",
            0,
            12,
            *words(Policy, "hire_ahead_months"),
            usual=None if facts.people is None else (0, 6),
        ),
        Real(
            "attrition_margin",
            0.0,
            1.0,
            *words(Policy, "attrition_margin"),
            usual=None,  # a caf does the same, and two in place of one are searched slower
        ),
        Real(
            "availability",
            0.05,
            1.0,
            *words(Policy, "availability"),
            usual=_usual_availability(facts),
        ),
        Schedule(
            "hires",
            -_MOST_HIRES,
            _MOST_HIRES,
            *words(Policy, "hires"),
            periods=periods,
            years=tuple(month // 12 for month in begins),
            opening=facts.team.at_start,
            replaces=_STEERING if facts.people else _STEERING[:2],
            usual=(-some_hires, some_hires),
        ),
    )


def _usual_availability(facts: Facts) -> tuple[float, float] | None:
    """What a new study searches; None where more hours would come free, and always pay."""
    if facts.people is None or facts.people.resignation.load_effect == 0:
        return None
    today = facts.calendar.availability
    return round(0.9 * today, 2), min(round(1.15 * today, 2), 1.0)


def decide(baseline: Policy, decisions: Mapping[str, Any]) -> Policy:
    """The policy that takes ``decisions``, by name, and is otherwise as ``baseline``.

    A cadence or CAF asks for a team that follows its target, and so does what is added to it; any
    of them ends the baseline's fixed schedule.
    """
    kept = dict(baseline)
    if set(_STEERING) & set(decisions):
        kept["hires"] = None
    return Policy.model_validate(kept | dict(decisions))


def complete(facts: Facts, policy: Policy) -> Policy:
    """``policy``, with what a review does about people one by one as it is without being said.

    Its availability stays open, and is the calendar's, whatever that may turn out to be.
    """
    if facts.people is None:
        return policy
    usual = {"hire_ahead_months": 0, "attrition_margin": 0.0}
    return policy.model_copy(
        update={name: value for name, value in usual.items() if getattr(policy, name) is None}
    )


def refuse(facts: Facts, policy: Policy) -> str | None:
    """Why ``policy`` is impossible under ``facts``, or None."""
    for name in OF_PEOPLE if facts.people is None else ():
        if getattr(policy, name) is not None:
            return (
                f"found {name} without people who are sought, learn and resign; allowed: with a "
                "table [facts.people]"
            )
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
