"""The compiled engine: a friendly shell around the desk's loops."""

from dataclasses import dataclass

import numpy as np

from simmodel.journey.controls import controls
from simmodel.journey.desk.kernel import serve
from simmodel.journey.desk.months import run_months
from simmodel.journey.desk.months_of_people import run_months_of_people
from simmodel.journey.desk.records import (
    CURSOR,
    FLOW,
    Journey,
    Shift,
    State,
    no_counts,
    no_people,
)
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome, Tally, outcome_of
from simmodel.journey.paths import Individuals, Paths, Work
from simmodel.journey.people.draw import with_more
from simmodel.journey.people.opening import slowness_at_start
from simmodel.journey.policy import Policy


@dataclass(frozen=True)
class Start:
    """One replication at time 0, before any decision; a run changes copies of state and ends.

    Attributes:
        journey: the paths from here on; the activities of the warm-up are gone.
        state: of the kernel.
        ends: hours, shape (team,): when each CSMP is free.
        people: as in :class:`simmodel.journey.paths.Paths`.
    """

    journey: Journey
    state: State
    ends: np.ndarray
    people: Individuals | None

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        journey = self.journey
        arrays = (*journey.work, *journey.contracts, *self.state, self.ends)
        return sum(array.nbytes for array in arrays)


def warm_up(facts: Facts, paths: Paths) -> Start:
    """State at time 0, after a warm-up with the team of the start; every contract in it renews."""
    journey = _journey(facts, paths, paths.work)
    contracts = paths.contracts.end.size
    state = State(
        cursor=np.zeros(1, CURSOR),
        flow=np.zeros(1, FLOW),
        finished=np.zeros(contracts, np.int32) if paths.finished is None else paths.finished.copy(),
        in_force=paths.in_force.copy(),
        renewed=np.zeros(contracts, np.bool_),
    )
    begin, slowness = -facts.warm_up_hours, slowness_at_start(facts, paths.people)
    ends = np.full(slowness.size, begin)
    # No contract of the warm-up is decided: `ending` holds those after time 0 only.
    serve(journey, state, ends, Shift(begin, 0.0, slowness, unattended=0.0, effortless=0.0))
    passed = int(state.cursor["head"][0])
    state.cursor["head"] -= passed
    state.cursor["unreleased"] -= passed
    ahead = Work(*(array[passed:].copy() for array in paths.work))
    return Start(_journey(facts, paths, ahead), state, ends, paths.people)


def run(facts: Facts, policy: Policy, start: Start) -> Outcome:
    """Outcome of one policy, run from time 0 to the horizon's end."""
    journey, people = start.journey, start.people
    tally = _run(facts, policy, start, people)
    while tally is None and people is not None:
        people = with_more(people)
        tally = _run(facts, policy, start, people)
    assert tally is not None
    return outcome_of(facts, policy, journey.contracts, journey.arrivals, tally)


def _run(facts: Facts, policy: Policy, start: Start, people: Individuals | None) -> Tally | None:
    """The tally; None where more people are sought than ``people`` has numbers for."""
    state, ends = State(*(array.copy() for array in start.state)), start.ends.copy()
    given, counts = controls(facts, policy), no_counts(facts.horizon_months)
    journey, rules = start.journey, facts.rules
    if rules is None or people is None:
        run_months(journey, state, ends, facts.team.staff, given, counts)
        return Tally(counts, None, state.finished, state.in_force, state.renewed)
    of_people = no_people(facts.horizon_months)
    if not run_months_of_people(journey, state, ends, rules, people, given, counts, of_people):
        return None
    return Tally(counts, of_people, state.finished, state.in_force, state.renewed)


def _journey(facts: Facts, paths: Paths, work: Work) -> Journey:
    for array in work:
        array.flags.writeable = False
    # Over all paths: a service begun in the warm-up may outlast any that starts after it.
    hours = paths.work.hours
    mean = float(hours.mean()) if hours.any() else 1.0
    return Journey(
        work=work,
        contracts=paths.contracts,
        arrivals=paths.arrivals,
        ending=paths.ending,
        customers=facts.customers.at_start,
        deadline=np.minimum(paths.contracts.end, facts.horizon_hours),
        renewal=facts.renewal_table,
        boundaries=facts.boundaries,
        mean_hours=mean,
        longest_hours=max(float(hours.max(initial=0.0)), mean),
    )
