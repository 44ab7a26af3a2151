"""The core of a model, and the capabilities that it may have.

A model is a folder of this package whose ``model`` is a :class:`Model`. The planner searches,
compares and certifies any of them without knowing what it simulates.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, Self, TypeVar, runtime_checkable

import numpy as np

from simmodel.contract.assignment import Assignment
from simmodel.contract.calibration import Calibration
from simmodel.contract.control_variates import ControlVariates
from simmodel.contract.finance import Finance
from simmodel.contract.fixed_plan import FixedPlans
from simmodel.contract.interview import Interview
from simmodel.contract.investment import Investment
from simmodel.contract.parts import Parts, of_whole
from simmodel.contract.published import Published
from simmodel.contract.quantity import Quantity
from simmodel.contract.replay import Replay
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.contract.sensitivity import Sensitivity
from simmodel.contract.share import ShareObjective
from simmodel.contract.tables import Table
from simmodel.contract.wording import PLAIN, Wording
from simmodel.decisions.decision import Decision
from simmodel.streams import Streams


@runtime_checkable
class Start(Protocol):
    """One replication at time 0, before any decision."""

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        ...


@runtime_checkable
class Outcome(Protocol):
    """The outcome of one policy on one replication."""

    @property
    def series(self) -> Mapping[str, np.ndarray]:
        """One value a month of the horizon, by name; each of shape (months,)."""
        ...


_Facts = TypeVar("_Facts", bound=Facts)
_Policy = TypeVar("_Policy", bound=Policy)
_Objective = TypeVar("_Objective", bound=Objective)
_Paths = TypeVar("_Paths")
_Start = TypeVar("_Start", bound=Start)
_Outcome = TypeVar("_Outcome", bound=Outcome)


def _taking(baseline: Any, decisions: Mapping[str, Any]) -> Any:
    """The baseline with other values of some fields."""
    return type(baseline).model_validate(dict(baseline) | dict(decisions))


def _any_policy(*_: Any) -> None:
    """No policy is impossible."""


def _as_stated(_: Any, policy: Any) -> Any:
    """A policy that leaves nothing open."""
    return policy


def _as_drawn(_: Any, paths: Any) -> Any:
    """A replication without a warm-up that policies share."""
    return paths


def _none_idle(*_: Any) -> frozenset[str]:
    """All metrics and series are told."""
    return frozenset()


def _undivided(_: Any) -> None:
    """What is simulated is one whole."""


def _no_limits(_: Any) -> Mapping[str, tuple[float, float]]:
    """No metric that is bounded whatever the policy."""
    return {}


@dataclass(frozen=True)
class Model(Generic[_Facts, _Policy, _Objective, _Paths, _Start, _Outcome]):
    """One operations model.

    ``draw`` takes no policy, so all policies of a replication meet the same random numbers: common
    random numbers hold by signature. ``run`` and ``reference`` return outcomes equal to the last
    bit.

    Attributes:
        subject: what is planned, in a few words that follow "a study of".
        Facts, Policy, Objective: what a study says, each a frozen section.
        metrics: of an outcome; "objective" is the one to maximise.
        series: of an outcome, month by month.
        decisions: of facts and today's policy the whole decision space, as fields of the policy; a
            study narrows it. They set no more than the periods of a schedule, what it starts from
            and what is usual: names, units and bounds are the same for all.
        draw: all randomness of one replication.
        run: the compiled engine: one policy from a start.
        reference: the SimPy engine, the readable definition: one policy from the beginning of the
            paths.
        measure: of facts, a policy, an objective and its outcome every metric.
        fluid: a deterministic approximation of some metrics of policies, each of shape
            (len(policies),).
        in_time: whether a horizon begins with today's customers, so that its months have dates;
            else policies are compared in the long run, as each has settled.
        run_releases_gil: whether many runs go side by side in threads (else in processes).
        decide: the policy that takes these decisions, and is otherwise as the baseline.
        refuse: why a policy is impossible under these facts, or None.
        complete: a possible policy, with numbers in place of what it leaves to a rule of the model.
        warm_up: the state at time 0, from which any number of policies are run.
        idle: metrics, series and decisions that are nothing under some facts, and are not told.
        limits: lowest and highest mean of some metrics, by name, whatever the policy.
        divide: of facts the parts that are told apart; None where there are none.
        parts: of the facts of a study, once the model is told them.
        wording: how policies and facts are said to people.
        share: None unless the objective is linear in a share.
        control_variates: None if estimates are as observed.
        fixed_plan: None if every policy is a plan already.
        finance: None if there is no team that finance would know; it needs a share.
        sensitivity: None if nothing is asked of facts but what a study says.
        investment: None if no decision is one.
        interview: None if a study is written by hand.
        calibration: None if nobody knows figures of today.
        replay: what ``reference`` does, to be watched, and looking on changes nothing; None if
            there is nothing to see.
        published: figures to hold the model against; None if there are none.
        tables: facts that a study may have read from a file.
        assignment: None if nobody looks after accounts of their own.
    """

    name: str
    subject: str
    Facts: type[_Facts]
    Policy: type[_Policy]
    Objective: type[_Objective]
    metrics: Mapping[str, Quantity]
    series: Mapping[str, Quantity]
    decisions: Callable[[_Facts, _Policy], tuple[Decision, ...]]
    draw: Callable[[_Facts, Streams], _Paths]
    run: Callable[[_Facts, _Policy, _Start], _Outcome]
    reference: Callable[[_Facts, _Policy, _Paths], _Outcome]
    measure: Callable[[_Facts, _Policy, _Objective, _Outcome], Mapping[str, float]]
    fluid: Callable[[_Facts, Sequence[_Policy], _Objective], Mapping[str, np.ndarray]]
    in_time: bool = True
    run_releases_gil: bool = False
    decide: Callable[[_Policy, Mapping[str, Any]], _Policy] = _taking
    refuse: Callable[[_Facts, _Policy], str | None] = _any_policy
    complete: Callable[[_Facts, _Policy], _Policy] = _as_stated
    warm_up: Callable[[_Facts, _Paths], _Start] = _as_drawn
    limits: Callable[[_Facts], Mapping[str, tuple[float, float]]] = _no_limits
    idle: Callable[[_Facts, _Objective], frozenset[str]] = _none_idle
    divide: Callable[[_Facts], Parts[_Policy] | None] = _undivided
    parts: Parts[_Policy] | None = None
    wording: Wording[_Facts, _Policy] = PLAIN
    share: ShareObjective | None = None
    control_variates: ControlVariates[_Facts, _Policy, _Objective, Any, _Outcome] | None = None
    fixed_plan: FixedPlans[_Facts, _Policy] | None = None
    finance: Finance[_Facts] | None = None
    sensitivity: Sensitivity | None = None
    investment: Investment | None = None
    interview: Interview[_Facts, _Policy, Any] | None = None
    calibration: Calibration[_Facts] | None = None
    replay: Callable[[_Facts, _Policy, _Paths], Replay] | None = None
    published: Callable[[], Published[_Facts, _Policy, _Outcome]] | None = None
    tables: tuple[Table[_Facts], ...] = ()
    assignment: Assignment[_Facts, _Policy, _Objective] | None = None

    def reads(self, fact: str) -> bool:
        """Whether a fact, by its dotted name, has any effect on parts, where there are any."""
        return self.parts is None or self.parts.reads(fact)

    def told(self, facts: _Facts, objective: _Objective) -> Self:
        """The model with those metrics and series alone that a study of these facts has."""
        idle, parts = self.idle(facts, objective), self.divide(facts)
        metrics, series = {**self.metrics}, {**self.series}
        if parts is not None:
            metrics, series = metrics | {**parts.metrics}, series | {**parts.series}
        return replace(
            self,
            Policy=parts.Policy if parts else self.Policy,
            parts=parts,
            metrics={n: each for n, each in metrics.items() if of_whole(n) not in idle},
            series={n: each for n, each in series.items() if of_whole(n) not in idle},
            finance=self.finance and self.finance.told(idle),
            investment=self.investment and self.investment.told(facts),
        )


AnyModel = Model[Facts, Policy, Objective, Any, Start, Outcome]
"""A model of which nothing is known but that its parts belong together."""
