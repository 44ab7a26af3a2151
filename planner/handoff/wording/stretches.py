"""The frontier as a table, the same on the terminal and in the report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from planner.handoff.wording.numbers import column, exactly, measured, shares, spelt
from planner.handoff.wording.units import money
from planner.recommendation.edges import at_edge
from planner.recommendation.frontier import Frontier, Stretch
from planner.study.study import Study, describe_policy
from simmodel.contract.sections import Policy

_MONEY = ("credited", "cost")


def headings(study: Study, frontier: Frontier) -> tuple[str, ...]:
    """Of the columns: the share, what it is of and cost with their unit, and the policy."""
    currency, share = study.finance.currency, frontier.objective
    amounts = [
        f"{spelt(getattr(share, name))}, {measured(_column(frontier, name)[0], 'money', currency)}"
        for name in _MONEY
    ]
    return (frontier.share, *amounts, "policy")


def rows(study: Study, frontier: Frontier) -> list[tuple[str, ...]]:
    """A stretch of the share each, from small shares to 1."""
    between = [f"{low} to {high}" for low, high in pairwise(shares(frontier.ends))]
    amounts = [_column(frontier, name)[1] for name in _MONEY]
    policies = [_policy(study, each.policy) for each in frontier.stretches]
    return list(zip(between, *amounts, policies, strict=True))


def distinct(frontier: Frontier, zone: float) -> Frontier:
    """The frontier where neighbours that differ by less than the zone are one stretch.

    It has the policy that loses least over all of it.
    """
    found: list[Stretch] = []
    group: list[Stretch] = []
    for each in frontier.stretches:
        wider = [*group, each]
        if group and _loses(_least(wider), wider) > zone:
            found.append(_least(group))
            wider = [each]
        group = wider
    return replace(frontier, stretches=(*found, _least(group)))


def sharing(study: Study, zone: float) -> str:
    """The begin of a sentence on what :func:`distinct` shows as one row."""
    least = money(exactly(zone), study.finance.currency)
    return f"Policies that differ by less than {least} share a row"


def _least(group: Sequence[Stretch]) -> Stretch:
    """One stretch in the place of neighbours, with the policy that loses least."""
    best = min(group, key=lambda each: _loses(each, group))
    return replace(best, low=group[0].low, high=group[-1].high)


def _loses(one: Stretch, group: Sequence[Stretch]) -> float:
    """The most that a policy loses where others are best: at an end, as a loss is convex."""
    return max(
        _worth(each, share) - _worth(one, share)
        for each in group
        for share in (each.low, each.high)
    )


def _worth(stretch: Stretch, share: float) -> float:
    return share * stretch.credited.mean - stretch.cost.mean


def edges(study: Study, frontier: Frontier) -> Iterator[str]:
    """The meaning of the mark at a decision, if there is any."""
    names = {each.name for one in frontier.stretches for each in at_edge(study, one.policy)}
    if names:
        yield (
            f"Edge: {' and '.join(sorted(names))} at an end of what the study lets the search "
            "try. The best policy for these values may lie beyond it, and change where one policy "
            "is shown for all; a wider range in [decisions] would tell."
        )


def _policy(study: Study, policy: Policy) -> str:
    names = [each.name for each in at_edge(study, policy)]
    return describe_policy(study, _rounded(policy)) + (
        f" (edge: {', '.join(names)})" if names else ""
    )


def _rounded(policy: Policy) -> Policy:
    """In three digits, more than anybody decides by."""
    values = {name: each for name, each in policy if isinstance(each, float)}
    return policy.model_copy(update={name: float(f"{each:.3g}") for name, each in values.items()})


def _column(frontier: Frontier, name: str) -> tuple[str, list[str]]:
    return column([getattr(each, name) for each in frontier.stretches], "money")
