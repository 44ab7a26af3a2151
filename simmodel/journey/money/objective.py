"""The objective of the vendor."""

from typing import Literal

from simmodel.contract import sections
from simmodel.fields import field


class Objective(sections.Objective):
    """Net contribution, less automation and recruiting, plus what is left at the horizon's end.

    Net contribution is alpha x renewal bookings - cost of CSMPs.
    """

    alpha: float = field(
        0.25,
        unit="share of renewal bookings",
        description="Part of renewal bookings that is credited to the team, against which its cost "
        "is weighed",
        gt=0,
        le=1,
    )
    discount_rate: float | None = field(
        None,
        unit="share per year",
        description="At which money of later months counts for less in the net present value, "
        "which is told beside what is maximised; without it that is not told",
        example=0.08,
        ge=0,
        le=1,
    )
    terminal: Literal["in_force", "none"] = field(
        "in_force",
        unit="one of in_force, none",
        description='Contracts still running at the end of the horizon: "in_force" counts what '
        'they are expected to bring, less the cost of serving them; "none" counts nothing, which '
        "makes it look wise to starve the team in the last year",
    )
