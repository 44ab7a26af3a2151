"""A recommendation in plain sentences, the same on the terminal, in the report and as a note."""

import math
from collections.abc import Iterator

from planner.handoff.numbers import readable, row
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import Reduction
from planner.selection.select import Selected
from planner.selection.ties import ORDER
from planner.simulation.estimate import CONFIDENCE, Chance, Estimate
from planner.simulation.feasible import excess
from planner.study.constraints import Constraint
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
    return f"{heading} for {result.study.name}: {describe_policy(result.winner.policy)}"


def gain(result: Recommendation) -> Iterator[str]:
    """What it brings over today's policy, and the chance that it brings less."""
    expected = result.gain
    if result.winner.policy == result.baseline.policy:
        better = "nothing that was tried does better"
        if result.simpler is not None:
            better = "nothing that was tried does better by more than the indifference zone"
        # Unless a limit came first: then nothing of the kind has been shown.
        shown = result.selected.certified and len(result.selected.finalists) > 1
        yield "That is today's policy" + (f": {better}." if shown else ".")
    else:
        sure = "lies above" if expected.low > 0 else "does not lie above"
        yield (
            f"Expected gain over today's policy ({describe_policy(result.baseline.policy)}): "
            f"{readable(expected, 'money', signed=True)}. The {CONFIDENCE_TEXT} interval {sure} "
            "zero."
        )
        yield _chance(result, result.loss)
    if result.winner.metrics[_OBJECTIVE].mean < 0:
        yield "Even so, its objective is below zero: it loses money."


def constraints(result: Recommendation) -> Iterator[str]:
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


def edges(result: Recommendation) -> Iterator[str]:
    """Where a wider search may pay."""
    for decision in result.at_edge:
        yield (
            f"{decision.name} is at the edge of what the study lets the search try "
            f"({decision.low:g} to {decision.high:g}); a wider range may hold a better policy."
        )


def certainty(study: Study, selected: Selected) -> Iterator[str]:
    """How sure it is that no other finalist is better."""
    zone = zone_text(selected)
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
        limit = {"replications": "search.select_replications"}.get(
            selected.ended_by, f"search.max_{selected.ended_by}"
        )
        yield (
            f"Not certified: {limit} ended the selection while {selected.undecided} more of "
            f"{count} finalists might be better by {zone}."
        )


def zone_text(selected: Selected) -> str:
    """The indifference zone."""
    return readable(Estimate(selected.zone, float("nan")), "money")


def simplest(result: Recommendation) -> Iterator[str]:
    """Why one of several that tie is recommended, and what that costs."""
    if result.selected.ties:
        yield f"The simplest is recommended: {ORDER}."
    if result.simpler is not None:
        yield (
            "Recommending it in place of the one selected adds "
            f"{readable(result.simpler, 'money', signed=True)}."
        )


def method(result: Recommendation) -> Iterator[str]:
    """From which runs all this is known."""
    study, searched, runs = result.study, result.searched, result.runs
    futures = study.search.validate_replications
    yield (
        f"Means on {futures} fresh replications that chose nothing (seed {result.seed}), the same "
        f"for both policies, luck taken out, with {CONFIDENCE_TEXT} half-widths."
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
        f"The best mean of the search, {readable(result.best_observed, 'money')}, is no estimate "
        "of the value: it is the largest of many."
    )
    fluid = Estimate(result.fluid[_OBJECTIVE], float("nan"))
    yield f"Fluid approximation of the objective: {readable(fluid, 'money')}."


def plan(result: Recommendation) -> Iterator[str]:
    """What fixing the numbers in advance costs."""
    fixed = result.plan
    if fixed.policy != result.winner.policy:
        yield (
            f"As a fixed schedule for finance: objective "
            f"{readable(fixed.metrics[_OBJECTIVE], 'money')}, "
            f"{readable(fixed.gain[_OBJECTIVE], 'money', signed=True)} over today's policy and "
            f"{readable(result.plan_difference, 'money', signed=True)} over the adaptive one."
        )
        for name in result.study.model.roles.highlights:
            unit = result.study.model.metrics[name].unit
            scale, *texts = row([fixed.metrics[name], result.winner.metrics[name]], unit)
            one, other = (f"{text} {scale}".rstrip() for text in texts)
            yield f"Its {name} is {one}, that of the adaptive one {other}."
        yield _chance(result, result.plan_loss)


def _chance(result: Recommendation, loss: Chance) -> str:
    futures = result.study.search.validate_replications
    return (
        f"It earns less than today's policy in {round(loss.share * futures)} of {futures} futures: "
        f"the chance of a loss is {100 * loss.low:.1f} to {100 * loss.high:.1f} %."
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
