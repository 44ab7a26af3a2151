"""The command that simulates the fixed plan, for a reader to put other numbers in."""

from pathlib import Path

from planner.recommendation.recommend import Recommendation
from planner.study.command import command
from planner.study.examples import is_example
from planner.study.literals import written_value


def simulate_command(result: Recommendation) -> str:
    """To be run where the recommendation was made; an example is known anywhere."""
    study = result.study
    settings = (
        ("--set", f"{name}={value if isinstance(value, str) else written_value(value)}")
        for name, value in dict(result.plan.policy).items()
        if value is not None
    )
    return command(
        "simulate",
        Path(study.name if is_example(study.path) else study.path),
        *(word for setting in settings for word in setting),
        seed=None if result.seed == study.seed else result.seed,
    )
