"""A recommendation in the terminal."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from planner.handoff.documents.asked import Asked
from planner.handoff.terminal.parts import show_parts
from planner.handoff.terminal.policies import add_metric
from planner.handoff.terminal.printing import (
    metric_table,
    plain_table,
    say,
    say_all,
    say_beside,
    say_command,
    show_table,
)
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details
from planner.handoff.wording.numbers import begun
from planner.handoff.wording.units import money
from planner.recommendation.recommend import Recommendation
from planner.selection.select import Finalist
from planner.simulation.valued import Valued
from planner.study.study import Study, describe_policy
from simmodel.contract.parts import whole

_LONGEST_PLAN = 12


def show_recommendation(
    result: Recommendation,
    files: Sequence[Path],
    asked: Asked | None = None,
    *,
    verbose: bool = False,
) -> None:
    """The answer of ``plan optimize``: the advice, and with ``verbose`` all that it rests on.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    advised = advice(result, asked)
    say()
    for heading, texts in (advised.whole if verbose else advised.parts).items():
        say_beside(heading, " ".join(texts))
    if verbose:
        say_beside("Settings", f"{advised.settings}.")
        found = details(result)
        say()
        say_all((*found.team, *found.fixed_plan))
        _show_plan(result.study, result.plan_rows)
        say_all(found.remedy)
        _show_rivals(result.study, found.rivals, result.selected.rivals)
        say_all(found.simplest)
        _show_metrics(result.study, result.baseline, result.winner)
        say_all((*found.objective, *found.method))
        say()
    *steps, more = advised.steps
    shown = steps if verbose else steps[:1]
    tells = [step.tells for step in (shown if verbose else (*shown, more))]
    say_beside("Next", f"{begun('; '.join(tells))}:")
    for step in shown:
        say_command(step.command)
    if files:
        names = ", ".join(file.name for file in files)
        say_beside("Wrote", f"{names} to {result.folder}")


def _show_rivals(study: Study, heading: str, rivals: Sequence[Finalist]) -> None:
    if rivals:
        say(heading)
    for each in rivals:
        difference = money(each.difference, study.finance.currency, signed=True)
        say(f"  {describe_policy(study, each.policy)}: {difference}")


def _show_metrics(study: Study, today: Valued, recommended: Valued) -> None:
    table = metric_table("today", "recommended", "difference")
    for name, quantity in study.model.metrics.items():
        if whole(name):
            add_metric(table, name, quantity, today, recommended)
    show_table(table)
    show_parts(study.model, recommended.metrics)


def _show_plan(study: Study, rows: Sequence[Mapping[str, str | int | float]]) -> None:
    """The fixed schedule, row by row, of each part by itself; a longer one is left to its file."""
    kinds = study.model.parts.names if study.model.parts else ()
    kind = next((each for each in kinds if rows and each in rows[0]), None)
    if kind is None:
        _show_rows(rows)
        return
    for name, own in groupby(rows, itemgetter(kind)):
        _show_rows([{key: row[key] for key in row if key != kind} for row in own], name)


def _show_rows(rows: Sequence[Mapping[str, str | int | float]], of: str | float = "") -> None:
    if not 0 < len(rows) <= _LONGEST_PLAN:
        return
    if of:
        say(f"{of}:")
    table = plain_table()
    for name in rows[0]:
        heading = name.replace("_", "\n")  # narrow, so that large money fits beside it
        table.add_column(heading, justify="right", vertical="bottom", no_wrap=True)
    for each in rows:
        table.add_row(*(_cell(value) for value in each.values()))
    show_table(table)


def _cell(value: str | int | float) -> str:
    return value if isinstance(value, str) else f"{value:,.10g}"
