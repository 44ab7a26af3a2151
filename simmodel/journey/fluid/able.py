"""Kinds of work by who may do them, and the part of a team that may."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from simmodel.journey.desk.repertoire import Skills, dealt, repertoire
from simmodel.journey.desk.rules import reserve_of, skills_of
from simmodel.journey.facts import INCIDENT, Facts
from simmodel.journey.fluid.skilled import Able
from simmodel.journey.policy import Policy

_LARGEST = 40
"""CSMPs; the parts of larger teams are those of this one, right to a fortieth."""


def able(facts: Facts, policies: Sequence[Policy]) -> Able | None:
    """Who may do what under each policy; None where that does not matter.

    Args:
        facts: of one pod.
        policies: of that pod.
    """
    skills = skills_of(facts, None)
    if skills is None or facts.desk is None:
        return None
    desk = facts.desk
    kinds, level = _kinds(skills, desk.reserve is not None)
    due = np.array([_due(facts, policy) for policy in policies])
    segment = np.array([name for name, _ in facts.kinds])
    within = np.array([segment == name for name in facts.by_segment], float)
    number = due[:, :1] * within
    number /= np.maximum(number.sum(axis=2, keepdims=True), 1e-12)
    hours = due[:, 1] / np.maximum(due[:, 1].sum(axis=1, keepdims=True), 1e-12)
    return Able(
        level,
        number @ kinds.T,
        hours @ kinds.T,
        np.array(
            [
                _parts(skills._replace(reserve=reserve_of(desk, each.reserve)), kinds)
                for each in policies
            ]
        ),
    )


def _kinds(skills: Skills, reserve: bool) -> tuple[np.ndarray, np.ndarray]:
    """Kinds of work as types of activity, bool, shape (kinds, types), and the way of telling them
    apart to which each belongs: by all at once who may do it, by each skill, and by the reserve.
    """
    apart = np.vstack((skills.needed, skills.urgent[None])) if reserve else skills.needed
    _, own = np.unique(apart, axis=1, return_inverse=True)
    ways = [own.ravel(), *apart.astype(int)]
    kinds = [[way == each for each in np.unique(way)] for way in ways]
    level = np.repeat(np.arange(len(kinds)), [len(each) for each in kinds])
    return np.array([each for way in kinds for each in way]), level


def _due(facts: Facts, policy: Policy) -> tuple[np.ndarray, np.ndarray]:
    """Activities that fall due in a month and are not automated, and hours, by type."""
    number, hours = [], []
    for segment, name in facts.kinds:
        part = facts.by_segment[segment]
        customers = max(part.customers.at_start, 1)
        if name == INCIDENT and part.incidents is not None:
            each, mean = part.incidents.per_month, part.incidents.mean_hours
        else:
            kind = part.activities[name]
            attended = 1.0 - kind.automatable * policy.of_segment(segment).automation
            each, mean = part.load.per_month(kind) * attended, kind.mean_hours
        number.append(customers * each)
        hours.append(customers * each * mean)
    return np.array(number), np.array(hours)


def _parts(skills: Skills, kinds: np.ndarray) -> np.ndarray:
    """The part of a team that may do any of each kind, by its size, shape (kinds, sizes)."""
    known = skills.shares.tobytes(), skills.needed.tobytes(), skills.urgent.tobytes()
    found = np.zeros((kinds.shape[0], _LARGEST + 1))
    for team in range(1, _LARGEST + 1):
        reserve = max(min(int(skills.reserve * team + 0.5), team - 1), 0)
        found[:, team] = _part(*known, kinds.tobytes(), team, reserve)
    return found


@lru_cache(maxsize=8192)
def _part(
    shares: bytes, needed: bytes, urgent: bytes, kinds: bytes, team: int, reserve: int
) -> np.ndarray:
    """The part of a team that may do any of each kind, shape (kinds,)."""
    each, types = np.frombuffer(shares), np.frombuffer(urgent, np.bool_)
    needs = np.frombuffer(needed, np.bool_).reshape(each.size, types.size)
    skills = Skills(each, needs, types, reserve / team)
    may = repertoire(skills, dealt(each, team))
    own = np.frombuffer(kinds, np.bool_).reshape(-1, types.size)
    part: np.ndarray = (may[:, None] & own).any(axis=2).mean(axis=0)
    return part
