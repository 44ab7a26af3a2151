"""A problem of the experiment in the words of SimOpt: a model, and a problem that optimises it.

A vector holds the variables in order, a choice as the position among its options.
"""

from typing import Any, ClassVar

from account import POOL, TRIAL, Account
from problems import Point, Variable
from pydantic import BaseModel
from simopt.base import ConstraintType, Model, Objective, Problem, RepResult, VariableType


class _NoFactors(BaseModel):
    """The facts are the study's business."""


class Operations(Model):
    """The simulation. Its factors are the point that is being simulated."""

    class_name_abbr: ClassVar[str] = "STUDY"
    class_name: ClassVar[str] = "A study's operations"
    config_class: ClassVar[type[BaseModel]] = _NoFactors
    n_rngs: ClassVar[int] = 1
    n_responses: ClassVar[int] = 1
    account: Account

    def before_replicate(self, rng_list: list[Any]) -> None:
        """Find the replication that SimOpt's generator stands for.

        SimOpt numbers a solution's replications by subsubstream. Under its common random numbers
        all solutions begin at substream 0; otherwise each begins at a substream of its own.
        """
        _, substream, subsubstream = rng_list[0].s_ss_sss_index
        self.replication = (substream * TRIAL + subsubstream) % POOL

    def replicate(self) -> tuple[dict[str, float], dict[str, Any]]:
        point = {v.name: self.factors[v.name] for v in self.account.problem.variables}
        return {"objective": float(self.account.charge(point, [self.replication])[0])}, {}


class _Run(BaseModel):
    initial_solution: tuple[Any, ...] = ()
    budget: int = 0


class Search(Problem):
    """Maximise the objective of an account's problem within a budget of runs."""

    class_name_abbr: ClassVar[str] = "STUDY-1"
    class_name: ClassVar[str] = "Best policy of a study"
    config_class: ClassVar[type[BaseModel]] = _Run
    model_class: ClassVar[type[Model]] = Operations
    n_objectives: ClassVar[int] = 1
    n_stochastic_constraints: ClassVar[int] = 0
    minmax: ClassVar[tuple[int, ...]] = (1,)
    constraint_type: ClassVar[ConstraintType] = ConstraintType.BOX
    variable_type: ClassVar[VariableType] = VariableType.MIXED
    gradient_available: ClassVar[bool] = False
    model_default_factors: ClassVar[dict[str, Any]] = {}
    model_decision_factors: ClassVar[set[str]] = set()

    def __init__(self, account: Account, budget: int) -> None:
        self._variables = account.problem.variables
        start = self.factor_dict_to_vector(account.problem.today)
        super().__init__(fixed_factors={"initial_solution": start, "budget": budget})
        self.model.account = account

    @property
    def dim(self) -> int:
        return len(self._variables)

    @property
    def lower_bounds(self) -> tuple[float, ...]:
        return tuple(each.low for each in self._variables)

    @property
    def upper_bounds(self) -> tuple[float, ...]:
        return tuple(max(each.high, len(each.options) - 1) for each in self._variables)

    def vector_to_factor_dict(self, vector: tuple[Any, ...]) -> Point:
        return {
            variable.name: variable.options[value] if variable.kind == "choice" else value
            for variable, value in zip(self._variables, vector, strict=True)
        }

    def factor_dict_to_vector(self, factor_dict: Point) -> tuple[Any, ...]:
        return tuple(
            each.options.index(factor_dict[each.name])
            if each.kind == "choice"
            else factor_dict[each.name]
            for each in self._variables
        )

    def get_random_solution(self, rand_sol_rng: Any) -> tuple[Any, ...]:
        return tuple(_drawn(each, rand_sol_rng) for each in self._variables)

    def replicate(self, x: tuple[Any, ...]) -> RepResult:
        responses, _ = self.model.replicate()
        return RepResult(objectives=[Objective(stochastic=responses["objective"])])


def _drawn(variable: Variable, rng: Any) -> Any:
    """A value from all over the variable's range, alike likely."""
    if variable.kind == "choice":
        return rng.randrange(len(variable.options))
    if variable.kind == "whole":
        return rng.randint(int(variable.low), int(variable.high))
    return rng.uniform(variable.low, variable.high)
