"""Runs of a model: draws, engines, metrics and the fluid approximation."""

from collections.abc import Sequence

import numpy as np

from simmodel.contract.model import AnyModel, Outcome
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.fields import shown
from simmodel.streams import Streams
from simmodel.testing.requirements import (
    require,
    require_finite,
    require_same_keys,
    require_subset,
)

_LARGEST_SHARE = 2  # some may exceed 1, such as that of the work finished, but none doubles


def check_draws(model: AnyModel, facts: Facts, policy: Policy, streams: Sequence[Streams]) -> None:
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
    require(differ, "all replications are the same: draw by the streams given, or give more facts")


def check_replication(
    model: AnyModel,
    facts: Facts,
    policies: Sequence[Policy],
    objective: Objective,
    streams: Streams,
) -> None:
    """Engines agree to the last bit, and no policy changes what another one meets."""
    start, paths = model.warm_up(facts, model.draw(facts, streams)), model.draw(facts, streams)
    require(start.nbytes > 0, "a start holds no memory, or does not say how much")
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
            require_subset(values, model.metrics, "control variates of no metrics")
            require_finite(values, "control variates")
    if model.replay:
        seen = model.replay(facts, policies[0], model.draw(facts, streams))
        counts = {np.shape(seen.looks)}
        for team in seen.teams:
            counts |= {np.shape(each) for each in (team.waiting, team.busy, team.size)}
            for of in team.groups:
                alike = len(of.joined) == len(of.left) == len(of.renewed) == len(of.numbers)
                require(alike, "a replay loses people")
        require(len(counts) == 1, f"a replay's looks are of different lengths: {counts}")


def _check_series(model: AnyModel, outcome: Outcome) -> None:
    """Series are those declared, as arrays of numbers."""
    require_same_keys(outcome.series, model.series, "series of an outcome")
    for name, values in outcome.series.items():
        numbers = isinstance(values, np.ndarray) and values.dtype.kind in "biuf"
        single = numbers and values.ndim == 1
        require(single, f"series {name} is {shown(values)}; allowed: an array, a number a month")
    lengths = {values.size for values in outcome.series.values()}
    require(len(lengths) <= 1, f"series of different lengths: {lengths}")


def _check_measured(
    model: AnyModel, facts: Facts, policy: Policy, objective: Objective, outcome: Outcome
) -> None:
    """Metrics are those declared, as numbers, and the same whenever they are asked for."""
    measured = model.measure(facts, policy, objective, outcome)
    require_same_keys(measured, model.metrics, "metrics of an outcome")
    for name, value in measured.items():
        number = isinstance(value, int | float | np.number) and not np.isinf(value)
        allowed = "a number, or NaN where it has no meaning"
        require(number, f"measure gives {name} = {shown(value)}; allowed: {allowed}")
        share = model.metrics[name].unit != "share" or not (value < 0 or value > _LARGEST_SHARE)
        require(share, f"{name} is a share and {value:g}; allowed: 0.17 for 17 %")
    require(np.isfinite(measured["objective"]), f"no objective under {policy}")
    again = model.measure(facts, policy, objective, outcome)
    same = all(np.array_equal(measured[name], again[name], equal_nan=True) for name in measured)
    require(same, "measure gives something else the second time: it is random, or changes outcomes")
    if model.share:
        share, credited = getattr(objective, model.share.field), measured[model.share.credited]
        near = np.isclose(measured["objective"], share * credited - measured[model.share.cost])
        require(bool(near), "share: the objective is not share x credited - cost")


def check_fluid(
    model: AnyModel, facts: Facts, policies: Sequence[Policy], objective: Objective
) -> None:
    """The approximation is finite, of one value a policy, whatever others there are."""
    together = model.fluid(facts, policies, objective)
    require("objective" in together, 'the fluid approximation lacks "objective"')
    require_subset(together, model.metrics, "fluid approximation of no metrics")
    for place, policy in enumerate(policies):
        alone = model.fluid(facts, [policy], objective)
        for name, values in together.items():
            require(isinstance(values, np.ndarray), f"fluid {name} is no array")
            require(np.shape(values) == (len(policies),), f"fluid {name} is not one a policy")
            same = np.array_equal(values[place], alone[name][0], equal_nan=True)
            require(same, f"fluid {name} hangs on the other policies")
    require_finite({"objective": together["objective"]}, "fluid approximation")
    limits = model.limits(facts)
    require_subset(limits, model.metrics, "limits of no metrics")
    for name, ends in limits.items():
        require(
            np.shape(ends) == (2,) and ends[0] <= ends[1], f"limits of {name} are no (low, high)"
        )
        low, high = ends
        values = np.asarray(together.get(name, ()))
        inside = np.isnan(values) | ((low <= values) & (values <= high))
        require(bool(inside.all()), f"fluid {name} lies outside its limits")


def _same(one: Outcome, other: Outcome, message: str) -> None:
    for name, values in one.series.items():
        equal = np.array_equal(values, other.series[name], equal_nan=True)
        require(equal, f"{message}: series {name}")
