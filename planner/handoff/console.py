"""What people read in the terminal."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from planner.handoff.numbers import readable, row
from planner.reproduce import TOLERANCE, Reproduction
from planner.search.recommend import Recommendation
from planner.simulation.estimate import CONFIDENCE, Estimate
from planner.simulation.simulator import Sample, Simulator
from planner.simulation.valued import Valued
from planner.study.defaults import defaults_used
from planner.study.field_docs import FieldRow
from planner.study.study import Study, describe_policy
from simmodel.contract import Choice, Quantity

_CONSOLE = Console(highlight=False, markup=False)

_OBJECTIVE = "objective"
_CONFIDENCE = f"{100 * CONFIDENCE:g} %"
_LONGEST_PLAN = 12


def _say(text: str = "") -> None:
    _CONSOLE.print(text)


def show_check(study: Study) -> None:
    """The answer of ``plan check``."""
    budget = study.search
    _say(f"{study.path}: in order")
    if study.title:
        _say(study.title)
    table = Table.grid(padding=(0, 2))
    table.add_row("model", study.model.name)
    table.add_row("starts", study.start.isoformat())
    table.add_row("today", describe_policy(study.baseline))
    for decision in study.space:
        ranges = (
            ", ".join(decision.options)
            if isinstance(decision, Choice)
            else f"{decision.low:g} to {decision.high:g} ({decision.unit})"
        )
        table.add_row(f"decides {decision.name}", ranges)
    for name, policy in study.scenarios.items():
        table.add_row(f"scenario {name}", describe_policy(policy))
    _CONSOLE.print(table)
    defaults = [*defaults_used(study.facts, "facts"), *defaults_used(study.objective, "objective")]
    if defaults:
        _say("Not in the file, so a default holds (those of the case study):")
        for default in defaults:
            _say(f"  {default}")
    if study.space:
        _say(
            f"plan optimize would try {budget.trials} policies on {budget.replications} "
            f"replications each, simulate the best {budget.finalists} afresh on "
            f"{budget.select_replications}, and value the winner on "
            f"{budget.validate_replications} more (seed {study.seed})."
        )
    else:
        _say("Nothing is left to decide: plan simulate and plan compare work, plan optimize not.")


def show_fields(rows: Sequence[FieldRow]) -> None:
    """The answer of ``plan check --fields``."""
    for field in rows:
        _CONSOLE.print(f"{field.key} = {field.default}  ({field.unit})", style="bold")
        _say(f"    {field.description}. Allowed: {field.allowed}.")


def show_simulation(study: Study, simulator: Simulator, sample: Sample) -> None:
    """The answer of ``plan simulate``."""
    _say(f"{study.name}: {describe_policy(sample.policy)}")
    table = _metric_table("mean ± half-width")
    table.add_column("meaning")
    for name, value in sample.estimates().items():
        quantity = study.model.metrics[name]
        scale, text = row([value], quantity.unit)
        table.add_row(name, text, scale, f"{quantity.unit}: {quantity.description}")
    _CONSOLE.print(table)
    _footnote(len(sample.outcomes), simulator.problem.seed, simulator.engine)


def show_comparison(
    study: Study, simulator: Simulator, valued: Mapping[str, Valued], replications: int
) -> None:
    """The answer of ``plan compare``: the reference, then each policy's paired difference."""
    reference, *others = valued
    _say(f"{study.name}: the reference is {_named(reference, valued[reference])}")
    for name in others:
        _say(f"\n{_named(name, valued[name])}")
        headings = ("reference", "this policy", "difference")
        table = _metric_table(*headings)
        for metric, quantity in study.model.metrics.items():
            _add(table, metric, quantity, valued[reference], valued[name])
        _CONSOLE.print(table)
    _footnote(replications, simulator.problem.seed, simulator.engine)


def show_reproduction(result: Reproduction) -> None:
    """The answer of ``plan reproduce``."""
    _say(result.published.source)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, collapse_padding=True)
    table.add_column("scenario and metric", no_wrap=True)
    for heading in ("published", "ours", "off by"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name in result.published.scenarios:
        table.add_section()
        table.add_row(Text(name, style="bold"))
        for cell in result.cells:
            if cell.published.scenario == name:
                published = Estimate(cell.published.mean, cell.published.half_width)
                off = f"{cell.deviation:+.2f}"
                table.add_row(
                    f"  {cell.published.metric}", _plain(published), _plain(cell.ours), off
                )
    _CONSOLE.print(table)
    within = {width: result.share_within(width) for width in (1.0, TOLERANCE)}
    _say("Off by: ours less published, in published half-widths.")
    for width, share in within.items():
        count = round(share * len(result.cells))
        _say(f"{count} of {len(result.cells)} cells are within {width:g}.")
    _say(f"Largest deviation: {result.largest:.2f}. Conventions of the published figures:")
    for convention in result.published.conventions:
        _say(f"  - {convention}")
    _footnote(result.replications, result.seed, "kernel")


def show_recommendation(result: Recommendation, files: Sequence[Path]) -> None:
    """The answer of ``plan optimize``."""
    study = result.study
    metrics = study.model.metrics
    gain = result.gain
    _say(f"\nRecommended for {study.name}: {describe_policy(result.winner.policy)}")
    if result.winner.policy == result.baseline.policy:
        _say("That is today's policy: nothing that was tried does better.")
    else:
        sure = "lies above" if gain.low > 0 else "does not lie above"
        _say(
            f"Expected gain over today's policy ({describe_policy(result.baseline.policy)}): "
            f"{readable(gain, 'money', signed=True)}. The {_CONFIDENCE} interval {sure} zero."
        )
    if result.winner.metrics[_OBJECTIVE].mean < 0:
        _say("Even so, its objective is below zero: every policy that was tried loses money.")
    for decision in result.at_edge:
        _say(
            f"{decision.name} is at the edge of what the study lets the search try "
            f"({decision.low:g} to {decision.high:g}); a wider range may hold a better policy."
        )
    table = _metric_table("today", "recommended", "difference")
    for name, quantity in metrics.items():
        _add(table, name, quantity, result.baseline, result.winner)
    _CONSOLE.print(table)
    runs = result.runs
    _say(
        f"Means on {study.search.validate_replications} fresh replications that chose nothing "
        f"(seed {result.seed}), the same for both policies, with {_CONFIDENCE} half-widths."
    )
    _say(
        f"Runs: {runs['search']:,} to search {len(result.trials)} policies, {runs['select']:,} to "
        f"select among the best, {runs['validate']:,} to validate."
    )
    _say(
        f"The best mean of the search, {readable(result.best_observed, 'money')}, chose the "
        "finalists; being the largest of many, it is no estimate of the value."
    )
    fluid = Estimate(result.fluid[_OBJECTIVE], float("nan"))
    _say(f"Fluid approximation of the objective: {readable(fluid, 'money')}.")
    plan = result.plan
    _say(
        f"As a fixed schedule for finance ({describe_policy(plan.policy)}): objective "
        f"{readable(plan.metrics[_OBJECTIVE], 'money')}, "
        f"{readable(plan.gain[_OBJECTIVE], 'money', signed=True)} over today's policy and "
        f"{readable(result.plan_difference, 'money', signed=True)} over the adaptive one."
    )
    _show_plan(result)
    for file in files:
        _say(f"Wrote {file}")


def _show_plan(result: Recommendation) -> None:
    """The fixed schedule, row by row; a longer one is left to its file."""
    rows = result.plan_rows
    if len(rows) > _LONGEST_PLAN:
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, collapse_padding=True)
    for heading in rows[0]:
        table.add_column(heading, justify="right", no_wrap=True)
    for each in rows:
        table.add_row(*(_cell(value) for value in each.values()))
    _CONSOLE.print(table)


def _cell(value: str | int | float) -> str:
    return value if isinstance(value, str) else f"{value:,.10g}"


def _named(name: str, valued: Valued) -> str:
    """A policy's name, with what it decides unless the name says so."""
    return name if "=" in name else f"{name} ({describe_policy(valued.policy)})"


def _metric_table(*headings: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, collapse_padding=True)
    table.add_column("metric", no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, min_width=1)
    return table


def _add(table: Table, name: str, quantity: Quantity, reference: Valued, other: Valued) -> None:
    """A row of a metric: the reference, the other policy, and their paired difference."""
    values = (reference.metrics[name], other.metrics[name], other.gain[name])
    scale, *texts = row(values, quantity.unit, [False, False, True])
    table.add_row(name, *texts, scale)


def _plain(value: Estimate) -> str:
    decimals = 1 if abs(value.mean) < 1000 else 0
    return f"{value.mean:,.{decimals}f} ± {value.half_width:,.{decimals}f}"


def _footnote(replications: int, seed: int, engine: str) -> None:
    _say(
        f"Means over {replications} replications with {_CONFIDENCE} half-widths "
        f"(seed {seed}, phase simulate, engine {engine})."
    )
