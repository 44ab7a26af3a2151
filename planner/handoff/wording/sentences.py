"""The details of a recommendation, the same on the terminal, in the report and in the note."""

import math
from collections.abc import Iterator

from planner.handoff.wording.consequences import reach, turns
from planner.handoff.wording.numbers import between, doubt, exactly, plain, spelt
from planner.handoff.wording.units import in_unit, money
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import Reduction
from planner.selection.select import Selected
from planner.selection.ties import ORDER
from planner.simulation.estimate import CONFIDENCE, Chance
from planner.study.allowed import most_of
from planner.study.constraints import Constraint
from planner.study.file import Search
from planner.study.study import Study, describe_policy

CONFIDENCE_TEXT = f"{100 * CONFIDENCE:g} %"

_OBJECTIVE = "objective"
_ENDED = {
    "all": "all policies that there are had been tried",
    "trials": "all the trials allowed were made",
    "settled": "one more policy was not expected to add anything worth having",
    "runs": "search.max_runs was reached",
    "seconds": "search.max_seconds was reached",
}


def objective(result: Recommendation) -> Iterator[str]:
    """What is maximised, and for which shares the gain is one."""
    study, share = result.study, result.study.model.share
    yield (
        f"All worth is in the objective: {share.field} x {spelt(share.credited)} - "
        f"{spelt(share.cost)}, with {at_share(study)}."
    )
    if result.changes and not turns(result):
        yield reach(result)  # else it is a risk


def at_share(study: Study) -> str:
    """The share that the study's objective credits."""
    field = study.model.share.field
    return f"{field} = {study.credited:g}"


def remedy(study: Study, selected: Selected) -> Iterator[str]:
    """What to do about a selection that a limit ended."""
    if selected.feasible and not selected.certified:
        yield from _rivals(study, selected, limit(selected))


def limit(selected: Selected) -> str:
    """The setting of the study that ended the selection."""
    named = {"replications": "search.select_replications"}
    return named.get(selected.ended_by, f"search.max_{selected.ended_by}")


def _rivals(study: Study, selected: Selected, setting: str) -> Iterator[str]:
    """What to do about policies that a limit left undecided."""
    best = selected.selected
    # The procedure ends when replications reach a multiple of 1 / zone^2.
    wider = plain(_up(selected.zone * math.sqrt(selected.closes_at / best.replications)))
    zone = (
        "raise search.zone, the smallest difference worth telling, from "
        f"{money(study, exactly(selected.zone))} ({wider} is enough)"
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


def rivals(result: Recommendation) -> str:
    """What the policies have in common that are listed beside the best one found."""
    study, selected = result.study, result.selected
    zone = money(study, exactly(selected.zone))
    alike = f"shown to be within {zone} of" if selected.certified else "that may be as good as"
    best = describe_policy(study, selected.selected.policy)
    return f"Policies {alike} the best one found ({best}), and what they gain over it:"


def simplest(result: Recommendation) -> Iterator[str]:
    """Why one of several that tie is recommended, and what that costs."""
    study, selected = result.study, result.selected
    if selected.ties:
        yield f"Of policies shown to be that near, the simplest is recommended: {ORDER}."
    if result.simpler is not None:
        yield (
            f"In fresh futures it brings {money(study, result.simpler, signed=True)} against the "
            "best one found."
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
        f"{result.screened:,} policies; {searched.tried} were simulated (sampler "
        f"{searched.sampler}). The search ended as {_ENDED[searched.ended_by]}."
    )
    zone = money(study, exactly(result.selected.zone))
    yield (
        f"The final: {len(result.selected.finalists)} policies in fresh futures, told apart by Kim "
        f"and Nelson's procedure. {zone} is its indifference zone, the smallest difference worth "
        "telling. Nothing is claimed of policies that were never tried, nor that constraints are "
        "kept."
    )
    if result.changes:
        yield from _saved(result.reduction)
    yield (
        f"No estimates of the objective: the best mean of the search, "
        f"{money(study, result.best_observed)}, which is the largest of many, and the fluid "
        f"approximation, {money(study, exactly(result.fluid[_OBJECTIVE]))}."
    )


def plan(result: Recommendation) -> Iterator[str]:
    """What fixing the numbers in advance costs."""
    fixed, study = result.plan, result.study
    if result.adapts:
        less = result.plan_difference
        yield (
            "The fixed plan gains "
            f"{money(study, fixed.gain[_OBJECTIVE], signed=True)} over today's policy: "
            f"{money(study, less, signed=True)}{doubt(less)} against the recommended one, which "
            "reacts to what happens."
        )
        metrics = study.model.metrics
        levels = [
            f"{spelt(name)} {in_unit(study, fixed.metrics[name], metrics[name].unit)}"
            for name in study.model.wording.highlights
        ]
        yield f"With it: {', '.join(levels)}."
        yield chance("The fixed plan", result.plan_loss, fixed.sample.replications)


def chance(who: str, loss: Chance, futures: int) -> str:
    """In how many futures something does worse than today's policy."""
    worse = round(loss.share * futures)
    return (
        f"{who} does worse than today's policy in {f'{worse:,}' if worse else 'none'} of "
        f"{futures:,} simulated futures (its chance: {between(loss)})."
    )


def kept(constraint: Constraint, violation: float, unit: str) -> str:
    """Whether a constraint is kept, or by how much it is violated.

    Args:
        violation: as a part of the bound; of a bound of 0 as it is.
        unit: of the metric; how far a share is off is said in percentage points.
    """
    if violation <= 0:
        return "satisfied"
    if math.isinf(violation):
        return "violated, as the metric is not defined in every future"
    scale = abs(constraint.bound)
    if unit == "share":
        return f"violated by {100 * violation * (scale or 1.0):,.1f} points"
    if scale == 0:
        return f"violated by {violation:,.10g}"
    return f"violated by {100 * violation:,.1f} % of the bound"


def _saved(saved: Reduction) -> Iterator[str]:
    yield (
        "All policies meet the same futures (common random numbers), which made the gain "
        f"{saved.common:.1f} times less variable (correlation {saved.correlation:.2f}); taking "
        f"luck out made it {saved.luck:.1f} times less so."
    )
    if not saved.pays:
        yield (
            "Warning: common random numbers did not help here; the half-widths hold all the same."
        )
