"""Peer optimisers, each in the set-up its own documentation recommends for noisy objectives.

All begin with today's policy, as a user would. A trial is the
mean of 20 replications, but for SMAC, which races by calls of two replications. What a peer
recommends is what it would hand its user at that moment, not what would look best afterwards.
"""

import logging
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import optuna
import skopt
from account import TRIAL, Account, Trajectory
from ConfigSpace import Categorical, Configuration, ConfigurationSpace, Float, Integer
from ConfigSpace.hyperparameters import Hyperparameter
from joblib import parallel_config
from ours import planner
from problems import Point, Problem, Variable
from simopt.experiment.run_solver import _run_mrep
from simopt.solvers.randomsearch import RandomSearch
from simopt_problem import Search
from smac import HyperparameterOptimizationFacade, Scenario
from smac.runhistory.dataclasses import TrialValue
from threadpoolctl import threadpool_limits

SMAC_CALL = 2
"""Replications of a target call of SMAC. The fewer, the finer its race; but its own work grows
faster than the number of calls, and single replications took it several times as long.
"""

SMAC_CALLS = 20
"""Most calls, each a seed, that SMAC spends on one policy. Its default, 3, is too few for the
noise; 40 replications are those that fit in memory on growth.
"""


@contextmanager
def _quiet() -> Iterator[None]:
    """One processor, and no chatter: of progress, experimental options or coming deprecations."""
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    logging.getLogger("smac").setLevel(logging.CRITICAL)
    # Without them, SMAC's threads for a forest of 10 trees cost it more than the trees.
    one_processor = parallel_config(backend="sequential")
    with warnings.catch_warnings(), one_processor, threadpool_limits(1):
        warnings.simplefilter("ignore")
        yield


@_quiet()
def optuna_tpe(problem: Problem, seed: int, runs: int, common: bool = True) -> Trajectory:
    """Optuna's tree-structured Parzen estimator, all variables in one model."""
    sampler = optuna.samplers.TPESampler(multivariate=True, constant_liar=False, seed=seed)
    return _optuna("optuna-tpe", sampler, problem, seed, runs, common)


@_quiet()
def optuna_cmaes(problem: Problem, seed: int, runs: int, common: bool = True) -> Trajectory:
    """Optuna's CMA-ES around today's policy; choices are drawn by its independent sampler."""
    x0 = {v.name: problem.today[v.name] for v in problem.variables if v.kind != "choice"}
    sampler = optuna.samplers.CmaEsSampler(
        x0=x0,
        seed=seed,
        warn_independent_sampling=False,
        # Documented for whole numbers: no variable gets stuck at one of them.
        with_margin=all(v.kind == "whole" for v in problem.variables),
    )
    return _optuna("optuna-cmaes", sampler, problem, seed, runs, common)


@_quiet()
def skopt_gp(problem: Problem, seed: int, runs: int, common: bool = True) -> Trajectory:
    """scikit-optimize's Gaussian process with noise, and its hedge of three acquisitions.

    It recommends ``result.x``, the best mean it has observed. An alternative that one has to call
    for, ``skopt.expected_minimum``, is the minimum of the last model; with choices, of 100,000
    random points under it.
    """
    account = Account(problem, seed, common)
    names = [variable.name for variable in problem.variables]

    def cost(values: list) -> float:
        return -account.trial(dict(zip(names, values, strict=True)))

    def watch(result: skopt.utils.OptimizeResult) -> None:
        account.recommends(_plain(zip(names, result.x, strict=True)))

    today = [[problem.today[name] for name in names]]
    skopt.gp_minimize(
        cost,
        [_skopt_dimension(variable) for variable in problem.variables],
        n_calls=runs // TRIAL,
        n_initial_points=10 - len(today),  # its default, 10, today's policy among them
        x0=today,
        noise="gaussian",
        random_state=seed,
        callback=watch,
    )
    return account.close("skopt-gp")


@_quiet()
def smac(problem: Problem, seed: int, runs: int, common: bool = True) -> Trajectory:
    """SMAC's random forest; its intensifier races challengers over seeds against the incumbent.

    A seed is two replications, the same for all policies, so that SMAC has common random numbers
    whatever ``common`` is.
    """
    account = Account(problem, seed)
    space = ConfigurationSpace(seed=seed)
    space.add([_smac_dimension(variable) for variable in problem.variables])
    with tempfile.TemporaryDirectory() as folder:
        scenario = Scenario(
            space,
            deterministic=False,
            n_trials=runs // SMAC_CALL,
            seed=seed,
            output_directory=Path(folder),
        )
        facade = HyperparameterOptimizationFacade
        today = [Configuration(space, problem.today)]
        forest = facade.get_model(scenario)
        # The same trees from less memory: a tenth of a second saved for each of them.
        forest._rf_opts["max_leaf_nodes"] = 2 * runs
        optimiser = facade(
            scenario,
            model=forest,
            intensifier=facade.get_intensifier(scenario, max_config_calls=SMAC_CALLS),
            initial_design=facade.get_initial_design(scenario, additional_configs=today),
            logging_level=False,
            overwrite=True,
        )
        numbers: dict[int, int] = {}  # of SMAC's seeds, in the order of their first use
        for _ in range(runs // SMAC_CALL):
            trial = optimiser.ask()
            first = SMAC_CALL * numbers.setdefault(trial.seed, len(numbers))
            values = account.charge(_plain(trial.config.items()), range(first, first + SMAC_CALL))
            # Without saving: it would write its whole history after every run.
            optimiser.tell(trial, TrialValue(cost=-float(values.mean())), save=False)
            account.recommends(_plain(optimiser.intensifier.get_incumbent().items()))
    return account.close("smac")


@_quiet()
def simopt_random(problem: Problem, seed: int, runs: int, common: bool = True) -> Trajectory:
    """SimOpt's random search, by default with common random numbers across solutions."""
    account = Account(problem, seed)
    search = Search(account, runs)
    solver = RandomSearch(fixed_factors={"sample_size": TRIAL, "crn_across_solns": common})
    # The public call runs macro-replications 0 to n - 1; here each is to be run by itself.
    found, _ = _run_mrep(solver, search, seed)
    for step in found.itertuples():
        account.recommends(search.vector_to_factor_dict(step.solution), step.budget)
    return account.close("simopt-random")


PEERS: dict[str, Callable[..., Trajectory]] = {
    "planner": planner,
    "optuna-tpe": optuna_tpe,
    "optuna-cmaes": optuna_cmaes,
    "skopt-gp": skopt_gp,
    "smac": smac,
    "simopt-random": simopt_random,
}


def _optuna(
    name: str,
    sampler: optuna.samplers.BaseSampler,
    problem: Problem,
    seed: int,
    runs: int,
    common: bool,
) -> Trajectory:
    account = Account(problem, seed, common)

    def value(trial: optuna.Trial) -> float:
        return account.trial({v.name: _suggested(trial, v) for v in problem.variables})

    def watch(study: optuna.Study, _: optuna.trial.FrozenTrial) -> None:
        account.recommends(study.best_trial.params)

    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.enqueue_trial(problem.today)
    study.optimize(value, n_trials=runs // TRIAL, callbacks=[watch])
    return account.close(name)


def _suggested(trial: optuna.Trial, variable: Variable) -> object:
    if variable.kind == "choice":
        return trial.suggest_categorical(variable.name, variable.options)
    if variable.kind == "whole":
        return trial.suggest_int(variable.name, int(variable.low), int(variable.high))
    return trial.suggest_float(variable.name, variable.low, variable.high)


def _skopt_dimension(variable: Variable) -> skopt.space.Dimension:
    if variable.kind == "choice":
        return skopt.space.Categorical(list(variable.options), name=variable.name)
    if variable.kind == "whole":
        return skopt.space.Integer(int(variable.low), int(variable.high), name=variable.name)
    return skopt.space.Real(variable.low, variable.high, name=variable.name)


def _smac_dimension(variable: Variable) -> Hyperparameter:
    if variable.kind == "choice":
        return Categorical(variable.name, list(variable.options))
    if variable.kind == "whole":
        return Integer(variable.name, (int(variable.low), int(variable.high)))
    return Float(variable.name, (variable.low, variable.high))


def _plain(items: object) -> Point:
    """A point without numpy's types, which neither JSON nor the model's checks take."""
    return {name: getattr(value, "item", lambda v=value: v)() for name, value in items}
