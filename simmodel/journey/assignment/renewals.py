"""How accounts renew by the share of their work that is done, and what they sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simmodel.journey.assignment.desk import desk_of
from simmodel.journey.customers.accounts import numbers
from simmodel.journey.customers.renewal import Curve, renewal_rate
from simmodel.journey.customers.values import mean_value_after
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import curve


@dataclass(frozen=True)
class Renewals:
    """The renewals of accounts, of all of which the running contract is meant."""

    facts: Facts
    accounts: Sequence[Any]

    @cached_property
    def due(self) -> np.ndarray:
        """Points that fall due in the contract of each; shape (accounts,)."""
        points = {name: part.points_per_contract for name, part in self.facts.by_segment.items()}
        return np.array([points[each.segment or ""] for each in self.accounts], float)

    @cached_property
    def months_left(self) -> np.ndarray:
        """To the end of each; shape (accounts,)."""
        return np.array([each.renewal for each in self.accounts], float)

    @cached_property
    def length(self) -> np.ndarray:
        """Months of the contract of each; shape (accounts,)."""
        months = {name: part.contract.months for name, part in self.facts.by_segment.items()}
        return np.array([months[each.segment or ""] for each in self.accounts], float)

    @cached_property
    def worth(self) -> np.ndarray:
        """The value of the whole contract of each, money; shape (accounts,)."""
        yearly = np.array([each.value for each in self.accounts], float)
        found: np.ndarray = yearly * self.length / 12
        return found

    @property
    def near(self) -> np.ndarray:
        """Whether each ends so soon that a change of its person is held against it; bool."""
        found: np.ndarray = self.months_left <= desk_of(self.facts).goodwill_months
        return found

    def chance(self, place: int, share: float, *, lost: bool = False) -> float:
        """That an account renews.

        Args:
            share: of the work of its contract that is done.
            lost: whether it has lost its goodwill.
        """
        kept, without = self.curves[self.accounts[place].segment or ""]
        return renewal_rate(share, self.numbers[place], without if lost else kept)

    def signed(self, place: int, share: float, *, lost: bool = False) -> float:
        """The value that an account is expected to sign, money."""
        part = self.facts.by_segment[self.accounts[place].segment or ""]
        rise = float(mean_value_after(part, np.array(100.0 * share)))
        return float(self.worth[place]) * rise * self.chance(place, share, lost=lost)

    @cached_property
    def curves(self) -> dict[str, tuple[Curve, Curve]]:
        """The renewal curve of each segment, and the same without goodwill, by name."""
        loss, found = desk_of(self.facts).goodwill_loss, {}
        for name, part in self.facts.by_segment.items():
            drawn = curve(part)
            found[name] = drawn, drawn._replace(intercept=drawn.intercept - loss)
        return found

    @cached_property
    def numbers(self) -> list[float]:
        """Which contract of its customer's runs, by account, from 1."""
        found = np.ones(len(self.accounts))
        for name, part in self.facts.by_segment.items():
            if part.renewal.loyalty is None:
                continue
            own = [
                place for place, each in enumerate(self.accounts) if (each.segment or "") == name
            ]
            listed = [self.accounts[place] for place in own]
            found[own] = numbers(listed, part.contract.months)
        return [float(each) for each in found]
