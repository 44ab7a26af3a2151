"""Fixed plans: a plan is not a policy, and finance gets the plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import numpy as np

_Facts = TypeVar("_Facts")
_Policy = TypeVar("_Policy")


@dataclass(frozen=True)
class Neighbour(Generic[_Policy]):
    """A fixed plan with one person more, or one fewer, from some month to the horizon's end.

    Attributes:
        month: from 0.
        more: 1 or -1.
        part: of the team that has one more or fewer; empty where it has no parts.
    """

    month: int
    more: int
    policy: _Policy
    part: str = ""


@dataclass(frozen=True)
class Neighbourhood(Generic[_Policy]):
    """A fixed plan and its neighbours.

    Attributes:
        plan: does what the plan does, and is valued as the neighbours are.
    """

    plan: _Policy
    neighbours: Sequence[Neighbour[_Policy]]


@dataclass(frozen=True)
class FixedPlans(Generic[_Facts, _Policy]):
    """Fixed plans that stand for adaptive policies.

    Attributes:
        of: of facts, a policy and its series, each of shape (replications, months), the fixed plan
            that stands for it: same periods, average team.
        rows: of facts, a fixed plan and the first day of the horizon a row a period, for people.
        neighbours: of facts and a fixed plan those next to it, quarter by quarter, of each
            part of the team.
        changes: of facts and a fixed plan the members more, or positions to open, that it decides
            on at the begin of each month, negative for fewer; None if it decides on none.
        changes_of_parts: likewise of each part of the team, where there are any.
    """

    of: Callable[[_Facts, _Policy, Mapping[str, np.ndarray]], _Policy]
    rows: Callable[[_Facts, _Policy, date], Sequence[Mapping[str, str | int | float]]]
    neighbours: Callable[[_Facts, _Policy], Neighbourhood[_Policy]]
    changes: Callable[[_Facts, _Policy], Sequence[int]] | None = None
    changes_of_parts: Callable[[_Facts, _Policy], Mapping[str, Sequence[int]]] | None = None
