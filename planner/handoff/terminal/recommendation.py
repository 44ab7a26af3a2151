"""What people read in the terminal about a recommendation."""

from collections.abc import Sequence
from pathlib import Path

from planner.handoff.documents.asked import Asked
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
from planner.handoff.wording import sentences
from planner.handoff.wording.advice import advice
from planner.handoff.wording.numbers import begun
from planner.handoff.wording.staffing import steps as team_steps
from planner.handoff.wording.units import money
from planner.recommendation.recommend import Recommendation
from planner.study.study import describe_policy

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
        _show_details(result)
    *steps, details = advised.steps
    shown = steps if verbose else steps[:1]
    tells = [step.tells for step in (shown if verbose else (*shown, details))]
    say_beside("Next", f"{begun('; '.join(tells))}:")
    for step in shown:
        say_command(step.command)
    if files:
        names = ", ".join(file.name for file in files)
        say_beside("Wrote", f"{names} to {result.folder}")


def _show_details(result: Recommendation) -> None:
    """The fixed plan, how sure it is, every metric, and the method."""
    study = result.study
    say()
    say(team_steps(result))
    say_all(sentences.plan(result))
    _show_plan(result)
    say_all(sentences.remedy(study, result.selected))
    _show_rivals(result)
    say_all(sentences.simplest(result))
    table = metric_table("today", "recommended", "difference")
    for name, quantity in study.model.metrics.items():
        add_metric(table, name, quantity, result.baseline, result.winner)
    show_table(table)
    say_all(sentences.objective(result))
    say_all(sentences.method(result))
    say()


def _show_rivals(result: Recommendation) -> None:
    rivals = result.selected.rivals
    if rivals:
        say(sentences.rivals(result))
    for each in rivals:
        difference = money(result.study, each.difference, signed=True)
        say(f"  {describe_policy(result.study, each.policy)}: {difference}")


def _show_plan(result: Recommendation) -> None:
    """The fixed schedule, row by row; a longer one is left to its file."""
    rows = result.plan_rows
    if not 0 < len(rows) <= _LONGEST_PLAN:
        return
    table = plain_table()
    for name in rows[0]:
        heading = name.replace("_", "\n")  # narrow, so that large money fits beside it
        table.add_column(heading, justify="right", vertical="bottom", no_wrap=True)
    for each in rows:
        table.add_row(*(_cell(value) for value in each.values()))
    show_table(table)


def _cell(value: str | int | float) -> str:
    return value if isinstance(value, str) else f"{value:,.10g}"
