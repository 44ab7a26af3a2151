"""What to do, in sentences: the team, and what else the policy asks for."""

from collections.abc import Iterator

from planner.books.staffing import Staffing
from planner.handoff.wording import staffing as team
from planner.handoff.wording.numbers import begun
from planner.study.study import Study
from simmodel.contract.sections import Policy


def actions(study: Study, recommended: Policy, today: Policy, staffing: Staffing) -> Iterator[str]:
    """The team first.

    Args:
        recommended, today: policies.
    """
    new = recommended != today
    size, *load = team.team(staffing, new=new)
    if new:
        yield size
    elif not staffing.changes:
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
    for decision in study.space:
        said, earlier = now.get(decision.name), before.get(decision.name)
        if said:
            yield f"{begun(said)}{than_today(said, earlier)}."
        elif earlier:
            yield f"No longer {earlier}."


def than_today(said: str, earlier: str | None) -> str:
    """What it is today, where that is the same, or another number alone."""
    if said == earlier:
        return ", as today"
    words, others = said.split(), (earlier or "").split()
    changed = [other for word, other in zip(words, others, strict=False) if word != other]
    if len(words) != len(others) or len(changed) != 1 or not changed[0][0].isdigit():
        return ""
    return f", today {changed[0]}"
