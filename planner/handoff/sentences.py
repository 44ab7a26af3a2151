"""A recommendation in plain sentences, the same on the terminal, in the report and as a note."""

import math
from collections.abc import Iterator

from planner.handoff.consequences import behind, highlights
from planner.handoff.numbers import (
    between,
    doubt,
    exactly,
    percent,
    plain,
    spelt,
)
from planner.handoff.units import in_unit, money
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import Reduction
from planner.selection.select import Selected
from planner.selection.ties import ORDER
from planner.simulation.estimate import CONFIDENCE, Chance
from planner.simulation.feasible import excess
from planner.study.allowed import most_of
from planner.study.constraints import Constraint
from planner.study.file import Search
from planner.study.study import Study, describe_policy

CONFIDENCE_TEXT = f"{100 * CONFIDENCE:g} %"

_OBJECTIVE = "objective"
_ENDED = {
    "trials": "all the trials allowed were made",
    "settled": "one more policy was not expected to add anything worth having",
    "runs": "search.max_runs was reached",
    "seconds": "search.max_seconds was reached",
}


def headline(result: Recommendation) -> str:
    """What is recommended."""
    heading = "Recommended" if result.selected.feasible else "Least violating"
    return f"{heading}: {describe_policy(result.study, result.winner.policy)}"


def gain(result: Recommendation) -> Iterator[str]:
    """What it brings over today's policy, of what that consists, and the chance of less."""
    expected, study = result.gain, result.study
    if result.winner.policy == result.baseline.policy:
        better = "nothing that was tried does better"
        if result.simpler is not None:
            better = "nothing that was tried does better by more than the indifference zone"
        # Unless a limit came first: then nothing of the kind has been shown.
        shown = result.selected.certified and len(result.selected.finalists) > 1
        yield "That is today's policy" + (f": {better}." if shown else ".")
    else:
        sure = "lies above" if expected.low > 0 else "does not lie above"
        today = describe_policy(study, result.baseline.policy)
        yield (
            f"Expected gain over today's policy ({today}): "
            f"{money(study, expected, signed=True)} in the objective, at {at_share(study)}. The "
            f"{CONFIDENCE_TEXT} interval {sure} zero."
        )
        yield behind(result)
        yield highlights(result)
        yield _chance(result, "Its", result.loss)
    if result.winner.metrics[_OBJECTIVE].mean < 0:
        yield "Even so, its objective is below zero: it loses money."


def at_share(study: Study) -> str:
    """The share that the study's objective credits."""
    field = study.model.share.field
    return f"{field} = {getattr(study.objective, field):g}"


def cautions(result: Recommendation) -> Iterator[str]:
    """What to know before acting on it: of the facts, the constraints and the search."""
    yield from result.study.model.cautions(result.study.facts)
    yield from _constraints(result)
    yield from _edges(result)


def _constraints(result: Recommendation) -> Iterator[str]:
    """Which constraints it keeps."""
    study = result.study
    if not result.selected.feasible:
        yield (
            "No finalist kept the constraints in the selection's replications; this one violated "
            "them least."
        )
    for constraint, violation in zip(study.constraints, result.violations, strict=True):
        yield f"Constraint {constraint}: {_kept(constraint, violation)}"
    if (excess(result.violations) == 0.0) != result.selected.feasible:
        yield (
            "The selection, on other replications, found otherwise: this is too near the bound to "
            "tell from so few."
        )
    if study.constraints and result.selected.certified:
        yield "What is certified below is the objective, not that the constraints are kept."


def _edges(result: Recommendation) -> Iterator[str]:
    """Where a wider search may pay."""
    for decision in result.at_edge:
        yield (
            f"{decision.name} is at the edge of what the study lets the search try "
            f"({decision.low:g} to {decision.high:g}); a wider range may hold a better policy."
        )


def certainty(study: Study, selected: Selected) -> Iterator[str]:
    """How sure it is that no other finalist is better."""
    zone = zone_text(study, selected)
    confidence = f"{100 * study.search.confidence:g} %"
    count = len(selected.finalists)
    if selected.certified and count == 1:
        yield "There was nothing to choose from: no other policy was tried."
    elif selected.certified:
        yield (
            f"Certified: the best of {count} finalists with {confidence} confidence, if it is "
            f"better than the others by {zone} (the indifference zone); else within that of the "
            "best."
        )
    elif selected.feasible:
        setting = {"replications": "search.select_replications"}.get(
            selected.ended_by, f"search.max_{selected.ended_by}"
        )
        yield f"Not certified: {setting} ended the selection before the best was known."
        yield from _rivals(study, selected, setting)


def _rivals(study: Study, selected: Selected, setting: str) -> Iterator[str]:
    """How much better the policies may be that a limit left undecided, and what to do."""
    best = selected.selected
    if selected.rivals:
        most = max(0.0, *(each.difference.high for each in selected.rivals))
        mean = best.objective.mean
        part = f" ({percent(most / mean)} of its objective)" if mean > 0 else ""
        yield (
            f"Of {len(selected.finalists)} finalists {len(selected.rivals)} could not be told from "
            f"the one selected. As their {CONFIDENCE_TEXT} intervals have it, none is better "
            f"by more than {money(study, exactly(most))}{part}."
        )
    # The procedure ends when replications reach a multiple of 1 / zone^2.
    wider = plain(_up(selected.zone * math.sqrt(selected.closes_at / best.replications)))
    zone = (
        f"raise search.zone, the smallest difference worth telling, from "
        f"{zone_text(study, selected)} ({wider} is enough)"
    )
    needed, most = _up(selected.closes_at), most_of(Search, "select_replications")
    if needed > most:
        yield (
            f"To tell them apart may take {plain(needed)} replications, and {plain(most)} are the "
            f"most that a study may ask for: {zone}."
        )
    else:
        enough = f" ({plain(needed)} is enough)" if selected.ended_by == "replications" else ""
        yield f"If that matters, raise {setting}{enough}; if not, {zone}."


def _up(number: float) -> float:
    """A number rounded up to two digits."""
    unit = 10.0 ** (math.floor(math.log10(number)) - 1)
    return math.ceil(number / unit) * unit


def zone_text(study: Study, selected: Selected) -> str:
    """The indifference zone."""
    return money(study, exactly(selected.zone))


def rivals(result: Recommendation) -> str:
    """What the policies have in common that are listed beside the one selected."""
    study, selected = result.study, result.selected
    alike = f"Within {zone_text(study, selected)} of"
    return (
        f"{alike if selected.certified else 'Could not be told from'} the one selected "
        f"({describe_policy(study, selected.selected.policy)}), with the difference to it:"
    )


def simplest(result: Recommendation) -> Iterator[str]:
    """Why one of several that tie is recommended, and what that costs."""
    study, selected = result.study, result.selected
    if selected.ties:
        yield (
            f"The simplest of those shown to be within {zone_text(study, selected)} of it is "
            f"recommended: {ORDER}."
        )
    if result.simpler is not None:
        yield (
            "Recommending it in place of the one selected adds "
            f"{money(study, result.simpler, signed=True)}."
        )


def method(result: Recommendation) -> Iterator[str]:
    """From which runs all this is known."""
    study, searched, runs = result.study, result.searched, result.runs
    futures = study.search.validate_replications
    yield (
        f"Means on {futures} fresh futures that chose nothing (seed {result.seed}), the same for "
        f"all policies, luck taken out, with {CONFIDENCE_TEXT} half-widths. K, M and B are "
        f"thousands, millions and billions of {study.finance.currency}."
    )
    yield (
        f"Runs: {runs['search']:,} to search, {runs['select']:,} to select, {runs['validate']:,} "
        f"to validate, {runs['frontier']:,} for the frontier. The fluid approximation screened "
        f"{result.screened:,} policies; {len(searched.trials)} were simulated (sampler "
        f"{searched.sampler}). The search ended as {_ENDED[searched.ended_by]}."
    )
    if result.winner.policy != result.baseline.policy:
        yield from _saved(result.reduction)
    yield (
        f"No estimates of the objective: the best mean of the search, "
        f"{money(study, result.best_observed)}, which is the largest of many, and the fluid "
        f"approximation, {money(study, exactly(result.fluid[_OBJECTIVE]))}."
    )


def plan(result: Recommendation) -> Iterator[str]:
    """What fixing the numbers in advance costs."""
    fixed, study = result.plan, result.study
    if fixed.policy != result.winner.policy:
        less = result.plan_difference
        yield (
            "The fixed plan gains "
            f"{money(study, fixed.gain[_OBJECTIVE], signed=True)} over today's policy and "
            f"{money(study, less, signed=True)}{doubt(less)} over the recommended one, which "
            "reacts to what happens."
        )
        metrics = study.model.metrics
        levels = [
            f"{spelt(name)} {in_unit(study, fixed.metrics[name], metrics[name].unit)}"
            for name in study.model.roles.highlights
        ]
        yield f"With it: {', '.join(levels)}."
        yield _chance(result, "The fixed plan's", result.plan_loss)


def _chance(result: Recommendation, whose: str, loss: Chance) -> str:
    futures = result.study.search.validate_replications
    return (
        f"{whose} objective is below that of today's policy in {round(loss.share * futures)} of "
        f"{futures} futures: the chance of a loss is {between(loss)}."
    )


def _kept(constraint: Constraint, violation: float) -> str:
    if violation <= 0:
        return "satisfied"
    if math.isinf(violation):
        return "violated, as the metric is not defined in every future"
    if constraint.bound == 0:
        return f"violated by {violation:,.10g}"
    return f"violated by {100 * violation:,.1f} %"


def _saved(saved: Reduction) -> Iterator[str]:
    yield (
        f"Common random numbers made the paired gain {saved.common:.1f} times less variable "
        f"(correlation {saved.correlation:.2f}), taking luck out {saved.luck:.1f} times more."
    )
    if not saved.pays:
        yield (
            "Warning: common random numbers did not help here; the half-widths hold all the same."
        )
