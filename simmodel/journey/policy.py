"""The policy of the customer journey: what the vendor chooses."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any, Literal, Self, get_args

from pydantic import create_model, model_validator

from simmodel.contract import sections
from simmodel.contract.parts import of_part, of_whole
from simmodel.decisions.choice import Choice
from simmodel.decisions.decision import Decision
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule
from simmodel.decisions.whole import Whole
from simmodel.fields import field, words
from simmodel.journey.desk.facts import Order, Organisation
from simmodel.journey.facts import Facts

Cadence = Literal["monthly", "quarterly", "semiannual", "annual"]
Teams = Literal["apart", "together"]

MONTHS_PER_PERIOD: dict[Cadence, int] = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
}

LEAST_CAF, MOST_CAF = 0.1, 10.0

OF_PEOPLE = ("hire_ahead_months", "attrition_margin", "availability")
"""Decisions that make sense for people one by one alone."""

AT_THE_DESK = ("organisation", "order", "reserve")
"""Decisions on who does what first."""

OF_POD = ("cadence", "caf", "hires", *OF_PEOPLE, *AT_THE_DESK)
"""Decisions that may be taken for a pod alone, as caf.enterprise."""

OF_SEGMENT = ("automation",)
"""Decisions that may be taken for a segment alone."""

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
    organisation: Organisation | None = field(
        None,
        unit="one of pool, books, books_with_help",
        description="Who looks after whom from the first day on, in place of the desk's",
        example="books",
    )
    order: Order | None = field(
        None,
        unit="one of first_come, by_class, soonest_end, lowest_health, value_at_risk",
        description="What goes first from the first day on, in place of the desk's",
        example="lowest_health",
    )
    reserve: float | None = field(
        None,
        unit="share of CSMPs",
        description="CSMPs who do incidents and nothing else from the first day on, in place of "
        "the desk's",
        ge=0,
        le=1,
    )
    teams: Teams | None = field(
        None,
        unit="one of apart, together",
        description="Whether pods work apart, or from the first day on all their CSMPs together: "
        "one team that serves all segments, at the desk of [facts.desk], by what is decided for "
        "all; without it they work apart",
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

    def of_pod(self, name: str) -> Self:
        """The policy of one pod: what is decided for it alone goes before what is for all."""
        if not name:
            return self
        own = {field: getattr(self, of_part(field, name), None) for field in OF_POD}
        stated = {field: value for field, value in own.items() if value is not None}
        if set(_STEERING) & set(stated):
            stated = {"hires": None} | stated
        return self.model_copy(update=stated)

    def of_segment(self, name: str) -> Self:
        """The policy for one segment, likewise."""
        if not name:
            return self
        own = {field: getattr(self, of_part(field, name), None) for field in OF_SEGMENT}
        stated = {field: value for field, value in own.items() if value is not None}
        return self.model_copy(update=stated)

    @property
    def together(self) -> bool:
        """Whether all pods work as one team."""
        return self.teams == "together"

    def overruled(self, name: str) -> tuple[str, ...]:
        """What goes before a decision, so that it has no effect: those of all parts before one for
        all, or that all pods work together before one of a pod; nothing where it has one."""
        decision, _, part = name.partition(".")
        joined = self.together and decision in OF_POD
        if part or joined:
            return ("teams",) if part and joined else ()
        own = tuple(each for each in type(self).model_fields if each.startswith(f"{decision}."))
        return own if all(getattr(self, each) is not None for each in own) else ()

    @property
    def months_per_period(self) -> int:
        return MONTHS_PER_PERIOD[self.cadence]

    def periods(self, facts: Facts) -> int:
        """Reviews within the horizon; the last period may be cut short by its end."""
        return -(-facts.horizon_months // self.months_per_period)


@lru_cache(maxsize=64)
def policy_type(pods: tuple[str, ...], segments: tuple[str, ...]) -> type[Policy]:
    """The type of policies that decide for pods and segments of these names, too."""
    named = [
        (field, part)
        for fields, parts in ((OF_POD, pods), (OF_SEGMENT, segments))
        for field in fields
        for part in parts
        if part
    ]
    if not named:
        return Policy
    declared: dict[str, Any] = {}
    for name, part in named:
        info = deepcopy(Policy.model_fields[name])
        info.default = None
        declared[of_part(name, part)] = (info.annotation | None, info)  # type: ignore[operator]
    return create_model("Policy", __base__=Policy, **declared)


def decisions(facts: Facts, baseline: Policy) -> tuple[Decision, ...]:
    """The decision space a study may narrow: hires, or the target that a team follows.

    Where there are pods each of them may have decisions of its own, and where there are segments
    their automation.
    """
    found = list(_of_team(facts, baseline, ""))
    found[2:2] = _of_automation(facts)
    if facts.pods is not None:
        found = [each for each in found if each.name != "hires"]
        for name, part in facts.by_pod.items():
            found += _of_team(part, baseline.of_pod(name), name)
    return tuple(found)


def _of_automation(facts: Facts) -> Iterator[Decision]:
    """The share of automation, of all customers and of those segments that may have their own."""
    for name, part in {"": facts, **facts.by_segment}.items():
        # Without a price it would look free, and always pay.
        usual = (0.0, 1.0) if part.automation.priced and part.segments is None else None
        decided = of_part("automation", name)
        yield Real(decided, 0.0, 1.0, *words(Policy, "automation"), usual=usual)


def _of_team(facts: Facts, baseline: Policy, pod: str) -> Iterator[Decision]:
    """Decisions on the team, or on one pod of it."""
    # The CAF counts what automation does as the team's work.
    priced = any(part.automation.priced for part in facts.by_segment.values())
    leanest = MOST_CAF if priced else _LEAN
    some_hires = max(facts.team.at_start // 4, 1)
    periods = baseline.periods(facts)
    begins = (period * baseline.months_per_period for period in range(periods))
    alone = facts.pods is None  # what is decided for each pod need not be decided for all
    yield Choice(of_part("cadence", pod), tuple(MONTHS_PER_PERIOD), *words(Policy, "cadence"))
    yield Real(
        of_part("caf", pod),
        LEAST_CAF,
        MOST_CAF,
        *words(Policy, "caf"),
        usual=(0.5, leanest) if alone else None,
    )
    yield Whole(
        of_part("hire_ahead_months", pod),
        0,
        12,
        *words(Policy, "hire_ahead_months"),
        usual=None if facts.people is None or pod else (0, 6),
    )
    yield Real(
        of_part("attrition_margin", pod),
        0.0,
        1.0,
        *words(Policy, "attrition_margin"),
        usual=None,  # a caf does the same, and two in place of one are searched slower
    )
    yield Real(
        of_part("availability", pod),
        0.05,
        1.0,
        *words(Policy, "availability"),
        usual=None if pod else _usual_availability(facts),
    )
    yield Choice(
        of_part("organisation", pod), get_args(Organisation), *words(Policy, "organisation")
    )
    yield Choice(of_part("order", pod), get_args(Order), *words(Policy, "order"))
    yield Real(of_part("reserve", pod), 0.0, 1.0, *words(Policy, "reserve"), usual=None)
    if not pod:
        yield Choice("teams", get_args(Teams), *words(Policy, "teams"))
    steering = _STEERING if facts.people else _STEERING[:2]
    yield Schedule(
        of_part("hires", pod),
        -_MOST_HIRES,
        _MOST_HIRES,
        *words(Policy, "hires"),
        periods=periods,
        years=tuple(month // 12 for month in begins),
        opening=facts.team.at_start,
        replaces=tuple(of_part(each, pod) for each in steering),
        usual=(-some_hires, some_hires),
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
    of them ends the baseline's fixed schedule, of that pod or of all.

    Where it is among them whether pods work together, those that have no effect then stay as in the
    baseline: so policies that do the same are the same.
    """
    kept = dict(baseline)
    if "teams" in decisions:
        wanted = type(baseline).model_validate(kept | dict(decisions))
        decisions = {name: each for name, each in decisions.items() if not wanted.overruled(name)}
    for name in decisions:
        decision, _, pod = name.partition(".")
        if decision in _STEERING:
            ended = [of_part("hires", pod)] if pod else [each for each in kept if _schedules(each)]
            kept |= dict.fromkeys(ended)
    return type(baseline).model_validate(kept | dict(decisions))


def _schedules(name: str) -> bool:
    return of_whole(name) == "hires"


def complete(facts: Facts, policy: Policy) -> Policy:
    """``policy``, with what it says nothing of as it is: reviews of people one by one, the desk.

    Its availability stays open, and is the calendar's, whatever that may turn out to be.
    """
    usual: dict[str, Any] = {}
    if facts.people is not None:
        usual |= {"hire_ahead_months": 0, "attrition_margin": 0.0}
    # A pod's own desk goes before that of the facts, and after what is decided for all.
    alike = all(part.desk is facts.desk for part in facts.by_pod.values())
    if facts.desk is not None and alike:
        usual |= {name: getattr(facts.desk, name) for name in AT_THE_DESK}
    return policy.model_copy(
        update={name: value for name, value in usual.items() if getattr(policy, name) is None}
    )
