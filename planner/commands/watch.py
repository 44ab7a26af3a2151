"""``plan watch``."""

from pathlib import Path

import click

from planner.handoff import console, documents, files
from planner.handoff.progress import Bar
from planner.handoff.readback import recommended
from planner.simulation.parallel import default_jobs
from planner.simulation.watched import watch
from planner.study.study import Study, load_study, named_policy
from simmodel.fields import Section


def run(
    reference: str,
    *,
    policy: str | None,
    replication: int,
    results: str,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    study = load_study(reference)
    name, chosen, own = _chosen(study, policy, results)
    folder = files.results_folder(results, study.name)
    with Bar(quiet) as bar:
        bar.phase("watch", 2)
        future = watch(
            study,
            name,
            chosen,
            seed=own if seed is None else seed,
            replication=replication,
            jobs=jobs or default_jobs(),
            on_runs=bar.advance,
        )
    path = files.write_animation(future, folder)
    if as_json:
        click.echo(documents.as_text(documents.watch(future, path)))
    else:
        console.show_watch(future, path)


def _chosen(study: Study, text: str | None, results: str) -> tuple[str, Section, int]:
    """The name and the policy to watch beside today's, and the seed of its futures."""
    if text is not None:
        return text if "=" not in text else "this policy", named_policy(study, text), study.seed
    found = recommended(study, Path(results) / study.name)
    if not found.current:
        changed = f"{found.path}: {study.path} has changed since this was recommended"
        click.echo(changed, err=True)
    return "recommended policy", found.policy, found.seed
