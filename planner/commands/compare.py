"""``plan compare``."""

from collections.abc import Sequence

import click

from planner.api.compare import compare
from planner.api.study import load_study
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.policies import comparison_document
from planner.handoff.terminal.policies import show_comparison
from planner.study.study import BASELINE


def run(
    reference: str,
    *,
    policies: Sequence[str],
    replications: int,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    study = load_study(reference)
    if not {*(policies or study.scenarios)} - {BASELINE}:
        lacking = "Only the baseline is named" if policies else f"{study.path} has no scenarios"
        raise click.UsageError(
            f'{lacking}; say what to compare it with, for example --policy "caf=1.1".'
        )
    found = compare(
        study, policies, replications=replications, seed=seed, jobs=jobs, progress=not quiet
    )
    if as_json:
        document = comparison_document(study, found.policies, replications, found.seed)
        click.echo(as_text(document))
    else:
        show_comparison(study, found.policies, replications, found.seed, verbose=verbose)
