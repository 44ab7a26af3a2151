"""``plan check``."""

from dataclasses import asdict

import click

from planner.commands.setting import simulator_of
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.study import calibration_document, check_document
from planner.handoff.terminal import printing as terminal
from planner.handoff.terminal.progress import Bar
from planner.handoff.terminal.study import show_calibrated, show_check, show_fields
from planner.handoff.wording.amounts import amounts
from planner.recommendation.outset import out_of_reach, require_runs
from planner.recommendation.zone import zone_of
from planner.search.screen import screen
from planner.simulation.calibration import REPLICATIONS, calibrate
from planner.study.doubts import doubtful_numbers
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
    verbose: bool,
) -> None:
    if reference is None and not fields:
        raise click.UsageError("Missing argument 'STUDY'.")
    study = load_study(reference) if reference is not None else None
    if fields:
        _show_fields(study, markdown, as_json)
    elif study:
        if study.space:
            require_runs(study)
        with Bar(quiet) as bar:
            bar.phase("check", REPLICATIONS)
            simulator = simulator_of(study, seed, jobs, bar)
            today = calibrate(study, simulator)
            seed = simulator.problem.seed
            screened = screen(study, seed, jobs=simulator.jobs) if study.space else None
        zone = zone_of(study, screened) if screened else None
        if as_json:
            document = calibration_document(today, seed)
            click.echo(as_text(check_document(study, document, zone)))
        else:
            show_check(study, zone, verbose=verbose)
            if screened and (doubt := out_of_reach(study, screened)):
                terminal.say(f"Warning: {doubt}")
            for sentence in amounts(study):
                terminal.say(sentence)
            for sentence in doubtful_numbers(study):
                terminal.say(f"Warning: {sentence}")
            show_calibrated(study, today)


def _show_fields(study: Study | None, markdown: bool, as_json: bool) -> None:
    model = study.model if study else registry.load(next(iter(registry.MODELS)))
    rows = field_rows(model)
    if as_json:
        click.echo(as_text({"fields": [asdict(row) for row in rows]}))
    elif markdown:
        click.echo(as_markdown(rows), nl=False)
    else:
        show_fields(rows)
