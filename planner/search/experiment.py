"""The experiment in which policies are tried, and what trying them may cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.simulation.budget import Budget, Limit
from planner.simulation.phase import Phase
from planner.simulation.simulator import Sample, Simulator
from planner.study.study import Study
from simmodel.contract.sections import Policy

_SETTLED = 0.1  # part of the zone


@dataclass(frozen=True)
class Experiment:
    """A study whose policies are simulated and held against today's.

    Attributes:
        zone: indifference zone, money.
    """

    study: Study
    simulator: Simulator
    zone: float

    @property
    def replications(self) -> int:
        """Of a trial."""
        return self.study.search.replications

    @property
    def least(self) -> float:
        """A tenth of the zone, money: what is expected to add less is not looked for, nor at.

        Neither one more policy nor one of the incumbent's rivals.
        """
        return _SETTLED * self.zone

    @cached_property
    def today(self) -> Sample:
        """Today's policy on all replications of a trial."""
        (today,) = self.sample([self.study.baseline], self.replications)
        return today

    def sample(self, policies: Sequence[Policy], replications: int) -> list[Sample]:
        """Policies on replications of the search, which are kept in memory."""
        return self.simulator.sample(policies, Phase.SEARCH, replications, keep=True)

    def so_far(self, policy: Policy) -> Sample:
        """A policy on all replications of the search that it has met."""
        return self.simulator.so_far(policy, Phase.SEARCH)


@dataclass(frozen=True)
class Allowance:
    """The part of the budget that the search may spend.

    Attributes:
        budget: of all stages.
        reserve: runs that the stages after the search need at least.
    """

    budget: Budget
    reserve: int = 0

    def affords(self, runs: int) -> bool:
        """Whether so many more runs may be made."""
        return self.budget.affords(runs + self.reserve)

    def reached(self, progress: int, runs: int) -> Limit | None:
        """The limit that forbids to go on, or None.

        Args:
            progress: trials so far.
            runs: that going on would cost.
        """
        return self.budget.reached("search", progress, runs + self.reserve)
