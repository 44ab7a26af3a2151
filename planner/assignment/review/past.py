"""What happened: a row for each account, person and stretch of time, such as a month."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

_NAMES = ("accounts", "people", "segments")


@dataclass(frozen=True)
class Past:
    """Rows of the past, as arrays of shape (rows,), and the names of what they number.

    Attributes:
        accounts, people, segments: names, by number; a name may have no row.
        account, person, segment: numbers of the row's.
        predicted: hours that the account was expected to take, whoever looks after it; above 0.
        actual: hours that it took; 0 or more.
        gap: share of the needed skills that the person lacks, 0 to 1.
        zone_hours: hours between the time zones of account and person, 0 or more.
        months_since_change: since the account came to this person; NaN where it did not change.
        experience: of the person, in years; NaN where unknown.
        renewed: 1 or 0; NaN where no contract ended.
        chance: of renewing, as predicted, strictly between 0 and 1; NaN where unknown.
        risk: of the account, 0 to 1, as it was judged before.
    """

    accounts: Sequence[str]
    people: Sequence[str]
    segments: Sequence[str]
    account: np.ndarray
    person: np.ndarray
    segment: np.ndarray
    predicted: np.ndarray
    actual: np.ndarray
    gap: np.ndarray
    zone_hours: np.ndarray
    months_since_change: np.ndarray
    experience: np.ndarray
    renewed: np.ndarray
    chance: np.ndarray
    risk: np.ndarray

    def __post_init__(self) -> None:
        """Refuse rows that mean nothing.

        Raises:
            ValueError: naming the array and the first row at fault.
        """
        rows = self.account.shape
        allowed = {
            "account": self._numbers(self.account, self.accounts),
            "person": self._numbers(self.person, self.people),
            "segment": self._numbers(self.segment, self.segments),
            "predicted": (self.predicted > 0) & np.isfinite(self.predicted),
            "actual": (self.actual >= 0) & np.isfinite(self.actual),
            "gap": (self.gap >= 0) & (self.gap <= 1),
            "zone_hours": (self.zone_hours >= 0) & np.isfinite(self.zone_hours),
            "months_since_change": ~(self.months_since_change < 0),
            "experience": ~(self.experience < 0) & ~np.isinf(self.experience),
            "renewed": np.isnan(self.renewed) | np.isin(self.renewed, (0.0, 1.0)),
            "chance": np.isnan(self.chance) | ((self.chance > 0) & (self.chance < 1)),
            "risk": (self.risk >= 0) & (self.risk <= 1),
        }
        for name, right in allowed.items():
            if right.shape != rows:
                raise ValueError(f"{name} has shape {right.shape}, account has {rows}")
            if not right.all():
                row = int(np.argmin(right))
                raise ValueError(f"{name} of row {row} is {getattr(self, name)[row]}")

    @staticmethod
    def _numbers(numbers: np.ndarray, names: Sequence[str]) -> np.ndarray:
        right: np.ndarray = (numbers >= 0) & (numbers < len(names))
        return right

    @property
    def rows(self) -> int:
        return int(self.account.size)

    def taken(self, rows: np.ndarray) -> "Past":
        """Those rows, in that order; a mask or their numbers."""
        return replace(self, **{name: getattr(self, name)[rows] for name in self._arrays})

    def in_order(self) -> "Past":
        """The same rows, so ordered that their order in the file changes no digit."""
        keys = [getattr(self, name) for name in reversed(self._arrays)]
        return self.taken(np.lexsort(keys))

    def differing(self, values: np.ndarray) -> int:
        """Accounts whose own rows differ in these values, shape (rows,)."""
        pairs = np.unique(np.stack([self.account, values.astype(float)]), axis=1)[0]
        return int((np.unique(pairs, return_counts=True)[1] > 1).sum())

    @property
    def _arrays(self) -> list[str]:
        return [each.name for each in fields(self) if each.name not in _NAMES]
