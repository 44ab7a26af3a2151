"""Policies in the terminal that are simulated or compared."""

from collections.abc import Iterator, Mapping

from rich.table import Table

from planner.handoff.terminal.parts import show_parts
from planner.handoff.terminal.printing import (
    metric_table,
    plain_table,
    say,
    say_all,
    show_table,
)
from planner.handoff.wording.numbers import (
    CONFIDENCE_TEXT,
    between,
    column,
    in_currency,
    means_over,
    measured,
    row,
)
from planner.handoff.wording.worst_share import rests
from planner.recommendation.validation import chance_of_gain
from planner.simulation.replications import Engine
from planner.simulation.simulator import Sample
from planner.simulation.valued import Valued
from planner.study.risk import WORST_SHARE
from planner.study.study import Study, brief, describe_policy
from planner.study.supposed import changed_facts
from simmodel.contract.parts import whole
from simmodel.contract.quantity import Quantity

_OBJECTIVE = "objective"


def show_simulation(study: Study, other: Study, sample: Sample, seed: int, engine: Engine) -> None:
    """The answer of ``plan simulate``; ``other`` is the study with the facts that were set."""
    say(f"{study.name}: {describe_policy(study, sample.policy)}")
    for key, (before, now) in changed_facts(study, other).items():
        say(f"with {key} {brief(now)} in place of {brief(before)}")
    table = metric_table("mean ± half-width")
    table.add_column("meaning")
    estimates = sample.estimates()
    for name, value in estimates.items():
        if not whole(name):
            continue
        quantity = study.model.metrics[name]
        scale, text = row([value], quantity.unit)
        unit = in_currency(quantity.unit, study.finance.currency)
        table.add_row(name, text, scale, f"{unit}: {quantity.description}")
    show_table(table)
    show_parts(study.model, estimates)
    say_all(rests(study, sample.replications))
    footnote(sample.replications, seed, engine)


def show_comparison(
    study: Study,
    valued: Mapping[str, Valued],
    replications: int,
    seed: int,
    *,
    verbose: bool = False,
) -> None:
    """The answer of ``plan compare``: a row a policy, and with ``verbose`` all its metrics."""
    reference, *others = valued
    say(f"{study.name}: the reference is {_named(study, reference, valued[reference])}")
    _show_summary(study, valued)
    for name in others if verbose else ():
        say(f"\n{_named(study, name, valued[name])}")
        headings = ("reference", "this policy", "difference")
        table = metric_table(*headings)
        for metric, quantity in study.model.metrics.items():
            if whole(metric):
                add_metric(table, metric, quantity, valued[reference], valued[name])
        show_table(table)
        show_parts(study.model, valued[name].gain, differences=True)
    say_all(rests(study, replications))
    footnote(replications, seed, "kernel")


def _show_summary(study: Study, valued: Mapping[str, Valued]) -> None:
    """Every policy's objective, its gain over the reference, and how often there is one."""
    first, *others = valued.values()
    table = plain_table()
    table.add_column("policy", overflow="fold")
    told = [*_worths(study, "objective", _OBJECTIVE, valued)]
    chances = [between(chance_of_gain(each.sample, first.sample)) for each in others]
    told.append(("chance of\na gain", ["", *chances]))
    if study.risk.worst_share is not None:
        told += _worths(study, WORST_SHARE.replace("_", "\n"), WORST_SHARE, valued)
    for heading, _ in told:
        table.add_column(heading, justify="right", no_wrap=True)
    cells = zip(*(texts for _, texts in told), strict=True)
    for (name, each), texts in zip(valued.items(), cells, strict=True):
        table.add_row(_named(study, name, each), *texts)
    show_table(table)
    say(
        "Gain: of the objective over the reference, in the same futures. Chance of a gain: of "
        f"having one in a given future, as a {CONFIDENCE_TEXT} interval. With --verbose, every "
        "metric of each."
    )


def _worths(
    study: Study, called: str, metric: str, valued: Mapping[str, Valued]
) -> Iterator[tuple[str, list[str]]]:
    """The columns of a metric, money, and of its gain over the reference: heading and texts."""
    reference, *others = valued.values()
    currency = study.finance.currency
    scale, worths = column(
        [reference.metrics[metric], *(e.metrics[metric] for e in others)], "money"
    )
    yield f"{called},\n{measured(scale, 'money', currency)}", worths
    finer, gains = column([None, *(e.gain[metric] for e in others)], "money", signed=True)
    yield f"gain,\n{measured(finer, 'money', currency)}", gains


def _named(study: Study, name: str, valued: Valued) -> str:
    """A policy's name, with what it decides unless the name says so."""
    return name if "=" in name else f"{name} ({describe_policy(study, valued.policy)})"


def add_metric(
    table: Table, name: str, quantity: Quantity, reference: Valued, other: Valued
) -> None:
    """A row of a metric: the reference, the other policy, and their paired difference."""
    values = (reference.metrics[name], other.metrics[name], other.gain[name])
    scale, *texts = row(values, quantity.unit, [False, False, True])
    table.add_row(name, *texts, scale)


def footnote(replications: int, seed: int, engine: Engine) -> None:
    say(means_over(replications, seed, "simulate", f"engine {engine}"))
