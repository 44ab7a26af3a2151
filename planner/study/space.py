"""The table [decisions]: what a study searches, out of what its model lets one decide."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from pydantic import create_model

from planner.study.checks import Checks, joined
from simmodel.contract.model import AnyModel
from simmodel.contract.sections import Facts, Policy
from simmodel.decisions.decision import Decision
from simmodel.fields import Section, field

TABLE = "decisions"


def decisions_section(decisions: Sequence[Decision]) -> type[Section]:
    """The declaration of the table: of each decision the entry that its kind declares.

    A decision that is not mentioned keeps its value in the baseline.
    """
    fields: dict[str, Any] = {
        decision.name: (
            decision.entry() | None,
            field(None, unit=decision.unit, description=decision.description),
        )
        for decision in decisions
    }
    return create_model("Decisions", __base__=Section, **fields)


def narrowed(decisions: Sequence[Decision], given: Any, checks: Checks) -> tuple[Decision, ...]:
    """The decisions that the table mentions, in the model's order; complaints go to ``checks``.

    Args:
        given: the table, of the type that :func:`decisions_section` makes of ``decisions``.
    """
    space: list[Decision] = []
    for decision in decisions:
        entry = getattr(given, decision.name)
        if entry is None:
            continue
        for refusal in decision.refusals(entry):
            key = reduce(joined, refusal.at, joined(TABLE, decision.name))
            checks.refusal(key, refusal.message)
        space.append(decision.narrowed(entry))
    _check_together(space, checks)
    return tuple(space)


def check_possible(
    space: Sequence[Decision], model: AnyModel, facts: Facts, baseline: Policy, checks: Checks
) -> None:
    """Complain about decisions that no policy can take under ``facts``, or that do nothing."""
    for decision in space:
        key, refusal = joined(TABLE, decision.name), refused(decision, model, facts, baseline)
        if refusal is not None:
            checks.refusal(key, refusal)
        else:
            check_effect(key, _overruled(decision, space, model, baseline), checks)


def check_effect(key: str, before: Sequence[str], checks: Checks) -> None:
    """Complain about a decision that others go before, as nobody would notice that it does nothing.

    Args:
        key: where the decision stands.
        before: the others, if there are any.
    """
    if before:
        named = " and ".join(before)
        goes = "goes" if len(before) == 1 else "go"
        found = f"found it beside {named}, which {goes} before it, so that it has no effect"
        checks.complain(key, found, f"changes of {named}")


def _overruled(
    decision: Decision, space: Sequence[Decision], model: AnyModel, baseline: Policy
) -> tuple[str, ...]:
    """What goes before a decision in today's policy, whatever options of others are taken."""
    options = [
        {each.name: option}
        for each in space
        if each is not decision and len(each.variables) == 1
        for option in each.variables[0].options
    ]
    found: tuple[str, ...] = ()
    for decided in options or [{}]:
        found = model.decide(baseline, decided).overruled(decision.name)
        if not found:
            break
    return found


def _tried(decision: Decision, today: Any) -> list[Any]:
    """Values of a decision such that all of it is possible if they are.

    Args:
        today: its value in the baseline.
    """
    if len(decision.variables) == 1 and decision.variables[0].options:
        return [decision.taken([option]) for option in decision.variables[0].options]
    if today is not None:
        return []
    return [
        decision.taken(
            [each.options[-1] if each.options else each.high for each in decision.variables]
        )
    ]


def refused(decision: Decision, model: AnyModel, facts: Facts, baseline: Policy) -> str | None:
    """Why no policy can take a decision under ``facts``, or None.

    A number that today's policy decides is possible, as that policy is; each option may not be.
    """
    for taken in _tried(decision, getattr(baseline, decision.name)):
        refusal = model.refuse(facts, model.decide(baseline, {decision.name: taken}))
        if refusal is not None:
            return refusal
    return None


def possible(model: AnyModel, facts: Facts, baseline: Policy) -> list[Decision]:
    """The model's decisions, but for those that no policy can take under ``facts``."""
    every = model.decisions(facts, baseline)
    return [each for each in every if refused(each, model, facts, baseline) is None]


def _check_together(space: Sequence[Decision], checks: Checks) -> None:
    """Complain about decisions that have no effect beside another."""
    for decision in space:
        beside = [each.name for each in space if each.name in decision.replaces]
        if beside:
            checks.complain(
                joined(TABLE, decision.name),
                f"found it together with {' and '.join(beside)}",
                f"{decision.name}, or {' and '.join(decision.replaces)} "
                f"({decision.stands} stands in their place)",
            )
