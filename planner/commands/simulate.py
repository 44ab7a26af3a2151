"""``plan simulate``."""

from collections.abc import Sequence

import click

from planner.api.simulate import simulate
from planner.api.study import load_study
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.policies import simulation_document
from planner.handoff.terminal.policies import show_simulation
from planner.simulation.replications import Engine


def run(
    reference: str,
    *,
    settings: Sequence[str],
    replications: int,
    engine: Engine,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    study = load_study(reference)
    found = simulate(
        study.with_(settings),
        replications=replications,
        engine=engine,
        seed=seed,
        jobs=jobs,
        progress=not quiet,
    )
    told = (study, found.study, found.sample, found.seed, engine)
    if as_json:
        click.echo(as_text(simulation_document(*told)))
    else:
        show_simulation(*told)
