"""``plan reproduce``."""

import sys

import click

from planner.handoff import files
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.reproduction import reproduction_document
from planner.handoff.terminal import printing as terminal
from planner.handoff.terminal.progress import Bar
from planner.handoff.terminal.reproduction import show_reproduction
from planner.reproduce import published_of, reproduce
from planner.simulation.parallel import default_jobs
from planner.study.errors import Complaint, InputError, nearest
from simmodel import registry

SEED = 1


def run(
    name: str | None,
    *,
    replications: int,
    results: str,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    name = next(iter(registry.MODELS)) if name is None else name
    if name not in registry.MODELS:
        near = nearest(name, registry.MODELS)
        raise InputError(
            [Complaint("MODEL", "", f"found {name}", ", ".join(registry.MODELS), near)]
        )
    model = registry.load(name)
    with Bar(quiet) as bar:
        bar.phase("reproduce", replications * len(published_of(model).policies))
        seed = SEED if seed is None else seed
        result = reproduce(model, seed, replications, jobs or default_jobs(), bar.advance)
    pictures = files.write_figures(result, results, name)
    if as_json:
        click.echo(as_text(reproduction_document(result)))
    else:
        show_reproduction(result)
        for path in pictures:
            terminal.say(f"Wrote {path}")
    sys.exit(0 if result.succeeded else 1)
