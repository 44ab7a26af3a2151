"""From a recommendation to what it is worth if facts turn out otherwise."""

from dataclasses import dataclass
from pathlib import Path

from planner.recommendation.folder import opened
from planner.recommendation.recommend import Recommendation
from planner.search.incumbent import closest
from planner.sensitivity import investment, neighbours, ownership
from planner.sensitivity.investment import Invested
from planner.sensitivity.moves import (
    Cases,
    Moved,
    Standing,
    Together,
    cases,
    moved,
    searched,
    standing,
    together,
)
from planner.sensitivity.neighbours import Marginal
from planner.sensitivity.ownership import Ownership
from planner.sensitivity.problems import Problems
from planner.sensitivity.replan import replications
from planner.simulation.ledger import Ledger
from planner.simulation.progress import Progress
from planner.study.study import Study
from simmodel.contract.sections import Policy


@dataclass(frozen=True)
class Answers:
    """The worth of a study's recommendation if facts turn out otherwise.

    Attributes:
        own: the contenders under the study's own facts.
        moves: facts one by one, the one that moves the fixed plan most first.
        together: all of them; None if only one is moved.
        strengthened: the move, upward, of the fact that ties work to revenue.
        invested, ownership: None where there is no investment, or none is planned.
        marginals: one person more or fewer in the plan, quarter by quarter.
    """

    recommendation: Recommendation
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
    def standings(self) -> tuple[Standing, ...]:
        """Under facts that are moved, one by one and together."""
        both = (self.together.unfavourable, self.together.favourable) if self.together else ()
        ends = [end for each in self.moves for end in (each.low, each.high)]
        return (*ends, *(each.standing for each in both))

    @property
    def tried(self) -> tuple[int, ...]:
        """Policies simulated in each search for a re-optimised one, ascending."""
        shares = self.invested.break_even if self.invested else ()
        found = [each.tried for each in self.standings] + [each.tried for each in shares]
        return tuple(sorted(tried for tried in found if tried is not None))

    @property
    def choosing(self) -> int:
        """Replications of a policy that such a search tries; other ones value it."""
        return replications(self.study)

    @property
    def closest(self) -> int:
        """Replications of its rivals, at most."""
        return closest(self.choosing)

    @property
    def replications(self) -> int:
        """That value each answer; they chose nothing."""
        return self.study.whatif.replications


def whatif(result: Recommendation, jobs: int, folder: Path, progress: Progress) -> Answers:
    """Value who keeps to the plan, search anew for all that is asked about unless the study's
    ``whatif.trials`` is 0, and value what is found; no run is made twice.

    Args:
        folder: that of the recommendation's search.

    Raises:
        InputError: another process is at work in ``folder``, or facts at their favourable or
            unfavourable ends are impossible together.
    """
    ledger = opened(folder, result.study, result.seed, fresh=False)
    try:
        return _whatif(result, jobs, ledger, progress)
    finally:
        ledger.close()


def _whatif(result: Recommendation, jobs: int, ledger: Ledger, progress: Progress) -> Answers:
    study = result.study
    plan, policy = result.plan.policy, result.winner.policy
    zone = result.selected.zone
    problems = Problems(study, result.seed, jobs, zone, ledger, progress.advance)
    replans = study.whatif.trials > 0
    invests = replans and study.whatif.investing is not None

    # What is sure and cheap comes first: an answer, should nobody wait for the searches.
    progress.phase("ends", None)
    found = cases(problems, plan, policy)
    _value(problems, progress, "keep", found)
    fixed_plan = study.model.fixed_plan
    around = fixed_plan.neighbours(study.facts, plan) if fixed_plan else None
    if around is not None:
        neighbours.ask(problems, around)
        _run(problems, progress, "neighbours")

    shares = None
    if replans:
        progress.phase("replan", _searches(study, policy))
        found = searched(problems, found)
        shares = investment.shares(problems, plan, policy) if invests else None
    owns = shares is not None and shares.planned > 0
    if shares is not None:
        investment.ask(problems, shares)
    if shares is not None and owns:
        ownership.ask(problems, shares)
    if replans:
        _value(problems, progress, "value", found)

    moves = moved(problems, found)
    return Answers(
        recommendation=result,
        own=standing(problems, found.own, found.own),
        moves=moves,
        together=together(problems, found),
        strengthened=_strengthened(study, moves),
        invested=investment.invested(problems, shares) if shares is not None else None,
        ownership=ownership.ownership(problems, shares) if shares is not None and owns else None,
        marginals=neighbours.marginals(problems, around) if around is not None else (),
    )


def _value(problems: Problems, progress: Progress, phase: str, found: Cases) -> None:
    for case in found.all:
        problems.ask(case.facts, list(case.policies.values()))
    _run(problems, progress, phase)


def _run(problems: Problems, progress: Progress, phase: str) -> None:
    progress.phase(phase, problems.lacking)
    problems.run()


def _strengthened(study: Study, moves: tuple[Moved, ...]) -> Moved | None:
    sensitivity = study.model.sensitivity
    wanted = sensitivity.strengthened if sensitivity else None
    if wanted is None:
        return None
    parts = study.model.parts
    names = parts.in_place_of(wanted) if parts else (wanted,)
    found = (each for each in moves if each.move.fact in names)
    return next((each for each in found if each.move.high > each.move.value), None)


def _searches(study: Study, policy: Policy) -> int:
    """Both ends of every move that are not the study's own value, all together; every share."""
    moves, investing = study.whatif.moves, study.whatif.investing
    ends = sum(end != move.value for move in moves for end in (move.low, move.high))
    shares = investment.searches(study, policy) if investing else 0
    return ends + (2 if len(moves) > 1 else 0) + shares
