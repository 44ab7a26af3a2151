"""The conformance suite: what every model must keep to, whatever it simulates.

A new model runs :func:`check_model` in its tests. That the planner writes every hand-off of it is
for the planner's own tests, as nothing here knows them.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import numpy as np

from simmodel.contract.model import AnyModel, Model, Outcome, Start
from simmodel.contract.quantity import Quantity
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.decisions.decision import Decision
from simmodel.fields import Section, shown, words
from simmodel.streams import Streams

_REPLICATIONS = 3
_PHASE = 0
_LARGEST_SHARE = 2  # some may exceed 1, such as that of the work finished, but none doubles
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
    _require(isinstance(model, Model), f"found {shown(model)}; allowed: a Model")
    for kind in (Facts, Policy, Objective):
        _check_section(getattr(model, kind.__name__), kind)
    _require(isinstance(facts, model.Facts), f"give facts of the model, not {shown(facts)}")
    for policy in policies:
        _require(isinstance(policy, model.Policy), f"give policies of the model, not {policy}")
    differ = any(policy != policies[0] for policy in policies)
    _require(differ, "give two policies at least, which differ")
    _require(model.reference is not model.run, "reference is run: nothing tells if it is right")
    _check_words(model)
    parts: dict[str, Any] = {
        name: _guarded(name, getattr(model, name), *gives) for name, gives in _GIVES.items()
    }
    model = replace(model, **parts)
    policies = [_check_policy(model, facts, policy) for policy in policies]
    objective = model.Objective()
    _check_fluid(model, facts, policies, objective)
    streams = [Streams(seed, _PHASE, replication) for replication in range(_REPLICATIONS)]
    _check_draws(model, facts, policies[0], streams)
    for each in streams:
        _check_replication(model, facts, policies, objective, each)
    for policy in policies:
        _check_decisions(model, facts, policy)
    _check_capabilities(model, facts)


def _guarded(name: str, part: Callable[..., Any], kind: Any, allowed: str) -> Callable[..., Any]:
    """A part of a model that says of itself when it fails, or gives what it should not."""

    def guarded(*arguments: Any) -> Any:
        try:
            given = part(*arguments)
        except Exception as error:
            raise NonconformanceError(f"{name} fails: {type(error).__name__}: {error}") from error
        _require(isinstance(given, kind), f"{name} gives {shown(given)}; allowed: {allowed}")
        return given

    return guarded


def _check_section(section: type[Section], kind: type[Section]) -> None:
    """A section is frozen and strict, says what each field is, and may be left out of a study."""
    name = getattr(section, "__name__", shown(section))
    _require(
        inspect.isclass(section) and issubclass(section, kind),
        f"{name} is no kind of simmodel.contract.sections.{kind.__name__}, or of simmodel.fields",
    )
    for setting, value in Section.model_config.items():
        same = section.model_config.get(setting) == value
        _require(same, f"{name} must not set model_config: {setting} is {value} in all sections")
    for field, info in section.model_fields.items():
        place = f"{name}.{field}"
        _require(
            kind is Section or not info.is_required(),
            f"{place} needs a default, as a new study leaves it out",
        )
        if _is_table(info.annotation):
            _check_section(info.annotation, Section)  # type: ignore[arg-type]
            continue
        told = isinstance(info.json_schema_extra, dict) and all(words(section, field))
        _require(told, f"{place} has no unit or description: declare it by simmodel.fields.field")
        allowed = "a number, text, a date, a Literal, a Section, tuple[X, ...] or dict[str, X]"
        _require(_is_told(info.annotation), f"{place} is a {info.annotation}; allowed: {allowed}")


def _is_told(kind: Any) -> bool:
    """Whether there are words for a type of field, and nothing in it can be changed."""
    origin, parts = get_origin(kind), [each for each in get_args(kind) if each is not NoneType]
    if origin in (Union, UnionType):
        return len(parts) == 1 and _is_told(parts[0])
    if origin in (tuple, dict):
        return _is_told(parts[1] if origin is dict else parts[0])
    return origin is Literal or kind in (bool, int, float, str, date) or _is_table(kind)


def _check_words(model: AnyModel) -> None:
    """The model, metrics and series say what they are, and what capabilities name is there."""
    single = isinstance(model.name, str) and model.name.isidentifier()
    _require(single, f"found the name {shown(model.name)}; allowed: one word, as in the registry")
    _require(bool(model.subject), 'subject is empty: a few words that follow "a study of"')
    for part in ("metrics", "series"):
        quantities = getattr(model, part)
        _require(isinstance(quantities, Mapping), f"{part} are no quantities by name")
        for name, quantity in quantities.items():
            _require(name.isidentifier(), f"{part}: {shown(name)} is no name as of a variable")
            _require(isinstance(quantity, Quantity), f"{name} is no Quantity")
            _require(bool(quantity.unit and quantity.description), f"{name} has no unit or meaning")
    _require("objective" in model.metrics, 'metrics lack "objective"')
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
    start, paths = model.warm_up(facts, model.draw(facts, streams)), model.draw(facts, streams)
    _require(start.nbytes > 0, "a start holds no memory, or does not say how much")
    first = [model.run(facts, policy, start) for policy in policies]
    again = [model.run(facts, policy, start) for policy in reversed(policies)][::-1]
    for policy, outcome, repeated in zip(policies, first, again, strict=True):
        _same(
            outcome, repeated, f"another run before it changes that of {policy}, or what starts are"
        )
        readable = model.reference(facts, policy, paths)
        fresh = model.reference(facts, policy, model.draw(facts, streams))
        _check_series(model, fresh)
        _same(outcome, fresh, f"engines differ under {policy}")
        _same(fresh, readable, "reference changes what was drawn, which other policies meet too")
        _check_measured(model, facts, policy, objective, outcome)
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


def _check_draws(model: AnyModel, facts: Facts, policy: Policy, streams: Sequence[Streams]) -> None:
    """Whatever is random comes from the streams of a replication."""

    def run(each: Streams) -> Outcome:
        outcome = model.run(facts, policy, model.warm_up(facts, model.draw(facts, each)))
        _check_series(model, outcome)
        return outcome

    first, *others = map(run, streams)
    words = "draw or run has random numbers that are not of its streams, or keeps what it has seen"
    _same(first, run(streams[0]), words)
    told = [np.concatenate([*each.series.values()]) for each in (first, *others) if each.series]
    differ = not told or any(not np.array_equal(told[0], each) for each in told[1:])
    _require(differ, "all replications are the same: draw by the streams given, or give more facts")


def _check_series(model: AnyModel, outcome: Outcome) -> None:
    """Series are those declared, as arrays of numbers."""
    _equal_keys(outcome.series, model.series, "series of an outcome")
    for name, values in outcome.series.items():
        numbers = isinstance(values, np.ndarray) and values.dtype.kind in "biuf"
        single = numbers and values.ndim == 1
        _require(single, f"series {name} is {shown(values)}; allowed: an array, a number a month")
    lengths = {values.size for values in outcome.series.values()}
    _require(len(lengths) <= 1, f"series of different lengths: {lengths}")


def _check_measured(
    model: AnyModel, facts: Facts, policy: Policy, objective: Objective, outcome: Outcome
) -> None:
    """Metrics are those declared, as numbers, and the same whenever they are asked for."""
    measured = model.measure(facts, policy, objective, outcome)
    _equal_keys(measured, model.metrics, "metrics of an outcome")
    for name, value in measured.items():
        number = isinstance(value, int | float | np.number) and not np.isinf(value)
        allowed = "a number, or NaN where it has no meaning"
        _require(number, f"measure gives {name} = {shown(value)}; allowed: {allowed}")
        share = model.metrics[name].unit != "share" or not (value < 0 or value > _LARGEST_SHARE)
        _require(share, f"{name} is a share and {value:g}; allowed: 0.17 for 17 %")
    _require(np.isfinite(measured["objective"]), f"no objective under {policy}")
    again = model.measure(facts, policy, objective, outcome)
    same = all(np.array_equal(measured[name], again[name], equal_nan=True) for name in measured)
    _require(
        same, "measure gives something else the second time: it is random, or changes outcomes"
    )
    if model.share:
        share, credited = getattr(objective, model.share.field), measured[model.share.credited]
        near = np.isclose(measured["objective"], share * credited - measured[model.share.cost])
        _require(bool(near), "share: the objective is not share x credited - cost")


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
            _require(isinstance(values, np.ndarray), f"fluid {name} is no array")
            _require(np.shape(values) == (len(policies),), f"fluid {name} is not one a policy")
            same = np.array_equal(values[place], alone[name][0], equal_nan=True)
            _require(same, f"fluid {name} hangs on the other policies")
    _finite({"objective": together["objective"]}, "fluid approximation")
    limits = model.limits(facts)
    _subset(limits, model.metrics, "limits of no metrics")
    for name, ends in limits.items():
        _require(
            np.shape(ends) == (2,) and ends[0] <= ends[1], f"limits of {name} are no (low, high)"
        )
        low, high = ends
        values = np.asarray(together.get(name, ()))
        inside = np.isnan(values) | ((low <= values) & (values <= high))
        _require(bool(inside.all()), f"fluid {name} lies outside its limits")


def _check_decisions(model: AnyModel, facts: Facts, policy: Policy) -> None:
    """Decisions are fields of the policy, which takes their whole range and keeps what is taken."""
    space = model.decisions(facts, policy)
    _require(len(space) > 0, "decisions are none: nothing could be searched")
    for decision in space:
        _require(isinstance(decision, Decision), f"decisions: {shown(decision)} is none")
        _subset((decision.name,), model.Policy.model_fields, "decisions of no field")
        once = sum(each.name == decision.name for each in space) == 1
        _require(once, f"decisions: {decision.name} is there twice")
        _require(
            bool(decision.unit and decision.description), f"{decision.name} has no unit or meaning"
        )
        for taken in _ends(decision):
            decided = getattr(model.decide(policy, {decision.name: taken}), decision.name)
            words = f"to decide {decision.name} = {shown(taken)} gives {shown(decided)}"
            _require(decided == taken, words)
        value = getattr(policy, decision.name)
        if value is not None:
            _require(
                decision.allows(value) is None, f"decisions: {decision.name} may not be {value}"
            )
            same = model.decide(policy, {decision.name: value}) == policy
            _require(same, f"to decide {decision.name} as it is changes the policy")


def _ends(decision: Decision) -> Iterable[Any]:
    """What is taken at the ends of all variables, or by each option."""
    for variable in decision.variables:
        ordered = variable.options or variable.low <= variable.high
        _require(bool(ordered), f"decisions: {variable.name} has low > high")
    each = [variable.options or (variable.low, variable.high) for variable in decision.variables]
    for place in range(max(map(len, each))):
        yield decision.taken([ends[min(place, len(ends) - 1)] for ends in each])


def _check_capabilities(model: AnyModel, facts: Facts) -> None:
    """What is asked, planned and published is possible."""
    if model.sensitivity:
        ends = all(0 < move.low <= 1 <= move.high for move in model.sensitivity.moves)
        _require(ends, "sensitivity.moves: a range that does not hold the study's own value")
        asked = [move.fact for move in model.sensitivity.moves]
        for name in (*asked, model.sensitivity.strengthened or asked[0]):
            _require(_is_number(facts, name), f"sensitivity: {name} is no fact that is a number")
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


def _is_number(facts: Facts, name: str) -> bool:
    """Whether a dotted name leads to a number."""
    place: Any = facts
    for step in name.split("."):
        place = place.get(step) if isinstance(place, Mapping) else getattr(place, step, None)
    return isinstance(place, int | float)


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
