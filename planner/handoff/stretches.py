"""The frontier as a table, the same on the terminal and in the report."""

from itertools import pairwise

from planner.handoff.numbers import column, measured, shares, spelt
from planner.recommendation.recommend import Recommendation
from planner.study.study import describe_policy

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
    policies = [describe_policy(result.study, each.policy) for each in front.stretches]
    return list(zip(between, *money, policies, strict=True))


def _column(result: Recommendation, name: str) -> tuple[str, list[str]]:
    return column([getattr(each, name) for each in result.frontier.stretches], "money")
