"""A proposal of who looks after which account, from lists to what it is worth."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from planner.assignment.measure import exceeded, measure
from planner.assignment.problem import Solution
from planner.assignment.size import HUGE, LARGE
from planner.assignment.solve import frontier
from planner.proposal.conflicts import Conflict, conflicts_of
from planner.proposal.decisions import Decisions, read_decisions
from planner.proposal.forecast import Forecast, forecast
from planner.proposal.formulation import Formulation, Hours, formulate
from planner.proposal.improvement import improved
from planner.proposal.lists import Lists, offered, read_lists
from planner.proposal.moves import LeftOut, Move, left_out, moves_of
from planner.proposal.reckoning import Reckoning, reckoned
from planner.proposal.terms import Terms, terms_of
from planner.proposal.units import units_of
from planner.proposal.value import Worth, predicted, simulated
from planner.simulation.progress import Progress
from planner.study.errors import Complaint, InputError
from planner.study.study import Study
from simmodel.contract.assignment import FIRST_MONTHS, NOBODY, Prices

_CAPS = (0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 500)
"""Moves up to which a proposal is made as well, so that a manager may choose."""

_AHEAD = 12  # months, of whose later ones the hours are told apart no more

_NAMED = 5  # accounts in a remark
_DIGITS = 6  # of what is beyond demands: sums are off by less

_FEW_CAPS, _TWO_CAPS = (0, 10, 30, 100, 300, 1_000), (0, 1_000)
"""The same where there are many pairs, and each takes seconds; and very many, and half a minute."""


@dataclass(frozen=True)
class Point:
    """One of several proposals, which differ in how many accounts move.

    Attributes:
        solution: of the problem with so many moves at most.
        people: int64, places, one an account; shape (accounts,).
    """

    solution: Solution
    people: np.ndarray
    worth: Worth


@dataclass(frozen=True)
class Proposal:
    """Who is to look after which account.

    Attributes:
        study: whose facts it rests on.
        made: the problem, and the lists it is of.
        frontier: what is possible, by the number of moves, from as few as can be.
        chosen: the place in it of what is proposed: of all that may be done, what is predicted to
            bring most when the handovers are paid.
        reckoning: what each account would bring more with each person.
        moves: those that bring most first.
        left_out: moves that are not made, likewise.
        today, then: forecasts of today's books and of the proposed ones.
        conflicts: what could not be as listed.
        decisions: of people, around which it was made.
        seed, replications: of the simulation; 0 replications where there is none.
    """

    study: Study
    made: Formulation
    frontier: tuple[Point, ...]
    chosen: int
    reckoning: Reckoning
    moves: tuple[Move, ...]
    left_out: tuple[LeftOut, ...]
    today: Forecast
    then: Forecast
    conflicts: tuple[Conflict, ...]
    decisions: Decisions
    seed: int
    replications: int

    @property
    def point(self) -> Point:
        """What is proposed."""
        return self.frontier[self.chosen]

    @property
    def people(self) -> np.ndarray:
        """Who is to look after each account, by place; int64, shape (accounts,)."""
        return self.point.people

    @property
    def worth(self) -> Worth:
        """What the proposal is worth."""
        return self.point.worth

    @property
    def lists(self) -> Lists:
        """Accounts and people."""
        return self.made.terms.lists

    def match(self, people: np.ndarray) -> float:
        """The part of the hours of work that is with who has all that is needed.

        Args:
            people: places, one an account; nobody has nothing that is needed.
        """
        hours = self.made.hours.accounts.sum(axis=1)
        gap = self.made.terms.gap[self.made.terms.kind, np.maximum(people, 0)]
        fits = (gap == 0) & (people >= 0)
        return float(hours[fits].sum() / hours.sum()) if hours.sum() > 0 else 1.0


def formulated(study: Study, lists: Lists, decisions: Decisions) -> Formulation:
    """The problem of a study's lists.

    Raises:
        InputError: nobody is there in the first months.
    """
    offer, given = offered(study), (study.facts, study.baseline)
    taken = offer.hours(*given, lists.accounts, _AHEAD)
    there = offer.capacity(study.facts, lists.people, _AHEAD)
    if not there[:, :FIRST_MONTHS].any():
        found = f"found nobody who is there in the first {FIRST_MONTHS} months"
        allowed = "a person at least with hours in them, or a later start of the study"
        raise InputError([Complaint(lists.files[1].file, "", found, allowed)])
    hours = Hours(
        taken[:, :FIRST_MONTHS],
        there[:, :FIRST_MONTHS],
        offer.newcomers(*given, FIRST_MONTHS),
        taken[:, FIRST_MONTHS - 1 :].mean(axis=1),
        there[:, FIRST_MONTHS - 1 :].mean(axis=1),
    )
    prices = offer.prices(*given, study.objective, lists.accounts, lists.people)
    terms = terms_of(lists, study.assign)
    remarks = (*lists.remarks, *_remarks(terms, prices))
    return formulate(
        replace(terms, lists=replace(lists, remarks=remarks)),
        units_of(lists.accounts),
        hours,
        prices,
        decisions.placed(lists.owner.tolist()),
        decisions.refused,
        decisions.proposed,
    )


def _remarks(terms: Terms, prices: Prices) -> Iterator[str]:
    """What a reader of the proposal should know of the lists, and of the study."""
    lists = terms.lists
    unmet = np.flatnonzero(~terms.known & (lists.owner != NOBODY)).tolist()
    if unmet:
        named = [f"{lists.accounts[e].account} (line {lists.lines[0][e]})" for e in unmet[:_NAMED]]
        more = f" and {len(unmet) - _NAMED} more" if len(unmet) > _NAMED else ""
        yield (
            f"{lists.files[0].file}: nobody in the team has all that these need, so they stay "
            f"where they are: {', '.join(named)}{more}"
        )
    if not prices.change.any() and (lists.owner != NOBODY).any():
        yield (
            "in this study a change of its person costs an account nothing but the hours of the "
            "handover, as no goodwill is lost"
        )


def propose(
    study: Study,
    *,
    accounts: str | None = None,
    team: str | None = None,
    decided: str | None = None,
    seed: int,
    jobs: int,
    simulate: bool,
    heard: Progress,
) -> Proposal:
    """The proposal of a study's lists, or of others.

    Args:
        accounts, team, decided: paths of the lists, and of what people have decided.
        simulate: whether it is simulated what the proposal is worth.
        seed, jobs: of the simulation.
        heard: told of its progress.

    Raises:
        InputError: a list is missing, or wrong; it has a complaint for every fault.
    """
    lists = read_lists(study, accounts, team)
    decisions = Decisions()
    if decided is not None:
        decisions = read_decisions(Path(decided), lists, study.start)
    made = formulated(study, lists, decisions)
    solutions = _solutions(study, made)
    people = [each.person[made.units.of] for each in solutions]
    kept = np.where(lists.owner == NOBODY, people[0], lists.owner)
    points = _distinct(solutions, people, predicted(study, made, kept, people))
    chosen = _best(points)
    if simulate:
        heard.phase("simulate", study.assign.replications * (len(points) + 1))
        own = [each.people for each in points]
        gains = simulated(study, made, kept, own, seed=seed, jobs=jobs, on_runs=heard.advance)
        points = [
            replace(point, worth=replace(point.worth, simulated=gain))
            for point, gain in zip(points, gains, strict=True)
        ]
    point = points[chosen]
    reckoning = reckoned(study, made, point.solution.person)
    return Proposal(
        study=study,
        made=made,
        chosen=chosen,
        reckoning=reckoning,
        moves=moves_of(reckoning, decisions.accounts),
        left_out=left_out(reckoning, decisions.refused),
        today=forecast(made.terms, made.hours, lists.owner),
        then=forecast(made.terms, made.hours, point.people),
        frontier=tuple(points),
        conflicts=conflicts_of(made, point.solution),
        decisions=decisions,
        seed=seed,
        replications=study.assign.replications if simulate else 0,
    )


def _solutions(study: Study, made: Formulation) -> list[Solution]:
    """Solutions by the most accounts that may move, until more may move than do; then those that
    are found by improving on the first and on the last, or where there are many pairs on the last.
    """
    problem, found = made.problem, []
    most = problem.most_moved
    below = np.inf if most is None else most
    pairs = problem.allowed.sum()
    large = pairs > LARGE
    several = _TWO_CAPS if pairs > HUGE else _FEW_CAPS if large else _CAPS
    caps = [*(each for each in several if each < below), most]
    for cap, solution in zip(caps, frontier(problem, caps), strict=True):
        # A cap that nobody has asked for is no demand.
        found.append(replace(solution, unmet=exceeded(problem, solution.person)))
        if cap is not None and measure(problem, solution.person).moved < cap:
            break
    starts = [found[0], found[-1]] if not large else [found[-1]] if pairs <= HUGE else []
    for solution in starts:
        for person in improved(study, made, solution.person, together=large):
            cost, unmet = measure(problem, person).objective, exceeded(problem, person)
            found.append(Solution(person, cost, min(found[-1].bound, cost), False, unmet))
    return found


def _distinct(
    solutions: list[Solution], people: list[np.ndarray], worths: list[Worth]
) -> list[Point]:
    """Points by the number of their moves: the one with the fewest, that others are compared with,
    and those that bring more than all with fewer, as many as one can choose from."""
    each = [Point(*point) for point in zip(solutions, people, worths, strict=True)]
    found = [min(each, key=lambda point: point.worth.moves)]
    for point in sorted(each, key=lambda point: (point.worth.moves, *_loss(point))):
        if point.worth.moves > found[-1].worth.moves and _loss(point) < _loss(found[-1]):
            found.append(point)
    wanted = {_up_to(found, most) for most in _CAPS} | {0, len(found) - 1}
    return [found[place] for place in sorted(wanted)]


def _up_to(points: list[Point], most: int) -> int:
    """The place of the last with at most so many moves."""
    return max(sum(point.worth.moves <= most for point in points) - 1, 0)


def _loss(point: Point) -> tuple[float, float]:
    """Less for points that are beyond demands by less, and of those for what brings more."""
    beyond = sum(each.amount for each in point.solution.unmet)
    return round(beyond, _DIGITS), -point.worth.expected


def _best(points: list[Point]) -> int:
    """The place of what is proposed: of equals the one with the fewest moves."""
    return min(range(len(points)), key=lambda place: (*_loss(points[place]), place))
