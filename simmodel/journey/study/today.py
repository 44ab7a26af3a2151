"""Today's policy: what the facts say of it, and what it amounts to."""

import numpy as np
from scipy.special import gammainc

from simmodel.journey.controls import controls
from simmodel.journey.facts import Facts
from simmodel.journey.people.staffing import reviewed
from simmodel.journey.policy import LEAST_CAF, MOST_CAF, Policy, complete

_FEWEST_DIGITS, _MOST_DIGITS = 2, 9
_MUCH = 0.01
_SHOWN = (0, 30, 60, 90, 100)  # per cent of the activities finished


def today(facts: Facts) -> Policy:
    """The policy that keeps today's team for today's customers: its CAF.

    The CAF has two digits after the point, or as many more as it takes for the first review to
    leave the team as it is. Without customers, or without a team, it is 1; it is cut to its bounds.
    """
    return complete(facts, _as_staffed(facts))


def _as_staffed(facts: Facts) -> Policy:
    customers, team = facts.customers.at_start, facts.team.at_start
    if not (customers and team):
        return Policy()
    exact = min(max(customers / (team * facts.customers_per_csmp), LEAST_CAF), MOST_CAF)
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS):
        policy = Policy(caf=round(exact, digits))
        if _target(facts, policy) == team:
            return policy
    return Policy(caf=round(exact, _FEWEST_DIGITS))


def cautions(facts: Facts) -> tuple[str, ...]:
    """Whether many activities are lost before anybody could do them."""
    lost = 1.0 - _released(facts)
    if lost <= _MUCH:
        return ()
    return (
        f'With releases = "gaps" {100 * lost:.0f} % of the activities never fall due, as so few of '
        'them come in a month; with "spread" all do.',
    )


def remarks(facts: Facts, baseline: Policy) -> tuple[str, ...]:
    """Remarks on the work of today's team, its first review, and how customers renew."""
    customers, team = facts.customers.at_start, facts.team.at_start
    full = customers / facts.customers_per_csmp
    words = [
        f"Today {team:,} CSMPs serve {customers:,} customers. All the work that is expected would "
        f"take {full:,.1f} CSMPs, as one can fully serve {facts.customers_per_csmp:,.2f} customers."
    ]
    review = _first_review(facts, baseline)
    if review:
        words.append(review)
    rates = [f"{100 * facts.renewal.probability(done):.0f} % with {done} %" for done in _SHOWN]
    words.append(f"Renewal rates: {' of the work done, '.join((rates[0], ', '.join(rates[1:])))}.")
    return tuple(words)


def _released(facts: Facts) -> float:
    """Part of a month's activities that fall due; the k-th does if k gaps fit into the month."""
    if facts.releases == "spread":
        return 1.0
    numbers = np.arange(1, facts.activities_per_month + 1)
    return float(gammainc(numbers, facts.hours_per_month / facts.mean_gap).mean())


def _target(facts: Facts, policy: Policy) -> int:
    """The team after a review on the first day."""
    given = controls(facts, policy)
    expected = facts.customers.at_start * given.stay + float(given.coming[0])
    at_start = facts.team.at_start
    return reviewed(at_start, expected, given.customers_per_csmp, given.whole_changes)


def _first_review(facts: Facts, policy: Policy) -> str:
    """What the first review does; nothing if it leaves the team as it is."""
    more = _target(facts, policy) - facts.team.at_start
    by = f"With a caf of {policy.caf:g} the first review"
    if more == 0 or policy.hires is not None or not facts.team.reviewed_at_start:
        return ""
    if facts.people is None:
        return f"{by} makes it {facts.team.at_start + more:,} CSMPs."
    if more > 0:
        return f"{by} opens {more:,} position{'' if more == 1 else 's'}."
    leave = "dismissed" if facts.people.dismissal else "not replaced as they resign"
    return f"{by} finds {-more:,} too many, who are {leave}."
