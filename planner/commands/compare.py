"""``plan compare``."""

from collections.abc import Collection, Mapping, Sequence

import click

from planner.commands.setting import simulator_of
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.policies import comparison_document
from planner.handoff.terminal.policies import show_comparison
from planner.handoff.terminal.progress import Bar
from planner.simulation.simulator import Sample
from planner.simulation.valued import valued
from planner.study.study import BASELINE, Study, load_study
from planner.study.supposed import named
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
    verbose: bool,
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
    compared = [named(study, name) for name in names]
    with Bar(quiet) as bar:
        bar.phase("compare", replications * len(compared))
        found: dict[str, Sample] = {}
        for together in _by_facts(dict(zip(names, compared, strict=True))):
            simulator = simulator_of(next(iter(together.values())), seed, jobs, bar)
            todays = [each.baseline for each in together.values()]
            samples = simulator.sample(todays, Phase.SIMULATE, replications)
            found |= zip(together, samples, strict=True)
    result = {name: valued(found[name], found[names[0]]) for name in names}
    if as_json:
        document = comparison_document(study, simulator, result, replications)
        click.echo(as_text(document))
    else:
        show_comparison(study, simulator, result, replications, verbose=verbose)


def _by_facts(compared: Mapping[str, Study]) -> Collection[Mapping[str, Study]]:
    """Those with the same facts together, as they can share each replication."""
    groups: dict[str, dict[str, Study]] = {}
    for name, each in compared.items():
        groups.setdefault(each.facts.model_dump_json(), {})[name] = each
    return groups.values()
