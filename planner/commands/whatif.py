"""``plan whatif``."""

import click

from planner.commands.recommending import recalled, tell_kept
from planner.handoff import files
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.whatif import whatif_document
from planner.handoff.terminal.progress import Bar
from planner.handoff.terminal.whatif import show_answers
from planner.sensitivity.whatif import whatif
from planner.simulation.parallel import default_jobs


def run(
    reference: str, *, results: str, seed: int | None, jobs: int | None, as_json: bool, quiet: bool
) -> None:
    result = recalled(reference, results, seed, jobs, quiet=quiet)
    with Bar(quiet) as bar:
        answer = whatif(result, jobs or default_jobs(), result.folder, bar)
        bar.phase("write", None)
        delivered = files.write_whatif(answer)
    tell_kept(delivered)
    if as_json:
        click.echo(as_text(whatif_document(answer)))
    else:
        show_answers(answer, delivered.files)
