"""``plan assign``."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click

from planner.api.assign import assign, review_assignments
from planner.api.study import load_study
from planner.commands.recommending import tell_kept
from planner.handoff import files
from planner.handoff.documents.assignment import assignment_document
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.review import review_document
from planner.handoff.terminal.assignment import show_assignment
from planner.handoff.terminal.progress import Bar
from planner.handoff.terminal.review import show_review
from planner.results.manifest import check_free

NEGATIVE = 1

_OPTIONS = {
    "moves": "--moves",
    "lock_within_days": "--lock-within",
    "replications": "--replications",
}


def run(
    reference: str,
    *,
    results: str,
    accounts: str | None,
    team: str | None,
    decisions: str | None,
    review: str | None,
    predict_only: bool,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **settings: Any,
) -> None:
    study = load_study(reference)
    if review is not None:
        told = review_assignments(study, review, accounts=accounts, team=team).details
        if as_json:
            click.echo(as_text(review_document(told)))
        else:
            show_review(told, verbose=verbose)
        return
    given = {name: value for name, value in settings.items() if value is not None}
    again = _again(accounts, team, given, predict_only=predict_only)
    with Bar(quiet) as bar:
        found = assign(
            study,
            accounts=accounts,
            team=team,
            decisions=decisions,
            simulate=not predict_only,
            seed=seed,
            jobs=jobs,
            progress=bar,
            **given,
        ).details
        bar.phase("write", None)
        folder = files.results_folder(results, study.name)
        check_free(folder, study)
        found = files.with_trail(found, folder)
        delivered = files.write_assignment(found, folder, datetime.now(UTC), again)
    tell_kept(delivered)
    if as_json:
        click.echo(as_text(assignment_document(found)))
    else:
        show_assignment(found, delivered.files, again, verbose=verbose)
    if found.conflicts:
        raise SystemExit(NEGATIVE)


def _again(
    accounts: str | None, team: str | None, settings: Mapping[str, Any], *, predict_only: bool
) -> list[str]:
    """The options that the next command is to repeat."""
    paths = {"--accounts": accounts, "--team": team}
    found = [text for name, path in paths.items() if path for text in (name, path)]
    for name, option in _OPTIONS.items():
        if name in settings:
            found += [option, str(settings[name])]
    return found + ["--predict-only"] * predict_only
