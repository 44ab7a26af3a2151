"""A recommendation in a leader's words: the same in the terminal, the report and the note.

One idea a sentence, and no term of the method; :mod:`planner.handoff.wording.details` has those.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.books.gain import Gain, gain_of
from planner.books.staffing import Staffing, staffing_of
from planner.handoff.documents.asked import Asked
from planner.handoff.wording import certainty, consequences, risks, worst_share
from planner.handoff.wording import staffing as team
from planner.handoff.wording.actions import actions
from planner.handoff.wording.parts import by_part
from planner.handoff.wording.units import money, roughly
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.study.study import describe_policy

_OBJECTIVE = "objective"


@dataclass(frozen=True)
class Step:
    """Something to do next: what it tells, and its command, to paste."""

    tells: str
    command: str


@dataclass(frozen=True)
class Advice:
    """The advice to a leader, in this order.

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
        """Sentences that a first look needs, by heading."""
        return {
            heading: needed
            for heading, told in self.whole.items()
            if (needed := tuple(each for each in told if each not in self.more))
        }


def advice(result: Recommendation, asked: Asked | None = None) -> Advice:
    """The advice that a recommendation amounts to.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    study, selected, new = result.study, result.selected, result.changes
    currency, today, recommended = study.finance.currency, result.baseline, result.winner
    staffing, gain = staffing_of(result), gain_of(result)
    todo = tuple(actions(study, recommended.policy, today.policy, staffing))
    levels = tuple(consequences.highlights(study, today, recommended)) if new else ()
    simplest, confidence = result.simpler is not None, study.search.confidence
    better_in = worst_share.in_it(study)
    near = tuple(certainty.near(selected, confidence, currency, better_in, simplest=simplest))
    fixed = (_fixed(result.plan.gain[_OBJECTIVE], currency),) if result.adapts else ()
    leisure = tuple(team.at_leisure(staffing, new=new)) if staffing else ()
    to_the_team = " to the team" if staffing else ""
    credited = f"credited{to_the_team} ({result.frontier.share})" if result.frontier else ""
    chosen, before = (describe_policy(study, each.policy) for each in (recommended, today))
    return Advice(
        headline=_headline(todo[0], gain, currency, adapts=result.adapts)
        if new
        else todo[0].rstrip("."),
        whole={
            "To do": todo,
            "It brings": (
                *worst_share.maximised(study),
                _gain(gain, currency)
                if new
                else _worth(recommended.metrics[_OBJECTIVE], gain, currency),
                *fixed,
                *worst_share.brings(study, recommended, new=new),
                *(consequences.timing(gain) if new else ()),
                *(consequences.parts(study, recommended.gain) if new else ()),
                *levels,
            ),
            **by_part(study, today, recommended),
            "How sure": (
                *(certainty.of(gain, currency) if new else ()),
                *certainty.undecided(selected, currency),
                *certainty.kept(study.constraints, result.violations),
                *near,
                certainty.doubts(
                    gain.expected,
                    asked.moves if asked and new else (),
                    currency,
                    testable=not study.risk.weight,
                ),
            ),
            "Risks": tuple(_risks(result, gain, staffing)),
        },
        more=frozenset((*leisure, *((*levels, *near) if new else ()))),
        steps=(
            Step("see what the search has tried", result.command("dashboard"))
            if study.risk.weight
            else Step("test it with other facts", result.command("whatif")),
            *(
                [Step(f"see the best for another share {credited}", result.command("frontier"))]
                if result.frontier
                else ()
            ),
            Step("with --verbose, see every figure", result.command("optimize", "--verbose")),
        ),
        settings=f"{chosen}. Today: {before}" if new else chosen,
    )


def _headline(action: str, gain: Gain, currency: str, *, adapts: bool) -> str:
    (by,), unit = roughly([gain.expected], "money", currency, signed=True)
    how = ", adjusted as it goes" if adapts else ""
    return f"{action.rstrip('.')}{how}: {by} {unit}{consequences.span(gain, currency)}"


def _gain(gain: Gain, currency: str) -> str:
    span = consequences.span(gain, currency)
    return f"On average {_over_today(gain.expected, currency, span)}."


def _fixed(gain: Estimate, currency: str) -> str:
    """What of an adaptive policy is left of it as a plan.

    Args:
        gain: the plan's over today's policy.
    """
    return f"Decided now and never adjusted, it brings {_over_today(gain, currency)}."


def _over_today(gain: Estimate, currency: str, span: str = "") -> str:
    size = money(Estimate(abs(gain.mean), gain.half_width), currency)
    way = "more" if gain.mean >= 0 else "less"
    sure = "" if gain.low > 0 or gain.high < 0 else ": too near to nothing to tell"
    return f"{size} {way} than today's policy{span}{sure}"


def _worth(objective: Estimate, gain: Gain, currency: str) -> str:
    return f"It is worth {money(objective, currency)}{consequences.span(gain, currency)}."


def _risks(result: Recommendation, gain: Gain, staffing: Staffing | None) -> Iterator[str]:
    """What to know before acting on it."""
    study, new = result.study, result.changes
    recommended, today = result.winner.policy, result.baseline.policy
    if result.winner.metrics[_OBJECTIVE].mean < 0:
        yield "Even so it loses money: what it brings is less than it costs."
    yield from risks.broken(study, result.violations, feasible=result.selected.feasible)
    yield from study.model.wording.cautions(study.facts)
    if new:
        share, found = study.model.share, result.reach
        if share and found and consequences.turns(study.credited, found):
            yield consequences.reach(share, study.credited, found)
        yield from consequences.rests(gain)
    if staffing:
        yield from team.late(staffing)
    if new:
        if staffing:
            yield from team.shrinks(staffing)
        yield from risks.ends(study, recommended, today)
    yield from risks.edges(study, recommended)
