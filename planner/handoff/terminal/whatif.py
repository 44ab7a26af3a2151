"""Facts that turn out otherwise, in the terminal."""

from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

from planner.handoff.terminal import break_even, moves
from planner.handoff.terminal.printing import answer_table, say, show_table
from planner.handoff.wording.numbers import CONFIDENCE_TEXT, column, told
from planner.sensitivity.moves import CONTENDERS, Contender
from planner.sensitivity.neighbours import Marginal, by_part
from planner.sensitivity.whatif import Answers
from planner.simulation.estimate import Estimate
from planner.study.study import describe_policy


def show_answers(answers: Answers, files: Sequence[Path]) -> None:
    """The answer of ``plan whatif``."""
    numbers = count(1)

    def ask(question: str) -> None:
        say(f"\n{next(numbers)}. {question}")

    _show_contenders(answers)
    invested, strengthened, owned = answers.invested, answers.strengthened, answers.ownership
    if answers.moves:
        ask("What if facts turn out otherwise, one by one and together?")
        moves.show_moves(answers)
    if invested is not None:
        ask(f"What may {invested.investment.decision} cost before it loses money, by share?")
        break_even.show_break_even(invested)
    if strengthened is not None:
        ask(f"What if {moves.stronger(answers.study, strengthened.move)}?")
        moves.show_strengthened(answers.study, strengthened)
    if answers.marginals:
        finance = answers.study.model.finance
        one = "one more position" if finance and finance.roles.turnover else "one more"
        where = "each part of the plan" if answers.marginals[0].part else "the plan"
        ask(f"What is {one}, or one fewer, in {where} worth, from each quarter to the end?")
        _show_marginals(answers.marginals)
    if invested is not None and invested.uncertain is not None:
        decision, planned = invested.investment.decision, invested.uncertain.planned
        ask(f"What if {decision} of {planned:g} is paid for, and its effect is uncertain?")
        break_even.show_uncertain(invested.investment, invested.uncertain)
    if invested is not None and owned is not None:
        decision = invested.investment.decision
        people = answers.study.model.series[invested.investment.people].unit
        ask(f"What does {decision} cost to own, against the {people} it replaces?")
        break_even.show_ownership(invested.investment, people, owned)
    _show_method(answers)
    say("The report and plan.xlsx show these answers too; the plan in them stays as it was.")
    for file in files:
        say(f"Wrote {file}")


def show_kept(answers: Answers) -> None:
    """The plan if it is kept whatever happens: what is known before any policy is sought anew."""
    if answers.moves:
        say(f"\nWhat if, for {answers.study.name}: the plan, kept as it is.")
        moves.show_plan(answers)
        say("Policies for these facts are being sought; all answers follow.")


def _show_contenders(answers: Answers) -> None:
    study, result, own = answers.study, answers.recommendation, answers.own
    say(
        f"\nWhat if, for {study.name}. All money in {study.finance.currency}; K, M and B are "
        "thousands, millions and billions. The objective, if all facts are as the study has them:"
    )
    plans = study.model.fixed_plan is not None
    shown = [who for who in CONTENDERS if who != "reoptimised" and (plans or who != "plan")]
    words: dict[Contender, str] = {
        "plan": "the fixed schedule for finance: plan.xlsx",
        "policy": describe_policy(study, result.winner.policy),
        "today": describe_policy(study, study.baseline),
    }
    levels = [own.metrics[who]["objective"] for who in shown]
    scale, texts = column(levels, "money")
    table = answer_table("", "")
    table.add_column()
    for who, text in zip(shown, texts, strict=True):
        table.add_row(moves.NAMES[who], f"{text} {scale}".rstrip(), words[who])
    show_table(table)
    if plans:
        say(
            "The plan keeps its numbers whatever happens; the recommended policy looks at the "
            "customers of the day."
        )
    if not answers.study.whatif.trials:
        say(
            "Everybody keeps what was decided: no policy is sought for other facts, nor a price of "
            "an investment."
        )
    if answers.tried:
        say(
            "A re-optimised one, below, is searched for the facts at hand, as if they had been "
            "known from the first day."
        )


def _show_marginals(marginals: Sequence[Marginal]) -> None:
    changes = _changes(marginals)
    last = max(each.begins for each in marginals)
    early = _changes([each for each in marginals if each.begins < last])
    if marginals[0].part:
        _show_extremes([each for each in marginals if each.begins < last])
    else:
        _show_quarters(marginals)
    best = max(early, key=lambda label: early[label].mean, default=None)
    if best is not None and early[best].low > 0:
        say(f"The plan gains most by {best}: {told(early[best])}.")
    else:
        say("None of these changes is shown to make the plan better.")
    say(f"Those from {last} on are left out: the horizon ends before they show what they do.")
    say(f"Of {len(changes)} such intervals one in twenty misses the truth by chance.")


def _changes(marginals: Iterable[Marginal]) -> dict[str, Estimate]:
    """Gains of one more and of one fewer, as far as they are possible, by what is changed."""
    return {
        f"one {words} {_when(each)}": gain
        for each in marginals
        for words, gain in (("more", each.more), ("fewer", each.fewer))
        if gain is not None
    }


def _show_quarters(marginals: Sequence[Marginal]) -> None:
    cells = [gain for each in marginals for gain in (each.more, each.fewer)]
    scale, texts = column(cells, "money", signed=True)
    table = answer_table(f"gain, {scale}" if scale else "gain", "one more", "one fewer")
    for place, each in enumerate(marginals):
        table.add_row(_when(each), *texts[2 * place : 2 * place + 2])
    show_table(table)


def _show_extremes(marginals: Sequence[Marginal]) -> None:
    """The best and the worst change of each part."""
    found = []
    for own in by_part(marginals).values():
        ranked = sorted(_changes(own).items(), key=lambda each: -each[1].mean)
        found += [("best", *ranked[0]), ("worst", *ranked[-1])] if ranked else []
    scale, texts = column([gain for *_, gain in found], "money", signed=True)
    table = answer_table("", f"gain, {scale}" if scale else "gain", long=True)
    for (rank, label, _), text in zip(found, texts, strict=True):
        table.add_row(f"{rank}: {label}", text)
    show_table(table)
    say('The sheet "One more or fewer" of plan.xlsx has every quarter.')


def _when(marginal: Marginal) -> str:
    """From when, and in which part of the team."""
    where = f"in {marginal.part} " if marginal.part else ""
    return f"{where}from {marginal.begins}"


def _show_method(answers: Answers) -> None:
    say(
        f"\nDifferences are paired on {answers.replications} fresh replications (seed "
        f"{answers.recommendation.seed}) that chose nothing, luck taken out, with "
        f"{CONFIDENCE_TEXT} half-widths."
    )
    if answers.tried:
        fewest, most = answers.tried[0], answers.tried[-1]
        tried = f"{most}" if fewest == most else f"{fewest} to {most}"
        say(
            "Re-optimised: the best of a search of its own, shorter than that of plan optimize: "
            f"{tried} policies tried, the recommended one among them, on {answers.choosing} other "
            f"replications each, rivals on up to {answers.closest}. A longer search "
            "(whatif.trials) may find a better one."
        )
        if answers.study.constraints:
            say(
                "Re-optimised policies keep the constraints if one of those tried can; the plan "
                "may not."
            )
