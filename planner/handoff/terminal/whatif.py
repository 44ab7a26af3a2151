"""Facts that turn out otherwise, in the terminal."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from planner.handoff.terminal import break_even, moves
from planner.handoff.terminal.printing import answer_table, say, show_table
from planner.handoff.wording.numbers import CONFIDENCE_TEXT, column, told
from planner.sensitivity.moves import CONTENDERS, Contender
from planner.sensitivity.neighbours import Marginal
from planner.sensitivity.whatif import Answers
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
    if answers.tried:
        say(
            "A re-optimised one, below, is searched for the facts at hand, as if they had been "
            "known from the first day."
        )


def _show_marginals(marginals: Sequence[Marginal]) -> None:
    cells = [gain for each in marginals for gain in (each.more, each.fewer)]
    scale, texts = column(cells, "money", signed=True)
    table = answer_table(f"gain, {scale}" if scale else "gain", "one more", "one fewer")
    for place, each in enumerate(marginals):
        table.add_row(_when(each), *texts[2 * place : 2 * place + 2])
    show_table(table)
    changes = {
        f"one {words} {_when(each)}": gain
        for each in marginals
        for words, gain in (("more", each.more), ("fewer", each.fewer))
        if gain is not None
    }
    best = max(changes, key=lambda label: changes[label].mean)
    if changes[best].low > 0:
        say(f"The plan gains most by {best}: {told(changes[best])}.")
    else:
        say("None of these changes is shown to make the plan better.")
    say(f"Of {len(changes)} such intervals one in twenty misses the truth by chance.")


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
