"""``plan watch``."""

from pathlib import Path

import click

from planner.commands.recommending import tell_kept
from planner.handoff import files
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.policies import watch_document
from planner.handoff.documents.readback import recommended
from planner.handoff.terminal.progress import Bar
from planner.handoff.terminal.watched import show_watch
from planner.recommendation.folder import finished
from planner.results.manifest import check_free
from planner.simulation.parallel import default_jobs
from planner.simulation.watched import watch
from planner.study.errors import Complaint, InputError
from planner.study.study import Study, load_study
from planner.study.supposed import changed_facts, named
from simmodel.contract.sections import Policy


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
    seed = study.seed if seed is None else seed
    name, chosen = _chosen(study, policy, Path(results) / study.name, seed)
    folder = files.results_folder(results, study.name)
    check_free(folder, study)
    with Bar(quiet) as bar:
        bar.phase("watch", 2)
        future = watch(
            study,
            name,
            chosen,
            seed=seed,
            replication=replication,
            jobs=jobs or default_jobs(),
            on_runs=bar.advance,
        )
        bar.phase("write", None)
        delivered = files.write_animation(future, folder)
    tell_kept(delivered)
    (path,) = delivered.files
    if as_json:
        click.echo(as_text(watch_document(future, path)))
    else:
        show_watch(future, path)


def _chosen(study: Study, text: str | None, folder: Path, seed: int) -> tuple[str, Policy]:
    """The name and the policy to watch beside today's."""
    if text is not None:
        return text if "=" not in text else "this policy", _policy(study, text)
    finished(folder, study, seed).close()
    found = recommended(study, folder, seed)
    if not found.current:
        changed = f"{found.path}: {study.path} has changed since this was recommended"
        click.echo(changed, err=True)
    return "recommended policy", found.policy


def _policy(study: Study, text: str) -> Policy:
    """The policy that ``text`` describes. A future is one of the study's own facts."""
    other = named(study, text)
    for key in changed_facts(study, other):
        raise InputError([Complaint("--policy", key, "found a fact", "a decision, or a scenario")])
    return other.baseline
