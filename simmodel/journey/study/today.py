"""Today's policy: what the facts say of it, and what it amounts to."""

import numpy as np
from scipy.special import gammainc

from simmodel.contract.names import known_as
from simmodel.contract.parts import of_part
from simmodel.journey.controls import controls
from simmodel.journey.customers.accounts import owners
from simmodel.journey.desk.facts import Desk, Organisation
from simmodel.journey.desk.repertoire import dealt, repertoire
from simmodel.journey.desk.rules import opening_rules
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import flow
from simmodel.journey.people.staffing import csmps_for, reviewed
from simmodel.journey.policy import LEAST_CAF, MOST_CAF, Policy, complete, policy_type

_FEWEST_DIGITS, _MOST_DIGITS = 2, 9
_MUCH = 0.01
_NAMED = 3
_SHOWN = (0, 30, 60, 90, 100)  # per cent of the activities finished


def today(facts: Facts) -> Policy:
    """The policy that keeps today's team for today's customers: its CAF.

    The CAF has two digits after the point, or as many more as it takes for the first review to
    leave the team as it is. Without customers, or without a team, it is 1; it is cut to its bounds.
    """
    if facts.pods is None:
        return complete(facts, Policy(caf=_caf(facts)))
    kept = {f"caf.{name}": _caf(part) for name, part in facts.by_pod.items()}
    return complete(facts, policy_type(tuple(facts.pods), ()).model_validate(kept))


def _caf(facts: Facts) -> float:
    """The CAF that keeps the team of a pod."""
    team, full = facts.team.at_start, needed(facts)
    if not (full and team):
        return 1.0
    exact = min(max(full / team, LEAST_CAF), MOST_CAF)
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS):
        caf = round(exact, digits)
        if _target(facts, Policy(caf=caf)) == team:
            return caf
    return round(exact, _FEWEST_DIGITS)


def cautions(facts: Facts) -> tuple[str, ...]:
    """Whether many activities are lost before anybody could do them, or as nobody may."""
    found = []
    for pod, part in facts.by_pod.items():
        undone = _undone(part)
        if undone:
            found.append(
                f"Nobody of {_team(part, pod)} may do {', '.join(undone)}, so that none of it is "
                "done: a skill that it takes has too small a share, or the reserve too large a one."
            )
    for name, part in facts.by_segment.items():
        lost = 1.0 - _released(part)
        if lost > _MUCH:
            of = f" of {name}" if name else ""
            found.append(
                f'With releases = "gaps" {100 * lost:.0f} % of the activities{of} never fall due, '
                'as so few of them come in a month; with "spread" all do.'
            )
    return tuple(found)


def remarks(facts: Facts, baseline: Policy) -> tuple[str, ...]:
    """Remarks on the work of today's team, its first review, and how customers renew."""
    words = []
    for pod, part in facts.teams(baseline.together).items():
        words.append(_of_team(part, pod))
        review = _first_review(part, baseline.of_pod(pod))
        if review:
            words.append(review)
    words += _what_becomes(facts, baseline)
    words += (*_owners_unused(facts, baseline), *_owners_unknown(facts))
    words += [_of_customers(part, name) for name, part in facts.by_segment.items()]
    return tuple(words)


def _what_becomes(facts: Facts, baseline: Policy) -> list[str]:
    """That today's policy is a rule, where it comes to another team, and how to say otherwise."""
    pods = facts.teams(baseline.together)
    ruled = [pod for pod in pods if baseline.of_pod(pod).hires is None]
    begun = sum(pods[pod].team.at_start for pod in ruled)
    ended = sum(_target_at_end(pods[pod], baseline.of_pod(pod)) for pod in ruled)
    if ended == begun:
        return []
    reviews = {pod: baseline.of_pod(pod).periods(facts) for pod in ruled}
    kept = [f"{of_part('hires', pod)} = [{', '.join('0' * reviews[pod])}]" for pod in ruled]
    return [
        f"Today's policy is a rule, not a number: its team follows the customers, from {begun:,} "
        f"CSMPs today to about {ended:,} at the end. For {begun:,} for ever, say in [baseline] "
        f"{' and '.join(kept)}."
    ]


def _owners_unused(facts: Facts, baseline: Policy) -> list[str]:
    """That accounts have owners who are nobody's, as no customer belongs to anyone."""
    pods = [
        pod
        for pod, part in facts.teams(baseline.together).items()
        if owners(part.accounts or ()) and _organisation(part, baseline.of_pod(pod)) == "pool"
    ]
    if not pods:
        return []
    of = f" of {' and '.join(pods)}" if all(pods) else ""
    return [
        f"The owners of accounts{of} are not used, as any CSMP serves any customer there: with "
        'organisation = "books" at the desk each customer belongs to its owner.'
    ]


def _owners_unknown(facts: Facts) -> list[str]:
    """That accounts have owners who are none of a team that is known by name."""
    members = facts.people.members if facts.people else ()
    team = {known_as(each.name) for each in members}
    named = {known_as(own): " ".join(own.split()) for own in _owners(facts)}
    unknown = [name for known, name in named.items() if team and known not in team]
    if not unknown:
        return []
    more = f" and {len(unknown) - _NAMED:,} more" if len(unknown) > _NAMED else ""
    return [
        f"Of the owners of accounts {', '.join(unknown[:_NAMED])}{more} are none of "
        "people.members: in books their accounts are dealt to others before the start."
    ]


def _owners(facts: Facts) -> list[str]:
    """Owners of accounts, as they are spelt."""
    return [each.owner for each in facts.accounts or () if each.owner]


def _organisation(facts: Facts, policy: Policy) -> Organisation:
    return policy.organisation or (facts.desk or Desk()).organisation


def _undone(facts: Facts) -> list[str]:
    """Types of activity that nobody in the team of the start may do."""
    skills = opening_rules(facts).skills
    if skills is None or facts.team.at_start == 0:
        return []
    may = repertoire(skills, dealt(skills.shares, facts.team.at_start))
    return [
        ".".join(each for each in kind if each)
        for kind, done in zip(facts.kinds, may.T, strict=True)
        if not done.any()
    ]


def _team(facts: Facts, pod: str) -> str:
    number = facts.team.at_start
    return f"the {number:,} CSMP{'' if number == 1 else 's'}{f' of {pod}' if pod else ''}"


def _of_team(facts: Facts, pod: str) -> str:
    """The work of a team, and what one of it can do."""
    parts = facts.by_segment
    customers = sum(part.customers.at_start for part in parts.values())
    each = " or ".join(
        f"{part.customers_per_csmp:,.2f} customers{f' of {name}' if name else ''}"
        for name, part in parts.items()
    )
    load = sum(part.customers.at_start / part.customers_per_csmp for part in parts.values())
    full = needed(facts)
    onboarding = f", {full - load:,.1f} of them for new customers" if full > load else ""
    return (
        f"Today {facts.team.at_start:,} CSMPs{f' of {pod}' if pod else ''} serve {customers:,} "
        f"customers. All the work that is expected would take {full:,.1f} CSMPs{onboarding}, as "
        f"one can fully serve {each}."
    )


def _of_customers(facts: Facts, segment: str) -> str:
    """How customers of a segment renew."""
    rates = [f"{100 * facts.renewal.probability(done):.0f} % with {done} %" for done in _SHOWN]
    of = f" of {segment}" if segment else ""
    return f"Renewal rates{of}: {' of the work done, '.join((rates[0], ', '.join(rates[1:])))}."


def _released(facts: Facts) -> float:
    """Part of a month's activities that fall due; the k-th does if k gaps fit into the month."""
    if facts.releases == "spread":
        return 1.0
    numbers = np.arange(1, facts.activities_per_month + 1)
    return float(gammainc(numbers, facts.hours_per_month / facts.mean_gap).mean())


def _target(facts: Facts, policy: Policy) -> int:
    """The team of a pod after a review on the first day."""
    aim = _aim(facts, policy, _at_start(facts), 0)
    return reviewed(facts.team.at_start, aim, facts.team.whole_changes)


def _target_at_end(facts: Facts, policy: Policy) -> int:
    """The team of a pod after the last review of the horizon."""
    last = (policy.periods(facts) - 1) * policy.months_per_period
    customers = np.array([each.customers[last, 0] for each in flow(facts, [policy]).segments])
    aim = _aim(facts, policy, customers, last)
    return reviewed(facts.team.at_start, aim, facts.team.whole_changes)


def needed(facts: Facts) -> float:
    """CSMPs that all the work that is expected of a pod's customers of the start would take, and
    to onboard the new ones of a month."""
    return _aim(facts, Policy(), _at_start(facts), 0)


def _aim(facts: Facts, policy: Policy, customers: np.ndarray, month: int) -> float:
    """The target of a review of a pod in a month, by the customers of each segment."""
    given = controls(facts, policy)
    return csmps_for(customers, given.stay, given.coming[:, month], given.customers_per_csmp)


def _at_start(facts: Facts) -> np.ndarray:
    return np.array([part.customers.at_start for part in facts.by_segment.values()])


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
