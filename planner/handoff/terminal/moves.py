"""Facts that are moved, in the terminal: a tornado of the plan, and what adaptive policies do."""

from planner.handoff.terminal.printing import answer_table, say, say_command, show_table
from planner.handoff.wording.folding import folded
from planner.handoff.wording.numbers import column, percent, plain, row, told
from planner.handoff.wording.steps import step
from planner.recommendation.edges import at_edge
from planner.sensitivity.moves import Contender, Moved, Standing
from planner.sensitivity.whatif import Answers
from planner.simulation.estimate import Estimate
from planner.study.study import Study, describe_policy
from planner.study.whatif import MovedFact

NAMES: dict[Contender, str] = {
    "plan": "plan",
    "policy": "recommended",
    "reoptimised": "re-optimised",
    "today": "today",
}

_ADAPTIVE: tuple[Contender, ...] = ("policy", "reoptimised", "today")
_STRENGTHENED: tuple[Contender, ...] = ("plan", "reoptimised", "today")
_KEPT: tuple[Contender, ...] = ("plan", "policy", "today")
_WIDTH = 6  # characters on either side of the axis
_AXIS = f"{'less':>{_WIDTH}}│{'more':<{_WIDTH}}"
_FULL, _LEFT_HALF, _RIGHT_HALF = "█", "▐", "▌"


def show_moves(answers: Answers) -> None:
    """Every end of every move, and all of them together."""
    study = answers.study
    own = (f"{each.move.fact} {plain(each.move.value)}" for each in answers.moves)
    say(f"The study has {', '.join(own)}.")
    singles = _singles(answers)
    ends = {**singles, **_together(answers)}
    show_plan(answers)
    _say_plan(answers, singles)
    for each in answers.moves:
        if each.per_step is not None:
            say(step(each.move.fact, each.per_step))
    for move in (each.move for each in answers.moves):
        if move.value in (move.low, move.high):
            say(f"{move.fact} is moved in one direction only{_meaning(answers, move)}.")
    if (share := study.model.share) and not study.judges_worst:
        say(
            f"The objective stays as it is, with {share.field} {plain(study.credited)}. The "
            "best policy for other values:"
        )
        say_command(answers.recommendation.command("frontier"))
    shown = [who for who in _ADAPTIVE if who in answers.own.changes]
    cells = [_change(end, who) for end in ends.values() for who in shown]
    scale, texts = column(cells, "money", signed=True)
    heading = f"change, {scale}" if scale else "change"
    table = answer_table(heading, *(NAMES[who] for who in shown), long=True)
    for place, label in enumerate(ends):
        first = place * len(shown)
        table.add_row(folded(label), *texts[first : first + len(shown)])
    show_table(table)
    for label, end in ends.items():
        _say_edges(answers.study, label, end)


def _say_edges(study: Study, label: str, end: Standing) -> None:
    """Where a wider search may pay, if a policy was sought."""
    if not end.tried or end.reoptimised is None:
        return
    names = [each.name for each in at_edge(study, end.reoptimised)]
    if names:
        say(
            f"Re-optimised for {label}: {' and '.join(names)} at the edge of what the study lets "
            "the search try; a wider range may hold a better policy."
        )


def show_strengthened(study: Study, moved: Moved) -> None:
    """The value of more of the fact that ties work to revenue."""
    move, end = moved.move, moved.high
    say(f"That is {move.fact} {plain(move.high)} in place of {plain(move.value)}.")
    shown = _STRENGTHENED if end.reoptimised else _KEPT
    table = answer_table("change", *(NAMES[who] for who in shown), "")
    for name in end.changes["plan"]:
        changes = [end.changes[who][name] for who in shown]
        scale, *texts = row(changes, study.model.metrics[name].unit, [True] * len(changes))
        table.add_row(name, *texts, scale)
    show_table(table)
    anew = ""
    if end.reoptimised is not None:
        anew = (
            f", and {told(_change(end, 'reoptimised'))} with a policy re-optimised for it "
            f"({describe_policy(study, end.reoptimised)})"
        )
    say(f"It is worth {told(_change(end, 'plan'))} to the plan as it stands{anew}.")


def stronger(study: Study, move: MovedFact) -> str:
    """The meaning of more of the fact that ties work to revenue, in plain words."""
    more = percent(move.high / move.value - 1) if move.value else plain(move.high)
    asked = study.model.sensitivity
    assert asked is not None  # or nothing would be strengthened
    parts = study.model.parts
    names = {name for named in parts.names.values() for name in named} if parts else set()
    where = next((f" of {step}" for step in move.path if step in names), "")
    return asked.stronger.format(more) + where


def _meaning(answers: Answers, move: MovedFact) -> str:
    strengthened = answers.strengthened
    if strengthened is None or strengthened.move != move:
        return ""
    return f", as if {stronger(answers.study, move)}"


def show_plan(answers: Answers) -> None:
    """A tornado of the fixed plan; beside it what re-planning is worth, where it was sought."""
    singles = _singles(answers)
    ends = {**singles, **_together(answers)}
    widest = max(abs(_change(end, "plan").mean) for end in singles.values())
    changes = {label: [_change(end, "plan")] for label, end in ends.items()}
    headings = ["plan", _AXIS]
    if answers.own.regret is not None:
        headings.append("re-planning")
        for label, end in ends.items():
            changes[label] += [end.regret] if end.regret else []
    scale, texts = column([each for row in changes.values() for each in row], "money", signed=True)
    table = answer_table(f"change, {scale}" if scale else "change", *headings, long=True)
    cells = iter(texts)
    for label, found in changes.items():
        plan, *anew = (next(cells) for _ in found)
        bar = ""
        if label in singles and widest > 0:
            bar = _bar(found[0].mean / widest)
        table.add_row(folded(label), plan, bar, *anew)
    show_table(table)


def _say_plan(answers: Answers, singles: dict[str, Standing]) -> None:
    plan = "Plan: what the fixed plan is worth more than at the study's own facts."
    worst = min(singles, key=lambda label: _change(singles[label], "plan").mean)
    at_worst = f"Worst for the plan is {worst}: {told(_change(singles[worst], 'plan'))}."
    regrets = {label: end.regret for label, end in singles.items() if end.regret}
    if answers.own.regret is None or not regrets:
        say(plan)
        say(at_worst)
        return
    say(
        f"{plan} Re-planning: what a policy re-optimised for these facts is worth more than "
        "keeping the plan; at the study's own facts it is "
        f"{told(answers.own.regret)}{_why(answers, answers.own.regret)}."
    )
    say(at_worst)
    costly = max(regrets, key=lambda label: regrets[label].mean)
    say(f"Keeping the plan costs most at {costly}: re-planning is worth {told(regrets[costly])}.")


def _why(answers: Answers, regret: Estimate) -> str:
    """Why a policy beats its own plan under the very facts that the plan was made for."""
    if regret.low <= 0 or not answers.recommendation.adapts:
        return ""
    return ", as the plan does not look at the customers of the day"


def _singles(answers: Answers) -> dict[str, Standing]:
    """Ends of moves by fact and value; those at the study's own value are left out."""
    return {
        f"{moved.move.fact} {plain(value)}": end
        for moved in answers.moves
        for value, end in ((moved.move.low, moved.low), (moved.move.high, moved.high))
        if value != moved.move.value
    }


def _together(answers: Answers) -> dict[str, Standing]:
    together = answers.together
    if together is None:
        return {}
    return {
        "all, unfavourable to the plan": together.unfavourable.standing,
        "all, favourable to the plan": together.favourable.standing,
    }


def _change(end: Standing, who: Contender) -> Estimate:
    return end.changes[who]["objective"]


def _bar(part: float) -> str:
    """A bar from an axis in the middle, to the left for a loss; ``part`` is in [-1, 1]."""
    full, half = divmod(round(2 * _WIDTH * abs(part)), 2)
    left, right = "", ""
    if part < 0:
        left = _LEFT_HALF * half + _FULL * full
    else:
        right = _FULL * full + _RIGHT_HALF * half
    return f"{left:>{_WIDTH}}│{right:<{_WIDTH}}"
