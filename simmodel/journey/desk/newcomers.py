"""Compiled: new customers who come, or do not, by what is said of the vendor."""

from typing import NamedTuple

import numpy as np

from simmodel.jit import by_kind, compiled, nested
from simmodel.journey.customers.reputation import MONTHS, Reputation, comes
from simmodel.journey.desk.records import Journey, State

_comes = compiled(comes)


class Newcomers(NamedTuple):
    """Those who would come if nobody left.

    Attributes:
        reputation: of the vendor.
        contracts: int32, their first contracts, in order of time.
        begins: int64, shape (months + 1,): where in ``contracts`` each month begins.
        hears: as in :class:`simmodel.journey.paths.Paths`, in the same order.
    """

    reputation: Reputation
    contracts: np.ndarray
    begins: np.ndarray
    hears: np.ndarray


def expected(
    newcomers: Newcomers | None, journey: Journey, state: State, coming: np.ndarray, month: int
) -> np.ndarray:
    """Of the customers who are ``coming``, by segment, those who are expected to at the begin of
    ``month``."""
    raise NotImplementedError


def turn_away(newcomers: Newcomers | None, journey: Journey, state: State, month: int) -> None:
    """At the begin of ``month``: who of its new customers does not come never does."""
    raise NotImplementedError


@nested
def _chances(newcomers: Newcomers, journey: Journey, state: State, month: int) -> np.ndarray:
    """The chance to come at the begin of ``month``, by segment."""
    contracts, segments = journey.contracts, journey.come.shape[0]
    churned, ended, found = np.zeros(segments), np.zeros(segments), np.empty(segments)
    since, place = journey.boundaries[max(month - MONTHS, 0)], state.cursor[0].undecided - 1
    while place >= 0 and contracts.end[journey.ending[place]] > since:
        contract = journey.ending[place]
        if state.in_force[contract]:
            ended[contracts.segment[contract]] += 1.0
            if not state.renewed[contract]:
                churned[contracts.segment[contract]] += 1.0
        place -= 1
    for segment in range(segments):
        found[segment] = _comes(
            newcomers.reputation, segment, month, churned[segment], ended[segment]
        )
    return found


@nested
def _all_expected(
    _newcomers: None, _journey: Journey, _state: State, coming: np.ndarray, _month: int
) -> np.ndarray:
    return coming


@nested
def _some_expected(
    newcomers: Newcomers, journey: Journey, state: State, coming: np.ndarray, month: int
) -> np.ndarray:
    some: np.ndarray = coming * _chances(newcomers, journey, state, month)
    return some


@nested
def _turn_nobody_away(_newcomers: None, _journey: Journey, _state: State, _month: int) -> None:
    pass


@nested
def _turn_some_away(newcomers: Newcomers, journey: Journey, state: State, month: int) -> None:
    chances = _chances(newcomers, journey, state, month)
    for place in range(newcomers.begins[month], newcomers.begins[month + 1]):
        contract = newcomers.contracts[place]
        segment = journey.contracts.segment[contract]
        if newcomers.hears[place] >= chances[segment]:
            state.in_force[contract] = False
            state.absent[segment] += 1


by_kind(expected, {None: _all_expected, Newcomers: _some_expected})
by_kind(turn_away, {None: _turn_nobody_away, Newcomers: _turn_some_away})
