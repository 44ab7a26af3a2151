"""A study in the terminal: as it begins, and as it is checked."""

from collections.abc import Iterator, Sequence

from rich.table import Table

from planner.handoff.terminal.printing import CONSOLE, answer_table, say, say_command, show_table
from planner.handoff.wording.amounts import zone_words
from planner.handoff.wording.calibration import given, known, warnings
from planner.handoff.wording.numbers import CONFIDENCE_TEXT, plain, readable
from planner.handoff.wording.tables import table_words
from planner.recommendation.zone import Zone
from planner.simulation.calibration import REPLICATIONS, Calibrated
from planner.study.defaults import defaults_used
from planner.study.field_docs import FieldRow
from planner.study.space import possible
from planner.study.study import Study, describe_policy
from simmodel.contract.parts import of_whole, whole

_NEXT = {
    "Is the file in order, and what would run?": "check",
    "What does today's policy bring?": "simulate",
    "What is the best policy, and how sure is that?": "optimize",
}


def show_beginning(study: Study) -> None:
    """The answer of ``plan init``."""
    say(f"Wrote {study.path}. Every line is explained; change it with any editor.")
    _remarks(study)
    searched = [decision.name for decision in study.space]
    every = [each.name for each in possible(study.model, study.facts, study.baseline)]
    decided = set(map(of_whole, searched))
    left = dict.fromkeys(map(of_whole, every))
    others = ", ".join(name for name in left if name not in decided)
    apart = next((name for name in every if not (whole(name) or name in searched)), None)
    of_parts = f"; some for a part alone, too, as {apart}" if apart else ""
    more = f" As today unless [decisions] turns it on: {others}{of_parts}." if others else ""
    say(f"Searched: {', '.join(searched)}.{more}")
    say("Next:")
    for question, verb in _NEXT.items():
        say(question)
        say_command(study.command(verb))


def show_check(study: Study, zone: Zone | None, *, verbose: bool = False) -> None:
    """The answer of ``plan check``; without decisions there is no zone."""
    say(f"{study.path}: in order")
    if study.title:
        say(study.title)
    table = Table.grid(padding=(0, 2))
    table.add_row("model", study.model.name)
    if study.model.in_time:
        table.add_row("starts", study.start.isoformat())
    for each in study.tables:
        table.add_row(each.called, table_words(each, study.finance.currency))
    table.add_row("today", describe_policy(study, study.baseline))
    told: set[str] = set()
    for decision in study.space:
        words = "" if decision.description in told else f": {decision.description}"
        told.add(decision.description)
        table.add_row(f"to decide: {decision.name}", f"{decision}{words}")
    for constraint in study.constraints:
        table.add_row("to keep", str(constraint))
    for goal in study.goals:
        table.add_row("goal", str(goal))
    for label, words in _risk(study):
        table.add_row(label, words)
    for name, policy in study.scenarios.items():
        table.add_row(f"scenario {name}", describe_policy(study, policy))
    for move in study.whatif.moves:
        table.add_row("what if", f"{move.fact} {plain(move.low)} to {plain(move.high)}")
    if zone is not None:
        table.add_row("worth telling", zone_words(study, zone))
    CONSOLE.print(table)
    _remarks(study)
    defaults = [*_facts_by_default(study), *defaults_used(study.objective, "objective")]
    if defaults:
        say("Not in the file, so a default holds:")
        for default in defaults:
            say(f"  {default}")
    _show_search(study, verbose=verbose)


def _risk(study: Study) -> Iterator[tuple[str, str]]:
    """What is told of the worst futures, and what is maximised, where they are asked for."""
    if study.risk.worst_share is not None:
        yield "told", f"the objective's mean over {study.risk.futures}, too"
        if not study.goals:
            yield "maximised", f"the objective's {study.risk.maximised}"


def _facts_by_default(study: Study) -> Iterator[str]:
    """Those that have an effect."""

    def read(key: str) -> bool:
        return study.model.reads(key.removeprefix("facts."))

    return defaults_used(study.facts, "facts", read=read)


def _remarks(study: Study) -> None:
    facts, model = study.facts, study.model
    for remark in (*model.wording.cautions(facts), *model.wording.remarks(facts, study.baseline)):
        say(remark)


def _show_search(study: Study, *, verbose: bool) -> None:
    """What an optimization would do; with ``verbose`` in the words of the method too."""
    budget = study.search
    if study.space:
        say(
            "plan optimize would look at the policies by a formula first, simulate at most "
            f"{budget.trials} of them, compare the best {budget.finalists} and their simpler "
            f"relatives once more, with {100 * budget.confidence:g} % confidence, and value the "
            f"winner in {budget.validate_replications} futures that none of them has met."
        )
        if verbose:
            say(
                f"The formula is the fluid approximation. A trial has {budget.replications} "
                f"replications; sampler {study.sampler}, seed {study.seed}."
            )
    else:
        say("Nothing is left to decide: plan simulate and plan compare work, plan optimize not.")


def show_fields(rows: Sequence[FieldRow]) -> None:
    """The answer of ``plan check --fields``."""
    for field in rows:
        CONSOLE.print(f"{field.key} = {field.default}  ({field.unit})", style="bold")
        say(f"    {field.description}. Allowed: {field.allowed}.")


def show_calibrated(study: Study, found: Calibrated) -> None:
    """The figures of today, each with what it measures, then what does not fit."""
    if found.figures or found.load:
        _show_figures(study, found)
    for sentence in warnings(study, found):
        say(sentence)


def _show_figures(study: Study, found: Calibrated) -> None:
    say(
        f"Today's policy by simulation, over the horizon (means of {REPLICATIONS} replications "
        f"with {CONFIDENCE_TEXT} half-widths):"
    )
    table = answer_table("metric", "by the model", *(["as known"] if study.today else []))
    for figure in found.figures.values():
        told = [] if figure.known is None else [known(study, figure)]
        table.add_row(figure.metric, given(study, figure), *told)
    if study.model.finance and found.load:
        table.add_row(f"customers per {study.model.finance.roles.member}", readable(found.load, ""))
    show_table(table)
