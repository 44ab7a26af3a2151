"""People one by one: the positions that a plan opens, and who is expected to come and to go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.books.levels import LEVELS
from planner.recommendation.recommend import Recommendation
from simmodel.contract.finance import Hiring, Roles
from simmodel.contract.parts import of_part


@dataclass(frozen=True)
class Spread:
    """A number of people over the futures: its mean, and the band that holds four of five."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Turnover:
    """Positions, and the people who are expected in them.

    Attributes:
        changes: positions that the fixed plan opens at the begin of each month, negative for those
            that it does without.
        hiring: how long it takes.
        team: expected at the end under the recommended policy.
        plan_team: expected in each month under the fixed plan.
        resigned: people a year who are expected to resign under the recommended policy.
        taken_back, dismissed: people a month expected under the fixed plan, shape (months,).
        gone: resignations expected under the fixed plan up to each month, shape (months,).
        lapsed: those of them whose position is done without, as many or more in half of the
            futures, shape (months,).
        kept: positions of the plan's openings that are not opened, as somebody is still there whose
            position was to be done without; in each month.
        parts: the same of each part of the team, by name.
    """

    changes: tuple[int, ...]
    hiring: Hiring
    team: Spread
    plan_team: tuple[Spread, ...]
    resigned: float
    taken_back: np.ndarray
    dismissed: np.ndarray
    gone: np.ndarray
    lapsed: np.ndarray
    kept: tuple[int, ...]
    parts: Mapping[str, "Turnover"] = field(default_factory=dict)

    @property
    def decided(self) -> tuple[tuple[int, int], ...]:
        """Months in which the plan opens positions, or does without some, and how many."""
        return tuple((month, more) for month, more in enumerate(self.changes) if more)

    @property
    def opens(self) -> tuple[int, ...]:
        """Positions that the plan opens in each month, beside those for who resigns.

        What one part of the team opens, another may do without.
        """
        if self.parts:
            months = zip(*(part.opens for part in self.parts.values()), strict=True)
            return tuple(map(sum, months))
        pairs = zip(self.changes, self.kept, strict=True)
        return tuple(max(more, 0) - kept for more, kept in pairs)


def turnover_of(result: Recommendation) -> Turnover | None:
    """The people of a recommendation; None where its team is a number."""
    study, fixed = result.study, result.study.model.fixed_plan
    finance = study.model.finance
    if finance is None or fixed is None or fixed.changes is None:
        return None
    series, hiring = finance.roles.turnover, finance.rates(study.facts).hiring
    if series is None or hiring is None:
        return None
    taken = result.plan.policy
    found = _turnover(result, finance.roles, hiring, fixed.changes(study.facts, taken), "")
    if study.model.parts is None or fixed.changes_of_parts is None:
        return found
    by_part = fixed.changes_of_parts(study.facts, taken)
    told = {name: each for name, each in by_part.items() if name}
    parts = {
        name: _turnover(result, finance.roles, hiring, each, name) for name, each in told.items()
    }
    return replace(found, parts=parts)


def _turnover(
    result: Recommendation, roles: Roles, hiring: Hiring, changes: Sequence[int], part: str
) -> Turnover:
    """Of the whole team, or of a part of it."""
    policy, plan = (_Own(each.sample.series, part) for each in (result.winner, result.plan))
    series = roles.turnover
    assert series is not None
    resigned, given = policy[series.resigned], plan[series.resigned]
    dismissed = plan[series.dismissed] if series.dismissed else np.zeros(given.shape)
    before = np.hstack((np.zeros((len(given), 1)), plan[series.surplus][:, :-1]))
    lapsed = np.minimum(before, given)
    kept = np.minimum(before - lapsed, np.maximum(changes, 0)).mean(axis=0)
    return Turnover(
        changes=tuple(changes),
        hiring=hiring,
        team=_spread(policy[roles.team][:, -1]),
        plan_team=tuple(map(_spread, plan[roles.team].T)),
        resigned=_a_year(resigned),
        taken_back=plan[series.taken_back].mean(axis=0),
        dismissed=dismissed.mean(axis=0),
        gone=given.mean(axis=0).cumsum(),
        lapsed=np.median(lapsed.cumsum(axis=1), axis=0),
        kept=tuple(np.floor(kept + 0.5).astype(int).tolist()),
    )


@dataclass(frozen=True)
class _Own:
    """The series of the whole, or of a part, by the whole's names."""

    series: Mapping[str, np.ndarray]
    part: str

    def __getitem__(self, name: str) -> np.ndarray:
        return self.series[of_part(name, self.part)]


def _a_year(resigned: np.ndarray) -> float:
    """People a year who resign; who does in the last month is gone after the horizon.

    Args:
        resigned: shape (futures, months).
    """
    months = max(resigned.shape[1] - 1, 1)
    return 12 * float(resigned.sum(axis=1).mean() / months)


def _spread(people: np.ndarray) -> Spread:
    low, high = (float(np.quantile(people, LEVELS[level])) for level in ("P10", "P90"))
    return Spread(float(people.mean()), low, high)
