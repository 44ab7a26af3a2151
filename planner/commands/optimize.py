"""``plan optimize``."""

import sys

import click

from planner.commands.recommending import recommended
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.terminal.recommendation import show_recommendation


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
        click.echo(as_text(recommendation_document(result)))
    else:
        show_recommendation(result, delivered.files, answers, verbose=verbose)
    sys.exit(0 if result.selected.feasible else 1)
