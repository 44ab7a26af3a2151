"""All randomness of one replication, drawn without a policy."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any, NamedTuple

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
    SIZES = 9  # customer: the value of its contract, and how much work it brings
    OUTCOMES = 10  # customer: what it signs as it renews, at each contract's end
    OCCASIONAL = 11  # customer: when occasional activities fall due, whether, and if automated
    OCCASIONAL_HOURS = 12  # customer: their durations, in units of their types' means
    INCIDENTS = 13  # entity 0: gaps between incidents
    HIT = 14  # customer: whether an incident hits it, and when what it brings comes in
    HIT_HOURS = 15  # customer: how long that takes, in units of its mean
    WORD_OF_MOUTH = 16  # new customer: whether it comes, by what is said of the vendor


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
        kind: int16, the type of activity, in the order of the facts.
    """

    release: np.ndarray
    expiry: np.ndarray
    hours: np.ndarray
    uniform: np.ndarray
    contract: np.ndarray
    kind: np.ndarray


class Contracts(NamedTuple):
    """Every contract there could be, customer by customer, each customer's in order of time.

    Attributes:
        begin, end: hours, float64; a contract's end is its successor's begin, to the bit.
        uniform: float64; the customer renews if it is below the renewal probability.
        successor: int32, the customer's next contract, or -1 if that begins beyond the horizon.
        joined: hours, float64, when the customer's first contract began.
        worth: float64, yearly value over the mean of the customer's segment: at time 0, or as it is
            first signed.
        outcome: float64, uniform; decides what the customer signs if it renews.
        due: int32, points that fall due in it: the meaning of 100 % finished. An activity counts
            for its weight, one point unless a study says otherwise.
        segment: int16, of the customer, by its place among those that are served together.
        chances: int32, where in :attr:`Paths.renewal` those of the contract begin.
    """

    begin: np.ndarray
    end: np.ndarray
    uniform: np.ndarray
    successor: np.ndarray
    joined: np.ndarray
    worth: np.ndarray
    outcome: np.ndarray
    due: np.ndarray
    segment: np.ndarray
    chances: np.ndarray

    @property
    def customers(self) -> np.ndarray:
        """The first contract of each customer, int64, ascending."""
        first = np.ones(self.end.size, np.bool_)
        first[self.successor[self.successor >= 0]] = False
        return np.flatnonzero(first)


class Presence(NamedTuple):
    """For how many hours the opening team is there.

    Attributes:
        hours: float64, over those of a full CSMP, shape (at_start,).
        away: float64, share of a month's hours, its first, in which each is absent, shape
            (at_start, months).
    """

    hours: np.ndarray
    away: np.ndarray


class Individuals(NamedTuple):
    """Numbers of people, in the order of the decisions that bring them, the opening team first.

    Attributes:
        key: uint64, shape (2,), of their stream, from which there are more.
        threshold: float64, exponential of mean 1: who has cumulated more than this of the rate of
            resignation goes.
        luck: float64, uniform, of the time to hire.
        tenures: int64, months at time 0 of the opening team, shape (at_start,).
        presence: of the opening team; None where all are full CSMPs, and always there.
    """

    key: np.ndarray
    threshold: np.ndarray
    luck: np.ndarray
    tenures: np.ndarray
    presence: Presence | None = None


@dataclass(frozen=True)
class Paths:
    """One replication's random numbers of a pod, as what they decide.

    Attributes:
        work: from the beginning of the warm-up to the end of the horizon.
        contracts: likewise.
        arrivals: hours, float64, ascending: when new customers arrive, within the horizon.
        ending: int32, contracts that end after 0 and up to the horizon's end, in order of time.
        in_force: bool, contracts that are in force whatever is decided: those of the customers
            at time 0 up to the one running then, and the first one of every new customer.
        renewal: float64, renewal probabilities: of each contract by the points that are finished
            of it, from :attr:`Contracts.chances` on; of contracts with their goodwill and of those
            without, shape (2, ...).
        people: None where the team is a number.
        finished: int32, by contract: points that are finished at time 0 beside those in
            ``work``, as accounts say; None where none says it.
        owner: int32, by contract: who looks after the customer at first, by place in the team, or
            -1, as accounts say; None where none says it.
        heir: likewise: who does from time 0 on, or -1 where nothing changes.
        hears: float64, uniform, of the new customers in the order of ``first``: one comes if it is
            below the chance to come. None where all do.
        number: int32, by contract: which of its customer's it is, from 1; None where tenure does
            not matter.
    """

    work: Work
    contracts: Contracts
    arrivals: np.ndarray
    ending: np.ndarray
    in_force: np.ndarray
    renewal: np.ndarray
    people: Individuals | None = None
    finished: np.ndarray | None = None
    owner: np.ndarray | None = None
    heir: np.ndarray | None = None
    hears: np.ndarray | None = None
    number: np.ndarray | None = None

    def __post_init__(self) -> None:
        for attribute in fields(self):
            _freeze(getattr(self, attribute.name))

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        alone = (self.arrivals, self.ending, self.in_force, self.renewal)
        arrays = (*self.work, *self.contracts, *alone)
        return sum(array.nbytes for array in arrays)

    @property
    def opening(self) -> np.ndarray:
        """The contracts that run at time 0, int64."""
        contracts = self.contracts
        here = np.isinf(contracts.joined) & (contracts.begin <= 0) & (contracts.end > 0)
        return np.flatnonzero(here)

    @property
    def first(self) -> np.ndarray:
        """The first contracts of new customers, int64."""
        return np.flatnonzero(self.contracts.begin == self.contracts.joined)

    def come(self, boundaries: np.ndarray, segments: int) -> np.ndarray:
        """Customers of each segment who have come by each boundary, those of the start among them,
        were nobody deterred.

        Args:
            boundaries: hours, shape (edges,).

        Returns:
            int64, shape (segments, edges).
        """
        contracts, first = self.contracts, self.first
        opening = np.bincount(contracts.segment[self.opening], minlength=segments)
        found = np.empty((segments, boundaries.size), np.int64)
        for segment in range(segments):
            begin = np.sort(contracts.begin[first[contracts.segment[first] == segment]])
            found[segment] = opening[segment] + np.searchsorted(begin, boundaries, side="right")
        return found


def _freeze(value: Any) -> None:
    """Let nobody write into an array, or those of a tuple."""
    if isinstance(value, tuple):
        for each in value:
            _freeze(each)
    elif value is not None:
        value.flags.writeable = False


PathsByPod = Mapping[str, Paths]
"""Of every pod, by name."""
