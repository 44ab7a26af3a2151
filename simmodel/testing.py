"""The conformance suite: what every model must keep to, whatever it simulates.

A new model runs :func:`check_model` in its tests. That the planner writes every hand-off of it is
for the planner's own tests, as nothing here knows them.
"""

import inspect
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from simmodel.contract.model import AnyModel, Outcome
from simmodel.contract.quantity import Quantity
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.fields import Section, words
from simmodel.streams import Streams

_REPLICATIONS = 3
_PHASE = 0


class NonconformanceError(AssertionError):
    """A model breaks the contract; the message says how."""


def check_model(model: AnyModel, facts: Facts, policies: Sequence[Policy], seed: int = 1) -> None:
    """Check ``model`` by simulating ``policies``, which must be possible under ``facts``.

    Args:
        facts: of few customers and months, as the readable engine is slow.
        policies: two at least, as different as can be.

    Raises:
        NonconformanceError: the model breaks the contract.
    """
    _require(len(set(policies)) > 1, "give two policies at least, which differ")
    _check_words(model)
    policies = [_check_policy(model, facts, policy) for policy in policies]
    objective = model.Objective()
    _check_fluid(model, facts, policies, objective)
    for replication in range(_REPLICATIONS):
        _check_replication(model, facts, policies, objective, Streams(seed, _PHASE, replication))
    _check_decisions(model, facts, policies[0])
    _check_capabilities(model, facts)


def _check_words(model: AnyModel) -> None:
    """Metrics, series and fields say what they are, and what capabilities name is there."""
    _require("objective" in model.metrics, 'metrics lack "objective"')
    for name, quantity in (*model.metrics.items(), *model.series.items()):
        _require(isinstance(quantity, Quantity), f"{name} is no Quantity")
        _require(bool(quantity.unit and quantity.description), f"{name} has no unit or meaning")
    for section in (model.Facts, model.Policy, model.Objective):
        for name, info in section.model_fields.items():
            if not _is_table(info.annotation):
                told = isinstance(info.json_schema_extra, dict) and all(words(section, name))
                _require(told, f"{section.__name__}.{name} has no unit or description")
    named = {"wording.highlights": model.wording.highlights}
    if model.share:
        named["share"] = (model.share.credited, model.share.cost)
        known = model.Objective.model_fields
        _require(model.share.field in known, f"objective has no field {model.share.field}")
    if model.sensitivity:
        named["sensitivity.metrics"] = model.sensitivity.metrics
    if model.calibration:
        named["calibration.hangs_on"] = tuple(model.calibration.hangs_on)
    for place, names in named.items():
        _subset(names, model.metrics, f"{place}: no metrics")
    if model.finance:
        _require(model.share is not None, "finance needs a share: books say what is credited")
        roles = model.finance.roles
        _subset(roles.costs, model.series, "finance.roles: no series")
        _subset((roles.team, roles.change, roles.customers), model.series, "finance.roles")


def _is_table(kind: object) -> bool:
    """Whether a field is a section, whose own fields say what they are."""
    return inspect.isclass(kind) and issubclass(kind, Section)


def _check_policy(model: AnyModel, facts: Facts, policy: Policy) -> Policy:
    """The policy with nothing left open; to complete it twice changes nothing more."""
    refused = model.refuse(facts, policy)
    _require(refused is None, f"a policy is refused: {refused}")
    whole = model.complete(facts, policy)
    _require(model.complete(facts, whole) == whole, f"not completed at once: {policy}")
    _require(model.refuse(facts, whole) is None, f"refused when completed: {whole}")
    in_effect = model.wording.in_effect(facts, whole, whole)
    _subset(in_effect, model.Policy.model_fields, "wording.in_effect: no fields of the policy")
    return whole


def _check_replication(
    model: AnyModel,
    facts: Facts,
    policies: Sequence[Policy],
    objective: Objective,
    streams: Streams,
) -> None:
    """Engines agree to the last bit, and no policy changes what another one meets."""
    start = model.warm_up(facts, model.draw(facts, streams))
    _require(start.nbytes > 0, "a start holds no memory, or does not say how much")
    first = [model.run(facts, policy, start) for policy in policies]
    again = [model.run(facts, policy, start) for policy in reversed(policies)][::-1]
    for policy, outcome, repeated in zip(policies, first, again, strict=True):
        _same(outcome, repeated, f"another run before it changes that of {policy}")
        readable = model.reference(facts, policy, model.draw(facts, streams))
        _same(outcome, readable, f"engines differ under {policy}")
        _equal_keys(outcome.series, model.series, "series of an outcome")
        lengths = {np.shape(values) for values in outcome.series.values()}
        _require(len(lengths) <= 1, f"series of different lengths: {lengths}")
        measured = model.measure(facts, policy, objective, outcome)
        _equal_keys(measured, model.metrics, "metrics of an outcome")
        _require(np.isfinite(measured["objective"]), f"no objective under {policy}")
    if model.control_variates:
        found = model.control_variates.coefficients(facts, policies, objective)
        for coefficients, outcome in zip(found, first, strict=True):
            values = model.control_variates.values(coefficients, outcome)
            _subset(values, model.metrics, "control variates of no metrics")
            _finite(values, "control variates")
    if model.replay:
        seen = model.replay(facts, policies[0], model.draw(facts, streams))
        counts = {np.shape(each) for each in (seen.looks, seen.waiting, seen.busy, seen.team)}
        _require(len(counts) == 1, f"a replay's looks are of different lengths: {counts}")
        _require(len(seen.joined) == len(seen.left) == len(seen.numbers), "a replay loses people")


def _check_fluid(
    model: AnyModel, facts: Facts, policies: Sequence[Policy], objective: Objective
) -> None:
    """The approximation is finite, of one value a policy, whatever others there are."""
    together = model.fluid(facts, policies, objective)
    _require("objective" in together, 'the fluid approximation lacks "objective"')
    _subset(together, model.metrics, "fluid approximation of no metrics")
    for place, policy in enumerate(policies):
        alone = model.fluid(facts, [policy], objective)
        for name, values in together.items():
            _require(np.shape(values) == (len(policies),), f"fluid {name} is not one a policy")
            same = np.array_equal(values[place], alone[name][0], equal_nan=True)
            _require(same, f"fluid {name} hangs on the other policies")
    _finite({"objective": together["objective"]}, "fluid approximation")
    limits = model.limits(facts)
    _subset(limits, model.metrics, "limits of no metrics")
    for name, (low, high) in limits.items():
        values = np.asarray(together.get(name, ()))
        inside = np.isnan(values) | ((low <= values) & (values <= high))
        _require(bool(inside.all()), f"fluid {name} lies outside its limits")


def _check_decisions(model: AnyModel, facts: Facts, policy: Policy) -> None:
    """Decisions are fields of the policy; to decide what is decided changes nothing."""
    for decision in model.decisions(facts, policy):
        _subset((decision.name,), model.Policy.model_fields, "decisions of no field")
        value = getattr(policy, decision.name)
        if value is not None:
            same = model.decide(policy, {decision.name: value}) == policy
            _require(same, f"to decide {decision.name} as it is changes the policy")


def _check_capabilities(model: AnyModel, facts: Facts) -> None:
    """What is asked, planned and published is possible."""
    if model.sensitivity:
        ends = all(0 < move.low <= 1 <= move.high for move in model.sensitivity.moves)
        _require(ends, "sensitivity.moves: a range that does not hold the study's own value")
    if model.interview:
        today = model.interview.today(facts)
        _require(model.refuse(facts, today) is None, "interview.today is refused")
    if model.published:
        published = model.published()
        places = {(cell.policy, cell.metric) for cell in published.cells}
        _require(len(places) == len(published.cells), "a figure is published twice")
        for figure in published.figures:
            sound = all(len(curve.x) == len(curve.y) > 1 for curve in figure.curves)
            _require(sound, f"{figure.name} has a curve that is none")


def _same(one: Outcome, other: Outcome, message: str) -> None:
    for name, values in one.series.items():
        equal = np.array_equal(values, other.series[name], equal_nan=True)
        _require(equal, f"{message}: series {name}")


def _subset(names: Iterable[str], known: Iterable[str], message: str) -> None:
    beyond = set(names) - set(known)
    _require(not beyond, f"{message}: {', '.join(sorted(beyond))}")


def _equal_keys(found: Mapping[str, object], known: Mapping[str, object], what: str) -> None:
    _subset(found, known, f"{what} that are not declared")
    _subset(known, found, f"{what} that are declared, and lacking")


def _finite(values: Mapping[str, object], what: str) -> None:
    for name, value in values.items():
        _require(bool(np.all(np.isfinite(np.asarray(value, float)))), f"{what}: {name} not finite")


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise NonconformanceError(message)
