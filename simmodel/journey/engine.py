"""The compiled engine: a friendly shell around the kernel."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simmodel.journey.controls import controls
from simmodel.journey.desk.kernel import Journey, State, serve
from simmodel.journey.desk.months import Counts, run_months
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome, Tally, outcome_of
from simmodel.journey.paths import Paths, Work
from simmodel.journey.people.ramp import speed_of
from simmodel.journey.policy import Policy


class _Initial(NamedTuple):
    """The state of the kernel at time 0; copied for each policy."""

    cursor: np.ndarray
    finished: np.ndarray
    in_force: np.ndarray
    renewed: np.ndarray
    ends: np.ndarray


@dataclass(frozen=True)
class Start:
    """One replication at time 0, before any decision.

    Attributes:
        journey: the paths from here on; the activities of the warm-up are gone.
        initial: state of the kernel.
    """

    journey: Journey
    initial: _Initial

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        arrays = (*self.journey.work, *self.journey.contracts, *self.initial)
        return sum(array.nbytes for array in arrays)


def warm_up(facts: Facts, paths: Paths) -> Start:
    """Simulate the warm-up, with the team of the start; every contract in it renews."""
    journey = _journey(facts, paths, paths.work)
    state = State(
        cursor=np.zeros(4, np.int64),
        finished=np.zeros(paths.contracts.end.size, np.int32),
        in_force=paths.in_force.copy(),
        renewed=np.zeros(paths.contracts.end.size, np.bool_),
    )
    team = facts.team
    speed = speed_of(team.at_start, team.lacking, team.recruits_before, team.ramp_months - 1)
    ends = np.full(team.at_start, -facts.warm_up_hours)
    # No contract of the warm-up is decided: `ending` holds those after time 0 only.
    serve(journey, state, ends, -facts.warm_up_hours, 0.0, speed, 0.0, 0.0)
    passed = int(state.cursor[0])
    state.cursor[:2] -= passed
    ahead = Work(*(array[passed:].copy() for array in paths.work))
    return Start(_journey(facts, paths, ahead), _Initial(*state, ends))


def run(facts: Facts, policy: Policy, start: Start) -> Outcome:
    """Run one policy from time 0 to the horizon's end."""
    cursor, finished, in_force, renewed, ends = (array.copy() for array in start.initial)
    state = State(cursor, finished, in_force, renewed)
    months, team = facts.horizon_months, facts.team
    counts = [np.zeros(months, np.int64) for _ in range(4)]
    flows = [np.zeros(months) for _ in range(4)]
    standing = [np.zeros(months + 1, np.int64) for _ in range(2)]
    arrays = (*counts, *flows, *standing, np.zeros(months + 1))
    books = Counts._make(arrays)
    given = controls(facts, policy)
    run_months(
        start.journey,
        state,
        ends,
        facts.customers.at_start,
        team.at_start,
        team.monthly_attrition,
        team.lacking,
        team.recruits_before,
        given.reviews,
        given.hires,
        given.customers_per_csmp,
        given.whole_changes,
        given.unattended,
        given.effortless,
        books,
    )
    tally = Tally(**books._asdict(), finished=finished, in_force=in_force, renewed=renewed)
    return outcome_of(facts, policy, start.journey.contracts, start.journey.arrivals, tally)


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
        deadline=np.minimum(paths.contracts.end, facts.horizon_hours),
        renewal=facts.renewal_table,
        boundaries=facts.boundaries,
        mean_hours=mean,
        longest_hours=max(float(hours.max(initial=0.0)), mean),
    )
