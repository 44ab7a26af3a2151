"""A study's problem and the same with other facts: all on the same luck, each run made once."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from planner.simulation.ledger import Ledger
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Sample, Simulator
from planner.study.study import Study
from simmodel.contract.sections import Facts, Policy


@dataclass
class Problems:
    """Simulators by facts.

    All share the study's seed, so a change of facts meets the same customers, the same work and
    the same luck, as far as the facts leave them alone: differences between problems are paired.

    Args:
        ledger: that of the study's search, so its own runs are found there; those with other facts
            are kept beside them.
        zone: indifference zone of the recommendation, money.
        on_steps: called with the runs that are made to value answers, and with 1 after each search
            whatever it runs.
    """

    study: Study
    seed: int
    jobs: int
    zone: float
    ledger: Ledger
    on_steps: Callable[[int], None]
    _simulators: dict[str, Simulator] = field(default_factory=dict, init=False)
    _asked: dict[str, tuple[Facts, list[Policy]]] = field(default_factory=dict, init=False)
    _searching: bool = field(default=False, init=False)

    def simulator(self, facts: Facts) -> Simulator:
        """The simulator of these facts."""
        key = _key(facts)
        if key not in self._simulators:
            study = self.study
            own = key == _key(study.facts)
            shelf = "" if own else f"facts {hashlib.sha256(key.encode()).hexdigest()[:16]} "
            problem = Problem(study.model, facts, study.objective, self.seed, study.risk)
            self._simulators[key] = Simulator(
                problem,
                self.jobs,
                on_runs=self._ran,
                ledger=self.ledger,
                shelf=shelf,
                with_series=own,
            )
        return self._simulators[key]

    def with_facts(self, facts: Facts) -> Study:
        """The study with other facts."""
        return replace(self.study, facts=facts)

    @contextmanager
    def search(self) -> Iterator[None]:
        """A search, which is one step of progress: nobody knows how many runs it takes."""
        self._searching = True
        yield
        self._searching = False
        self.on_steps(1)

    def _ran(self, runs: int) -> None:
        if not self._searching:
            self.on_steps(runs)

    def ask(self, facts: Facts, policies: Sequence[Policy]) -> None:
        """These policies are to be valued under these facts."""
        _, asked = self._asked.setdefault(_key(facts), (facts, []))
        asked += [policy for policy in policies if policy not in asked]

    @property
    def lacking(self) -> int:
        """Runs that are to be made for all that was asked."""
        replications = self.study.whatif.replications
        return sum(
            self.simulator(facts).lacking(policies, Phase.VALIDATE, replications)
            for facts, policies in self._asked.values()
        )

    def run(self) -> None:
        """Value all that was asked; policies under the same facts share what is drawn."""
        for facts, policies in self._asked.values():
            self._sample(facts, policies)
        self._asked.clear()

    @property
    def months(self) -> int:
        """Of the horizon."""
        today = self.sample(self.study.facts, self.study.baseline)
        return int(next(iter(today.series.values())).shape[1])

    def sample(self, facts: Facts, policy: Policy) -> Sample:
        """A policy under these facts, on the replications that value answers.

        Series are there under the study's own facts only.
        """
        (sample,) = self._sample(facts, [policy])
        return sample

    def seen(self, facts: Facts, policy: Policy, replications: int) -> Sample:
        """A policy under these facts, on replications of phase search."""
        (sample,) = self.simulator(facts).sample([policy], Phase.SEARCH, replications)
        return sample

    def _sample(self, facts: Facts, policies: Sequence[Policy]) -> list[Sample]:
        replications = self.study.whatif.replications
        return self.simulator(facts).sample(policies, Phase.VALIDATE, replications)


def _key(facts: Facts) -> str:
    return facts.model_dump_json()
