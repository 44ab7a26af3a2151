"""How the next policies are proposed. The only module that knows Optuna's samplers.

A sampler is made anew for every trial, from the study's seed and the trial's number; all else it
knows comes from the record, as numbers: nothing that is read is unpickled. So a search that was
interrupted goes on as if it had not been. (Optuna's own samplers, seeded once, would propose their
first points again.)
"""

import copy
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

import numpy as np
import optuna
from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.samplers import (
    BaseSampler,
    NSGAIISampler,
    RandomSampler,
    TPESampler,
)
from optuna.trial import FrozenTrial, TrialState
from scipy.stats.qmc import Sobol

from planner.search.encoding import Encoding
from planner.search.evolution import evolve
from planner.simulation.feasible import excess
from simmodel.decisions.decision import Variable

Propose = Callable[[int, Sequence[Mapping[str, Any]]], dict[str, Any]]
"""(number of the trial, values of the open trials of its batch) -> values of the variables."""


def sampler(
    name: str,
    seed: int,
    number: int,
    encoding: Encoding,
    batch: int,
    bayes: Propose,
) -> BaseSampler:
    """The sampler that proposes trial ``number``.

    Args:
        name: of :attr:`planner.study.study.Study.sampler`.
        seed: of the study.
        batch: trials that are proposed side by side.
        bayes: how "skopt" proposes.
    """
    if name == "sobol":
        return _Proposing(distributions(encoding), lambda *_: _sobol(encoding, seed, number))
    if name == "skopt":
        return _Proposing(distributions(encoding), bayes)
    places = {variable.name: place for place, variable in enumerate(encoding.variables, 1)}
    if name == "cmaes":
        return _Steady(lambda place: _Evolving(_seed(seed, number, place), encoding, batch), places)
    return _Steady(lambda place: _optunas(name, _seed(seed, number, place)), places)


def _seed(*numbers: int) -> int:
    seed, *key = numbers
    return int(np.random.SeedSequence(seed, spawn_key=key).generate_state(1)[0])


def _optunas(name: str, own: int) -> BaseSampler:
    """One of Optuna's own samplers."""
    if name == "tpe":
        # The liar marks policies that are still open as bad, so those of one batch differ.
        return TPESampler(seed=own, multivariate=True, constant_liar=True)
    if name == "nsga2":
        return NSGAIISampler(seed=own, population_size=24)
    return RandomSampler(seed=own)


def distributions(encoding: Encoding) -> dict[str, BaseDistribution]:
    """The space of a search as Optuna knows it, by variable."""
    return {variable.name: _distribution(variable) for variable in encoding.variables}


def _distribution(variable: Variable) -> BaseDistribution:
    if variable.options:
        return CategoricalDistribution(variable.options)
    if variable.whole:
        return IntDistribution(int(variable.low), int(variable.high))
    return FloatDistribution(variable.low, variable.high)


class _Steady(BaseSampler):
    """A sampler that decides a variable alike whether or not those before it are decided anew.

    Optuna's samplers draw the variables that they decide one by one from one stream of random
    numbers; of a proposal of which a part had been written that stream would be out of step.

    Args:
        make: the sampler for a place.
        places: of the variables, from 1; 0 is for those that are decided together.
    """

    def __init__(self, make: Callable[[int], BaseSampler], places: Mapping[str, int]) -> None:
        self._make, self._places = make, places
        self._whole = make(0)

    def before_trial(self, study: optuna.Study, trial: FrozenTrial) -> None:
        self._whole.before_trial(_Whole(study), trial)

    def infer_relative_search_space(
        self, study: optuna.Study, trial: FrozenTrial
    ) -> dict[str, BaseDistribution]:
        return self._whole.infer_relative_search_space(_Whole(study), trial)

    def sample_relative(
        self, study: optuna.Study, trial: FrozenTrial, search_space: dict[str, BaseDistribution]
    ) -> dict[str, Any]:
        return self._whole.sample_relative(_Whole(study), trial, search_space)

    def sample_independent(
        self,
        study: optuna.Study,
        trial: FrozenTrial,
        param_name: str,
        param_distribution: BaseDistribution,
    ) -> Any:
        place = self._make(self._places[param_name])
        return place.sample_independent(_Whole(study), trial, param_name, param_distribution)

    def after_trial(
        self,
        study: optuna.Study,
        trial: FrozenTrial,
        state: TrialState,
        values: Sequence[float] | None,
    ) -> None:
        self._whole.after_trial(_Whole(study), trial, state, values)


class _Whole(optuna.Study):
    """A study as samplers see it: a trial that was stopped early is one of its value.

    That value is on the scale of the others. Optuna's samplers would take any trial that met all
    replications for a better one, or leave out those that were stopped.
    """

    def __init__(self, study: optuna.Study) -> None:
        super().__init__(study.study_name, study._storage)

    def _get_trials(
        self,
        deepcopy: bool = True,
        states: Container[TrialState] | None = None,
        use_cache: bool = False,
    ) -> list[FrozenTrial]:
        del deepcopy, use_cache  # samplers only read, and what they read is known already
        seen = map(_completed, super()._get_trials(deepcopy=False))
        return [trial for trial in seen if states is None or trial.state in states]


def _completed(trial: FrozenTrial) -> FrozenTrial:
    if trial.state != TrialState.PRUNED:
        return trial
    seen = copy.copy(trial)
    seen.state = TrialState.COMPLETE
    return seen


class _Evolving(BaseSampler):
    """Numbers by CMA-ES, once a batch was told; before that, and of choices, TPE decides."""

    def __init__(self, seed: int, encoding: Encoding, batch: int) -> None:
        self._seed, self._batch = seed, batch
        self._numbers = [axis for axis in encoding.axes if not axis.variable.options]
        self._other = TPESampler(seed=seed)

    def infer_relative_search_space(
        self, study: optuna.Study, trial: FrozenTrial
    ) -> dict[str, BaseDistribution]:
        del study, trial
        return {axis.variable.name: _distribution(axis.variable) for axis in self._numbers}

    def sample_relative(
        self, study: optuna.Study, trial: FrozenTrial, search_space: dict[str, BaseDistribution]
    ) -> dict[str, Any]:
        del search_space
        known = study.get_trials(deepcopy=False)[: trial.number]
        told = [each for each in known if each.state.is_finished()]
        if len(told) < self._batch or not self._numbers:
            return {}
        places = [
            [axis.place(one.params[axis.variable.name]) for axis in self._numbers] for one in told
        ]
        merits = [(-excess(tuple(one.constraints.values())), *one.values) for one in told]
        point = evolve(np.array(places), merits, self._batch, self._seed)
        return {
            axis.variable.name: axis.value(place)
            for axis, place in zip(self._numbers, point.tolist(), strict=True)
        }

    def sample_independent(
        self,
        study: optuna.Study,
        trial: FrozenTrial,
        param_name: str,
        param_distribution: BaseDistribution,
    ) -> Any:
        return self._other.sample_independent(study, trial, param_name, param_distribution)


class _Proposing(BaseSampler):
    """An Optuna sampler around a function that proposes all variables at once."""

    def __init__(self, space: dict[str, BaseDistribution], propose: Propose) -> None:
        self._space, self._propose = space, propose

    def infer_relative_search_space(
        self, study: optuna.Study, trial: FrozenTrial
    ) -> dict[str, BaseDistribution]:
        del study, trial
        return self._space

    def sample_relative(
        self, study: optuna.Study, trial: FrozenTrial, search_space: dict[str, BaseDistribution]
    ) -> dict[str, Any]:
        del search_space
        running = study.get_trials(deepcopy=False, states=(TrialState.RUNNING,))
        pending = [each.params for each in running if each.number < trial.number]
        return self._propose(trial.number, pending)

    def sample_independent(
        self,
        study: optuna.Study,
        trial: FrozenTrial,
        param_name: str,
        param_distribution: BaseDistribution,
    ) -> Any:
        raise NotImplementedError(f"{param_name} was not proposed: {trial.number}")


def _sobol(encoding: Encoding, seed: int, number: int) -> dict[str, Any]:
    """Point ``number`` of a scrambled Sobol sequence."""
    sequence = Sobol(len(encoding.variables), rng=np.random.default_rng(seed))
    if number:
        sequence.fast_forward(number)
    point = sequence.random(1)[0]
    return encoding.values(encoding.at(point))
