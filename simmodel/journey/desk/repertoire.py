"""Who may do what: the rules, as every engine reads them.

Skills belong to places in the team, not to people: who leaves is replaced by somebody who can do
the same. They are dealt down the list of the team, each to as many as its share says, to different
people as far as that goes: skills whose shares add up to 1 part the team among them.
"""

from typing import NamedTuple

import numpy as np


class Skills(NamedTuple):
    """What only some of a team may do.

    Attributes:
        shares: of CSMPs who have each skill, shape (skills,).
        needed: bool, shape (skills, types): whether an activity of a type needs a skill.
        urgent: bool, by type of activity: what the reserve does.
        reserve: share of CSMPs who do nothing else.
    """

    shares: np.ndarray
    needed: np.ndarray
    urgent: np.ndarray
    reserve: float


def dealt(shares: np.ndarray, team: int) -> np.ndarray:
    """Who has which skill; bool, shape (team, skills). A larger team begins as a smaller one.

    Of any first n places as many skills are dealt as the shares of n add up to, in whole numbers;
    each place gets those that are furthest behind their share, of equals the first.

    Args:
        shares: of CSMPs who have each, shape (skills,).
    """
    has, number = np.zeros((team, shares.size), np.bool_), np.zeros(shares.size, np.int64)
    total, handed = shares.sum(), 0
    for place in range(team):
        due = int((place + 1) * total + 0.5) - handed
        for skill in range(shares.size):
            if shares[skill] == 1.0:
                has[place, skill] = True
                number[skill] += 1
                handed += 1
                due -= 1
        while due > 0:
            found, furthest = -1, 0.0
            for skill in range(shares.size):
                behind = shares[skill] * (place + 1) - number[skill]
                if not has[place, skill] and behind > furthest:
                    found, furthest = skill, behind
            if found < 0:
                break
            has[place, found] = True
            number[found] += 1
            handed += 1
            due -= 1
    return has


def repertoire(skills: Skills, has: np.ndarray) -> np.ndarray:
    """The types of activity that each may do; bool, shape (team, types).

    The reserve is the share of the team to the nearest whole number, but never the last one, of
    those who may do what is urgent, those first who may do the fewest types, of equals the first.

    Args:
        has: who has which skill, shape (team, skills).
    """
    team, types = has.shape[0], skills.urgent.size
    may, breadth = np.ones((team, types), np.bool_), np.zeros(team, np.int64)
    helps, kept = np.zeros(team, np.bool_), np.zeros(team, np.bool_)
    for place in range(team):
        for each in range(types):
            for skill in range(has.shape[1]):
                if skills.needed[skill, each] and not has[place, skill]:
                    may[place, each] = False
            breadth[place] += may[place, each]
            helps[place] |= may[place, each] and skills.urgent[each]
    for _ in range(min(int(skills.reserve * team + 0.5), team - 1)):
        found = -1
        for place in range(team):
            fewer = found < 0 or breadth[place] < breadth[found]
            if helps[place] and not kept[place] and fewer:
                found = place
        if found < 0:
            break
        kept[found] = True
        for each in range(types):
            may[found, each] = may[found, each] and skills.urgent[each]
    return may
