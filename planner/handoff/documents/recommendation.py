"""The document of a recommendation, for machines: ``recommendation.json``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from planner.books.staffing import planned_team
from planner.books.turnover import Turnover, turnover_of
from planner.handoff.documents.parts import estimate, estimates, policy, risk, units, versions
from planner.handoff.documents.tables import tables_document
from planner.recommendation.edges import at_edge
from planner.recommendation.frontier import Frontier
from planner.recommendation.reach import Reach
from planner.recommendation.recommend import Recommendation
from planner.search.search import Searched
from planner.selection.select import Finalist, Selected
from planner.selection.ties import ORDER
from planner.simulation.estimate import CONFIDENCE, Estimate
from planner.simulation.simulator import Sample
from planner.study.constraints import Constraint
from planner.study.study import Study
from simmodel.contract.finance import Roles
from simmodel.contract.share import ShareObjective


def recommendation_document(result: Recommendation) -> dict[str, Any]:
    """The document of ``plan optimize``."""
    study, model = result.study, result.study.model
    turnover = turnover_of(result)
    return {
        "study": study.name,
        "title": study.title,
        "digest": study.digest,
        **({"tables": tables_document(study)} if study.tables else {}),
        "seed": result.seed,
        **risk(study),
        "policy": policy(result.winner.policy),
        "validated": estimates(result.winner.metrics),
        "gain": estimate(result.gain),
        "differences": estimates(result.winner.gain),
        "chance_of_loss": asdict(result.loss),
        **(
            {"share": _share(model.share, study.credited, result.winner.gain, result.reach)}
            if model.share and result.reach
            else {}
        ),
        "baseline": {
            "policy": policy(result.baseline.policy),
            "validated": estimates(result.baseline.metrics),
        },
        "plan": {
            "policy": policy(result.plan.policy),
            **(
                {"team": _team(result.plan.sample, model.finance.roles, dated=model.in_time)}
                if model.finance
                else {}
            ),
            **({"people": _people(turnover)} if turnover else {}),
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
        "fluid": {name: each for name, each in result.fluid.items() if name in model.metrics},
        "screen": {"policies": result.screened},
        "search": _search(result.searched),
        "selection": _selection(study, result.selected, result.simpler),
        **({"frontier": _frontier(study, result.frontier)} if result.frontier else {}),
        "variance_reduction": asdict(result.reduction),
        "replications": dict(result.runs),
        "confidence": CONFIDENCE,
        "currency": study.finance.currency,
        "units": units(study),
        "versions": versions(),
    }


def frontier_document(study: Study, seed: int, frontier: Frontier) -> dict[str, Any]:
    """The document of ``plan frontier``."""
    return {
        "study": study.name,
        "seed": seed,
        **_frontier(study, frontier),
        "confidence": CONFIDENCE,
        "currency": study.finance.currency,
        "units": units(study),
        "versions": versions(),
    }


def _share(
    share: ShareObjective, own: float, gain: Mapping[str, Estimate], reach: Reach
) -> dict[str, Any]:
    """Of what the gain consists, share x credited - cost, and for which shares it is a gain."""
    return {
        "field": share.field,
        "value": own,
        "credited": share.credited,
        "cost": share.cost,
        "credited_difference": estimate(gain[share.credited]),
        "cost_difference": estimate(gain[share.cost]),
        "gains_between": list(reach.shares) if reach.shares else None,
        "break_even": estimate(reach.even) if reach.even else None,
    }


def _team(plan: Sample, roles: Roles, *, dated: bool) -> dict[str, Any]:
    """Members of the fixed plan before the horizon, and in each month, or in the long run.

    Whole ones; of people one by one the nearest to the mean.
    """
    opening, team = planned_team(plan, roles)
    return {"opening": opening, **({"months": team} if dated else {"long_run": team[-1]})}


def _people(found: Turnover) -> dict[str, Any]:
    """Positions of the fixed plan and those who are expected in them, by month."""
    gone = (0.0, *found.gone.tolist())
    return {
        "positions_to_open": list(found.changes),
        "months_to_hire": {
            "half": found.hiring.usual_months,
            "nine_of_ten": found.hiring.late_months,
        },
        "replaced_at_once": found.hiring.at_once,
        "team": {
            "mean": [each.mean for each in found.plan_team],
            "p10": [each.low for each in found.plan_team],
            "p90": [each.high for each in found.plan_team],
        },
        "resigned": [now - before for before, now in pairwise(gone)],
        "dismissed": found.dismissed.tolist(),
    }


def _search(searched: Searched) -> dict[str, Any]:
    return {
        "sampler": searched.sampler,
        "trials": len(searched.trials),
        "stopped_early": sum(trial.stopped for trial in searched.trials),
        "replications_of_a_trial": searched.replications,
        "ended_by": searched.ended_by,
        "expected_improvement": searched.improvement,
        "best_observed": estimate(searched.best.merit),
        "note": "best_observed is the largest of many noisy means and so too high; "
        "the expected value is validated.objective",
    }


def _selection(study: Study, selected: Selected, simpler: Estimate | None) -> dict[str, Any]:
    return {
        "procedure": "Kim and Nelson (2001) on paired differences, and paired t tests",
        "certified": selected.certified,
        "ended_by": selected.ended_by,
        "feasible": selected.feasible,
        "confidence": study.search.confidence,
        "zone": selected.zone,
        "selected": policy(selected.selected.policy),
        "ties": [policy(each.policy) for each in selected.ties],
        "simplicity": ORDER,
        "recommended_less_selected": estimate(simpler) if simpler else None,
        "finalists": [
            _finalist(study.constraints, each, recommended=each is selected.recommended)
            for each in selected.finalists
        ],
    }


def _finalist(
    constraints: Sequence[Constraint], finalist: Finalist, *, recommended: bool
) -> dict[str, Any]:
    kept = zip(constraints, finalist.violations, strict=True)
    return {
        "policy": policy(finalist.policy),
        "verdict": finalist.verdict,
        "recommended": recommended,
        "replications": finalist.replications,
        "objective": estimate(finalist.objective),
        "difference_to_selected": estimate(finalist.difference),
        "violated": [str(each) for each, violation in kept if violation > 0],
    }


def _frontier(study: Study, frontier: Frontier) -> dict[str, Any]:
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
                "at_edge": [decision.name for decision in at_edge(study, each.policy)],
                "credited": estimate(each.credited),
                "cost": estimate(each.cost),
            }
            for each in frontier.stretches
        ],
    }
