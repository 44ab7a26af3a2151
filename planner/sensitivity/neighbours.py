"""The value of one person more, or one fewer, in a fixed plan: quarter by quarter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.sensitivity.problems import Problems
from planner.simulation.estimate import Estimate, paired_difference
from planner.study.months import first_day
from simmodel.contract.fixed_plan import Neighbourhood
from simmodel.contract.sections import Policy


@dataclass(frozen=True)
class Marginal:
    """The plan's gain in the objective by a change at the begin of a month, kept to the end.

    Attributes:
        begins: first day of that month.
        more, fewer: one person more, and one fewer; None where that is impossible.
        part: of the team; empty where it has no parts.
    """

    begins: date
    more: Estimate | None
    fewer: Estimate | None
    part: str = ""


def ask(problems: Problems, around: Neighbourhood[Policy]) -> None:
    """Have the plan and its neighbours valued."""
    policies = [around.plan, *(each.policy for each in around.neighbours)]
    problems.ask(problems.study.facts, policies)


def marginals(problems: Problems, around: Neighbourhood[Policy]) -> tuple[Marginal, ...]:
    """The answers, from what was valued; part by part, in the order of the months."""
    facts = problems.study.facts
    plan = problems.sample(facts, around.plan).metrics["objective"]
    gains = {
        (each.part, each.month, each.more): paired_difference(
            problems.sample(facts, each.policy).metrics["objective"], plan
        )
        for each in around.neighbours
    }
    return tuple(
        Marginal(
            first_day(problems.study.start, month),
            gains.get((part, month, 1)),
            gains.get((part, month, -1)),
            part,
        )
        for part, month in dict.fromkeys((part, month) for part, month, _ in gains)
    )


def by_part(marginals: Iterable[Marginal]) -> dict[str, tuple[Marginal, ...]]:
    """The answers of each part; of no name where the team has none."""
    found: dict[str, tuple[Marginal, ...]] = {}
    for each in marginals:
        found[each.part] = (*found.get(each.part, ()), each)
    return found
