"""What the vendor wants more of."""

from typing import Literal

from simmodel.fields import Section, field


class Objective(Section):
    """Net contribution, less automation and recruiting, plus what is left at the horizon's end."""

    alpha: float = field(
        0.25,
        unit="share of renewal revenue",
        description="Part of renewal revenue that is credited to the team",
        gt=0,
        le=1,
    )
    terminal: Literal["in_force", "none"] = field(
        "in_force",
        unit="one of in_force, none",
        description="Value of the contracts still running when the horizon ends",
    )
