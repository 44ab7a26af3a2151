"""``plan whatif``."""

import click

from planner.api.recommend import recall
from planner.api.study import load_study
from planner.api.whatif import require_mean, whatif
from planner.commands.recommending import tell_kept
from planner.handoff import files
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.whatif import whatif_document
from planner.handoff.terminal.progress import Bar
from planner.handoff.terminal.whatif import show_answers, show_kept


def run(
    reference: str,
    *,
    keep_plan: bool,
    results: str,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    study = load_study(reference)
    require_mean(study)
    recalled = recall(study, results=results, seed=seed, jobs=jobs, progress=not quiet)
    if not (keep_plan or quiet or as_json) and study.whatif.trials:
        with Bar(quiet) as bar:
            kept = whatif(recalled, keep_plan=True, jobs=jobs, progress=bar).details
        show_kept(kept)
    with Bar(quiet) as bar:
        found = whatif(recalled, keep_plan=keep_plan, jobs=jobs, progress=bar).details
        bar.phase("write", None)
        delivered = files.write_whatif(found)
    tell_kept(delivered)
    if as_json:
        click.echo(as_text(whatif_document(found)))
    else:
        show_answers(found, delivered.files)
