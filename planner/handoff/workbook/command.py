"""The command that simulates the fixed plan, for a reader to put other numbers in."""

from pathlib import Path

from planner.study.command import command
from planner.study.examples import is_example
from planner.study.literals import written_value
from planner.study.study import Study
from simmodel.contract.sections import Policy


def simulate_command(study: Study, plan: Policy, seed: int) -> str:
    """To be run where the recommendation was made; an example is known anywhere."""
    settings = (
        ("--set", f"{name}={value if isinstance(value, str) else written_value(value)}")
        for name, value in dict(plan).items()
        if value is not None
    )
    return command(
        "simulate",
        Path(study.name if is_example(study.path) else study.path),
        *(word for setting in settings for word in setting),
        seed=None if seed == study.seed else seed,
    )
