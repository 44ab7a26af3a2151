"""The compiled engine: a friendly shell around the desk's loops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simmodel.journey.controls import controls
from simmodel.journey.desk.months import run_months
from simmodel.journey.desk.months_of_people import run_months_of_people
from simmodel.journey.desk.newcomers import Newcomers
from simmodel.journey.desk.opening import (
    Opening,
    count_under_way,
    desk_of,
    filed,
    first_desk,
    handed_over,
    left_by,
    nothing,
)
from simmodel.journey.desk.records import (
    CURSOR,
    FLOW,
    Counts,
    Journey,
    PeopleCounts,
    Shift,
    Starts,
    State,
    Weights,
    no_counts,
    no_people,
)
from simmodel.journey.desk.rules import rules_of
from simmodel.journey.desk.shift import first_shift
from simmodel.journey.facts import Facts
from simmodel.journey.joined import joined, moved, places
from simmodel.journey.outcome import Outcome, Tally, outcome_of
from simmodel.journey.paths import Individuals, Paths, Work
from simmodel.journey.people.draw import with_more
from simmodel.journey.people.opening import slowness_at_start
from simmodel.journey.policy import Policy
from simmodel.journey.work.automation import marked
from simmodel.journey.work.levels import in_horizon


@dataclass(frozen=True)
class Start:
    """One replication at time 0, before any decision; a run changes copies of state and ends.

    Attributes:
        journey: what the kernel reads of the paths.
        state: of the kernel.
        ends: hours, shape (team,): when each CSMP is free.
        paths: from here on; the activities of the warm-up are gone.
        opening: of the desk.
    """

    journey: Journey
    state: State
    ends: np.ndarray
    paths: Paths
    opening: Opening

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        arrays = (*self.state[:-1], *self.opening, self.ends)
        return self.paths.nbytes + sum(array.nbytes for array in arrays)


def warm_up(facts: Facts, paths: Paths) -> Start:
    """State at time 0, after a warm-up with the team of the start; every contract in it renews."""
    journey = _journey(facts, paths, paths.work.hours)
    contracts = paths.contracts.end.size
    state = State(
        cursor=np.zeros(1, CURSOR),
        flow=np.zeros(1, FLOW),
        finished=np.zeros(contracts, np.int32) if paths.finished is None else paths.finished.copy(),
        in_force=paths.in_force.copy(),
        renewed=np.zeros(contracts, np.bool_),
        unsettled=np.zeros(contracts, np.bool_),
        absent=np.zeros(len(facts.by_segment), np.int64),
    )
    begin, slowness = -facts.warm_up_hours, slowness_at_start(facts, paths.people)
    ends = np.full(slowness.size, begin)
    before = nothing(facts, paths)
    desk = first_desk(facts, journey, before)
    # No contract of the warm-up is decided: `ending` holds those after time 0 only.
    shift = Shift(begin, 0.0, slowness, unattended=0.0, effortless=0.0)
    first_shift(desk, journey, state, ends, shift)
    left, unreleased = left_by(desk, before, state), int(state.cursor["unreleased"][0])
    ahead = Work(*(_left_of(array, left.waiting, unreleased) for array in paths.work))
    state.cursor["head"], state.cursor["unreleased"] = 0, left.waiting.size
    opening, rest = filed(left.opening, facts, ahead), replace(paths, work=ahead)
    return Start(_journey(facts, rest, paths.work.hours), state, ends, rest, opening)


def _left_of(array: np.ndarray, waiting: np.ndarray, unreleased: int) -> np.ndarray:
    """What is left of an array of the stream of work."""
    return np.concatenate((array[waiting], array[unreleased:]))


def join(facts: Facts, starts: Mapping[str, Start]) -> Start:
    """State at time 0 of all pods in one team, in which everybody who is idle is so anew.

    Args:
        facts: of the vendor.
        starts: of every pod, by name.
    """
    found = [starts[name] for name in facts.by_pod]
    of_pods = {name: start.paths for name, start in starts.items()}
    paths, place = joined(facts, of_pods), places(facts, of_pods)
    (whole,) = facts.teams(together=True).values()
    ends = np.empty(sum(own.size for own in place))
    for start, own in zip(found, place, strict=True):
        ends[own] = np.maximum(start.ends, 0.0)
    cursor, states = np.zeros(1, CURSOR), [start.state for start in found]
    cursor["unreleased"] = sum(int(each.cursor["unreleased"][0]) for each in states)
    state = State(
        cursor=cursor,
        flow=np.zeros(1, FLOW),
        finished=np.concatenate([each.finished for each in states]),
        in_force=np.concatenate([each.in_force for each in states]),
        renewed=np.concatenate([each.renewed for each in states]),
        unsettled=np.concatenate([each.unsettled for each in states]),
        absent=np.concatenate([each.absent for each in states]),
    )
    journey = _journey(whole, paths, paths.work.hours)._replace(
        mean_hours=max(start.journey.mean_hours for start in found),
        longest_hours=max(start.journey.longest_hours for start in found),
    )
    opening = filed(_side_by_side(found, place), whole, paths.work)
    if whole.desk is not None and whole.desk.skilled:
        opening = count_under_way(opening, journey, state)
    return Start(journey, state, ends, paths, opening)


def _side_by_side(starts: Sequence[Start], place: Sequence[np.ndarray]) -> Opening:
    """What is on the desks of all pods, apart from what waits.

    Args:
        place: as of :func:`simmodel.journey.joined.places`.
    """
    openings = [start.opening for start in starts]
    sizes = [start.paths.contracts.end.size for start in starts]
    first = np.cumsum([0, *sizes])[:-1].tolist()
    ends = np.concatenate([each.ends for each in openings])
    served = [each.served + np.int32(at) for each, at in zip(openings, first, strict=True)]
    order = np.argsort(ends, kind="stable")
    owners = [
        moved(start.opening.owner, own, start.paths)
        for start, own in zip(starts, place, strict=True)
    ]
    return Opening(
        owner=np.concatenate(owners),
        ends=ends[order],
        served=np.concatenate(served)[order],
        points=np.concatenate([each.points for each in openings])[order],
        due=np.concatenate([each.due for each in openings]),
        places=np.empty(0, np.int32),
        begins=np.zeros(1, np.int64),
    )


def run(facts: Facts, policy: Policy, start: Start) -> Outcome:
    """Outcome of one policy, run from time 0 to the horizon's end."""
    people = start.paths.people
    tally = _run(facts, policy, start, people)
    while tally is None and people is not None:
        people = with_more(people)
        tally = _run(facts, policy, start, people)
    assert tally is not None
    return outcome_of(facts, policy, start.paths, tally)


def _run(facts: Facts, policy: Policy, start: Start, people: Individuals | None) -> Tally | None:
    """The tally; None where more people are sought than ``people`` has numbers for."""
    state = _copied(start.state, start.paths.work if facts.targets else None)
    ends = start.ends.copy()
    given, counts = controls(facts, policy), no_counts(facts.horizon_months)
    rules, contracts = facts.rules, start.journey.contracts
    journey = start.journey._replace(work=marked(facts, policy, start.journey.work, contracts))
    at_desk = rules_of(facts, policy)
    if facts.desk is not None and at_desk.organisation != facts.desk.organisation:
        ends = np.maximum(ends, 0.0)
    opening = handed_over(start.opening, at_desk, start.paths, state)
    desk = desk_of(facts, at_desk, journey, opening, state)
    newcomers = _newcomers(facts, start.paths)
    if rules is None or people is None:
        run_months(desk, newcomers, journey, state, ends, facts.team.staff, given, counts)
        return _tally(counts, None, state, start.paths)
    of_people = no_people(facts.horizon_months)
    if not run_months_of_people(
        desk, newcomers, journey, state, ends, rules, people, given, counts, of_people
    ):
        return None
    return _tally(counts, of_people, state, start.paths)


def _newcomers(facts: Facts, paths: Paths) -> Newcomers | None:
    """Who may be deterred; None where nobody is."""
    if facts.reputation is None or paths.hears is None:
        return None
    joined = paths.contracts.joined[paths.first]
    order = np.argsort(joined, kind="stable")
    begins = np.searchsorted(joined[order], facts.boundaries, side="right")
    contracts = paths.first[order].astype(np.int32)
    return Newcomers(facts.reputation, contracts, begins, paths.hears[order])


def _copied(state: State, work: Work | None) -> State:
    """A state to run from, which notes when ``work`` starts."""
    starts = None if work is None else Starts(np.full(work.release.size, np.inf))
    return State._make((*(array.copy() for array in state[:-1]), starts))


def _tally(counts: Counts, people: PeopleCounts | None, state: State, paths: Paths) -> Tally:
    by_contract = state.finished, state.in_force, state.renewed, state.unsettled
    started_at = None if state.starts is None else state.starts.at[in_horizon(paths.work)]
    return Tally(counts, people, *by_contract, started_at)


def _journey(facts: Facts, paths: Paths, hours: np.ndarray) -> Journey:
    """The constants of a replication.

    Args:
        hours: of all services, warm-up included: one begun in it may outlast any that starts after.
    """
    mean = float(hours.mean()) if hours.any() else 1.0
    return Journey(
        work=paths.work,
        contracts=paths.contracts,
        ending=paths.ending,
        come=paths.come(facts.boundaries, len(facts.by_segment)),
        deadline=np.minimum(paths.contracts.end, facts.horizon_hours),
        renewal=paths.renewal,
        boundaries=facts.boundaries,
        mean_hours=mean,
        longest_hours=max(float(hours.max(initial=0.0)), mean),
        weights=None if facts.weights is None else Weights(facts.weights),
    )
