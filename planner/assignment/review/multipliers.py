"""Factors of hours by segment, person and account, each shrunk as far as little is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.assignment.review.hours import Hours
from planner.assignment.review.interval import quantile
from planner.assignment.review.past import Past


@dataclass(frozen=True)
class Multipliers:
    """Factors by name: of each, arrays of shape (names,).

    Attributes:
        names: of segments, people or accounts.
        estimate, low, high: the posterior median and 95 % interval of the factor.
        own: actual over expected hours of its rows alone, as they are; NaN where there are none.
        told: how much of the estimate its own rows make up, 0 to 1; the rest is that of all.
        rows, accounts: that it rests on.
        entangled: whether its own effect cannot be told from another's: of a person, if nobody
            else served these segments; of a segment, if one person alone served it.
        spread: standard deviation of the factors' logarithms, as estimated; NaN if there are not
            two.
    """

    names: tuple[str, ...]
    estimate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    own: np.ndarray
    told: np.ndarray
    rows: np.ndarray
    accounts: np.ndarray
    entangled: np.ndarray
    spread: float


def by_segment(past: Past, hours: Hours) -> Multipliers:
    """Complexity: actual over expected hours of a segment, were it served by all as on average."""
    serving = _serving(past)
    return _told(
        past,
        hours,
        (past.segments, past.segment),
        hours.segments,
        _typical(hours),
        _accounts_mean(past, hours),
        (serving.sum(axis=1) == 1) & (serving.any(axis=0).sum() > 1),
    )


def by_person(past: Past, hours: Hours) -> Multipliers:
    """Pace: a person's hours over those of the team, for the same work; above 1 is slower."""
    serving = _serving(past)
    shared = serving & (serving.sum(axis=1) > 1)[:, None]
    return _told(
        past,
        hours,
        (past.people, past.person),
        hours.people,
        np.zeros(hours.solution.theta.size),
        0.0,
        serving.any(axis=0) & ~shared.any(axis=0),
    )


def by_account(past: Past, hours: Hours) -> Multipliers:
    """Complexity of an account, over that of its segment and the pace of who served it.

    By expected hours their mean is 1.
    """
    count = len(past.accounts)
    effects, errors = np.zeros(count), np.full(count, hours.spreads.account)
    effects[hours.accounts] = hours.solution.accounts
    errors[hours.accounts] = hours.solution.account_errors
    effects -= _accounts_mean(past, hours)
    return _multipliers(
        past,
        hours,
        (past.accounts, past.account),
        (effects, errors),
        1 - (errors / hours.spreads.account) ** 2,
        np.zeros(count, bool),
        hours.spreads.account,
    )


def _serving(past: Past) -> np.ndarray:
    """Who served an account of which segment, shape (segments, people)."""
    serving = np.zeros((len(past.segments), len(past.people)), bool)
    serving[past.segment, past.person] = True
    return serving


def _typical(hours: Hours) -> np.ndarray:
    """The combination of effects that is their mean over rows, by expected hours.

    Gaps and zone hours too: what they do beyond what the study says is left in, so that factors are
    those of the hours that the study expects.
    """
    weights = hours.expected / hours.expected.sum()
    combination: np.ndarray = hours.columns.T @ weights
    return combination


def _accounts_mean(past: Past, hours: Hours) -> float:
    """The logarithm of the mean of accounts' factors: that of a typical account is below it."""
    own = np.bincount(past.account, hours.expected)[hours.accounts]
    return float(np.log(own @ np.exp(hours.solution.accounts) / own.sum()))


def _told(
    past: Past,
    hours: Hours,
    groups: tuple[Sequence[str], np.ndarray],
    place: slice,
    common: np.ndarray,
    beside: float,
    entangled: np.ndarray,
) -> Multipliers:
    """Effects of groups, over that of all of them, and on top of what is common."""
    solution, (names, numbers) = hours.solution, groups
    apart = np.zeros((len(names), common.size))
    told, spread = np.isin(np.arange(len(names)), numbers).astype(float), float("nan")
    if place.stop > place.start:
        apart[:, place] = np.eye(len(names)) - _typical(hours)[place]
        spread = hours.spreads.kinds[0 if place == hours.segments else -1]
        before = spread**2 * (apart**2).sum(axis=1)
        after = ((apart @ solution.model) * apart).sum(axis=1)
        told = 1 - np.divide(after, before, out=np.zeros_like(after), where=before > 0)
    combinations = apart + common
    errors = np.array([solution.error(each) for each in combinations])
    middle = combinations @ solution.theta + beside
    if place.stop == place.start:  # so that nothing tells how far those without a row may be off
        middle[told == 0] = np.nan
    effects = (middle, errors)
    return _multipliers(past, hours, groups, effects, told, entangled, spread)


def _multipliers(
    past: Past,
    hours: Hours,
    groups: tuple[Sequence[str], np.ndarray],
    effects: tuple[np.ndarray, np.ndarray],
    told: np.ndarray,
    entangled: np.ndarray,
    spread: float,
) -> Multipliers:
    names, numbers = groups
    count = len(names)
    middle, half = effects[0], quantile() * effects[1]
    actual, expected = (np.bincount(numbers, x, count) for x in (past.actual, hours.expected))
    pairs = np.unique(np.stack([numbers, past.account]), axis=1)
    return Multipliers(
        tuple(names),
        np.exp(middle),
        np.exp(middle - half),
        np.exp(middle + half),
        np.divide(actual, expected, out=np.full(count, np.nan), where=expected > 0),
        np.clip(told, 0.0, 1.0),
        np.bincount(numbers, minlength=count),
        np.bincount(pairs[0], minlength=count),
        entangled,
        spread,
    )
