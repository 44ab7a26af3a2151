"""Contracts one after the other: how they renew by the share of their work done, and for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.assignment.desk import desk_of
from simmodel.journey.customers.accounts import numbers
from simmodel.journey.customers.loyalty import contracts_so_far
from simmodel.journey.customers.renewal import Curve, running_rate
from simmodel.journey.customers.values import mean_value_after
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import curve

_GOLDEN = (5**0.5 - 1) / 2  # whose multiples, without their whole parts, lie evenly


@dataclass(frozen=True)
class Contracts:
    """Contracts that are running, or will be; of one customer each, or of several alike.

    Attributes:
        facts: of the vendor.
        segment: int64, the place of the customer's; all arrays have the shape (contracts,).
        end: months from the first day.
        number: of its customer's contracts, from 1.
        worth: the value of the whole contract, money.
    """

    facts: Facts
    segment: np.ndarray
    end: np.ndarray
    number: np.ndarray
    worth: np.ndarray

    @cached_property
    def length(self) -> np.ndarray:
        """Months of each."""
        return self._of_segments([part.contract.months for part in self._parts])

    @cached_property
    def due(self) -> np.ndarray:
        """Points that fall due in each as a whole, above 0."""
        points = self._of_segments([part.points_per_contract for part in self._parts])
        found: np.ndarray = np.maximum(points, 1e-9)
        return found

    @cached_property
    def curves(self) -> tuple[tuple[Curve, ...], tuple[Curve, ...]]:
        """The renewal curves of segments, and the same without goodwill."""
        kept = tuple(curve(part) for part in self._parts)
        loss = desk_of(self.facts).goodwill_loss
        return kept, tuple(each._replace(intercept=each.intercept - loss) for each in kept)

    def most(self, months: int) -> int:
        """Of how many contracts of one customer, one after the other, any may count in so many
        months or run after them."""
        return 2 + months // int(self.length.min(initial=months))

    def within(self, months: int, later: int = 0) -> np.ndarray:
        """The part of each month in which contracts run, from the first day on; shape (contracts,
        months).

        Args:
            later: how many contracts further on it is.
        """
        month = np.arange(months)
        end = (self.end + later * self.length)[:, None]
        found: np.ndarray = np.clip(end - month, 0.0, 1.0)
        if later:  # what of the first lies before the first day is over
            before = (self.end + (later - 1) * self.length)[:, None]
            found = found - np.clip(before - month, 0.0, 1.0)
        return found

    def rates(
        self,
        places: np.ndarray,
        share: np.ndarray,
        later: int | np.ndarray = 0,
        *,
        elapsed: float | np.ndarray = 1.0,
        left: float | np.ndarray = 0.0,
        lost: bool | np.ndarray = False,
    ) -> np.ndarray:
        """The chance that contracts renew; arguments have the shape of ``places``.

        Args:
            places: of contracts.
            share: of a contract's work that is done.
            later: how many contracts further on it is.
            elapsed: share of its time in which that was.
            left: share of its work that will be done in the rest.
            lost: whether it has lost its goodwill.
        """
        many = np.broadcast_arrays(share, elapsed, left, lost, self.number[places] + later)
        kept, without = self.curves
        return _rates(np.stack(many).astype(float), self.segment[places], kept, without)

    def rises(self, places: np.ndarray, share: np.ndarray) -> np.ndarray:
        """The value that who renews signs, over that before; shape of ``places``."""
        found, segment = np.empty(places.shape), self.segment[places]
        for place, part in enumerate(self._parts):
            own = segment == place
            found[own] = mean_value_after(part, 100.0 * share[own])
        return found

    @property
    def _parts(self) -> tuple[Facts, ...]:
        return tuple(self.facts.by_segment.values())

    def _of_segments(self, values: Sequence[float]) -> np.ndarray:
        found: np.ndarray = np.array(values, float)[self.segment]
        return found


def of_accounts(facts: Facts, accounts: Sequence[Any]) -> Contracts:
    """The running contracts of accounts."""
    names = {name: place for place, name in enumerate(facts.by_segment)}
    segment = np.array([names[each.segment or ""] for each in accounts], np.int64)
    number, years = np.ones(segment.size), np.empty(segment.size)
    for place, part in enumerate(facts.by_segment.values()):
        own = np.flatnonzero(segment == place)
        years[own] = part.contract.months / 12
        number[own] = _numbers(part, [accounts[each] for each in own.tolist()])
    end = np.array([each.renewal for each in accounts], float)
    yearly = np.array([each.value for each in accounts], float)
    return Contracts(facts, segment, end, number, yearly * years)


def _numbers(facts: Facts, accounts: Sequence[Any]) -> np.ndarray:
    """Which contract of theirs runs, of the accounts of one segment; where customers that stay are
    loyal, and one does not say since when it is one, as many as those have who are drawn."""
    beta, length = facts.renewal.loyalty, facts.contract.months
    if beta is None:
        return np.ones(len(accounts))
    within = contracts_so_far(beta, float(facts.renewal.probability(100.0)))
    even = (_GOLDEN * np.arange(1, len(accounts) + 1)) % 1.0
    drawn = 1 + np.searchsorted(within, even, side="right")
    known = np.array([each.since is not None for each in accounts], bool)
    return np.where(known, numbers(accounts, length), drawn).astype(float)


def near(contracts: Contracts) -> np.ndarray:
    """Whether contracts end so soon that a change of the person is held against it; bool."""
    found: np.ndarray = contracts.end <= desk_of(contracts.facts).goodwill_months
    return found


@compiled
def _rates(
    values: np.ndarray, segment: np.ndarray, kept: tuple[Curve, ...], without: tuple[Curve, ...]
) -> np.ndarray:
    """As :meth:`Contracts.rates`.

    Args:
        values: shares, elapsed, left, lost and numbers of contracts; shape (5, contracts).
    """
    found = np.empty(segment.size)
    for place in range(segment.size):
        share, elapsed, left, lost, number = values[:, place]
        own = without[segment[place]] if lost else kept[segment[place]]
        found[place] = running_rate(share, elapsed, left, number, own)
    return found
