"""Actions to take, in sentences: the team, and what else the policy asks for."""

from collections.abc import Iterator, Mapping
from typing import Any

from planner.books.staffing import Staffing
from planner.handoff.wording import staffing as team
from planner.handoff.wording.numbers import begun, spelt
from planner.study.study import Study, brief
from simmodel.contract.parts import of_whole
from simmodel.contract.sections import Policy
from simmodel.decisions.decision import Decision


def actions(
    study: Study, recommended: Policy, today: Policy, staffing: Staffing | None
) -> Iterator[str]:
    """The team first, if there is one.

    Args:
        recommended, today: policies.
    """
    new = recommended != today
    if staffing is None:
        if not new:
            yield "Keep to today's policy."
        yield from _instructions(study, recommended, today)
        return
    size, *load = team.team(staffing, new=new)
    if new:
        yield size
    elif staffing.steady:
        yield from ("Keep to today's policy.", size)
    else:
        yield f"Do as today's policy says: {size[0].lower()}{size[1:]}"
    yield from load
    yield from _instructions(study, recommended, today)


def _instructions(study: Study, recommended: Policy, today: Policy) -> Iterator[str]:
    """What the model tells people to do, decision by decision."""
    now, before = (
        study.model.wording.instructions(study.facts, each) for each in (recommended, today)
    )
    told: set[str] = set()
    for decision in study.space:
        about = [each for each in (*now, *before) if _concerns(decision.name, each)]
        for name in dict.fromkeys(each for each in about if each not in told):
            told.add(name)
            earlier = before.get(name, before.get(of_whole(name)))
            if name in now:
                yield f"{begun(now[name])}{than_today(now[name], earlier)}."
            elif not any(_concerns(name, each) for each in now):
                yield f"No longer {before[name]}."
        if not about and study.model.finance is None:  # so nobody has said it as a team
            yield _taken(decision, study.taken(recommended), study.taken(today))


def _concerns(decision: str, told: str) -> bool:
    """Whether a decision is that of an instruction, on the same part or where either is on all."""
    whole = of_whole(decision)
    return of_whole(told) == whole and (decision == told or whole in (decision, told))


def _taken(decision: Decision, now: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """A decision by its name, with its unit."""
    value, earlier = brief(now[decision.name]), brief(before[decision.name])
    today = ", as today" if value == earlier else f", today {earlier}"
    return f"{begun(spelt(decision.name))}: {value} ({decision.unit}){today}."


def than_today(said: str, earlier: str | None) -> str:
    """Today's value, where that is the same, or another number alone."""
    if said == earlier:
        return ", as today"
    words, others = said.split(), (earlier or "").split()
    changed = [other for word, other in zip(words, others, strict=False) if word != other]
    if len(words) != len(others) or len(changed) != 1 or not changed[0][0].isdigit():
        return ""
    return f", today {changed[0]}"
