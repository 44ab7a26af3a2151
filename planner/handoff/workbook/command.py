"""The command that simulates the fixed plan, for a reader to put other numbers in."""

from planner.recommendation.recommend import Recommendation
from planner.study.literals import written_value


def simulate_command(result: Recommendation) -> str:
    """To be run beside the study's file. Quotes, as a shell would read brackets itself."""
    taken = dict(result.plan.policy)
    settings = (
        f'--set "{name}={value if isinstance(value, str) else written_value(value)}"'
        for name, value in taken.items()
        if value is not None
    )
    return " ".join(("plan simulate", result.study.path.name, *settings))
