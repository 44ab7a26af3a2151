"""What people read in the terminal about a recommendation."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from planner.handoff import sentences, stretches
from planner.handoff.advice import advice
from planner.handoff.asked import Asked
from planner.handoff.console import add_metric
from planner.handoff.numbers import begun, exactly
from planner.handoff.staffing import steps as team_steps
from planner.handoff.terminal import (
    metric_table,
    plain_table,
    say,
    say_beside,
    say_command,
    show_table,
)
from planner.handoff.units import money
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
    _say_all(sentences.plan(result))
    _show_plan(result)
    _say_all(sentences.remedy(study, result.selected))
    _show_rivals(result)
    _say_all(sentences.simplest(result))
    table = metric_table("today", "recommended", "difference")
    for name, quantity in study.model.metrics.items():
        add_metric(table, name, quantity, result.baseline, result.winner)
    show_table(table)
    _say_all(sentences.objective(result))
    _say_all(sentences.method(result))
    say()


def show_frontier(result: Recommendation) -> None:
    """The answer of ``plan frontier``."""
    front, study = result.frontier, result.study
    now = study.credited
    say(f"{study.name}: the best policy for every {front.share} (the study's is {now:g})")
    table = plain_table()
    for heading in stretches.headings(result):
        words = heading == "policy"
        table.add_column(heading, justify="left" if words else "right", no_wrap=not words)
    shown = stretches.distinct(result)
    here = shown.at(now)
    for each, (between, *cells) in zip(shown.stretches, stretches.rows(result), strict=True):
        mark = " *" if each is here else ""
        table.add_row(f"{between}{mark}", *cells)
    show_table(table)
    share = study.model.share
    say(
        f"How to use it: nobody knows {front.share} exactly. If all values that you think possible "
        "lie in one row, its policy is right whichever holds; if not, settle that first."
    )
    say(
        "Policies that differ by less than "
        f"{money(study, exactly(result.selected.zone))} share a row; numbers are rounded."
    )
    say(
        f"* where the study's {front.share} lies. The objective is {front.share} x "
        f"{share.credited} - {share.cost}."
    )
    say(
        f"From {front.candidates} policies, on {front.replications} fresh replications each "
        f"(seed {result.seed}): those that did best for some {front.share} in the search or by "
        "the fluid approximation. The search itself was for the study's; a search for another "
        f"{front.share} may find a better one for that. The largest of several means is a little "
        "too high, most of all near the switches."
    )
    _say_all(stretches.edges(result))
    if study.constraints:
        say("Policies that broke a constraint on these replications were left out.")


def _say_all(texts: Iterable[str]) -> None:
    for text in texts:
        say(text)


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
    if len(rows) > _LONGEST_PLAN:
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
