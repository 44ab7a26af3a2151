"""The document of what a recommendation is worth if facts turn out otherwise: ``whatif.json``."""

from collections.abc import Mapping
from typing import Any

from planner.handoff.documents.parts import estimate, estimates, policy, units, versions
from planner.sensitivity.investment import BreakEven, Invested, Staffing, Uncertain
from planner.sensitivity.moves import Combined, Contender, Moved, Standing, Step
from planner.sensitivity.neighbours import Marginal
from planner.sensitivity.ownership import Ownership, Row
from planner.sensitivity.whatif import Answers
from planner.simulation.estimate import CONFIDENCE, Estimate
from planner.study.study import Study

_OBJECTIVE = "objective"


def whatif_document(answers: Answers) -> dict[str, Any]:
    """The document of ``plan whatif``; money and changes are of the objective unless named."""
    study, result = answers.study, answers.recommendation
    return {
        "study": study.name,
        "title": study.title,
        "digest": study.digest,
        "seed": result.seed,
        "replications": {
            "choosing": answers.choosing,
            "choosing_among_rivals": answers.closest,
            "valuing": answers.replications,
        },
        "phases": {"choosing": "search", "valuing": "validate"},
        "policies": {
            "plan": policy(result.plan.policy),
            "policy": policy(result.winner.policy),
            "today": policy(study.baseline),
        },
        "own": _standing(answers.own),
        "moves": [_moved(each) for each in answers.moves],
        "together": {
            "unfavourable": _combined(answers.together.unfavourable),
            "favourable": _combined(answers.together.favourable),
        }
        if answers.together
        else None,
        "strengthened": answers.strengthened.move.fact if answers.strengthened else None,
        "investment": _invested(answers.invested) if answers.invested else None,
        "ownership": _ownership(study, answers.ownership) if answers.ownership else None,
        "neighbours": [_marginal(each) for each in answers.marginals],
        "confidence": CONFIDENCE,
        "currency": study.finance.currency,
        "units": units(study),
        "versions": versions(),
    }


def _moved(moved: Moved) -> dict[str, Any]:
    move = moved.move
    return {
        "fact": move.fact,
        "unit": move.unit,
        "description": move.description,
        "base": move.value,
        "swing": moved.swing,
        **({} if moved.per_step is None else {"per_step": _step(moved.per_step)}),
        "low": {"value": move.low, **_standing(moved.low)},
        "high": {"value": move.high, **_standing(moved.high)},
    }


def _step(step: Step) -> dict[str, Any]:
    changes = {"policy": estimate(step.policy), "today": estimate(step.today)}
    return {"name": step.name, "size": step.size, **changes}


def _combined(combined: Combined) -> dict[str, Any]:
    return {"values": dict(combined.values), **_standing(combined.standing)}


def _standing(standing: Standing) -> dict[str, Any]:
    """``change`` is of the objective, ``changes`` of other metrics, ``metrics`` are the levels."""
    return {
        "change": {who: estimate(each[_OBJECTIVE]) for who, each in standing.changes.items()},
        "changes": _others(standing.changes),
        "metrics": {who: estimates(each) for who, each in standing.metrics.items()},
        "policies_tried": standing.tried,
        **_reoptimised(standing),
    }


def _reoptimised(standing: Standing) -> dict[str, Any]:
    """Nothing where none is sought."""
    if standing.reoptimised is None or standing.regret is None or standing.over_policy is None:
        return {}
    return {
        "reoptimised": policy(standing.reoptimised),
        "regret": estimate(standing.regret),
        "reoptimised_over_policy": estimate(standing.over_policy),
    }


def _others(values: Mapping[Contender, Mapping[str, Estimate]]) -> dict[str, Any]:
    return {
        who: {name: estimate(each) for name, each in of.items() if name != _OBJECTIVE}
        for who, of in values.items()
    }


def _invested(invested: Invested) -> dict[str, Any]:
    return {
        "decision": invested.investment.decision,
        "shares": [_break_even(each) for each in invested.break_even],
        "best": {staffing: each.share for staffing, each in invested.best.items()},
        "best_over_next": _by_staffing(invested.ahead),
        "uncertain": _uncertain(invested.uncertain) if invested.uncertain else None,
    }


def _by_staffing(values: Mapping[Staffing, Estimate]) -> dict[str, Any]:
    return {staffing: estimate(each) for staffing, each in values.items()}


def _break_even(each: BreakEven) -> dict[str, Any]:
    return {
        "share": each.share,
        "policies_tried": each.tried,
        **{
            staffing: {
                "policy": policy(worth.policy),
                "break_even_once": estimate(worth.once),
                "break_even_a_year": estimate(worth.yearly),
                "price": estimate(worth.price),
                "gain_at_price": estimate(worth.gain),
            }
            for staffing, worth in each.worth.items()
        },
    }


def _uncertain(uncertain: Uncertain) -> dict[str, Any]:
    return {
        "planned": uncertain.planned,
        "turnouts": [
            {"share": each.share, "weight": each.weight, "gain": _by_staffing(each.gain)}
            for each in uncertain.turnouts
        ],
        "expected": _by_staffing(uncertain.expected),
        "chance_of_loss": dict(uncertain.loses),
        "chance_in_doubt": dict(uncertain.in_doubt),
    }


def _ownership(study: Study, ownership: Ownership) -> dict[str, Any]:
    return {
        "share": ownership.share,
        "without": policy(ownership.without),
        "planned": policy(ownership.planned),
        "first_year_begins": study.start.isoformat(),
        "investment": [_row(each) for each in ownership.investment],
        "people": [_row(each) for each in ownership.people],
        "years_of_people_saved": _row(ownership.years_saved),
        "spent": _row(ownership.spent),
        "saved": _row(ownership.saved),
        "net": _row(ownership.net),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "years": [estimate(year) for year in row.years],
        "total": estimate(row.total),
    }


def _marginal(each: Marginal) -> dict[str, Any]:
    return {
        "begins": each.begins.isoformat(),
        **({"part": each.part} if each.part else {}),
        "one_more": estimate(each.more) if each.more else None,
        "one_fewer": estimate(each.fewer) if each.fewer else None,
    }
