"""The document of a recommendation, for machines: ``recommendation.json``."""

from dataclasses import asdict
from typing import Any

from planner.books.books import planned_team
from planner.handoff.documents.parts import estimate, estimates, policy, units, versions
from planner.recommendation.edges import at_edge
from planner.recommendation.recommend import Recommendation
from planner.selection.select import Finalist
from planner.selection.ties import ORDER
from planner.simulation.estimate import CONFIDENCE


def recommendation_document(result: Recommendation) -> dict[str, Any]:
    """The document of ``plan optimize``."""
    study = result.study
    return {
        "study": study.name,
        "title": study.title,
        "digest": study.digest,
        "seed": result.seed,
        "policy": policy(result.winner.policy),
        "validated": estimates(result.winner.metrics),
        "gain": estimate(result.gain),
        "differences": estimates(result.winner.gain),
        "chance_of_loss": asdict(result.loss),
        "share": _share(result),
        "baseline": {
            "policy": policy(result.baseline.policy),
            "validated": estimates(result.baseline.metrics),
        },
        "plan": {
            "policy": policy(result.plan.policy),
            "team": _team(result),
            "validated": estimates(result.plan.metrics),
            "gain": estimate(result.plan.gain["objective"]),
            "difference_to_policy": estimate(result.plan_difference),
            "chance_of_loss": asdict(result.plan_loss),
        },
        "constraints": [
            {"constraint": str(each), "satisfied": violation <= 0, "violation": violation}
            for each, violation in zip(study.constraints, result.violations, strict=True)
        ],
        "at_edge": [decision.name for decision in result.at_edge],
        "fluid": dict(result.fluid),
        "screen": {"policies": result.screened},
        "search": _search(result),
        "selection": _selection(result),
        "frontier": _frontier(result),
        "variance_reduction": asdict(result.reduction),
        "replications": dict(result.runs),
        "confidence": CONFIDENCE,
        "currency": study.finance.currency,
        "units": units(study),
        "versions": versions(),
    }


def frontier_document(result: Recommendation) -> dict[str, Any]:
    """The document of ``plan frontier``."""
    return {
        "study": result.study.name,
        "seed": result.seed,
        **_frontier(result),
        "confidence": CONFIDENCE,
        "currency": result.study.finance.currency,
        "units": units(result.study),
        "versions": versions(),
    }


def _share(result: Recommendation) -> dict[str, Any]:
    """Of what the gain consists, share x credited - cost, and for which shares it is a gain."""
    share, reach = result.study.model.share, result.reach
    return {
        "field": share.field,
        "value": result.study.credited,
        "credited": share.credited,
        "cost": share.cost,
        "credited_difference": estimate(result.winner.gain[share.credited]),
        "cost_difference": estimate(result.winner.gain[share.cost]),
        "gains_between": list(reach.shares) if reach.shares else None,
        "break_even": estimate(reach.even) if reach.even else None,
    }


def _team(result: Recommendation) -> dict[str, Any]:
    """Members of the fixed plan before the horizon, and in each month, or in the long run."""
    opening, team = planned_team(result.plan.sample, result.study.model.finance.roles)
    if not result.study.model.in_time:
        return {"opening": opening, "long_run": team[-1]}
    return {"opening": opening, "months": team}


def _search(result: Recommendation) -> dict[str, Any]:
    searched = result.searched
    return {
        "sampler": searched.sampler,
        "trials": len(searched.trials),
        "stopped_early": sum(trial.stopped for trial in searched.trials),
        "replications_of_a_trial": searched.replications,
        "ended_by": searched.ended_by,
        "expected_improvement": searched.improvement,
        "best_observed": estimate(result.best_observed),
        "note": "best_observed is the largest of many noisy means and so too high; "
        "the expected value is validated.objective",
    }


def _selection(result: Recommendation) -> dict[str, Any]:
    selected = result.selected
    return {
        "procedure": "Kim and Nelson (2001) on paired differences, and paired t tests",
        "certified": selected.certified,
        "ended_by": selected.ended_by,
        "feasible": selected.feasible,
        "confidence": result.study.search.confidence,
        "zone": selected.zone,
        "selected": policy(selected.selected.policy),
        "ties": [policy(each.policy) for each in selected.ties],
        "simplicity": ORDER,
        "recommended_less_selected": estimate(result.simpler) if result.simpler else None,
        "finalists": [_finalist(result, each) for each in selected.finalists],
    }


def _finalist(result: Recommendation, finalist: Finalist) -> dict[str, Any]:
    kept = zip(result.study.constraints, finalist.violations, strict=True)
    return {
        "policy": policy(finalist.policy),
        "verdict": finalist.verdict,
        "recommended": finalist is result.selected.recommended,
        "replications": finalist.replications,
        "objective": estimate(finalist.objective),
        "difference_to_selected": estimate(finalist.difference),
        "violated": [str(each) for each, violation in kept if violation > 0],
    }


def _frontier(result: Recommendation) -> dict[str, Any]:
    frontier = result.frontier
    return {
        "share": frontier.share,
        "candidates": frontier.candidates,
        "replications": frontier.replications,
        "switches_at": [each.high for each in frontier.stretches[:-1]],
        "stretches": [
            {
                "low": each.low,
                "high": each.high,
                "policy": policy(each.policy),
                "at_edge": [decision.name for decision in at_edge(result.study, each.policy)],
                "credited": estimate(each.credited),
                "cost": estimate(each.cost),
            }
            for each in frontier.stretches
        ],
    }
