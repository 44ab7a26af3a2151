"""The details of a recommendation, the same on the terminal, in the report and in the note."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planner.books.staffing import staffing_of
from planner.handoff.wording.certainty import chance, limit
from planner.handoff.wording.consequences import reach, turns
from planner.handoff.wording.numbers import CONFIDENCE_TEXT, doubt, exactly, plain, spelt
from planner.handoff.wording.staffing import steps
from planner.handoff.wording.units import in_unit, money
from planner.handoff.wording.worst_share import in_it, maximised, method
from planner.recommendation.reach import Reach
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import Reduction
from planner.selection.select import Selected
from planner.selection.ties import ORDER
from planner.simulation.estimate import Chance, Estimate
from planner.simulation.valued import Valued
from planner.study.allowed import most_of
from planner.study.file import Search
from planner.study.study import Study, describe_policy

_OBJECTIVE = "objective"
_ENDED = {
    "all": "all policies that there are had been tried",
    "trials": "all the trials allowed were made",
    "settled": "one more policy was not expected to add anything worth having",
    "runs": "search.max_runs was reached",
    "seconds": "search.max_seconds was reached",
}


@dataclass(frozen=True)
class Details:
    """The grounds of the advice, in sentences.

    Attributes:
        team: the fixed plan's, if there is one.
        fixed_plan: what fixing the numbers in advance costs; nothing where the policy is a plan.
        rivals: heads the policies that may be as good as the best one found.
        remedy: what to do about a selection that a limit ended.
        simplest: why one of several that tie is recommended, and what that costs.
        objective: what is maximised, and for which shares the gain is one.
        method: from which runs all this is known.
    """

    team: tuple[str, ...]
    fixed_plan: tuple[str, ...]
    rivals: str
    remedy: tuple[str, ...]
    simplest: tuple[str, ...]
    objective: tuple[str, ...]
    method: tuple[str, ...]


def details(result: Recommendation) -> Details:
    """The details of a recommendation."""
    study, selected, currency = result.study, result.selected, result.study.finance.currency
    staffing = staffing_of(result)
    fixed = (
        fixed_plan(study, result.plan, result.plan_difference, result.plan_loss)
        if result.adapts
        else ()
    )
    return Details(
        team=(steps(staffing, new=result.changes),) if staffing else (),
        fixed_plan=tuple(fixed),
        rivals=_rivals(study, selected),
        remedy=tuple(remedy(selected, currency)),
        simplest=tuple(_simplest(study, selected, result.simpler)),
        objective=(
            *_objective(study, result.reach if result.changes else None),
            *maximised(study),
        ),
        method=(
            _futures(study, result.seed),
            _runs(result),
            _final(selected, currency),
            *(_saved(result.reduction) if result.changes else ()),
            *method(study, result.winner.sample.replications),
            f"No estimates of the objective: the best mean{in_it(study)} of the search, "
            f"{money(result.best_observed, currency)}, which is the largest of many, and the fluid "
            f"approximation, {money(exactly(result.fluid[_OBJECTIVE]), currency)}.",
        ),
    )


def _objective(study: Study, found: Reach | None) -> Iterator[str]:
    """What is maximised; and for which shares it is a gain, where that is no risk."""
    share = study.model.share
    if share is None:
        described = study.model.metrics[_OBJECTIVE].description
        yield f"All worth is in the objective: {described}."
        return
    yield (
        f"All worth is in the objective: {share.field} x {spelt(share.credited)} - "
        f"{spelt(share.cost)}, with {share.field} = {study.credited:g}."
    )
    if found and not turns(study.credited, found):
        yield reach(share, study.credited, found)


def remedy(selected: Selected, currency: str) -> Iterator[str]:
    """The remedy for policies that a limit left undecided."""
    if not selected.feasible or selected.certified:
        return
    setting, best = limit(selected), selected.selected
    # The procedure ends when replications reach a multiple of 1 / zone^2.
    wider = plain(_up(selected.zone * math.sqrt(selected.closes_at / best.replications)))
    zone = (
        "raise search.zone, the smallest difference worth telling, from "
        f"{money(exactly(selected.zone), currency)} ({wider} is enough)"
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


def _rivals(study: Study, selected: Selected) -> str:
    """What the policies have in common that are listed beside the best one found."""
    zone = money(exactly(selected.zone), study.finance.currency)
    alike = f"shown to be within {zone} of" if selected.certified else "that may be as good as"
    best = describe_policy(study, selected.selected.policy)
    return f"Policies {alike} the best one found ({best}), and what they gain over it:"


def _simplest(study: Study, selected: Selected, simpler: Estimate | None) -> Iterator[str]:
    if selected.ties:
        yield f"Of policies shown to be that near, the simplest is recommended: {ORDER}."
    if simpler is not None:
        yield (
            "In fresh futures it brings "
            f"{money(simpler, study.finance.currency, signed=True)}{in_it(study)} against the best "
            "one found."
        )


def fixed_plan(study: Study, plan: Valued, less: Estimate, loss: Chance) -> Iterator[str]:
    """The cost of fixing the numbers in advance.

    Args:
        less: what the plan brings more than the adaptive policy that it stands for.
        loss: chance that it brings less than today's policy.
    """
    currency, metrics = study.finance.currency, study.model.metrics
    yield (
        f"The fixed plan gains {money(plan.gain[_OBJECTIVE], currency, signed=True)} over today's "
        f"policy: {money(less, currency, signed=True)}{doubt(less)} against the recommended one, "
        "which reacts to what happens."
    )
    levels = [
        f"{spelt(name)} {in_unit(plan.metrics[name], metrics[name].unit, currency)}"
        for name in study.model.wording.highlights
    ]
    if levels:
        yield f"With it: {', '.join(levels)}."
    yield chance("The fixed plan", loss, plan.sample.replications)


def _futures(study: Study, seed: int) -> str:
    futures = study.search.validate_replications
    return (
        f"Means on {futures} fresh futures that chose nothing (seed {seed}), the same for "
        f"all policies, luck taken out, with {CONFIDENCE_TEXT} half-widths. K, M and B are "
        f"thousands, millions and billions of {study.finance.currency}."
    )


def _runs(result: Recommendation) -> str:
    runs, searched, screened = result.runs, result.searched, result.screened
    frontier = f", {runs['frontier']:,} for the frontier" if result.frontier else ""
    return (
        f"Runs: {runs['search']:,} to search, {runs['select']:,} to select, {runs['validate']:,} "
        f"to validate{frontier}. The fluid approximation screened "
        f"{screened:,} policies; {searched.tried} were simulated (sampler "
        f"{searched.sampler}). The search ended as {_ENDED[searched.ended_by]}."
    )


def _final(selected: Selected, currency: str) -> str:
    zone = money(exactly(selected.zone), currency)
    return (
        f"The final: {len(selected.finalists)} policies in fresh futures, told apart by Kim "
        f"and Nelson's procedure. {zone} is its indifference zone, the smallest difference worth "
        "telling. Nothing is claimed of policies that were never tried, nor that constraints are "
        "kept."
    )


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
