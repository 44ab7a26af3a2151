"""``plan frontier``."""

import click

from planner.commands.recommending import recalled
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import frontier_document
from planner.handoff.terminal.frontier import show_frontier


def run(
    reference: str, *, results: str, seed: int | None, jobs: int | None, as_json: bool, quiet: bool
) -> None:
    result = recalled(reference, results, seed, jobs, quiet=quiet)
    if as_json:
        click.echo(as_text(frontier_document(result)))
    else:
        show_frontier(result)
