"""Policies that are impossible under some facts, and why."""

from collections.abc import Iterator, Mapping

from simmodel.contract.parts import of_part, of_whole
from simmodel.journey.desk.facts import OF_SKILLED, Desk
from simmodel.journey.facts import Facts
from simmodel.journey.policy import AT_THE_DESK, OF_PEOPLE, Policy


def refuse(facts: Facts, policy: Policy) -> str | None:
    """Why ``policy`` is impossible under ``facts``, or None."""
    return next(_refusals(facts, policy), None)


def _refusals(facts: Facts, policy: Policy) -> Iterator[str]:
    for name, value in policy:
        if facts.people is None and of_whole(name) in OF_PEOPLE and value is not None:
            yield (
                f"found {name} without people who are sought, learn and resign; allowed: with a "
                "table [facts.people]"
            )
    if policy.teams is not None:
        yield from _refuse_teams(facts)
    teams = facts.teams(policy.together)
    yield from _refuse_desks(policy, {pod: part.desk for pod, part in teams.items()})
    if facts.pods is not None and policy.hires is not None and not policy.together:
        names = ", ".join(of_part("hires", pod) for pod in facts.pods)
        yield f"found hires of a team of several pods; allowed: {names}"
    for pod, part in teams.items():
        yield from _refuse_schedule(part, policy.of_pod(pod), pod)


def _refuse_teams(facts: Facts) -> Iterator[str]:
    """Why pods cannot work together."""
    if facts.pods is None:
        yield "found teams without pods; allowed: with a table [facts.pods]"
        return
    # What is under way at a desk with skills is counted before it is done, which shows in an order
    # of work that goes by what is done.
    mixed = facts.desk is not None and not facts.desk.skilled
    for name, part in facts.by_pod.items() if mixed else ():
        if part.desk is not None and part.desk.skilled:
            yield (
                f"found teams beside skills or a reserve in [facts.pods.{name}.desk], and none in "
                "[facts.desk]; allowed: with some in [facts.desk] too, or without that table"
            )


def _refuse_desks(policy: Policy, desks: Mapping[str, Desk | None]) -> Iterator[str]:
    """Why what is decided at desks is impossible.

    What is decided for all holds where there is a desk for it; so there must be one.

    Args:
        desks: of each team, by the name of its pod.
    """
    for name in AT_THE_DESK:
        own = {pod: getattr(policy, of_part(name, pod), None) for pod in desks}
        shared = [pod for pod, value in own.items() if value is None or not pod]
        reached = {pod: desks[pod] for pod, value in own.items() if value is not None}
        if getattr(policy, name) is not None and shared:
            able = {pod: desks[pod] for pod in shared if not _lacks(desks[pod], name)}
            reached |= able or {shared[0]: desks[shared[0]]}
        for pod, desk in reached.items():
            alone = bool(pod) and own[pod] is not None
            yield from _refuse_at(desk, policy.of_pod(pod), name, pod, alone=alone)


def _lacks(desk: Desk | None, name: str) -> bool:
    """Whether what it takes to decide this at a desk is not there."""
    return desk is None or (name == "reserve" and desk.reserve is None)


def _refuse_at(
    desk: Desk | None, policy: Policy, name: str, pod: str, *, alone: bool
) -> Iterator[str]:
    """Why a decision of a pod at its desk is impossible.

    Args:
        alone: whether it is for this pod alone.
    """
    at = f"[facts.pods.{pod}.desk]" if pod else "[facts.desk]"
    found, decided = getattr(policy, name), of_part(name, pod if alone else "")
    asked = at if alone else "[facts.desk]"
    if desk is None:
        yield f"found {decided} without a desk; allowed: with a table {asked}"
        return
    if _lacks(desk, name):
        yield f"found {decided} at a desk without one; allowed: with reserve in {asked}"
    if found == "by_class" and not desk.first:
        yield f"found {decided} = by_class, but nothing goes first; allowed: with first in {at}"
    possible = {"organisation": ("pool",), "order": OF_SKILLED} if desk.skilled else {}
    allowed = possible.get(name, (found,))
    if found not in allowed:
        yield (
            f"found {decided} = {found} beside skills or a reserve in {at}; "
            f"allowed: {' or '.join(allowed)}"
        )


def _refuse_schedule(facts: Facts, policy: Policy, pod: str) -> Iterator[str]:
    """Why a schedule of a pod is impossible."""
    if policy.hires is None:
        return
    name, periods = of_part("hires", pod), policy.periods(facts)
    if len(policy.hires) != periods:
        yield (
            f"{name} has {len(policy.hires)} numbers, but {facts.horizon_months} months at "
            f"{policy.cadence} cadence have {periods} periods; allowed: exactly {periods} numbers"
        )
    team = facts.team.at_start
    for period, hired in enumerate(policy.hires):
        team += hired
        if team < 0:
            yield (
                f"{name} takes the team of {facts.team.at_start} to {team} in period {period + 1}; "
                "allowed: a team of 0 or more"
            )
