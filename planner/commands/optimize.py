"""``plan optimize``."""

import sys

import click

from planner.handoff import console, documents, files
from planner.handoff.progress import Bar
from planner.search.recommend import recommend
from planner.simulation.parallel import default_jobs
from planner.study.study import load_study, require_decisions

INTERRUPTED = 130


def run(
    reference: str, *, results: str, seed: int | None, jobs: int | None, as_json: bool, quiet: bool
) -> None:
    study = load_study(reference)
    require_decisions(study)
    folder = files.results_folder(results, study.name)
    try:
        with Bar(quiet) as bar:
            result = recommend(
                study,
                study.seed if seed is None else seed,
                jobs or default_jobs(),
                folder,
                bar.phase,
                bar.advance,
            )
    except KeyboardInterrupt:
        click.echo(
            f"Interrupted. The trials finished so far are recorded in {folder}; no recommendation "
            "was written. The same command starts the search again.",
            err=True,
        )
        sys.exit(INTERRUPTED)
    written = files.write(result, folder)
    if as_json:
        click.echo(documents.as_text(documents.recommendation(result)))
    else:
        console.show_recommendation(result, written)
