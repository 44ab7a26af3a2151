"""Today's policy lies in the space that a study searches.

Else the search could not begin with it, nor come back to it where no change pays.
"""

from collections.abc import Sequence
from typing import Any

from planner.study.allowed import shown
from planner.study.checks import Checks, joined
from planner.study.space import TABLE as DECISIONS
from simmodel.contract.sections import Policy
from simmodel.decisions import Choice, Decision, Real, Schedule, Whole


def check_today(space: Sequence[Decision], baseline: Policy, key: str, checks: Checks) -> None:
    """Complain about each decision that ``baseline``, which stands at ``key``, takes outside."""
    for decision in space:
        value = getattr(baseline, decision.name)
        outside = _outside(decision, value)
        if outside is None:
            continue
        found, allowed, remedy = outside
        if decision.name not in baseline.model_fields_set:
            found = f"found nothing, so the default {shown(value)} holds"
        allowed = f"{allowed} ({remedy}, or change today's policy)"
        checks.complain(joined(key, decision.name), found, allowed)


def _outside(decision: Decision, value: Any) -> tuple[str, str, str] | None:
    """If the study does not search ``value``: what is found, what is allowed, and the remedy."""
    found, key = f"found {shown(value)}", joined(DECISIONS, decision.name)
    match decision:
        case Choice(options=options):
            allowed = f"{', '.join(map(shown, options))}, as in {key}"
            return None if value in options else (found, allowed, "add it there")
        case Real(low=low, high=high) | Whole(low=low, high=high):
            allowed = f"{low:g} to {high:g}, as in [{key}]"
            return None if low <= value <= high else (found, allowed, "widen that range")
        case Schedule():
            # A policy without a schedule is what a schedule is compared with.
            refusal = None if value is None else decision.allows(value)
            if refusal is None:
                return None
            found, _, allowed = refusal.partition("; allowed: ")
            return found, f"{allowed}, as in [{key}]", "allow it there"
