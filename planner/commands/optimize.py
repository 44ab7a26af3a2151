"""``plan optimize``."""

import sys

import click

from planner.commands.recommending import recommended
from planner.handoff import documents, dossier, verdict


def run(
    reference: str,
    *,
    results: str,
    fresh: bool,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    result, answers, delivered = recommended(
        reference, results, seed, jobs, quiet=quiet, fresh=fresh
    )
    if as_json:
        click.echo(documents.as_text(dossier.recommendation(result)))
    else:
        verdict.show_recommendation(result, delivered.files, answers, verbose=verbose)
    sys.exit(0 if result.selected.feasible else 1)
