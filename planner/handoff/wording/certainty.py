"""The certainty of a recommendation, in sentences."""

from collections.abc import Iterator, Sequence

import numpy as np

from planner.books.gain import Gain
from planner.books.levels import LEVELS
from planner.handoff.documents.asked import Move
from planner.handoff.wording.numbers import CONFIDENCE_TEXT, between, exactly, percent, plain
from planner.handoff.wording.units import about, money, roughly
from planner.selection.select import Selected
from planner.simulation.estimate import Chance, Estimate
from planner.study.constraints import Constraint


def chance(who: str, loss: Chance, futures: int) -> str:
    """In how many futures something does worse than today's policy."""
    worse = round(loss.share * futures)
    return (
        f"{who} does worse than today's policy in {f'{worse:,}' if worse else 'none'} of "
        f"{futures:,} simulated futures (its chance: {between(loss)})."
    )


def of(gain: Gain, currency: str) -> Iterator[str]:
    """The chance that a gain is one, and the distance of one future from another."""
    yield chance("It", gain.loss, gain.by_future.size)
    yield spread(gain, currency)


def spread(gain: Gain, currency: str) -> str:
    """The difference between the gain of one future and that of another."""
    ends = [about(float(np.quantile(gain.by_future, LEVELS[level]))) for level in ("P10", "P90")]
    (low, high), unit = roughly(ends, "money", currency, signed=ends[0].mean < 0)
    return f"Four futures of five bring {low} to {high} {unit} more."


def kept(constraints: Sequence[Constraint], violations: Sequence[float]) -> Iterator[str]:
    """Constraints that the policy keeps; ``violations`` has one of each."""
    both = zip(constraints, violations, strict=True)
    yield from (f"Kept: {each}." for each, violation in both if violation <= 0)


def undecided(selected: Selected, currency: str) -> Iterator[str]:
    """The most that another policy of those in the final may be better, if that is open."""
    others = len(selected.finalists) - 1
    if selected.certified and not others:
        yield "There was nothing to choose from: no other policy was tried."
    elif selected.feasible and not selected.certified:
        yield (
            f"The comparison of {others + 1} policies was ended by {limit(selected)}, "
            "before the best was known."
        )
        if selected.rivals:
            most = max(0.0, *(each.difference.high for each in selected.rivals))
            mean = selected.selected.objective.mean
            part = f", {percent(most / mean)} of its worth" if mean > 0 else ""
            yield (
                f"Of the others {len(selected.rivals)} may be better, each by at most "
                f"{money(exactly(most), currency)}{part} ({CONFIDENCE_TEXT} confidence)."
            )


def limit(selected: Selected) -> str:
    """The setting of the study that ended the selection."""
    named = {"replications": "search.select_replications"}
    return named.get(selected.ended_by, f"search.max_{selected.ended_by}")


def near(
    selected: Selected, confidence: float, currency: str, better_in: str, *, simplest: bool
) -> Iterator[str]:
    """Its nearness to the best, and why it is this one of several that are as good.

    Args:
        better_in: in what it is compared, as words that follow "better".
        simplest: whether it is another than the best one found.
    """
    if not selected.certified:
        return
    others, zone = len(selected.finalists) - 1, money(exactly(selected.zone), currency)
    if others:
        none = "the other policy is not" if others == 1 else f"none of {others} other policies is"
        yield f"With {percent(confidence)} confidence {none} better{better_in} by more than {zone}."
    if simplest:
        yield f"Others may be as good, to within {zone}: this is the simplest of them to run."


def doubts(gain: Estimate, moves: Sequence[Move], currency: str, *, testable: bool) -> str:
    """The effect of wrong facts on a gain, which no half-width allows for.

    Args:
        moves: of facts, as far as they were tested.
        testable: whether plan whatif would test them.
    """
    if not moves:
        return f"None of this allows for wrong facts{': test them next' if testable else ''}."
    ends = [(move, end) for move in moves for end in (move.low, move.high)]
    gains = [end.gain(gain) for _, end in ends]
    least = min(range(len(ends)), key=lambda place: gains[place].mean)
    (move, end), left = ends[least], gains[least]
    size = money(Estimate(abs(left.mean), left.half_width), currency)
    leaves = (
        f"leaves {size} of it" if left.mean >= 0 else f"makes it {size} less than today's policy"
    )
    return (
        f"Of {len(ends)} cases of a wrong fact the worst, {move.fact} {plain(end.value)} in place "
        f"of {plain(move.base)}, {leaves}."
    )
