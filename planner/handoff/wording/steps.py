"""The sentence on what a day or a percentage point of a fact brings."""

from planner.handoff.wording.numbers import told
from planner.sensitivity.moves import Step


def step(fact: str, each: Step) -> str:
    """What one more of a fact brings, told for whoever reckons in such steps."""
    return (
        f"One {each.name} more of {fact}: {told(each.today)} for today's policy, "
        f"{told(each.policy)} for the recommended one."
    )
