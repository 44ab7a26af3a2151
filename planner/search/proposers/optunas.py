"""Optuna's samplers as proposers. The only module that knows them.

A sampler is made anew for every proposal, from the study's seed and the trial's number; all else it
knows comes from the trials, as numbers: nothing that is read is unpickled. (Optuna's own samplers,
seeded once, would propose their first points again after an interruption.) It looks at a study in
memory, in which a trial that was stopped early is one of its value: that value is on the scale of
the others, and samplers would take any trial that met all replications for a better one, or leave
out those that were stopped.
"""

import math
from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import optuna
from optuna.samplers import BaseSampler, NSGAIISampler, RandomSampler, TPESampler
from optuna.trial import FrozenTrial, Trial, TrialState

from planner.search.optuna_space import directions, distributions, suggest
from planner.search.proposers.evolution import evolve
from planner.search.proposers.proposer import Proposer, Tried, Values
from planner.search.screen import Screen
from planner.simulation.feasible import excess

_POPULATION = 24


class Optunas(Proposer):
    """Proposes what samplers of Optuna's decide."""

    def __init__(self, screen: Screen, seed: int) -> None:
        study = screen.fluid.study
        self._encoding, self._batch, self._seed = screen.fluid.encoding, study.search.batch, seed
        self._space = distributions(self._encoding)
        self._directions = list(directions(study.goals).values())
        self._begin_anew()

    @abstractmethod
    def _sampler(self, seed: int, place: int) -> BaseSampler:
        """The sampler that decides a variable.

        Args:
            place: of the variable, from 1; 0 for those that are decided together.
        """

    def _decided(self, tried: Sequence[Tried], seed: int) -> dict[str, Any]:
        """Variables that are decided without a sampler."""
        del tried, seed
        return {}

    def propose(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Values:
        number = len(tried) + len(pending)
        self._follow(tried, pending)
        sampler = partial(self._sampler_of, number)
        return self._begin(self._decided(tried, _seed(self._seed, number, 0)), sampler).params

    def _sampler_of(self, number: int, place: int) -> BaseSampler:
        """Of a place of a trial, with random numbers of its own."""
        return self._sampler(_seed(self._seed, number, place), place)

    def _begin_anew(self) -> None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._study = optuna.create_study(directions=self._directions)
        self._trials: list[Trial] = []
        self._told = 0

    def _follow(self, tried: Sequence[Tried], pending: Sequence[Values]) -> None:
        """Bring the study in memory to where the search is."""
        values = [*(each.values for each in tried), *pending]
        if len(self._trials) > len(values) or self._told > len(tried):
            self._begin_anew()
        for each in values[len(self._trials) :]:
            self._begin(each, lambda _: RandomSampler())
        for trial, known in zip(self._trials[self._told :], tried[self._told :], strict=False):
            for place, violation in enumerate(known.violations):
                trial.set_constraint(str(place), violation)
            self._study.tell(trial, list(known.scores))
        self._told = len(tried)

    def _begin(self, decided: Values, sampler: Callable[[int], BaseSampler]) -> Trial:
        """A trial of which the samplers, by place, decide what is not ``decided``."""
        if decided:
            self._study.enqueue_trial(dict(decided))
        self._study.sampler = sampler(0)
        trial = self._study.ask()
        together = trial.relative_params  # decided here, or else when one is first asked for
        for place, (name, distribution) in enumerate(self._space.items(), 1):
            if name not in together:
                self._study.sampler = sampler(place)
            suggest(trial, name, distribution)
        self._trials.append(trial)
        return trial


class Uniform(Optunas):
    """Proposes at random."""

    def _sampler(self, seed: int, place: int) -> BaseSampler:
        del place
        return RandomSampler(seed=seed)


class Tpe(Optunas):
    """Proposes by a tree-structured Parzen estimator."""

    def _sampler(self, seed: int, place: int) -> BaseSampler:
        del place
        # The liar marks policies that are still open as bad, so those of one batch differ.
        return TPESampler(seed=seed, multivariate=True, constant_liar=True)


class Nsga2(Optunas):
    """Proposes by NSGA-II, which keeps a whole frontier in view."""

    def _begin_anew(self) -> None:
        super()._begin_anew()
        self._selected: dict[int, list[FrozenTrial]] = {}  # the parents of each generation

    def propose(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Values:
        self._given = sum(each.given for each in tried)
        return super().propose(tried, pending)

    def _sampler(self, seed: int, place: int) -> BaseSampler:
        del place
        generations = _Generations(self._given, self._batch)
        return _ByNumber(seed, generations, len(self._trials), self._selected)


@dataclass(frozen=True)
class _Generations:
    """Generations that are whole batches, each of a population at least.

    Attributes:
        given: first trials, which are of no generation, as nobody has bred them.
        batch: trials of a batch.
    """

    given: int
    batch: int

    def first(self, generation: int) -> int:
        """The first trial of a generation."""
        if generation == 0:
            return self.given
        trials = self._whole(self.given + _POPULATION)
        return trials + (generation - 1) * self._whole(_POPULATION)

    def of(self, number: int) -> int:
        """The generation of a trial, by its number."""
        if number < self.given:
            return -1
        return max(0, 1 + (number - self.first(1)) // self._whole(_POPULATION))

    def _whole(self, trials: int) -> int:
        return math.ceil(trials / self.batch) * self.batch


class _ByNumber(NSGAIISampler):
    """NSGA-II whose generations are known by the numbers of their trials.

    Args:
        number: of the trial that is proposed.
        selected: by generation its parents, as they were selected; known ones stay.
    """

    def __init__(
        self,
        seed: int,
        generations: _Generations,
        number: int,
        selected: dict[int, list[FrozenTrial]],
    ) -> None:
        super().__init__(seed=seed, population_size=_POPULATION)
        self._generations, self._number, self._selected = generations, number, selected

    def get_trial_generation(self, study: optuna.Study, trial: FrozenTrial) -> int:
        del study
        return self._generations.of(trial.number)

    def get_population(self, study: optuna.Study, generation: int) -> list[FrozenTrial]:
        told = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
        return [each for each in told if self._generations.of(each.number) == generation]

    def get_parent_population(self, study: optuna.Study, generation: int) -> list[FrozenTrial]:
        """In the order of their selection for the first of a generation; else by their numbers."""
        if generation == 0:
            return []
        if generation not in self._selected:
            self._selected[generation] = self.select_parent(study, generation)
        parents = self._selected[generation]
        is_first = self._number == self._generations.first(generation)
        return parents if is_first else sorted(parents, key=lambda each: each.number)


class CmaEs(Optunas):
    """Numbers by CMA-ES, once a batch was told; before that, and of choices, TPE decides."""

    def __init__(self, screen: Screen, seed: int) -> None:
        super().__init__(screen, seed)
        self._numbers = [axis for axis in self._encoding.axes if not axis.variable.options]

    def _sampler(self, seed: int, place: int) -> BaseSampler:
        return TPESampler(seed=seed) if place else RandomSampler()

    def _decided(self, tried: Sequence[Tried], seed: int) -> dict[str, Any]:
        if len(tried) < self._batch or not self._numbers:
            return {}
        names = [axis.variable.name for axis in self._numbers]
        places = [
            [axis.place(each.values[name]) for axis, name in zip(self._numbers, names, strict=True)]
            for each in tried
        ]
        merits = [(-excess(each.violations), *each.scores) for each in tried]
        point = evolve(np.array(places), merits, self._batch, seed).tolist()
        decided = zip(names, self._numbers, point, strict=True)
        return {name: axis.value(place) for name, axis, place in decided}


def _seed(*numbers: int) -> int:
    seed, *key = numbers
    return int(np.random.SeedSequence(seed, spawn_key=key).generate_state(1)[0])
