"""A recommendation in a leader's words: the same in the terminal, the report and the note.

One idea a sentence, and no term of the method; :mod:`planner.handoff.wording.sentences` has the
details.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.handoff.documents.asked import Asked
from planner.handoff.wording import consequences, sentences, staffing
from planner.handoff.wording.numbers import begun, exactly, percent, plain
from planner.handoff.wording.units import money, roughly
from planner.recommendation.edges import at_limit
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.simulation.feasible import excess
from planner.study.study import brief, describe_policy

_OBJECTIVE = "objective"


@dataclass(frozen=True)
class Step:
    """Something to do next: what it tells, and its command, to paste."""

    tells: str
    command: str


@dataclass(frozen=True)
class Advice:
    """What a leader needs to know, in this order.

    Attributes:
        headline: what to do and what it brings, in one line.
        whole: sentences by heading: what to do, what it brings, how sure that is, what could go
            wrong.
        more: those that a first look can do without.
        steps: what to do next.
        settings: of the recommended policy, and of today's.
    """

    headline: str
    whole: dict[str, tuple[str, ...]]
    more: frozenset[str]
    steps: tuple[Step, ...]
    settings: str

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """What a first look needs, by heading."""
        return {
            heading: tuple(each for each in told if each not in self.more)
            for heading, told in self.whole.items()
        }


def advice(result: Recommendation, asked: Asked | None = None) -> Advice:
    """The advice that a recommendation amounts to.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    study = result.study
    chosen = describe_policy(study, result.winner.policy)
    today = describe_policy(study, result.baseline.policy)
    return Advice(
        headline=_headline(result),
        whole={
            "To do": tuple(_actions(result)),
            "It brings": (*_gain(result), *_parts(result)),
            "How sure": (*_certainty(result), *_near(result), *_doubts(result, asked)),
            "Risks": (*_risks(result), *_fixed(result)),
        },
        more=frozenset(
            (
                *((*consequences.highlights(result), *_near(result)) if result.changes else ()),
                *_fixed(result),
            )
        ),
        steps=(
            Step("test it with other facts", result.command("whatif")),
            Step(
                f"see the best for another share credited to the team ({result.frontier.share})",
                result.command("frontier"),
            ),
            Step("with --verbose, see every figure", result.command("optimize", "--verbose")),
        ),
        settings=f"{chosen}. Today: {today}" if result.changes else chosen,
    )


def _headline(result: Recommendation) -> str:
    first, *_ = _actions(result)
    if not result.changes:
        return first.rstrip(".")
    (gain,), unit = roughly(result.study, [result.gain], "money", signed=True)
    return f"{first.rstrip('.')}: {gain} {unit}{consequences.span(result)}"


def _actions(result: Recommendation) -> Iterator[str]:
    """The team, and what else the policy asks for."""
    study, model = result.study, result.study.model
    team, *load = staffing.team(result)
    if result.changes:
        yield team
    elif staffing.stays(result):
        yield from ("Keep to today's policy.", team)
    else:
        yield f"Do as today's policy says: {team[0].lower()}{team[1:]}"
    yield from load
    now, before = (
        model.wording.instructions(study.facts, each.policy)
        for each in (result.winner, result.baseline)
    )
    for decision in study.space:
        said, earlier = now.get(decision.name), before.get(decision.name)
        if said:
            yield f"{begun(said)}{_than_today(said, earlier)}."
        elif earlier:
            yield f"No longer {earlier}."


def _than_today(said: str, earlier: str | None) -> str:
    """What it is today, where that is the same, or another number alone."""
    if said == earlier:
        return ", as today"
    words, others = said.split(), (earlier or "").split()
    changed = [other for word, other in zip(words, others, strict=False) if word != other]
    if len(words) != len(others) or len(changed) != 1 or not changed[0][0].isdigit():
        return ""
    return f", today {changed[0]}"


def _gain(result: Recommendation) -> Iterator[str]:
    """What it is worth, and from when on."""
    study, gain = result.study, result.gain
    if result.changes:
        size = Estimate(abs(gain.mean), gain.half_width)
        way = "more" if gain.mean >= 0 else "less"
        sure = "" if gain.low > 0 or gain.high < 0 else ": too near to nothing to tell"
        yield (
            f"On average {money(study, size)} {way} than today's policy"
            f"{consequences.span(result)}{sure}."
        )
        yield from consequences.timing(result)
    else:
        worth = money(study, result.winner.metrics[_OBJECTIVE])
        yield f"It is worth {worth}{consequences.span(result)}."


def _parts(result: Recommendation) -> Iterator[str]:
    """Of what the gain consists, and what becomes of what a leader asks for first."""
    if result.changes:
        yield from consequences.parts(result)
        yield from consequences.highlights(result)


def _certainty(result: Recommendation) -> Iterator[str]:
    """How often it pays, and whether a better policy may have been missed."""
    if result.changes:
        futures = result.winner.sample.replications
        yield sentences.chance("It", result.loss, futures)
        yield consequences.spread(result)
    yield from _undecided(result)
    kept = zip(result.study.constraints, result.violations, strict=True)
    yield from (f"Kept: {each}." for each, violation in kept if violation <= 0)


def _undecided(result: Recommendation) -> Iterator[str]:
    """How much better another policy may be of those that met in the final, if that is open."""
    study, selected = result.study, result.selected
    others = len(selected.finalists) - 1
    if selected.certified and not others:
        yield "There was nothing to choose from: no other policy was tried."
    elif selected.feasible and not selected.certified:
        yield (
            f"The comparison of {others + 1} policies was ended by {sentences.limit(selected)}, "
            "before the best was known."
        )
        if selected.rivals:
            most = max(0.0, *(each.difference.high for each in selected.rivals))
            mean = selected.selected.objective.mean
            part = f", {percent(most / mean)} of its worth" if mean > 0 else ""
            yield (
                f"Of the others {len(selected.rivals)} may be better, each by at most "
                f"{money(study, exactly(most))}{part} ({sentences.CONFIDENCE_TEXT} confidence)."
            )


def _near(result: Recommendation) -> Iterator[str]:
    """How near to the best it is, and why it is this one of several that are as good."""
    study, selected = result.study, result.selected
    others, zone = len(selected.finalists) - 1, money(study, exactly(selected.zone))
    if selected.certified and others:
        none = "the other policy is not" if others == 1 else f"none of {others} other policies is"
        confidence = percent(study.search.confidence)
        yield f"With {confidence} confidence {none} better by more than {zone}."
    if selected.certified and result.simpler is not None:
        yield f"Others may be as good, to within {zone}: this is the simplest of them to run."


def _doubts(result: Recommendation, asked: Asked | None) -> Iterator[str]:
    """What wrong facts may do to it, which no half-width allows for."""
    if not result.changes or asked is None or not asked.moves:
        yield "None of this allows for wrong facts: test them next."
        return
    ends = [(move, end) for move in asked.moves for end in (move.low, move.high)]
    gains = [end.gain(result.gain) for _, end in ends]
    least = min(range(len(ends)), key=lambda place: gains[place].mean)
    (move, end), gain = ends[least], gains[least]
    size = money(result.study, Estimate(abs(gain.mean), gain.half_width))
    left = f"leaves {size} of it" if gain.mean >= 0 else f"makes it {size} less than today's policy"
    yield (
        f"Of {len(ends)} cases of a wrong fact the worst, {move.fact} {plain(end.value)} in place "
        f"of {plain(move.base)}, {left}."
    )


def _risks(result: Recommendation) -> Iterator[str]:
    """What to know before acting on it."""
    study = result.study
    if result.winner.metrics[_OBJECTIVE].mean < 0:
        yield "Even so it loses money: what it brings is less than it costs."
    yield from _broken(result)
    yield from study.model.wording.cautions(study.facts)
    if result.changes and consequences.turns(result):
        yield consequences.reach(result)
    if result.changes:
        yield from consequences.rests(result)
    yield from staffing.late(result)
    if result.adapts and result.gain.low > 0 >= result.plan.gain[_OBJECTIVE].low:
        yield "Decided now and never adjusted, it is not shown to gain anything."
    if result.changes:
        yield from staffing.shrinks(result)
        yield from _ends(result)
    yield from _edges(result)


def _fixed(result: Recommendation) -> Iterator[str]:
    """What the policy loses as a plan."""
    less = result.plan_difference
    if result.adapts and less.high < 0:
        by = money(result.study, Estimate(-less.mean, less.half_width))
        yield f"Decided now and never adjusted, it brings {by} less."


def _broken(result: Recommendation) -> Iterator[str]:
    """Which constraints it breaks."""
    if not result.selected.feasible:
        yield "No policy that met in the final keeps the constraints; this one comes nearest."
    for each, violation in zip(result.study.constraints, result.violations, strict=True):
        if violation > 0:
            unit = result.study.model.metrics[each.metric].unit
            yield f"Not kept: {each}; {sentences.kept(each, violation, unit)}."
    if (excess(result.violations) == 0.0) != result.selected.feasible:
        yield (
            "The final, in other futures, found otherwise about the constraints: this is too near "
            "the bound to tell from so few."
        )


def _ends(result: Recommendation) -> Iterator[str]:
    """Where there is nothing beyond, so that it goes further from today than anybody has seen."""
    today = result.study.taken(result.baseline.policy)
    taken = result.study.taken(result.winner.policy)
    for decision in at_limit(result.study, result.winner.policy):
        now, before = brief(taken[decision.name]), brief(today[decision.name])
        if now != before:
            yield (
                f"{begun(decision.name)} is {now}, where its range ends, and {before} today: "
                "nobody has seen what happens there."
            )


def _edges(result: Recommendation) -> Iterator[str]:
    """Where a wider search may pay."""
    for decision in result.at_edge:
        yield (
            f"{decision.name} is at the edge of what the study lets the search try, "
            f"{decision}: beyond it may be a better policy."
        )
