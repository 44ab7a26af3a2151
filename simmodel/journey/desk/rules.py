"""The rules of the desk that a study asks for: those of the facts, or of a policy."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from simmodel.journey.desk.assignment import parts_of_work
from simmodel.journey.desk.facts import Desk, Order, Organisation
from simmodel.journey.desk.ranking import Ranking
from simmodel.journey.desk.repertoire import Skills
from simmodel.journey.facts import INCIDENT, Facts
from simmodel.journey.policy import Policy

_SHARES = np.arange(1001) / 1000


class Rules(NamedTuple):
    """Who does what first, with nothing left open.

    Attributes:
        organisation, order: as in :class:`simmodel.journey.desk.facts.Desk`.
        ranking: the order, for the engines.
        moved: share of customers that a review may move, by month; shape (months,).
        goodwill_hours: before a contract's end, in which a change of the CSMP is held against it.
        skills: who may do what; None where that does not matter.
        work: int64, by segment: expected of a customer, in whole parts.
    """

    organisation: Organisation
    order: Order
    ranking: Ranking
    moved: np.ndarray
    goodwill_hours: float
    skills: Skills | None
    work: np.ndarray


def opening_rules(facts: Facts) -> Rules:
    """The rules of the warm-up, in which nothing is reviewed."""
    desk = facts.desk or Desk()
    moved = np.zeros(facts.horizon_months)
    return _rules(facts, desk.organisation, desk.order, moved, None)


def organisation_of(facts: Facts, policy: Policy) -> Organisation:
    """The organisation that is decided, or that of the desk; a pool where there is none.

    What is decided for all reaches those who have a desk.
    """
    if facts.desk is None:
        return Desk().organisation
    return policy.organisation or facts.desk.organisation


def in_books(facts: Facts, policy: Policy) -> bool:
    """Whether each CSMP has customers of their own, and nobody helps."""
    return organisation_of(facts, policy) == "books"


def rules_of(facts: Facts, policy: Policy) -> Rules:
    """The rules of a policy from time 0 on."""
    desk, months = facts.desk or Desk(), np.arange(facts.horizon_months)
    reviewed = months % policy.months_per_period == 0
    reviewed[0] &= facts.team.reviewed_at_start
    organisation = organisation_of(facts, policy)
    order = desk.order if facts.desk is None else policy.order or desk.order
    return _rules(facts, organisation, order, desk.moved * reviewed, policy.reserve)


def _rules(
    facts: Facts,
    organisation: Organisation,
    order: Order,
    moved: np.ndarray,
    reserve: float | None,
) -> Rules:
    desk = facts.desk or Desk()
    lost = desk.goodwill_months * facts.hours_per_month if desk.goodwill_loss else 0.0
    hours = np.array([part.work_per_month for part in facts.by_segment.values()])
    return Rules(
        organisation,
        order,
        ranking_of(facts, order),
        moved,
        lost,
        skills_of(facts, reserve),
        parts_of_work(hours),
    )


def reserve_of(desk: Desk, decided: float | None) -> float:
    """The reserve that is decided, or that of the desk; share of CSMPs.

    What is decided for all reaches those who have one.
    """
    if desk.reserve is None:
        return 0.0
    return desk.reserve if decided is None else decided


def skills_of(facts: Facts, decided: float | None) -> Skills | None:
    """Who may do what; None where that does not matter.

    Args:
        facts: of one pod.
        decided: as of :func:`reserve_of`.
    """
    if facts.desk is None or not facts.desk.skilled:
        return None
    skills = list((facts.desk.skills or {}).values())
    needed = [[_names(each.activities, *kind) for kind in facts.kinds] for each in skills]
    return Skills(
        np.array([each.share for each in skills], float),
        np.array(needed, np.bool_).reshape(len(skills), len(facts.kinds)),
        np.array([name == INCIDENT for _, name in facts.kinds]),
        reserve_of(facts.desk, decided),
    )


class Lines(NamedTuple):
    """Lines of work, in each of which all is of one class and may be done by the same CSMPs.

    Attributes:
        own: int64, the line of each type of activity.
        kinds: int64, the first type of each line.
    """

    own: np.ndarray
    kinds: np.ndarray


def lines_of(facts: Facts, skills: Skills) -> Lines:
    """The lines of a pod's work, the same for all policies."""
    told_apart = np.vstack((ranking_of(facts, "by_class").class_of, skills.urgent, skills.needed))
    _, kinds, own = np.unique(told_apart, axis=1, return_index=True, return_inverse=True)
    return Lines(own.ravel().astype(np.int64), kinds)


def ranking_of(facts: Facts, order: Order) -> Ranking:
    """An order of work as tables, made once, as exp differs in the last bit between libraries.

    Args:
        facts: of one pod; types of activities are told apart by segment.
    """
    kinds = facts.kinds
    nothing, alike = np.zeros(len(kinds), np.int64), np.zeros((_SHARES.size, 1))
    if order == "by_class":
        first = facts.desk.first if facts.desk else ()
        classes = [class_of(first, *kind) for kind in kinds]
        places = np.tile(np.arange(len(first) + 1.0), (_SHARES.size, 1))
        return Ranking(np.array(classes), places)
    if order == "lowest_health":
        shares = np.arange(1001.0)[:, None]
        return Ranking(nothing, shares, changes=True)
    if order == "value_at_risk":
        worth = np.stack([_worth(facts.by_segment[segment], name) for segment, name in kinds])
        each, own = np.unique(worth, axis=0, return_inverse=True)
        own_class = own.ravel().astype(np.int64)
        return Ranking(own_class, -each.T.copy(), by_worth=True, changes=True)
    return Ranking(nothing, alike, by_end=order == "soonest_end")


def class_of(first: Sequence[str], segment: str, name: str) -> int:
    """The class of a type of activity in a segment: the first that names either of them, or both.

    Args:
        first: classes, as :class:`simmodel.journey.desk.facts.Desk` has them.
    """
    named = (place for place, each in enumerate(first) if _names((each,), segment, name))
    return next(named, len(first))


def _names(names: Collection[str], segment: str, name: str) -> bool:
    """Whether a type of activity in a segment is named, by either of them or by both."""
    return not {segment, name, f"{segment}.{name}"}.isdisjoint(names)


def _worth(facts: Facts, name: str) -> np.ndarray:
    """Value at risk by an expected hour of work on a type of activity, by share done; money.

    It is that of a contract of the segment's mean value.
    """
    kind = facts.incidents if name == INCIDENT else facts.activities[name]
    assert kind is not None
    points = facts.load.weights[facts.kinds.index(("", name))]
    found: np.ndarray = value_of_point(facts, _SHARES) * points / kind.mean_hours
    return found


def value_of_point(facts: Facts, share: np.ndarray) -> np.ndarray:
    """Contract value x slope of the renewal curve, by one more point finished; money.

    Args:
        share: done of what was due, at which the slope is taken.
    """
    renewal, percentage = facts.renewal, 100.0 * share
    chance = renewal.probability(percentage)
    inside = (chance > renewal.floor) & (chance < renewal.ceiling)
    slope = np.where(inside, renewal.slope * chance * (1.0 - chance), 0.0)
    each = facts.contract.whole_value / facts.points_per_contract
    value: np.ndarray = slope * 100.0 * each
    return value
