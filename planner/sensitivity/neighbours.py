"""The value of one person more, or one fewer, in a fixed plan: quarter by quarter."""

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
    """The answers, from what was valued; in the order of the months."""
    facts = problems.study.facts
    plan = problems.sample(facts, around.plan).metrics["objective"]
    gains = {
        (each.month, each.more): paired_difference(
            problems.sample(facts, each.policy).metrics["objective"], plan
        )
        for each in around.neighbours
    }
    months = sorted({month for month, _ in gains})
    return tuple(
        Marginal(
            first_day(problems.study.start, each),
            gains.get((each, 1)),
            gains.get((each, -1)),
            around.part,
        )
        for each in months
    )
