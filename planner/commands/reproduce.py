"""``plan reproduce``."""

import sys

import click

from planner.handoff import console, documents
from planner.handoff.progress import Bar
from planner.reproduce import reproduce
from planner.simulation.parallel import default_jobs
from simmodel import registry

SEED = 1


def run(
    *, replications: int, seed: int | None, jobs: int | None, as_json: bool, quiet: bool
) -> None:
    model = registry.load(next(iter(registry.MODELS)))
    with Bar(quiet) as bar:
        bar.phase("reproduce", replications * len(model.published().scenarios))
        seed = SEED if seed is None else seed
        result = reproduce(model, seed, replications, jobs or default_jobs(), bar.advance)
    if as_json:
        click.echo(documents.as_text(documents.reproduction(result)))
    else:
        console.show_reproduction(result)
    sys.exit(0 if result.succeeded else 1)
