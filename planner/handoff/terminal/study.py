"""What people read in the terminal about a study: as it begins, and as it is checked."""

from collections.abc import Iterator, Sequence
from math import isfinite

from rich.table import Table

from planner.handoff.terminal.printing import CONSOLE, answer_table, say, say_command, show_table
from planner.handoff.wording.amounts import zone_words
from planner.handoff.wording.numbers import CONFIDENCE_TEXT, exactly, plain, readable
from planner.recommendation.zone import Zone
from planner.simulation.calibration import REPLICATIONS, Calibrated, Figure
from planner.study.defaults import defaults_used
from planner.study.field_docs import FieldRow
from planner.study.study import Study, describe_policy

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
    every = [decision.name for decision in study.model.decisions(study.facts, study.baseline)]
    say(
        f"Searched: {', '.join(searched)}. As today unless [decisions] turns it on: "
        f"{', '.join(name for name in every if name not in searched)}."
    )
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
    table.add_row("today", describe_policy(study, study.baseline))
    for decision in study.space:
        allowed = str(decision)
        table.add_row(f"to decide: {decision.name}", f"{allowed}: {decision.description}")
    for constraint in study.constraints:
        table.add_row("to keep", str(constraint))
    for goal in study.goals:
        table.add_row("goal", str(goal))
    for name, policy in study.scenarios.items():
        table.add_row(f"scenario {name}", describe_policy(study, policy))
    for move in study.whatif.moves:
        table.add_row("what if", f"{move.fact} {plain(move.low)} to {plain(move.high)}")
    if zone is not None:
        table.add_row("worth telling", zone_words(study, zone))
    CONSOLE.print(table)
    _remarks(study)
    defaults = [*defaults_used(study.facts, "facts"), *defaults_used(study.objective, "objective")]
    if defaults:
        say("Not in the file, so a default holds:")
        for default in defaults:
            say(f"  {default}")
    _show_search(study, verbose=verbose)


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
    if not found.figures and not found.load:
        return
    say(
        f"Today's policy by simulation, over the horizon (means of {REPLICATIONS} replications "
        f"with {CONFIDENCE_TEXT} half-widths):"
    )
    table = answer_table("metric", "by the model", *(["as known"] if study.today else []))
    for figure in found.figures.values():
        known = [] if figure.known is None else [_known(study, figure)]
        table.add_row(figure.metric, _given(study, figure), *known)
    if study.model.finance and found.load:
        table.add_row(f"customers per {study.model.finance.roles.member}", readable(found.load, ""))
    show_table(table)
    for sentence in warnings(study, found):
        say(sentence)


def warnings(study: Study, found: Calibrated) -> Iterator[str]:
    """What does not fit, and where to look; and what to say for the model to be held against."""
    for figure in found.differing:
        yield (
            f"Warning: {figure.metric} is {_given(study, figure)} by the model, and "
            f"{_known(study, figure)} as [today] has it: the model is not this company, and its "
            f"answers are not for it. This hangs on {found.hangs_on.get(figure.metric, '[facts]')}."
        )
    for doubt in found.doubts:
        yield f"Warning: {doubt}"
    if not study.today:
        figures = [found.figures[name] for name in found.hangs_on]
        means = {each.metric: each.model.mean for each in figures if isfinite(each.model.mean)}
        example = next((f", such as {name} = {mean:.2f}" for name, mean in means.items()), "")
        yield (
            "Is that your company? Say what you know of today in a table [today]"
            f"{example}, and check sets the two beside each other."
        )


def _given(study: Study, figure: Figure) -> str:
    return readable(figure.model, study.model.metrics[figure.metric].unit)


def _known(study: Study, figure: Figure) -> str:
    assert figure.known is not None
    return readable(exactly(figure.known), study.model.metrics[figure.metric].unit)
