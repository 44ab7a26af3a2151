"""What can be said of a search before anything is simulated: whether it can begin at all."""

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


def first_stages(study: Study) -> int:
    """Runs of the first stage: today's policy, the best trials and their simpler relatives."""
    return (1 + study.search.finalists + len(study.space) + 2) * study.search.first_stage
