"""``plan compare``."""

from collections.abc import Sequence

import click

from planner.commands.setting import simulator_of
from planner.handoff import console, documents
from planner.handoff.progress import Bar
from planner.simulation.valued import valued
from planner.study.study import BASELINE, load_study, named_policy
from simmodel.streams import Phase


def run(
    reference: str,
    *,
    policies: Sequence[str],
    replications: int,
    seed: int | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    study = load_study(reference)
    names = list(dict.fromkeys(policies or (BASELINE, *study.scenarios)))
    if len(names) == 1 and names != [BASELINE]:
        names.insert(0, BASELINE)
    if len(names) == 1:
        lacking = "Only the baseline is named" if policies else f"{study.path} has no scenarios"
        raise click.UsageError(
            f'{lacking}; say what to compare it with, for example --policy "caf=1.1".'
        )
    compared = [named_policy(study, name) for name in names]
    with Bar(quiet) as bar:
        bar.phase("compare", replications * len(compared))
        simulator = simulator_of(study, seed, jobs, bar)
        samples = simulator.sample(compared, Phase.SIMULATE, replications)
    result = {name: valued(sample, samples[0]) for name, sample in zip(names, samples, strict=True)}
    if as_json:
        document = documents.comparison(study, simulator, result, replications)
        click.echo(documents.as_text(document))
    else:
        console.show_comparison(study, simulator, result, replications)
