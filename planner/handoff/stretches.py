"""The frontier as a table, the same on the terminal and in the report."""

from collections.abc import Iterator
from itertools import pairwise

from planner.handoff.numbers import column, measured, shares, spelt
from planner.recommendation.edges import at_edge
from planner.recommendation.recommend import Recommendation
from planner.study.study import Study, describe_policy
from simmodel.fields import Section

_MONEY = ("credited", "cost")


def headings(result: Recommendation) -> tuple[str, ...]:
    """Of the columns: the share, what it is of and cost with their unit, and the policy."""
    currency, share = result.study.finance.currency, result.study.model.share
    money = [
        f"{spelt(getattr(share, name))}, {measured(_column(result, name)[0], 'money', currency)}"
        for name in _MONEY
    ]
    return (result.frontier.share, *money, "policy")


def rows(result: Recommendation) -> list[tuple[str, ...]]:
    """A stretch of the share each, from small shares to 1."""
    front = result.frontier
    between = [f"{low} to {high}" for low, high in pairwise(shares(front.ends))]
    money = [_column(result, name)[1] for name in _MONEY]
    policies = [_policy(result.study, each.policy) for each in front.stretches]
    return list(zip(between, *money, policies, strict=True))


def edges(result: Recommendation) -> Iterator[str]:
    """What the mark at a decision means, if there is any."""
    names = {
        each.name for one in result.frontier.stretches for each in at_edge(result.study, one.policy)
    }
    if names:
        yield (
            f"Edge: {' and '.join(sorted(names))} at an end of what the study lets the search "
            "try. The best policy for these values may lie beyond it, and change where one policy "
            "is shown for all; a wider range in [decisions] would tell."
        )


def _policy(study: Study, policy: Section) -> str:
    names = [each.name for each in at_edge(study, policy)]
    return describe_policy(study, policy) + (f" (edge: {', '.join(names)})" if names else "")


def _column(result: Recommendation, name: str) -> tuple[str, list[str]]:
    return column([getattr(each, name) for each in result.frontier.stretches], "money")
