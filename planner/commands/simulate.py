"""``plan simulate``."""

from collections.abc import Sequence

import click

from planner.commands.setting import simulator_of
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.policies import simulation_document
from planner.handoff.terminal.policies import show_simulation
from planner.handoff.terminal.progress import Bar
from planner.simulation.replications import Engine
from planner.study.study import load_study
from planner.study.supposed import supposed
from simmodel.streams import Phase


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
    other = supposed(study, settings)
    with Bar(quiet) as bar:
        bar.phase("simulate", replications)
        simulator = simulator_of(other, seed, jobs, bar, engine)
        (sample,) = simulator.sample([other.baseline], Phase.SIMULATE, replications)
    if as_json:
        click.echo(as_text(simulation_document(study, other, simulator, sample)))
    else:
        show_simulation(study, other, simulator, sample)
