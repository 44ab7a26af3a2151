"""What a proposal is worth: predicted, and simulated beside today's books in the same futures.

Where accounts have nobody, today's books are those in which these are placed as well as can be, and
nothing else changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.proposal.formulation import Formulation
from planner.proposal.lists import offered
from planner.simulation.estimate import Estimate, paired_difference
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Sample, Simulator
from planner.study.study import Study
from simmodel import registry
from simmodel.contract.assignment import NOBODY, Books

PHASE = Phase.ASSIGN
_OBJECTIVE = "objective"


@dataclass(frozen=True)
class Worth:
    """The worth of books beside today's, money in a year and from contracts in force at its end.

    Attributes:
        moves: accounts that change their person.
        placed: those that had nobody.
        value: yearly value of the accounts that change.
        handover: paid for the hours that the changes take.
        predicted: gain in renewals, predicted.
        simulated: the same, mean and half-width; None where it was not simulated.
    """

    moves: int
    placed: int
    value: float
    handover: float
    predicted: float
    simulated: Estimate | None = None

    @property
    def expected(self) -> float:
        """The gain predicted, when the handovers are paid."""
        return self.predicted - self.handover

    @property
    def net(self) -> Estimate | None:
        """The gain simulated, when the handovers are paid."""
        if self.simulated is None:
            return None
        return replace(self.simulated, mean=self.simulated.mean - self.handover)

    @property
    def agree(self) -> bool | None:
        """Whether the prediction lies within the half-width of the simulation."""
        if self.simulated is None:
            return None
        return abs(self.predicted - self.simulated.mean) <= self.simulated.half_width


def books_of(made: Formulation, people: np.ndarray) -> Books:
    """Books in which these people look after the accounts, in place of those of today."""
    lists, terms = made.terms.lists, made.terms
    return Books(
        accounts=lists.accounts,
        people=lists.people,
        before=lists.owner,
        after=people,
        slower_before=terms.slower_with(lists.owner),
        slower_after=terms.slower_with(people),
    )


def predicted(
    study: Study, made: Formulation, kept: np.ndarray, people: Sequence[np.ndarray]
) -> list[Worth]:
    """The worth of several books, predicted.

    Args:
        kept: today's books, by the places of people, one an account; shape (accounts,).
        people: others, likewise.
    """
    offer, lists = offered(study), made.terms.lists
    given = study.facts, study.baseline, study.objective
    value = np.array([each.value for each in lists.accounts], float)
    paid = made.terms.assign.handover_hours * made.prices.paid
    today = offer.predicted(*given, books_of(made, kept))
    found = []
    for each in people:
        changed = (each != lists.owner) & (lists.owner != NOBODY)
        found.append(
            Worth(
                moves=int(changed.sum()),
                placed=int(((each != lists.owner) & (lists.owner == NOBODY)).sum()),
                value=float(value[changed].sum()),
                handover=paid * int(changed.sum()),
                predicted=offer.predicted(*given, books_of(made, each)) - today,
            )
        )
    return found


def simulated(
    study: Study,
    made: Formulation,
    kept: np.ndarray,
    people: Sequence[np.ndarray],
    *,
    seed: int,
    jobs: int,
    on_runs: Callable[[int], None],
) -> list[Estimate]:
    """The gains of several books over today's, in the same futures.

    Args:
        kept, people: as of :func:`predicted`.
        seed, jobs, on_runs: as of :class:`planner.simulation.simulator.Simulator`.
    """

    def sample(each: np.ndarray) -> Sample:
        books = books_of(made, each)
        facts, policy, objective = offered(study).simulated(
            study.facts, study.baseline, study.objective, books
        )
        model = registry.load(study.model.name).told(facts, objective)
        problem = Problem(model, facts, objective, seed)
        simulator = Simulator(problem, jobs, on_runs=on_runs, with_series=False)
        (found,) = simulator.sample([policy], PHASE, study.assign.replications)
        return found

    today = sample(kept)
    return [_gain(sample(each), today) for each in people]


def _gain(sample: Sample, today: Sample) -> Estimate:
    return paired_difference(
        sample.metrics[_OBJECTIVE], today.metrics[_OBJECTIVE], sample.freedom(_OBJECTIVE)
    )
