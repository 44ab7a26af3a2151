"""``plan check``."""

from dataclasses import asdict

import click

from planner.commands.setting import simulator_of
from planner.handoff import console, documents, terminal
from planner.handoff.amounts import amounts
from planner.handoff.calibrated import calibration_document, show_calibrated
from planner.handoff.progress import Bar
from planner.simulation.calibration import REPLICATIONS, calibrate
from planner.study.field_docs import as_markdown, field_rows
from planner.study.study import Study, load_study
from simmodel import registry


def run(
    reference: str | None,
    *,
    fields: bool,
    markdown: bool,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    if reference is None and not fields:
        raise click.UsageError("Missing argument 'STUDY'.")
    study = load_study(reference) if reference is not None else None
    if fields:
        _show_fields(study, markdown, as_json)
    elif study:
        with Bar(quiet) as bar:
            bar.phase("check", REPLICATIONS)
            simulator = simulator_of(study, seed, jobs, bar)
            today = calibrate(study, simulator)
        if as_json:
            document = calibration_document(today, simulator.problem.seed)
            click.echo(documents.as_text(documents.check(study, document)))
        else:
            console.show_check(study)
            for sentence in amounts(study):
                terminal.say(sentence)
            show_calibrated(study, today)


def _show_fields(study: Study | None, markdown: bool, as_json: bool) -> None:
    model = study.model if study else registry.load(next(iter(registry.MODELS)))
    rows = field_rows(model)
    if as_json:
        click.echo(documents.as_text({"fields": [asdict(row) for row in rows]}))
    elif markdown:
        click.echo(as_markdown(rows), nl=False)
    else:
        console.show_fields(rows)
