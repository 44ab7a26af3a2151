"""``plan check``."""

from dataclasses import asdict

import click

from planner.api.check import check
from planner.api.study import load_study
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.study import calibration_document, check_document
from planner.handoff.terminal import printing as terminal
from planner.handoff.terminal.study import show_calibrated, show_check, show_fields
from planner.handoff.wording.amounts import amounts
from planner.study.doubts import doubtful_numbers
from planner.study.field_docs import as_markdown, field_rows
from planner.study.study import Study
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
        found = check(study, seed=seed, jobs=jobs, progress=not quiet)
        if as_json:
            document = calibration_document(found.today, found.seed)
            click.echo(as_text(check_document(study, document, found.zone)))
        else:
            show_check(found.study, found.zone, verbose=verbose)
            if found.out_of_reach:
                terminal.say(f"Warning: {found.out_of_reach}")
            for sentence in amounts(study):
                terminal.say(sentence)
            for sentence in doubtful_numbers(study):
                terminal.say(f"Warning: {sentence}")
            show_calibrated(study, found.today)


def _show_fields(study: Study | None, markdown: bool, as_json: bool) -> None:
    model = study.model if study else registry.load(next(iter(registry.MODELS)))
    rows = field_rows(model)
    if as_json:
        click.echo(as_text({"fields": [asdict(row) for row in rows]}))
    elif markdown:
        click.echo(as_markdown(rows), nl=False)
    else:
        show_fields(rows)
