"""Questions and defaults of a new study of the customer journey."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import model_validator

from simmodel.contract.interview import Interview, PlainQuestions
from simmodel.fields import Section, field
from simmodel.journey.customers.facts import Renewal
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy
from simmodel.journey.study.fitting import contracts, fitted, gets_all_done, usual
from simmodel.journey.study.today import today

_SHOWN = (0, 30, 60, 90, 100)

_ALPHA = (
    "How large a team pays hangs on the share of renewal bookings that you credit to it. Near 0, "
    "contracts would renew anyway, and the leanest team is best; near 1, the team earns all of it, "
    "and a large one pays. One way to think of it is gross margin x the part of renewals that you "
    "owe to the team, such as 0.8 x 0.3 = 0.24. Nobody knows it exactly: plan frontier shows the "
    "best policy for every value."
)


_LEAST, _MOST = 0.01, 0.99


def _rate(description: str) -> Any:
    return field(None, unit="share of contracts", description=description, ge=_LEAST, le=_MOST)


class RenewalRates(Section):
    """Known figures of today, and the two ends of the renewal curve; any of it may be unknown."""

    work_done_today: float | None = field(
        None,
        unit="share of the work",
        description="How much of the work that falls due gets done today",
        ge=0.01,
        le=1,
    )
    renewal_today: float | None = _rate(
        "Renewal rate of today: contracts renewed over contracts that ended (GRR)"
    )
    renewal_at_0: float | None = _rate(
        "Renewal rate if the team did hardly anything: some renew all the same"
    )
    renewal_at_100: float | None = _rate(
        "Renewal rate if the team did all its work: some leave all the same"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        names = ("renewal_at_0", "renewal_today", "renewal_at_100")
        given = {name: rate for name in names if (rate := getattr(self, name)) is not None}
        if [*given.values()] != sorted(given.values()):
            found = " and ".join(f"{name} is {rate}" for name, rate in given.items())
            raise ValueError(f"{found}; allowed: {' <= '.join(given)}")
        return self


def complete(given: RenewalRates, facts: Facts, policy: Policy) -> RenewalRates:
    """``given``, and in place of what is unknown what the facts, or half-way houses, say of it.

    Half of those who renew today are taken to renew without any work, and half of those who leave
    today to stay if all of it were done; where it is done already, none.
    """
    low, today, high = given.renewal_at_0, given.renewal_today, given.renewal_at_100
    if today is None:
        curve = _curve(given, facts)
        low, high = curve.floor, curve.ceiling
        ended = contracts(facts, policy, (low + high) / 2)
        today = min(max(round(ended.rate(facts, curve), 3), low), high)
    else:
        ended = contracts(facts, policy, today)
    share = given.work_done_today or max(round(ended.share, 3), 0.01)
    if low is None:
        low = _within(today / 2, most=today)
    if high is None:
        high = today if gets_all_done(share) else _within((1 + today) / 2, least=today)
    # The curve of a file may have ends that nobody is asked for, such as 0 or 1.
    ends = [min(max(rate, _LEAST), _MOST) for rate in (low, today, high)]
    return RenewalRates(
        work_done_today=share,
        renewal_at_0=ends[0],
        renewal_today=ends[1],
        renewal_at_100=ends[2],
    )


def stands_for(given: RenewalRates, facts: Facts, policy: Policy) -> dict[str, Any]:
    """The renewal curve if any rate is given; what is known of today, as far as it is given."""
    fields: dict[str, Any] = {}
    if given.renewal_today is not None:
        told = complete(given, facts, policy)
        assert told.renewal_at_0 and told.renewal_at_100
        ended = contracts(facts, policy, given.renewal_today)
        if given.work_done_today is not None:
            ended = ended.scaled(given.work_done_today)
        curve = fitted(facts, ended, told.renewal_at_0, told.renewal_at_100, given.renewal_today)
        fields["facts.renewal"] = dict(curve)
    elif given.renewal_at_0 is not None or given.renewal_at_100 is not None:
        fields["facts.renewal"] = dict(_curve(given, facts))
    known = {
        "retention_rate": given.renewal_today,
        "activities_finished": given.work_done_today,
    }
    today = {name: value for name, value in known.items() if value is not None}
    return fields | ({"today": today} if today else {})


def _curve(given: RenewalRates, facts: Facts) -> Renewal:
    """Without today's rate: the facts' own curve, or the usual one between other ends."""
    low, high = given.renewal_at_0, given.renewal_at_100
    if low is None and high is None:
        return facts.renewal
    if low is None:
        low = min(facts.renewal.floor, high or 1.0)
    if high is None:
        high = max(facts.renewal.ceiling, low)
    return usual(_within(low), _within(high))


def _within(rate: float, least: float = _LEAST, most: float = _MOST) -> float:
    return min(max(round(rate, 3), least), most)


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
    hints={
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
    plain=PlainQuestions(RenewalRates, complete, stands_for),
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
