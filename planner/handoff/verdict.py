"""What people read in the terminal about a recommendation."""

import math
from collections.abc import Sequence
from pathlib import Path

from planner.handoff.console import (
    CONFIDENCE_TEXT,
    CONSOLE,
    add_metric,
    metric_table,
    plain_table,
    say,
)
from planner.handoff.numbers import readable, row
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import Reduction
from planner.selection.select import Selected
from planner.selection.ties import ORDER
from planner.simulation.estimate import Estimate
from planner.simulation.feasible import excess
from planner.study.constraints import Constraint
from planner.study.study import Study, describe_policy

_OBJECTIVE = "objective"
_LONGEST_PLAN = 12
_ENDED = {
    "trials": "all the trials allowed were made",
    "settled": "one more policy was not expected to add anything worth having",
    "runs": "search.max_runs was reached",
    "seconds": "search.max_seconds was reached",
}


def show_recommendation(result: Recommendation, files: Sequence[Path]) -> None:
    """The answer of ``plan optimize``."""
    study = result.study
    heading = "Recommended" if result.selected.feasible else "Least violating"
    say(f"\n{heading} for {study.name}: {describe_policy(result.winner.policy)}")
    _show_gain(result)
    _show_constraints(result)
    if result.winner.metrics[_OBJECTIVE].mean < 0:
        say("Even so, its objective is below zero: it loses money.")
    for decision in result.at_edge:
        say(
            f"{decision.name} is at the edge of what the study lets the search try "
            f"({decision.low:g} to {decision.high:g}); a wider range may hold a better policy."
        )
    _show_certainty(study, result.selected)
    if result.simpler is not None:
        say(
            "Recommending it in place of the one selected adds "
            f"{readable(result.simpler, 'money', signed=True)}."
        )
    table = metric_table("today", "recommended", "difference")
    for name, quantity in study.model.metrics.items():
        add_metric(table, name, quantity, result.baseline, result.winner)
    CONSOLE.print(table)
    _show_method(result)
    _show_plan(result)
    front = result.frontier
    say(f"The best policy for other values of {front.share}: plan frontier {study.path}")
    for file in files:
        say(f"Wrote {file}")


def show_frontier(result: Recommendation) -> None:
    """The answer of ``plan frontier``."""
    front, study = result.frontier, result.study
    now = getattr(study.objective, front.share)
    say(f"{study.name}: the best policy for every {front.share} (the study's is {now:g})")
    table = plain_table()
    for heading in (front.share, "revenue", "cost", "policy"):
        table.add_column(heading, justify="left" if heading == "policy" else "right")
    for each in front.stretches:
        mark = " *" if each is front.at(now) else ""
        table.add_row(
            f"{each.low:.3f} to {each.high:.3f}{mark}",
            " ".join(reversed(row([each.revenue], "money"))),
            " ".join(reversed(row([each.cost], "money"))),
            describe_policy(each.policy),
        )
    CONSOLE.print(table)
    share = study.model.share
    say(
        f"* where the study's {front.share} lies. The objective is {front.share} x "
        f"{share.revenue} - {share.cost}."
    )
    say(
        f"From {front.candidates} policies, on {front.replications} fresh replications each "
        f"(seed {result.seed}): those that did best for some {front.share} in the search or by "
        "the fluid approximation. The largest of several means is a little too high, most of all "
        "near the switches."
    )
    if study.constraints:
        say("Policies that broke a constraint on these replications were left out.")


def _show_gain(result: Recommendation) -> None:
    gain, loss = result.gain, result.loss
    if result.winner.policy == result.baseline.policy:
        better = "nothing that was tried does better"
        if result.simpler is not None:
            better = "nothing that was tried does better by more than the indifference zone"
        # Unless a limit came first: then nothing of the kind has been shown.
        shown = result.selected.certified and len(result.selected.finalists) > 1
        say("That is today's policy" + (f": {better}." if shown else "."))
        return
    sure = "lies above" if gain.low > 0 else "does not lie above"
    futures = result.study.search.validate_replications
    say(
        f"Expected gain over today's policy ({describe_policy(result.baseline.policy)}): "
        f"{readable(gain, 'money', signed=True)}. The {CONFIDENCE_TEXT} interval {sure} zero."
    )
    say(
        f"It earns less than today's policy in {round(loss.share * futures)} of {futures} futures: "
        f"the chance of a loss is {100 * loss.low:.1f} to {100 * loss.high:.1f} %."
    )


def _show_constraints(result: Recommendation) -> None:
    study = result.study
    if not result.selected.feasible:
        say(
            "No finalist kept the constraints in the selection's replications; this one violated "
            "them least."
        )
    for constraint, violation in zip(study.constraints, result.violations, strict=True):
        say(f"Constraint {constraint}: {_kept(constraint, violation)}")
    if (excess(result.violations) == 0.0) != result.selected.feasible:
        say(
            "The selection, on other replications, found otherwise: this is too near the bound to "
            "tell from so few."
        )
    if study.constraints and result.selected.certified:
        say("What is certified below is the objective, not that the constraints are kept.")


def _kept(constraint: Constraint, violation: float) -> str:
    if violation <= 0:
        return "satisfied"
    if math.isinf(violation):
        return "violated, as the metric is not defined in every future"
    if constraint.bound == 0:
        return f"violated by {violation:,.10g}"
    return f"violated by {100 * violation:,.1f} %"


def _show_certainty(study: Study, selected: Selected) -> None:
    zone = readable(Estimate(selected.zone, float("nan")), "money")
    confidence = f"{100 * study.search.confidence:g} %"
    count = len(selected.finalists)
    if selected.certified and count == 1:
        say("There was nothing to choose from: no other policy was tried.")
    elif selected.certified:
        say(
            f"Certified: the best of {count} finalists with {confidence} confidence, if it is "
            f"better than the others by {zone} (the indifference zone); else within that of the "
            "best."
        )
    elif selected.feasible:
        limit = {"replications": "search.select_replications"}.get(
            selected.ended_by, f"search.max_{selected.ended_by}"
        )
        say(
            f"Not certified: {limit} ended the selection while {selected.undecided} more of "
            f"{count} finalists might be better by {zone}."
        )
    if selected.ties:
        say(
            f"These are within {zone} of the one selected "
            f"({describe_policy(selected.selected.policy)}):"
        )
        for each in selected.ties:
            say(
                f"  {describe_policy(each.policy)}: "
                f"{readable(each.difference, 'money', signed=True)}"
            )
        say(f"The simplest is recommended: {ORDER}.")


def _show_method(result: Recommendation) -> None:
    study, searched, runs = result.study, result.searched, result.runs
    futures = study.search.validate_replications
    say(
        f"Means on {futures} fresh replications that chose nothing (seed {result.seed}), the same "
        f"for both policies, luck taken out, with {CONFIDENCE_TEXT} half-widths."
    )
    say(
        f"Runs: {runs['search']:,} to search, {runs['select']:,} to select, {runs['validate']:,} "
        f"to validate, {runs['frontier']:,} for the frontier. The fluid approximation screened "
        f"{result.screened:,} policies; {len(searched.trials)} were simulated (sampler "
        f"{searched.sampler}). The search ended as {_ENDED[searched.ended_by]}."
    )
    if result.winner.policy != result.baseline.policy:
        _show_reduction(result.reduction)
    say(
        f"The best mean of the search, {readable(result.best_observed, 'money')}, is no estimate "
        "of the value: it is the largest of many."
    )
    fluid = Estimate(result.fluid[_OBJECTIVE], float("nan"))
    say(f"Fluid approximation of the objective: {readable(fluid, 'money')}.")


def _show_reduction(saved: Reduction) -> None:
    say(
        f"Common random numbers made the paired gain {saved.common:.1f} times less variable "
        f"(correlation {saved.correlation:.2f}), taking luck out {saved.luck:.1f} times more."
    )
    if not saved.pays:
        say("Warning: common random numbers did not help here; the half-widths hold all the same.")


def _show_plan(result: Recommendation) -> None:
    """The fixed schedule, row by row; a longer one is left to its file."""
    plan = result.plan
    if plan.policy != result.winner.policy:
        say(
            f"As a fixed schedule for finance: objective "
            f"{readable(plan.metrics[_OBJECTIVE], 'money')}, "
            f"{readable(plan.gain[_OBJECTIVE], 'money', signed=True)} over today's policy and "
            f"{readable(result.plan_difference, 'money', signed=True)} over the adaptive one."
        )
    rows = result.plan_rows
    if len(rows) > _LONGEST_PLAN:
        return
    table = plain_table()
    for name in rows[0]:
        heading = name.replace("_", "\n")  # narrow, so that large money fits beside it
        table.add_column(heading, justify="right", vertical="bottom", no_wrap=True)
    for each in rows:
        table.add_row(*(_cell(value) for value in each.values()))
    CONSOLE.print(table)


def _cell(value: str | int | float) -> str:
    return value if isinstance(value, str) else f"{value:,.10g}"
