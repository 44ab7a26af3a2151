"""The desk as a run finds it: what the warm-up left there, under the rules of the run."""

from typing import NamedTuple

import numpy as np

from simmodel.journey.customers.owners import NOBODY
from simmodel.journey.customers.progress import fell_due
from simmodel.journey.desk.backlog import backlog_of
from simmodel.journey.desk.books import Books
from simmodel.journey.desk.classes import Classed
from simmodel.journey.desk.floor import Ordered
from simmodel.journey.desk.records import Journey, State
from simmodel.journey.desk.repertoire import Skills
from simmodel.journey.desk.rules import Rules, lines_of, opening_rules, ranking_of
from simmodel.journey.desk.scan_of_books import Booked
from simmodel.journey.desk.shift import AnyDesk
from simmodel.journey.desk.skilled import Skilled
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts, Paths, Work


class Opening(NamedTuple):
    """What is on the desk, apart from what waits: that is the first of the stream of work.

    Attributes:
        owner: int32, by contract: the place in the team of the customer's CSMP, or -1.
        ends: hours, float64, of the services under way, ascending.
        served: int32, the contracts that they are for; none of them has been counted.
        points: int32, what they count for there.
        due: int32, by contract: points that fell due so far.
        places: int32, places in the stream of work by the class that the facts put it into, or by
            its line where there are skills, each ascending; empty where there is neither.
        begins: int64, where in ``places`` each of them begins, and their end.
    """

    owner: np.ndarray
    ends: np.ndarray
    served: np.ndarray
    points: np.ndarray
    due: np.ndarray
    places: np.ndarray
    begins: np.ndarray


class Left(NamedTuple):
    """What is left of a stream of work.

    Attributes:
        waiting: int64, places in the stream, ascending.
        opening: the rest.
    """

    waiting: np.ndarray
    opening: Opening


def nothing(facts: Facts, paths: Paths) -> Opening:
    """The desk on which nothing has ever been."""
    size, nobody = paths.contracts.end.size, np.empty(0, np.int32)
    owner = np.full(size, -1, np.int32) if paths.owner is None else paths.owner
    stated = paths.finished is not None
    due = fell_due(facts, paths.work, paths.contracts) if stated else np.zeros(size, np.int32)
    return Opening(owner, np.empty(0), nobody, nobody, due, nobody, np.zeros(1, np.int64))


def filed(opening: Opening, facts: Facts, work: Work) -> Opening:
    """The same, with the stream of work to come by the classes, or the lines, of the facts."""
    rules = opening_rules(facts)
    if rules.skills is not None:
        own, kinds = lines_of(facts, rules.skills)
        number = kinds.size
    elif facts.desk is not None and facts.desk.first:
        own, number = ranking_of(facts, "by_class").class_of, len(facts.desk.first) + 1
    else:
        return opening
    class_of = own.astype(np.int16)[work.kind]
    places = np.argsort(class_of, kind="stable").astype(np.int32)
    sizes = np.bincount(class_of, minlength=number)
    return opening._replace(places=places, begins=np.concatenate(([0], np.cumsum(sizes))))


def first_desk(facts: Facts, journey: Journey, opening: Opening) -> AnyDesk:
    """The desk of the warm-up."""
    if facts.desk is None:
        return None
    rules = opening_rules(facts)
    if rules.skills is None:
        return ordered_desk(rules, journey, opening, waiting=0)
    return _skilled_desk(facts, rules, rules.skills, filed(opening, facts, journey.work))


def handed_over(opening: Opening, rules: Rules, paths: Paths, state: State) -> Opening:
    """The same after the handovers of the first day, which ``state`` is told of."""
    if paths.heir is None or rules.organisation == "pool":
        return opening
    stays = (paths.heir == NOBODY) | (paths.heir == opening.owner)
    end = paths.contracts.end
    changes = ~stays & (opening.owner != NOBODY)
    state.unsettled[changes & (end > 0) & (end <= rules.goodwill_hours)] = True
    return opening._replace(owner=np.where(stays, opening.owner, paths.heir))


def desk_of(
    facts: Facts, rules: Rules, journey: Journey, opening: Opening, state: State
) -> AnyDesk:
    """The desk for the loops; ``state`` is set to how they count."""
    if rules.skills is not None:
        return _skilled_desk(facts, rules, rules.skills, opening)
    waiting = int(state.cursor["unreleased"][0])
    in_pool, by_class = rules.organisation == "pool", rules.order == "by_class"
    static = rules.order == "first_come" or (in_pool and by_class)
    if rules.organisation == "books_with_help" or not static:
        return ordered_desk(rules, journey, opening, waiting)
    opening = count_under_way(opening, journey, state)
    if not in_pool:
        backlog = backlog_of(journey.work.release.size, waiting, *opening[1:5])
        return Booked(books_of(rules, journey.contracts, opening), backlog)
    if not by_class or not opening.places.size:
        return None
    return Classed(opening.places, opening.begins, opening.begins[:-1].copy())


def count_under_way(opening: Opening, journey: Journey, state: State) -> Opening:
    """The same without the services under way, which have been counted in ``state``: the loops of
    most desks count a finish when the service starts."""
    in_time = opening.ends <= journey.deadline[opening.served]
    np.add.at(state.finished, opening.served[in_time], opening.points[in_time])
    nothing_left = np.empty(0, np.int32)
    return opening._replace(ends=np.empty(0), served=nothing_left, points=nothing_left)


def _skilled_desk(facts: Facts, rules: Rules, skills: Skills, opening: Opening) -> Skilled:
    """The desk where not everybody may do everything; it counts a finish when the service starts,
    in the warm-up too.
    """
    kinds = lines_of(facts, skills).kinds
    lines = Classed(opening.places, opening.begins, opening.begins[:-1].copy())
    return Skilled(lines, rules.ranking.class_of[kinds], kinds, skills)


def ordered_desk(rules: Rules, journey: Journey, opening: Opening, waiting: int) -> Ordered:
    """The desk of any rules, that of the warm-up: it knows which services are under way.

    Args:
        waiting: activities, the first of the stream.
    """
    activities, helps = journey.work.release.size, rules.organisation == "books_with_help"
    return Ordered(
        ranking=rules.ranking,
        books=books_of(rules, journey.contracts, opening),
        in_books=rules.organisation != "pool",
        helps=helps,
        backlog=backlog_of(activities, waiting, *opening[1:5]),
        following=np.empty(activities, np.int32),
        gone=np.zeros(activities if helps else 0, np.bool_),
    )


def books_of(rules: Rules, contracts: Contracts, opening: Opening) -> Books:
    """The books; in a pool nobody is in any."""
    in_books, first = rules.organisation != "pool", contracts.customers
    comes = first[(contracts.joined[first] >= 0) & in_books]
    newcomers = comes[np.argsort(contracts.joined[comes], kind="stable")].astype(np.int32)
    owner = opening.owner.copy() if in_books else np.full_like(opening.owner, -1)
    work = rules.work[contracts.segment]
    return Books(owner, newcomers, rules.moved, rules.goodwill_hours, work)


def left_by(desk: AnyDesk, before: Opening, state: State) -> Left:
    """What the desk of the warm-up leaves.

    Args:
        before: the desk as it was found.
    """
    head, unreleased = (int(state.cursor[name][0]) for name in ("head", "unreleased"))
    if isinstance(desk, Ordered):
        return _left_in_order(desk, before)
    if isinstance(desk, Skilled):
        lines = zip(desk.lines.heads, desk.lines.begins[1:], strict=True)
        ahead = np.concatenate([desk.lines.places[first:end] for first, end in lines])
        return Left(np.sort(ahead[ahead < unreleased]).astype(np.int64), before)
    return Left(np.arange(head, unreleased), before)


def _left_in_order(desk: Ordered, before: Opening) -> Left:
    backlog = desk.backlog
    waiting, under_way = backlog.size.tolist()
    opening = Opening(
        desk.books.owner if desk.in_books else before.owner,
        backlog.ends[:under_way].copy(),
        backlog.served[:under_way].copy(),
        backlog.points[:under_way].copy(),
        backlog.due,
        np.empty(0, np.int32),
        np.zeros(1, np.int64),
    )
    return Left(backlog.waiting[:waiting].astype(np.int64), opening)
