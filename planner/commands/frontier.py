"""``plan frontier``."""

import click

from planner.handoff import documents, dossier, files, verdict
from planner.handoff.progress import Bar
from planner.recommendation.recommend import recommend
from planner.simulation.parallel import default_jobs
from planner.study.study import load_study, require_decisions


def run(
    reference: str, *, results: str, seed: int | None, jobs: int | None, as_json: bool, quiet: bool
) -> None:
    study = load_study(reference)
    require_decisions(study)
    folder = files.results_folder(results, study.name)
    with Bar(quiet) as bar:
        seed = study.seed if seed is None else seed
        result = recommend(study, seed, jobs or default_jobs(), folder, bar)
    files.write(result, folder)
    if as_json:
        click.echo(documents.as_text(dossier.frontier(result)))
    else:
        verdict.show_frontier(result)
