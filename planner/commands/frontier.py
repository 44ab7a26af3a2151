"""``plan frontier``."""

import click

from planner.api.frontier import frontier, require_share
from planner.api.recommend import recall
from planner.api.study import load_study
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import frontier_document
from planner.handoff.terminal.frontier import show_frontier


def run(
    reference: str, *, results: str, seed: int | None, jobs: int | None, as_json: bool, quiet: bool
) -> None:
    study = load_study(reference)
    require_share(study)
    found = recall(study, results=results, seed=seed, jobs=jobs, progress=not quiet)
    result, front = found.details, frontier(found).details
    if as_json:
        click.echo(as_text(frontier_document(result.study, result.seed, front)))
    else:
        show_frontier(result.study, result.seed, front, result.selected.zone)
