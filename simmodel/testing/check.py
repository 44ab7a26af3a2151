"""The check that a model keeps to the contract."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simmodel.contract.model import AnyModel, Model, Outcome, Start
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.fields import shown
from simmodel.streams import Streams
from simmodel.testing.declarations import (
    check_capabilities,
    check_decisions,
    check_section,
    check_words,
)
from simmodel.testing.requirements import NonconformanceError, require, require_subset
from simmodel.testing.runs import check_draws, check_fluid, check_replication

_REPLICATIONS = 3
_PHASE = 0
_GIVES: Mapping[str, tuple[Any, str]] = {
    "decisions": (tuple, "a tuple of decisions"),
    "draw": (object, ""),
    "warm_up": (Start, "a start, which says its nbytes"),
    "run": (Outcome, "an outcome, which has series"),
    "reference": (Outcome, "an outcome, which has series"),
    "measure": (Mapping, "numbers by metric"),
    "fluid": (Mapping, "arrays by metric"),
    "decide": (Policy, "a policy"),
    "complete": (Policy, "a policy"),
    "refuse": (str | None, "a sentence, or None"),
    "limits": (Mapping, "(low, high) by metric"),
}


def check_model(model: AnyModel, facts: Facts, policies: Sequence[Policy], seed: int = 1) -> None:
    """Check ``model`` by simulating ``policies``, which must be possible under ``facts``.

    Args:
        facts: of few customers and months, as the readable engine is slow.
        policies: two at least, as different as can be.

    Raises:
        NonconformanceError: the model breaks the contract.
    """
    require(isinstance(model, Model), f"found {shown(model)}; allowed: a Model")
    for kind in (Facts, Policy, Objective):
        check_section(getattr(model, kind.__name__), kind)
    require(isinstance(facts, model.Facts), f"give facts of the model, not {shown(facts)}")
    for policy in policies:
        require(isinstance(policy, model.Policy), f"give policies of the model, not {policy}")
    differ = any(policy != policies[0] for policy in policies)
    require(differ, "give two policies at least, which differ")
    require(model.reference is not model.run, "reference is run: nothing tells if it is right")
    check_words(model)
    parts: dict[str, Any] = {
        name: _guarded(name, getattr(model, name), *gives) for name, gives in _GIVES.items()
    }
    series = model.told(facts, model.Objective()).series
    model = replace(model, series=series, **parts)
    policies = [_check_policy(model, facts, policy) for policy in policies]
    objective = model.Objective()
    check_fluid(model, facts, policies, objective)
    streams = [Streams(seed, _PHASE, replication) for replication in range(_REPLICATIONS)]
    check_draws(model, facts, policies[0], streams)
    for each in streams:
        check_replication(model, facts, policies, objective, each)
    for policy in policies:
        check_decisions(model, facts, policy)
    check_capabilities(model, facts)


def _guarded(name: str, part: Callable[..., Any], kind: Any, allowed: str) -> Callable[..., Any]:
    """A part of a model that says of itself when it fails, or gives what it should not."""

    def guarded(*arguments: Any) -> Any:
        try:
            given = part(*arguments)
        except Exception as error:
            raise NonconformanceError(f"{name} fails: {type(error).__name__}: {error}") from error
        require(isinstance(given, kind), f"{name} gives {shown(given)}; allowed: {allowed}")
        return given

    return guarded


def _check_policy(model: AnyModel, facts: Facts, policy: Policy) -> Policy:
    """The policy with nothing left open; to complete it twice changes nothing more."""
    refused = model.refuse(facts, policy)
    require(refused is None, f"a policy is refused: {refused}")
    whole = model.complete(facts, policy)
    require(model.complete(facts, whole) == whole, f"not completed at once: {policy}")
    require(model.refuse(facts, whole) is None, f"refused when completed: {whole}")
    in_effect = model.wording.in_effect(facts, whole, whole)
    require_subset(
        in_effect, model.Policy.model_fields, "wording.in_effect: no fields of the policy"
    )
    return whole
