"""The gain of the recommended policy over today's, and when it comes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.books.calendar import Calendar, calendar_of, months_of
from planner.books.contributions import contributions
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import gain_by_future
from planner.simulation.estimate import Chance, Estimate
from simmodel.contract.finance import Roles


@dataclass(frozen=True)
class Gain:
    """A gain over today's policy in the objective.

    Attributes:
        expected: on average over all futures.
        by_future: in each simulated future as it happens, shape (futures,).
        loss: chance that there is none in a given future.
        calendar: of the horizon.
        months: of it that were simulated.
        later: what of the gain comes after the horizon, luck taken out, with the half-width of all
            of it; of what the policy is worth where it is today's.
        ahead: month from which on the policy has brought more than today's, and never less again;
            None if there is none.
        booked: whether books are kept month by month, which tell when a gain comes.
    """

    expected: Estimate
    by_future: np.ndarray
    loss: Chance
    calendar: Calendar
    months: int
    later: Estimate
    ahead: int | None
    booked: bool


def gain_of(result: Recommendation) -> Gain:
    """The gain that a recommendation promises."""
    study, today, recommended = result.study, result.baseline.sample, result.winner.sample
    finance = study.model.finance
    expected = result.gain
    of = result.winner.gain if expected.mean or expected.half_width else result.winner.metrics
    return Gain(
        expected=expected,
        by_future=gain_by_future(recommended, today),
        loss=result.loss,
        calendar=calendar_of(study, recommended),
        months=months_of(recommended),
        later=Estimate(
            _later(finance.roles, study.credited, of) if finance and study.model.in_time else 0.0,
            of["objective"].half_width,
        ),
        ahead=_ahead(
            *(
                contributions(finance.roles, study.credited, each)["contribution"].mean(axis=0)
                for each in (today, recommended)
            )
        )
        if finance
        else None,
        booked=finance is not None,
    )


def _later(roles: Roles, share: float, values: Mapping[str, Estimate]) -> float:
    """What of the objective comes after the horizon; money."""
    earned = share * values[roles.credited].mean
    within = earned - sum(values[each].mean for each in roles.costs)
    return values["objective"].mean - within


def _ahead(today: np.ndarray, recommended: np.ndarray) -> int | None:
    """Month from which on one has brought more than the other; both of shape (months,)."""
    behind = np.flatnonzero(np.cumsum(recommended - today) < 0)
    if not len(behind):
        return 0
    return int(behind[-1]) + 1 if behind[-1] + 1 < len(today) else None
