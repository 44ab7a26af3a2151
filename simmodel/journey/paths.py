"""All randomness of one replication, drawn without a policy."""

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import NamedTuple

import numpy as np


class Purpose(IntEnum):
    """The purpose of a stream, and whose numbers it holds. New purposes are appended."""

    ARRIVALS = 0  # entity 0: gaps between new customers
    CONTRACT_ENDS = 1  # customer: when in the first year an initial customer's contract ends
    RELEASES = 2  # customer: gaps between activities, along its life
    TYPES = 3  # customer: type of each activity
    DURATIONS = 4  # customer: duration of each activity, in units of its type's mean
    AUTOMATION = 5  # customer: which activities automation takes first
    RENEWALS = 6  # customer: whether it renews, at each contract's end
    PEOPLE = 7  # person: when it resigns, how long it takes to come, how long it has been there
    FORECAST = 8  # entity 0: how far the forecast of new customers is off


class Work(NamedTuple):
    """The activity stream in order of release, as if nobody ever churned; arrays of one length.

    Ties in release are in the order in which the contract months began, then of customers, then of
    the journey.

    Attributes:
        release: hours, float64, ascending; below the horizon's end.
        expiry: hours, float64, the end of the contract month it belongs to; above ``release``.
        hours: of service, float32.
        uniform: float32; automated if below the automated share. 2 where it can never be, as for
            all that is released before time 0.
        contract: int32, row in :class:`Contracts`.
    """

    release: np.ndarray
    expiry: np.ndarray
    hours: np.ndarray
    uniform: np.ndarray
    contract: np.ndarray


class Contracts(NamedTuple):
    """Every contract there could be, customer by customer, each customer's in order of time.

    Attributes:
        begin, end: hours, float64; a contract's end is its successor's begin, to the bit.
        uniform: float64; the customer renews if it is below the renewal probability.
        successor: int32, the customer's next contract, or -1 if that begins beyond the horizon.
        joined: hours, float64, when the customer's first contract began.
    """

    begin: np.ndarray
    end: np.ndarray
    uniform: np.ndarray
    successor: np.ndarray
    joined: np.ndarray


class Individuals(NamedTuple):
    """Numbers of people, in the order of the decisions that bring them, the opening team first.

    Attributes:
        key: uint64, shape (2,), of their stream, from which there are more.
        threshold: float64, exponential of mean 1: who has cumulated more than this of the rate of
            resignation goes.
        luck: float64, uniform, of the time to hire.
        tenures: int64, months at time 0 of the opening team, shape (at_start,).
    """

    key: np.ndarray
    threshold: np.ndarray
    luck: np.ndarray
    tenures: np.ndarray


@dataclass(frozen=True)
class Paths:
    """One replication's random numbers, as what they decide.

    Attributes:
        work: from the beginning of the warm-up to the end of the horizon.
        contracts: likewise.
        arrivals: hours, float64, ascending: when new customers arrive, within the horizon.
        ending: int32, contracts that end after 0 and up to the horizon's end, in order of time.
        in_force: bool, contracts that are in force whatever is decided: those of the customers
            at time 0 up to the one running then, and the first one of every new customer.
        people: None where the team is a number.
        finished: int32, by contract: activities that are finished at time 0 beside those in
            ``work``, as accounts say; None where none says it.
    """

    work: Work
    contracts: Contracts
    arrivals: np.ndarray
    ending: np.ndarray
    in_force: np.ndarray
    people: Individuals | None = None
    finished: np.ndarray | None = None

    def __post_init__(self) -> None:
        for attribute in fields(self):
            value = getattr(self, attribute.name)
            for array in value if isinstance(value, tuple) else () if value is None else (value,):
                array.flags.writeable = False

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        arrays = (*self.work, *self.contracts, self.arrivals, self.ending, self.in_force)
        return sum(array.nbytes for array in arrays)
