"""The problems of the experiment: what a solver may set, and what a run of it brings.

A *run* is one policy on one replication; it is what solvers are charged for. A *point* is a value
for each variable, such as ``{"cadence": "annual", "caf": 1.1, "automation": 0.2}``.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np

from planner.search.encoding import Encoding
from planner.simulation.phase import Phase
from planner.study.study import Study, load_study
from simmodel.contract.model import Start
from simmodel.decisions import decision
from simmodel.fields import Section
from simmodel.registry import load
from simmodel.streams import Streams

HERE = Path(__file__).parent
STUDIES = HERE.parents[1] / "studies"

KEPT_BYTES = 1_400_000_000
"""Memory for drawn replications in a process: all 20 of a trial, and as many again, on growth."""

Point = dict[str, Any]


@dataclass(frozen=True)
class Variable:
    """One thing a solver sets.

    Attributes:
        low, high: of a real or whole variable, both included.
        options: of a choice.
    """

    name: str
    kind: Literal["choice", "real", "whole"]
    low: float = 0
    high: float = 0
    options: tuple[str, ...] = ()


class Problem:
    """A study to search: its variables, and runs of its policies.

    A schedule of hires is one whole variable a period, made feasible as the planner makes it.

    Args:
        study: today's policy lies in its space.
    """

    def __init__(self, name: str, study: Study) -> None:
        self.name, self.study = name, study
        self.encoding = Encoding(study.space)
        self.variables = tuple(map(_variable, self.encoding.variables))
        self.today = self.point(study.baseline)
        self._starts: OrderedDict[tuple[int, Phase, int], Start] = OrderedDict()
        self._known: dict[tuple[int, Phase, int, Section], float] = {}
        self._coefficients: dict[Section, Any] = {}

    def policy(self, point: Mapping[str, Any]) -> Section:
        """The policy that ``point`` stands for."""
        return self.study.model.decide(self.study.baseline, self.encoding.decisions(point))

    def point(self, policy: Section) -> Point:
        """The point of a policy."""
        return self.encoding.values(self.study.taken(policy))

    def observe(
        self, policy: Section, phase: Phase, replications: Sequence[int], seed: int
    ) -> np.ndarray:
        """The objective in each of ``replications``; shape (replications,), money.

        What is known already costs no time; whoever asks is still charged for the run.
        """
        return np.array([self._run(policy, phase, each, seed) for each in replications])

    def without_luck(self, policy: Section, phase: Phase, replication: int, seed: int) -> float:
        """The objective in one replication, luck taken out, money."""
        study, model = self.study, self.study.model
        if policy not in self._coefficients:
            (self._coefficients[policy],) = model.control_variates.coefficients(
                study.facts, [policy], study.objective
            )
        outcome = model.run(study.facts, policy, self._start(seed, phase, replication))
        measured = model.measure(study.facts, policy, study.objective, outcome)
        return (
            measured["objective"]
            - model.control_variates.values(self._coefficients[policy], outcome)["objective"]
        )

    def forget(self) -> None:
        """Give back the memory of drawn replications and of their results."""
        self._starts.clear()
        self._known.clear()

    def _run(self, policy: Section, phase: Phase, replication: int, seed: int) -> float:
        key = (seed, phase, replication, policy)
        if key not in self._known:
            study, start = self.study, self._start(seed, phase, replication)
            outcome = study.model.run(study.facts, policy, start)
            measured = study.model.measure(study.facts, policy, study.objective, outcome)
            self._known[key] = measured["objective"]
        return self._known[key]

    def _start(self, seed: int, phase: Phase, replication: int) -> Start:
        """The replication at time 0, drawn once; the one unused for longest is forgotten first."""
        key = (seed, phase, replication)
        if key not in self._starts:
            model, facts = self.study.model, self.study.facts
            start = model.warm_up(facts, model.draw(facts, Streams(seed, phase, replication)))
            self._starts[key] = start
            while len(self._starts) * start.nbytes > KEPT_BYTES:  # replications are alike in size
                self._starts.popitem(last=False)
        self._starts.move_to_end(key)
        return self._starts[key]


def _variable(variable: decision.Variable) -> Variable:
    if variable.options:
        return Variable(variable.name, "choice", options=variable.options)
    kind: Literal["whole", "real"] = "whole" if variable.whole else "real"
    return Variable(variable.name, kind, variable.low, variable.high)


def _problem(name: str, folder: Path) -> Problem:
    return Problem(name, load_study(str(folder / f"{name}.toml")))


def _as_published() -> Problem:
    """The case study with a team that is a number, as the paper has it."""
    study = load_study(str(STUDIES / "growth.toml"))
    facts = study.model.Facts.model_validate(study.facts.model_dump() | {"people": None})
    model = load(study.model.name).told(facts, study.objective)
    return Problem("growth", replace(study, facts=facts, model=model))


PROBLEMS: Mapping[str, Callable[[], Problem]] = {"growth": _as_published} | {
    name: partial(_problem, name, folder)
    for name, folder in (
        ("growth-schedule", STUDIES),
        ("boutique", HERE / "studies"),
        ("turnaround", HERE / "studies"),
        ("realistic-team", STUDIES),
    )
}

BUDGETS: Mapping[str, int] = {
    "growth": 1_000,
    "growth-schedule": 1_000,
    "boutique": 2_000,
    "turnaround": 2_000,
    "realistic-team": 1_000,
}
"""Runs of a macro-replication; a run of the first two takes eight times as long."""
