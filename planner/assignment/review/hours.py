"""How long work takes: by segment, person and account, and with gaps of skills and of time zones.

Expected actual hours of a row = predicted hours x exp(mean + segment + person + account + b gap +
c zone hours), an over-dispersed Poisson regression with crossed random effects. It is fitted as a
mixed model of working responses, again and again (Breslow and Clayton 1993, "Approximate inference
in generalized linear mixed models", JASA 88(421), section 2). Nothing takes the logarithm of
actual hours: rows with 0 count as they are, and the factors are those of mean hours (Santos Silva
and Tenreyro 2006, "The log of gravity", Review of Economics and Statistics 88(4)). Rows weigh by
the hours expected of them, as hours are sums of pieces of work.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from planner.assignment.review.mixed import (
    Rows,
    Spreads,
    Sums,
    at,
    fitted_spreads,
    spread_errors,
    sums,
)
from planner.assignment.review.past import Past
from planner.assignment.review.solution import Solution, solved
from planner.assignment.review.weights import Name, Weights

SLOWING: tuple[Name, ...] = ("slower_without_skill", "slower_per_hour")
"""Weights of the study that this is about, in the order of their columns."""

_MEAN, _SLOWING = 0, slice(1, 3)
_MEAN_PRECISION = 1 / 3.0**2  # the whole forecast off by a factor of 20 either way: no news
_ROUNDS, _SETTLED = 60, 1e-7
_WHOLE_STEPS = 6  # of spreads; from then on shorter ones, as of few rows they may go in circles
_SPREADS_SETTLED = 1e-3  # of their logarithms: from there on they stay
_STEP = 0.05  # of the logarithms of spreads
_HARDLY = 1e-7  # of what rows know, to have an answer where they know nothing
_TOLD = 1e-5  # of a column's own variation that must be left beside all others


@dataclass(frozen=True)
class Hours:
    """The fit.

    Attributes:
        solution: with what the study says of the weights, and people and segments shrunk.
        spreads: of noise, of accounts, and of those of segments and people that have two or more.
        segments, people: where in theta their effects are; empty if there are fewer than two.
        accounts: numbers of those that have rows, in the order of the solution's.
        expected: hours that the study expected of each row and person, shape (rows,).
    """

    solution: Solution
    spreads: Spreads
    segments: slice
    people: slice
    accounts: np.ndarray
    expected: np.ndarray
    _rows: Rows
    _sums: Sums

    @property
    def columns(self) -> sparse.csr_array:
        """What multiplies theta, shape (rows, k)."""
        return self._rows.columns

    def alone(self) -> tuple[Solution, np.ndarray]:
        """The weights by the rows alone, and which of them the rows tell anything of, shape (2,).

        Within people and segments: those have effects of their own, which nothing shrinks, so that
        slow people who lack skills are no evidence that work is slower without them.
        """
        known = self.spreads.precision(self._rows)
        left, _ = self._sums.equations(self.spreads)
        hardly = _HARDLY * float(np.diag(left)[_SLOWING.stop :].max(initial=left[0, 0]))
        known[[_MEAN, *range(_SLOWING.stop, known.size)]] = hardly
        known[_SLOWING] = 0.0
        told = np.array([self._tells(left + np.diag(known), place) for place in (1, 2)])
        known[_SLOWING] = np.where(told, 0.0, self._rows.precision[_SLOWING])
        return solved(self._rows, self._sums, self.spreads, known), told

    def _tells(self, left: np.ndarray, place: int) -> bool:
        """Whether a column varies beside all others."""
        own = float(self._sums.square[place, place]) / self.spreads.noise**2
        others = np.delete(np.arange(left.shape[0]), place)
        inner = left[np.ix_(others, others)]
        across = left[others, place]
        rest = left[place, place] - float(across @ np.linalg.lstsq(inner, across)[0])
        return own > 0 and rest > _TOLD * own


def expected_hours(past: Past, weights: Weights) -> np.ndarray:
    """What each row should have taken that person, by the study; shape (rows,)."""
    skill = weights.prior("slower_without_skill").mean * past.gap
    zone = weights.prior("slower_per_hour").mean * past.zone_hours
    hours: np.ndarray = past.predicted * np.exp(skill + zone)
    return hours


def fitted(past: Past, weights: Weights) -> Hours:
    """The fit to rows that are in order; there is at least one."""
    numbers, account = np.unique(past.account, return_inverse=True)
    slowing = np.column_stack([past.gap, past.zone_hours])
    priors = [weights.prior(name) for name in SLOWING]
    expected = expected_hours(past, weights)
    groups = [
        (past.segment, len(past.segments) if np.unique(past.segment).size > 1 else 0),
        (past.person, len(past.people) if np.unique(past.person).size > 1 else 0),
    ]
    plain = sparse.csr_array(np.column_stack([np.ones(past.rows), slowing]))
    columns = sparse.hstack([plain, *(_one_of(*each) for each in groups)], format="csr")
    ends = _SLOWING.stop + np.cumsum([0, *(count for _, count in groups)])
    segments, people = slice(ends[0], ends[1]), slice(ends[1], ends[2])
    precision = np.zeros(columns.shape[1])
    precision[_MEAN] = _MEAN_PRECISION
    precision[_SLOWING] = [each.spread**-2 for each in priors]
    kinds = tuple(each for each in (segments, people) if each.stop > each.start)
    blank = Rows(sparse.csr_array(columns), account, np.empty(0), np.empty(0), kinds, precision)
    rows, of, spreads, solution = _settled(past, blank, expected)
    solution = replace(solution, unsettled=_unsettled(rows, of, spreads))
    return Hours(solution, spreads, segments, people, numbers, expected, rows, of)


def _settled(past: Past, blank: Rows, foreseen: np.ndarray) -> tuple[Rows, Sums, Spreads, Solution]:
    """Working responses and their fit, until one follows from the other."""
    spreads, moving = Spreads(1.0, 0.25, (0.25,) * len(blank.kinds)), True
    overall = float(past.actual.sum() / foreseen.sum())
    explained = np.full(past.rows, np.log(max(overall, 1e-3)))
    for number in range(_ROUNDS):
        expected = foreseen * np.exp(explained)
        response = explained + past.actual / expected - 1
        rows = replace(blank, response=response, weight=expected)
        of = sums(rows)
        if moving:
            moves = fitted_spreads(rows, of, spreads).logarithms - spreads.logarithms
            spreads = at(spreads.logarithms + moves / max(number - _WHOLE_STEPS, 1))
            moving = bool(np.abs(moves).max() > _SPREADS_SETTLED) and number < _ROUNDS / 2
        solution = solved(rows, of, spreads, spreads.precision(rows))
        before = explained
        explained = rows.columns @ solution.theta + solution.accounts[rows.account]
        if np.abs(explained - before).max() < _SETTLED:
            break
    return rows, of, spreads, solution


def _unsettled(rows: Rows, of: Sums, spreads: Spreads) -> np.ndarray:
    """What spreads that may be others add to the variance of effects, shape (k, k)."""
    middle, steps = spreads.logarithms, _STEP * np.eye(2 + len(spreads.kinds))

    def effects(logarithms: np.ndarray) -> np.ndarray:
        left, right = of.equations(at(logarithms))
        found: np.ndarray = np.linalg.solve(left + np.diag(at(logarithms).precision(rows)), right)
        return found

    moved = np.array([effects(middle + each) - effects(middle - each) for each in steps])
    slopes = moved.T / (2 * _STEP)
    added: np.ndarray = slopes @ spread_errors(rows, of, spreads) @ slopes.T
    return added


def _one_of(numbers: np.ndarray, count: int) -> sparse.csr_array:
    """A column for each group, shape (rows, count); none if there is but one."""
    rows = np.arange(numbers.size) if count else np.empty(0, int)
    places = (rows, numbers[: rows.size])
    return sparse.csr_array((np.ones(rows.size), places), shape=(numbers.size, count))
