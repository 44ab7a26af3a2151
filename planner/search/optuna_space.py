"""The search space, in Optuna's terms."""

from collections.abc import Sequence

from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.study import StudyDirection
from optuna.trial import Trial

from planner.search.encoding import Encoding
from planner.study.goals import Goal
from simmodel.decisions.decision import Variable

_DIRECTIONS = {"maximise": StudyDirection.MAXIMIZE, "minimise": StudyDirection.MINIMIZE}


def directions(goals: Sequence[Goal]) -> dict[str, StudyDirection]:
    """Of each value of a trial, by its name: of the goals, or else of the objective."""
    return {goal.metric: _DIRECTIONS[goal.direction] for goal in goals} or {
        "objective": StudyDirection.MAXIMIZE
    }


def distributions(encoding: Encoding) -> dict[str, BaseDistribution]:
    """The space of a search, by variable."""
    return {variable.name: _distribution(variable) for variable in encoding.variables}


def suggest(trial: Trial, name: str, distribution: BaseDistribution) -> None:
    """Let the sampler of the trial's study decide a variable, unless it is decided already."""
    match distribution:
        case CategoricalDistribution(choices=choices):
            trial.suggest_categorical(name, choices)
        case IntDistribution(low=low, high=high):
            trial.suggest_int(name, low, high)
        case FloatDistribution(low=low, high=high):
            trial.suggest_float(name, low, high)


def _distribution(variable: Variable) -> BaseDistribution:
    if variable.options:
        return CategoricalDistribution(variable.options)
    if variable.whole:
        return IntDistribution(int(variable.low), int(variable.high))
    return FloatDistribution(variable.low, variable.high)
