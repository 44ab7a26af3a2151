"""Today's policy lies in the space that a study searches.

Else the search could not begin with it, nor come back to it where no change pays.
"""

from collections.abc import Sequence

from planner.study.allowed import is_section
from planner.study.checks import Checks, joined
from planner.study.space import TABLE as DECISIONS
from simmodel.contract.sections import Policy
from simmodel.decisions.decision import Decision
from simmodel.fields import shown


def check_today(space: Sequence[Decision], baseline: Policy, key: str, checks: Checks) -> None:
    """Complain about each decision that ``baseline``, which stands at ``key``, takes outside."""
    for decision in space:
        value = getattr(baseline, decision.name)
        # A policy that takes no such decision is what those that do are compared with.
        refusal = None if value is None else decision.allows(value)
        if refusal is None:
            continue
        found, _, allowed = refusal.partition("; allowed: ")
        if decision.name not in baseline.model_fields_set:
            found = f"found nothing, so the default {shown(value)} holds"
        entry = joined(DECISIONS, decision.name)
        entry = f"[{entry}]" if is_section(decision.entry()) else entry
        remedy = f"{decision.remedy}, or change today's policy"
        checks.complain(joined(key, decision.name), found, f"{allowed}, as in {entry} ({remedy})")
