"""What people read in the terminal."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from planner.handoff.amounts import zone_words
from planner.handoff.numbers import (
    UNDEFINED,
    between,
    column,
    in_currency,
    measured,
    plain,
    row,
)
from planner.handoff.sentences import CONFIDENCE_TEXT
from planner.handoff.terminal import (
    CONSOLE,
    metric_table,
    plain_table,
    say,
    say_command,
    show_table,
)
from planner.recommendation.zone import Zone
from planner.reproduce import TOLERANCE, Reproduction
from planner.simulation.estimate import Estimate, chance
from planner.simulation.simulator import Sample, Simulator
from planner.simulation.valued import Valued
from planner.simulation.watched import PHASE, Future
from planner.study.defaults import defaults_used
from planner.study.field_docs import FieldRow
from planner.study.space import describe_decision
from planner.study.study import Study, brief, describe_policy
from planner.study.supposed import changed_facts
from simmodel.contract import Quantity

_OBJECTIVE = "objective"
_NEXT = {
    "Is the file in order, and what would run?": "check",
    "What does today's policy bring?": "simulate",
    "What is the best policy, and how sure is that?": "optimize",
}


def show_beginning(study: Study) -> None:
    """The answer of ``plan init``."""
    say(f"Wrote {study.path}. Every line is explained; change it with any editor.")
    _remarks(study)
    searched = [decision.name for decision in study.space]
    every = [decision.name for decision in study.model.decisions(study.facts, study.baseline)]
    say(
        f"Searched: {', '.join(searched)}. As today unless [decisions] turns it on: "
        f"{', '.join(name for name in every if name not in searched)}."
    )
    say("Next:")
    for question, verb in _NEXT.items():
        say(question)
        say_command(study.command(verb))


def _remarks(study: Study) -> None:
    facts, model = study.facts, study.model
    for remark in (*model.cautions(facts), *model.remarks(facts, study.baseline)):
        say(remark)


def show_check(study: Study, zone: Zone | None, *, verbose: bool = False) -> None:
    """The answer of ``plan check``; without decisions there is no zone."""
    say(f"{study.path}: in order")
    if study.title:
        say(study.title)
    table = Table.grid(padding=(0, 2))
    table.add_row("model", study.model.name)
    if study.model.in_time:
        table.add_row("starts", study.start.isoformat())
    table.add_row("today", describe_policy(study, study.baseline))
    for decision in study.space:
        allowed = describe_decision(decision)
        table.add_row(f"to decide: {decision.name}", f"{allowed}: {decision.description}")
    for constraint in study.constraints:
        table.add_row("to keep", str(constraint))
    for goal in study.goals:
        table.add_row("goal", str(goal))
    for name, policy in study.scenarios.items():
        table.add_row(f"scenario {name}", describe_policy(study, policy))
    for move in study.whatif.moves:
        table.add_row("what if", f"{move.fact} {plain(move.low)} to {plain(move.high)}")
    if zone is not None:
        table.add_row("worth telling", zone_words(study, zone))
    CONSOLE.print(table)
    _remarks(study)
    defaults = [*defaults_used(study.facts, "facts"), *defaults_used(study.objective, "objective")]
    if defaults:
        say("Not in the file, so a default holds (those of the case study):")
        for default in defaults:
            say(f"  {default}")
    _show_search(study, verbose=verbose)


def _show_search(study: Study, *, verbose: bool) -> None:
    """What an optimization would do; with ``verbose`` in the words of the method too."""
    budget = study.search
    if study.space:
        say(
            "plan optimize would look at the policies by a formula first, simulate at most "
            f"{budget.trials} of them, compare the best {budget.finalists} and their simpler "
            f"relatives once more, with {100 * budget.confidence:g} % confidence, and value the "
            f"winner in {budget.validate_replications} futures that none of them has met."
        )
        if verbose:
            say(
                f"The formula is the fluid approximation. A trial has {budget.replications} "
                f"replications; sampler {study.sampler}, seed {study.seed}."
            )
    else:
        say("Nothing is left to decide: plan simulate and plan compare work, plan optimize not.")


def show_fields(rows: Sequence[FieldRow]) -> None:
    """The answer of ``plan check --fields``."""
    for field in rows:
        CONSOLE.print(f"{field.key} = {field.default}  ({field.unit})", style="bold")
        say(f"    {field.description}. Allowed: {field.allowed}.")


def show_simulation(study: Study, other: Study, simulator: Simulator, sample: Sample) -> None:
    """The answer of ``plan simulate``; ``other`` is the study with the facts that were set."""
    say(f"{study.name}: {describe_policy(study, sample.policy)}")
    for key, (before, now) in changed_facts(study, other).items():
        say(f"with {key} {brief(now)} in place of {brief(before)}")
    table = metric_table("mean ± half-width")
    table.add_column("meaning")
    for name, value in sample.estimates().items():
        quantity = study.model.metrics[name]
        scale, text = row([value], quantity.unit)
        unit = in_currency(quantity.unit, study.finance.currency)
        table.add_row(name, text, scale, f"{unit}: {quantity.description}")
    show_table(table)
    _footnote(sample.replications, simulator.problem.seed, simulator.engine)


def show_comparison(
    study: Study,
    simulator: Simulator,
    valued: Mapping[str, Valued],
    replications: int,
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
            add_metric(table, metric, quantity, valued[reference], valued[name])
        show_table(table)
    _footnote(replications, simulator.problem.seed, simulator.engine)


def _show_summary(study: Study, valued: Mapping[str, Valued]) -> None:
    """Every policy's objective, its gain over the reference, and how often there is one."""
    first, *_ = valued.values()
    scale, worths = column([each.metrics[_OBJECTIVE] for each in valued.values()], "money")
    finer, gains = column(
        [None if each is first else each.gain[_OBJECTIVE] for each in valued.values()],
        "money",
        signed=True,
    )
    currency = study.finance.currency
    table = plain_table()
    table.add_column("policy", overflow="fold")
    for heading in (
        f"objective,\n{measured(scale, 'money', currency)}",
        f"gain,\n{measured(finer, 'money', currency)}",
        "chance of\na gain",
    ):
        table.add_column(heading, justify="right", no_wrap=True)
    for (name, each), worth, gain in zip(valued.items(), worths, gains, strict=True):
        better = each.sample.observed[_OBJECTIVE] > first.sample.observed[_OBJECTIVE]
        often = "" if each is first else between(chance(better))
        table.add_row(_named(study, name, each), worth, gain, often)
    show_table(table)
    say(
        "Gain: of the objective over the reference, in the same futures. Chance of a gain: of "
        f"having one in a given future, as a {CONFIDENCE_TEXT} interval. With --verbose, every "
        "metric of each."
    )


def show_reproduction(result: Reproduction) -> None:
    """The answer of ``plan reproduce``."""
    say(result.published.source)
    table = plain_table()
    table.add_column("scenario and metric", no_wrap=True)
    for heading in ("published", "ours", "off by"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name in dict.fromkeys(cell.published.scenario for cell in result.cells):
        table.add_section()
        table.add_row(Text(name, style="bold"))
        for cell in result.cells:
            if cell.published.scenario == name:
                published = Estimate(cell.published.mean, cell.published.half_width)
                off = f"{cell.deviation:+.2f}"
                table.add_row(
                    f"  {cell.published.metric}", _plain(published), _plain(cell.ours), off
                )
    show_table(table)
    within = {width: result.share_within(width) for width in (1.0, TOLERANCE)}
    say("Off by: ours less published, in published half-widths.")
    for width, share in within.items():
        count = round(share * len(result.cells))
        say(f"{count} of {len(result.cells)} cells are within {width:g}.")
    say(f"Largest deviation: {result.largest:.2f}. Conventions of the published figures:")
    for convention in result.published.conventions:
        say(f"  - {convention}")
    if result.published.scenarios:
        _footnote(result.replications, result.seed, "kernel")


def show_watch(future: Future, path: Path) -> None:
    """The answer of ``plan watch``: the counters at the end, and where the page is."""
    say(f"{future.study.name}, {future.name}: {describe_policy(future.study, future.other.policy)}")
    table = plain_table()
    table.add_column("at the end")
    for heading in ("today's policy", future.name):
        table.add_column(heading, justify="right")
    sides = (future.today.replay, future.other.replay)
    table.add_row(sides[0].served, *(f"{side.present:,}" for side in sides))
    table.add_row(f"{sides[0].renewal}s", *(f"{side.renewals:,}" for side in sides))
    table.add_row(sides[0].loss, *(f"{side.churn:,}" for side in sides))
    table.add_row(sides[0].rate, *(_percent(side.churn_rate) for side in sides))
    table.add_row(sides[0].servers, *(f"{side.team[-1]:,.0f}" for side in sides))
    show_table(table)
    say(
        f"One future of many (replication {future.replication}, phase {PHASE.name.lower()}, "
        f"seed {future.seed})."
    )
    say(f"Wrote {path}")


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


def _plain(value: Estimate) -> str:
    decimals = 1 if abs(value.mean) < 1000 else 0
    return f"{value.mean:,.{decimals}f} ± {value.half_width:,.{decimals}f}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if math.isfinite(share) else UNDEFINED


def _footnote(replications: int, seed: int, engine: str) -> None:
    say(
        f"Means over {replications} replications with {CONFIDENCE_TEXT} half-widths "
        f"(seed {seed}, phase simulate, engine {engine})."
    )
