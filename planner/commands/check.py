"""``plan check``."""

from dataclasses import asdict

import click

from planner.handoff import console, documents, terminal
from planner.handoff.amounts import amounts
from planner.study.field_docs import as_markdown, field_rows
from planner.study.study import load_study
from simmodel import registry


def run(reference: str | None, fields: bool, markdown: bool, as_json: bool) -> None:
    if reference is None and not fields:
        raise click.UsageError("Missing argument 'STUDY'.")
    study = load_study(reference) if reference is not None else None
    if fields:
        model = study.model if study else registry.load(next(iter(registry.MODELS)))
        rows = field_rows(model)
        if as_json:
            click.echo(documents.as_text({"fields": [asdict(row) for row in rows]}))
        elif markdown:
            click.echo(as_markdown(rows), nl=False)
        else:
            console.show_fields(rows)
    elif study and as_json:
        click.echo(documents.as_text(documents.check(study)))
    elif study:
        console.show_check(study)
        for sentence in amounts(study):
            terminal.say(sentence)
