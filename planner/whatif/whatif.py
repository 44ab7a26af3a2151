"""From a recommendation to what it is worth if facts turn out otherwise."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from planner.recommendation.folder import opened
from planner.recommendation.recommend import Recommendation
from planner.simulation.ledger import Ledger
from planner.study.study import Study
from planner.whatif import investment, neighbours, ownership
from planner.whatif.investment import Invested
from planner.whatif.moves import Moved, Standing, Together, cases, moved, standing, together
from planner.whatif.neighbours import Marginal
from planner.whatif.ownership import Ownership
from planner.whatif.problems import Problems
from planner.whatif.replan import CHOOSING, most_candidates


class Watch(Protocol):
    """Who wants to know how far the work is."""

    def phase(self, name: str, runs: int | None) -> None:
        """A phase begins; it takes so many runs at most, if that is known."""

    def advance(self, runs: int) -> None:
        """So many runs are done."""


@dataclass(frozen=True)
class Answers:
    """What a study's recommendation is worth if facts turn out otherwise.

    Attributes:
        choosing: replications that chose re-optimised policies; others value them.
        own: the contenders under the study's own facts.
        moves: facts one by one, the one that moves the fixed plan most first.
        together: all of them; None if only one is moved.
        strengthened: the move, upward, of the fact that ties work to revenue.
        invested, ownership: None where there is no investment, or none is planned.
        marginals: one person more or fewer in the plan, quarter by quarter.
    """

    recommendation: Recommendation
    choosing: int
    own: Standing
    moves: tuple[Moved, ...]
    together: Together | None
    strengthened: Moved | None
    invested: Invested | None
    ownership: Ownership | None
    marginals: tuple[Marginal, ...]

    @property
    def study(self) -> Study:
        return self.recommendation.study

    @property
    def replications(self) -> int:
        """That value each answer; they chose nothing."""
        return self.study.whatif.replications


def whatif(result: Recommendation, jobs: int, folder: Path, watch: Watch) -> Answers:
    """Re-optimise for all that is asked about, and value it; runs made before are not made again.

    Args:
        folder: that of the recommendation's search.

    Raises:
        InputError: another process is at work in ``folder``, or facts at their favourable or
            unfavourable ends are impossible together.
    """
    ledger = opened(folder, result.study, result.seed, fresh=False)
    try:
        return _whatif(result, jobs, ledger, watch)
    finally:
        ledger.close()


def _whatif(result: Recommendation, jobs: int, ledger: Ledger, watch: Watch) -> Answers:
    study = result.study
    plan, policy = result.plan.policy, result.winner.policy
    problems = Problems(study, result.seed, jobs, ledger, watch.advance)
    invests = study.whatif.investing is not None

    watch.phase("replan", _problems_to_replan(study) * most_candidates(study) * CHOOSING)
    found = cases(problems, plan, policy)
    shares = investment.shares(problems, plan, policy) if invests else None

    for case in found.all:
        problems.ask(case.facts, list(case.policies.values()))
    around = study.model.neighbours(study.facts, plan)
    if around is not None:
        neighbours.ask(problems, around)
    owns = shares is not None and shares.planned > 0
    if shares is not None:
        investment.ask(problems, shares)
    if shares is not None and owns:
        ownership.ask(problems, shares)
    watch.phase("value", problems.asked)
    problems.run()

    moves = moved(problems, found)
    return Answers(
        recommendation=result,
        choosing=CHOOSING,
        own=standing(problems, found.own, found.own),
        moves=moves,
        together=together(problems, found),
        strengthened=_strengthened(study, moves),
        invested=investment.invested(problems, shares) if shares is not None else None,
        ownership=ownership.ownership(problems, shares) if shares is not None and owns else None,
        marginals=neighbours.marginals(problems, around) if around is not None else (),
    )


def _strengthened(study: Study, moves: tuple[Moved, ...]) -> Moved | None:
    wanted = study.model.questions.strengthened
    found = (each for each in moves if each.move.fact == wanted)
    return next((each for each in found if each.move.high > each.move.value), None)


def _problems_to_replan(study: Study) -> int:
    """The study's own facts, both ends of every move, all together; and every share."""
    investing = study.whatif.investing
    shares = 2 + len(investing.shares) + len(investing.achieved) if investing else 0
    return 3 + 2 * len(study.whatif.moves) + shares
