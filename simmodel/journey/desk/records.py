"""Records, the memory of the compiled loops: what they read, what they change, what they count."""

from typing import NamedTuple

import numpy as np

from simmodel.journey.paths import Contracts, Work

CURSOR = np.dtype(
    [
        ("head", np.int64),  # first activity that has neither started nor been passed over
        ("unreleased", np.int64),  # first activity that has not been released
        ("undecided", np.int64),  # first contract of ``ending`` that has not been decided
    ]
)
"""How far a run has come; an array of one."""

FLOW = np.dtype(
    [
        ("released", np.int64),  # activities
        ("automated", np.int64),  # of them
        ("started", np.int64),
        ("started_hours", np.float64),  # of the services started
        ("waited_hours", np.float64),  # by the activities started
    ]
)
"""What is counted in a shift; an array of one."""


class Weights(NamedTuple):
    """The weights of activities.

    Attributes:
        of_kind: int32, points, by type of activity.
    """

    of_kind: np.ndarray


class Journey(NamedTuple):
    """The constants of a replication, the same for all policies.

    Attributes:
        work, contracts: the paths.
        ending: as in the paths.
        come: int64, customers of each segment who have come by each boundary, those of the start
            among them, were nobody deterred; shape (segments, months + 1).
        deadline: hours, float64, by which a finish counts: the contract's end or the horizon's.
        renewal: as in the paths.
        boundaries: hours, float64, shape (months + 1,).
        mean_hours, longest_hours: of the services of the replication, warm-up included.
        weights: of activities; None where all count alike.
    """

    work: Work
    contracts: Contracts
    ending: np.ndarray
    come: np.ndarray
    deadline: np.ndarray
    renewal: np.ndarray
    boundaries: np.ndarray
    mean_hours: float
    longest_hours: float
    weights: Weights | None = None


class Starts(NamedTuple):
    """When services start.

    Attributes:
        at: hours, float64, by activity; infinity until it starts.
    """

    at: np.ndarray


class State(NamedTuple):
    """The state; arrays are changed in place.

    Attributes:
        cursor: :data:`CURSOR`, shape (1,).
        flow: :data:`FLOW`, shape (1,), of the last shift.
        finished: int32, by contract: points of the activities that count.
        in_force: bool, by contract: has begun or will surely begin.
        renewed: bool, by contract.
        unsettled: bool, by contract: the customer's CSMP has changed shortly before its end.
        absent: int64, customers who would be there by now and are not: they have churned, or have
            been deterred; shape (segments,).
        starts: when each activity starts; None where nobody asks.
    """

    cursor: np.ndarray
    flow: np.ndarray
    finished: np.ndarray
    in_force: np.ndarray
    renewed: np.ndarray
    unsettled: np.ndarray
    absent: np.ndarray
    starts: Starts | None = None


class Controls(NamedTuple):
    """A policy as settings that leave nothing open: what to do in each month, with which work.

    Attributes:
        reviews: bool, shape (months,), whether the team is set to its target.
        hires: int64, shape (months,), CSMPs added (negative: departing) when there is no review.
        customers_per_csmp: at the target, by segment; float64, shape (segments,).
        whole_changes: as in :func:`simmodel.journey.people.staffing.reviewed`.
        stay, coming: a review staffs for customers x stay + coming[month], those expected when who
            is sought now is there, of each segment; float64, shapes (segments,) and
            (segments, months).
        pace: of a CSMP by month, over that of today's hours for customers in a usual month;
            float64, shape (months,).
        availability: share of a day that is left for customers.
        unattended: activities whose uniform number is below it are finished at release, without a
            CSMP.
        effortless: activities whose uniform number is below it cost the CSMP who attends to them
            no time.
    """

    reviews: np.ndarray
    hires: np.ndarray
    customers_per_csmp: np.ndarray
    whole_changes: bool
    stay: np.ndarray
    coming: np.ndarray
    pace: np.ndarray
    availability: float
    unattended: float
    effortless: float


class Shift(NamedTuple):
    """A stretch of time in which one team works at one pace.

    Attributes:
        since, until: hours.
        slowness: hours that a CSMP takes for an hour of work, shape (team,); of the services that
            start.
        unattended, effortless: as in :class:`Controls`.
    """

    since: float
    until: float
    slowness: np.ndarray
    unattended: float
    effortless: float


class Counts(NamedTuple):
    """Month by month. Hours, recruits and ``serving`` are float64, the others int64.

    Attributes, of shape (months,):
        team: CSMPs on the payroll during the month.
        released, automated, started: activities; automated ones are among the released.
        serving: full CSMPs that the team is worth, as some of it are still ramping up.
        recruits: who came in with the month, expected backfills included.
        started_hours: of the services started in the month.
        waited_hours: by the activities started in the month.

    Attributes, of shape (months + 1,), at time 0 and at each month's end:
        waiting, in_service: activities.
        remaining_hours: of the services in service.
    """

    team: np.ndarray
    released: np.ndarray
    automated: np.ndarray
    started: np.ndarray
    serving: np.ndarray
    recruits: np.ndarray
    started_hours: np.ndarray
    waited_hours: np.ndarray
    waiting: np.ndarray
    in_service: np.ndarray
    remaining_hours: np.ndarray


class PeopleCounts(NamedTuple):
    """Month by month, where the team is people one by one; int64 but for ``strain``, shape
    (months,).

    Attributes:
        position: people and open positions, less notices given.
        opened: positions opened.
        vacant: positions open.
        taken_back: positions taken back.
        resigned: people who are gone with the month, as they resigned in the one before.
        dismissed: people who are given notice.
        surplus: people more than there should be, who are not replaced as they leave.
        awaited: months that the positions opened take to be filled, as if none were taken back.
        strain: float64, the rate of resignation that people have borne in the month before, of
            those who resign up to their threshold: the number who resign less this is a martingale.
    """

    position: np.ndarray
    opened: np.ndarray
    vacant: np.ndarray
    taken_back: np.ndarray
    resigned: np.ndarray
    dismissed: np.ndarray
    surplus: np.ndarray
    awaited: np.ndarray
    strain: np.ndarray


def no_people(months: int) -> PeopleCounts:
    """Counts of 0 everywhere, to be filled."""
    return PeopleCounts._make((*np.zeros((8, months), np.int64), np.zeros(months)))


def no_counts(months: int) -> Counts:
    """Counts of 0 everywhere, to be filled."""
    numbers = [np.zeros(months, np.int64) for _ in range(4)]
    flows = [np.zeros(months) for _ in range(4)]
    standing = [np.zeros(months + 1, np.int64) for _ in range(2)]
    return Counts._make((*numbers, *flows, *standing, np.zeros(months + 1)))
