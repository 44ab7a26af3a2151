"""Questions and defaults of a new study of the customer journey."""

from collections.abc import Mapping
from typing import Any

from pydantic import field_validator

from simmodel.contract.interview import Interview, PlainQuestions
from simmodel.fields import field
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy
from simmodel.journey.study import rates, segments
from simmodel.journey.study.rates import RenewalRates
from simmodel.journey.study.today import needed, today
from simmodel.journey.study.told import ToldSegment, check_told

_SHOWN = (0, 30, 60, 90, 100)

_ALPHA = (
    "How large a team pays hangs on the share of renewal bookings that you credit to it. Near 0, "
    "contracts would renew anyway, and the leanest team is best; near 1, the team earns all of it, "
    "and a large one pays. One way to think of it is gross margin x the part of renewals that you "
    "owe to the team, such as 0.8 x 0.3 = 0.24. Nobody knows it exactly: plan frontier shows the "
    "best policy for every value."
)


class Plain(RenewalRates):
    """What is told in plain words; None, and no segment, is what was not answered."""

    segments: dict[str, ToldSegment] = field(
        {},
        unit="segments",
        description="Kinds of customers that differ in what they pay, the work they bring or how "
        "they renew, such as enterprise and small; none if all are much alike",
    )

    @field_validator("segments")
    @classmethod
    def _possible(cls, told: dict[str, ToldSegment]) -> dict[str, ToldSegment]:
        check_told(told)
        return told


def complete(given: Plain, facts: Facts, policy: Policy) -> Plain:
    """``given``, and in place of what was not answered what follows from the rest."""
    if given.segments:
        return Plain(segments=segments.complete(given.segments, facts, policy))
    return Plain(**dict(rates.complete(given, facts, policy)))


def stands_for(given: Plain, facts: Facts, policy: Policy) -> dict[str, Any]:
    """The fields that answers stand for, by key: of the segments, or of the one kind there is."""
    if given.segments:
        return segments.stands_for(given.segments, facts, policy)
    return rates.stands_for(given, facts, policy)


def notes(facts: Facts) -> Mapping[str, str]:
    """The points of the renewal curve, as its numbers tell nobody anything; what alpha means."""
    found = {"objective": _ALPHA}
    for name, part in facts.by_segment.items():
        points = (f"{100 * part.renewal.probability(done):.0f} % at {done} %" for done in _SHOWN)
        key = f"facts.segments.{name}.renewal" if name else "facts.renewal"
        found[key] = (
            "As plan init has written it, the curve gives a renewal rate of "
            f"{', '.join(points)} of the work done."
        )
    return found


def understood(facts: Facts) -> Mapping[str, str]:
    """What segments amount to: their revenue, and the work of each pod."""
    if facts.segments is None:
        return {}
    parts = facts.by_segment.values()
    customers = sum(part.customers.at_start for part in parts)
    revenue = sum(part.customers.at_start * part.contract.value for part in parts)
    of_pods = "; ".join(_of_pod(name, part) for name, part in facts.by_pod.items())
    return {
        "segments": f"That is {customers:,} customers who pay {revenue:,.0f} a year in all. "
        f"{of_pods}."
    }


def _of_pod(name: str, facts: Facts) -> str:
    team = facts.team.at_start
    customers = sum(part.customers.at_start for part in facts.by_segment.values())
    return (
        f"{name or 'The team'}: {team:,} CSMP{'' if team == 1 else 's'} with "
        f"{customers / team:,.1f} customers each, and work for {needed(facts):,.1f}"
    )


_OF_ONE_KIND = (
    "facts.activities",
    "facts.customers.at_start",
    "facts.customers.arrivals_per_month",
    "facts.contract.value",
    "facts.team.at_start",
    "renewal_today",
    "work_done_today",
    "renewal_at_0",
    "renewal_at_100",
    "facts.automation.annual_cost",
)
"""What is asked of each segment, where there are any; automation goes into the file."""


INTERVIEW = Interview(
    questions=(
        "segments",
        "facts.activities",
        "facts.customers.at_start",
        "facts.customers.arrivals_per_month",
        "facts.contract.value",
        "facts.team.at_start",
        "facts.team.annual_cost",
        "facts.team.ramp_months",
        "facts.team.annual_attrition",
        "facts.team.recruiting_cost",
        "facts.people.hiring.median_days",
        "facts.people.hiring.p90_days",
        "baseline.cadence",
        "renewal_today",
        "work_done_today",
        "renewal_at_0",
        "renewal_at_100",
        "objective.alpha",
        "facts.automation.annual_cost",
    ),
    instead={"segments": _OF_ONE_KIND},
    fields={"facts.activities": ("per_month", "mean_hours", "automatable")},
    understood=understood,
    hints={
        "segments": "Customers of one kind are planned for together. Where they differ, as "
        "enterprise and small accounts do, name each kind: a dozen questions on each take the "
        "place of those on activities, customers, contract, team and renewal.",
        "facts.team.ramp_months": "The next four are 0 unless you say otherwise: recruits are "
        "productive at once, nobody resigns, recruiting is free, and who is sought is there at "
        "once.",
        "facts.people.hiring.median_days": "Nobody is dismissed: a team that is too large shrinks "
        "as people resign. What dismissals would take goes into the file, as a table "
        "[facts.people.dismissal].",
        "renewal_today": "How much the team's work matters for renewals drives every result. Three "
        "rates say it: today's, the least and the most; the renewal curve is fitted to them. A "
        "good guess will do, and plan whatif shows what hangs on it.",
        "work_done_today": "In brackets stands what the hours, the work and the team make of it, "
        "as you have told them. If you know better say so: plan check shows where they differ.",
        "renewal_at_0": "If you do not know the next two, Enter takes that half of those who renew "
        "today would renew without any work, and half of those who leave would stay if all of it "
        "were done.",
        "objective.alpha": _ALPHA,
        "facts.automation.annual_cost": "The price of an offer to automate, if you have one. With "
        "0 there is none, and automation is left out of the search. A one-time price goes into "
        "the file, as setup_cost.",
    },
    today=today,
    plain=PlainQuestions(Plain, complete, stands_for),
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
