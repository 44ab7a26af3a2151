"""A recommendation in a leader's words: the same in the terminal, the report and the note.

One idea a sentence, and no term of the method; the details are in :mod:`planner.handoff.sentences`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.books.books import horizon_months
from planner.handoff import consequences, sentences, staffing
from planner.handoff.numbers import begun, exactly, percent
from planner.handoff.units import money, roughly
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.simulation.feasible import excess
from planner.study.space import describe_decision
from planner.study.study import describe_policy

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
        parts: sentences by heading: what to do, what it brings, how sure that is, what could go
            wrong.
        more: sentences that a first look can do without, by the same headings.
        steps: what to do next.
        settings: of the recommended policy, and of today's.
    """

    headline: str
    parts: dict[str, tuple[str, ...]]
    more: dict[str, tuple[str, ...]]
    steps: tuple[Step, ...]
    settings: str

    @property
    def whole(self) -> dict[str, tuple[str, ...]]:
        """All sentences by heading."""
        return {
            heading: (*told, *self.more.get(heading, ())) for heading, told in self.parts.items()
        }


def advice(result: Recommendation) -> Advice:
    """The advice that a recommendation amounts to."""
    study = result.study
    chosen = describe_policy(study, result.winner.policy)
    today = describe_policy(study, result.baseline.policy)
    return Advice(
        headline=_headline(result),
        parts={
            "To do": tuple(_actions(result)),
            "It brings": tuple(_gain(result)),
            "How sure": tuple(_certainty(result)),
            "Risks": tuple(_risks(result)),
        },
        more={
            "It brings": tuple(_levels(result)),
            "How sure": tuple(_simplest(result)),
            "Risks": tuple(_fixed(result)),
        },
        steps=(
            Step("what if facts turn out otherwise", result.command("whatif")),
            Step(
                f"another share credited to the team ({result.frontier.share})",
                result.command("frontier"),
            ),
            Step("every figure, and how it was found", result.command("optimize", "--verbose")),
        ),
        settings=chosen if _as_today(result) else f"{chosen}. Today: {today}",
    )


def _as_today(result: Recommendation) -> bool:
    return result.winner.policy == result.baseline.policy


def _headline(result: Recommendation) -> str:
    team, *_ = staffing.team(result)
    if _as_today(result):
        return "Keep to today's policy"
    (gain,), unit = roughly(result.study, [result.gain], "money", signed=True)
    return f"{team.rstrip('.')}: {gain} {unit} over {_months(result)}"


def _months(result: Recommendation) -> str:
    number = horizon_months(result)
    return f"{number} months" if number > 1 else "1 month"


def _actions(result: Recommendation) -> Iterator[str]:
    """The team, and what else the policy asks for."""
    study, model = result.study, result.study.model
    if _as_today(result):
        yield "Keep to today's policy."
    yield from staffing.team(result)
    now, before = (
        model.instructions(study.facts, each.policy) for each in (result.winner, result.baseline)
    )
    for decision in study.space:
        said, earlier = now.get(decision.name), before.get(decision.name)
        if said:
            yield f"{begun(said)}{', as today' if said == earlier else ''}."
        elif earlier:
            yield f"No longer {earlier}."


def _gain(result: Recommendation) -> Iterator[str]:
    """What it is worth, and of what that consists."""
    study, gain = result.study, result.gain
    if not _as_today(result):
        size = Estimate(abs(gain.mean), gain.half_width)
        way = "more" if gain.mean >= 0 else "less"
        sure = "" if gain.low > 0 or gain.high < 0 else ": too near to nothing to tell"
        yield (
            f"It is worth {money(study, size)} {way} than today's policy over "
            f"{_months(result)}{sure}."
        )
        yield from consequences.parts(result)
        yield from consequences.timing(result)
    else:
        worth = money(study, result.winner.metrics[_OBJECTIVE])
        yield f"It is worth {worth} over {_months(result)}."


def _levels(result: Recommendation) -> Iterator[str]:
    """What becomes of what a leader asks for first."""
    if not _as_today(result):
        yield from consequences.highlights(result)


def _certainty(result: Recommendation) -> Iterator[str]:
    """How often it pays, and whether another policy may be better."""
    if not _as_today(result):
        futures = result.winner.sample.replications
        yield sentences.chance("It", result.loss, futures)
        yield consequences.spread(result)
    yield from _final(result)
    kept = zip(result.study.constraints, result.violations, strict=True)
    yield from (f"Kept: {each}." for each, violation in kept if violation <= 0)


def _final(result: Recommendation) -> Iterator[str]:
    """How much better another policy may be of those that met in the final."""
    study, selected = result.study, result.selected
    others = len(selected.finalists) - 1
    zone = money(study, exactly(selected.zone))
    if selected.certified and not others:
        yield "There was nothing to choose from: no other policy was tried."
    elif selected.certified:
        none = "the other policy is not" if others == 1 else f"none of {others} other policies is"
        confidence = percent(study.search.confidence)
        yield f"With {confidence} confidence {none} better by more than {zone}."
    elif selected.feasible:
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


def _simplest(result: Recommendation) -> Iterator[str]:
    """Why it is this one of several that are as good."""
    if result.selected.certified and result.simpler is not None:
        zone = money(result.study, exactly(result.selected.zone))
        yield f"It is the simplest of those that are shown to be within {zone} of the best."


def _risks(result: Recommendation) -> Iterator[str]:
    """What to know before acting on it."""
    study = result.study
    if result.winner.metrics[_OBJECTIVE].mean < 0:
        yield "Even so it loses money: what it brings is less than it costs."
    yield from _broken(result)
    yield from study.model.cautions(study.facts)
    if not _as_today(result) and consequences.turns(result):
        yield consequences.reach(result)
    yield from staffing.late(result)
    if result.adapts and result.gain.low > 0 >= result.plan.gain[_OBJECTIVE].low:
        yield "Decided now and never adjusted, it is not shown to gain anything."
    yield from _edges(result)
    yield "None of this allows for wrong facts: test them next."


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


def _edges(result: Recommendation) -> Iterator[str]:
    """Where a wider search may pay."""
    for decision in result.at_edge:
        yield (
            f"{decision.name} is at the edge of what the study lets the search try, "
            f"{describe_decision(decision)}: beyond it may be a better policy."
        )
