"""The recommendation of a command: how it comes by one, and what it leaves."""

import sys
from pathlib import Path

import click

from planner.api.recommend import recommend
from planner.api.study import load_study
from planner.handoff import files
from planner.handoff.documents.asked import Asked
from planner.handoff.terminal.progress import Bar
from planner.recommendation.folder import held, refusal
from planner.recommendation.recommend import Recommendation
from planner.results.aside import next_aside
from planner.results.delivery import Delivered
from planner.study.study import Study, require_decisions


def recommended(
    reference: str,
    results: str,
    seed: int | None,
    jobs: int | None,
    *,
    quiet: bool,
    fresh: bool,
) -> tuple[Recommendation, Asked | None, Delivered]:
    """Recommend for a study, and write the files of the recommendation.

    What is in the way of the search gives way by ``fresh``, or after a question on the terminal.

    Returns:
        the recommendation, what plan whatif has found for it, and what was written.
    """
    study = load_study(reference)
    require_decisions(study)
    folder = files.results_folder(results, study.name)
    seed = study.seed if seed is None else seed
    fresh = _gives_way(folder, study, seed, fresh=fresh, quiet=quiet)
    with Bar(quiet) as bar:
        found = recommend(study, results=results, fresh=fresh, seed=seed, jobs=jobs, progress=bar)
        bar.phase("write", None)
        answers = files.answered(found.details)
        delivered = files.write(found.details, answers)
    tell_kept(delivered)
    return found.details, answers, delivered


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def tell_kept(delivered: Delivered) -> None:
    """Say which files were changed by somebody and have another name now."""
    for path in delivered.kept:
        click.echo(f"A file that was changed since it was written is kept as {path}", err=True)


def _gives_way(folder: Path, study: Study, seed: int, *, fresh: bool, quiet: bool) -> bool:
    """Whether what ``folder`` holds is to give way, if anything does.

    Raises:
        InputError: it is a result, and nobody has agreed.
    """
    found = held(folder, study, seed)
    if found is None or (found.same and not fresh):
        return fresh
    kept = f"kept in {next_aside(folder)}"
    if found.finished and not fresh:
        question = f"{folder} holds {found.words}. Start over? It is {kept}"
        if not (on_terminal() and click.confirm(question, err=True)):
            raise refusal(folder, study, seed, found)
    elif not (fresh and quiet):
        click.echo(f"{folder} held {found.words}; it is {kept}", err=True)
    return True
