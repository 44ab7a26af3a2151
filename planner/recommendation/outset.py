"""The outset of a search, before anything is simulated: whether it can begin at all."""

from planner.search.screen import Screen
from planner.simulation.feasible import violation
from planner.study.errors import Complaint, InputError
from planner.study.study import Study


def require_runs(study: Study) -> None:
    """Raise InputError if the limit does not allow today's policy, one batch and the finalists."""
    settings = study.search
    least = (1 + settings.batch) * settings.replications + first_stages(study)
    if settings.max_runs is not None and settings.max_runs < least:
        allowed = (
            f"at least {least}: today's policy and one batch on {settings.replications} "
            f"replications each, and the finalists on {settings.first_stage}"
        )
        found = f"found {settings.max_runs}"
        raise InputError([Complaint(str(study.path), "search.max_runs", found, allowed)])


def out_of_reach(study: Study, screened: Screen) -> str | None:
    """A sentence, if by the fluid approximation no policy keeps the constraints."""
    if screened.violation[0] == 0.0:
        return None
    values = screened.fluid.values([screened.policies[0]])
    nearest = [
        f"{each.metric} {values[each.metric][0]:.4g} where {each} is asked"
        for each in study.constraints
        if each.metric in values and violation(each, values[each.metric][0]) > 0
    ]
    return (
        f"By the fluid approximation none of the {screened.screened:,} policies that it looked at "
        f"keeps the constraints. The nearest: {'; '.join(nearest)}."
    )


def first_stages(study: Study) -> int:
    """Runs of the first stage: today's policy, the best trials and their simpler relatives."""
    return (1 + study.search.finalists + len(study.space) + 2) * study.search.first_stage
