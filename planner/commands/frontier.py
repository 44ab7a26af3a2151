"""``plan frontier``."""

import click

from planner.commands.recommending import recalled
from planner.handoff import documents, dossier, verdict


def run(
    reference: str, *, results: str, seed: int | None, jobs: int | None, as_json: bool, quiet: bool
) -> None:
    result = recalled(reference, results, seed, jobs, quiet=quiet)
    if as_json:
        click.echo(documents.as_text(dossier.frontier(result)))
    else:
        verdict.show_frontier(result)
