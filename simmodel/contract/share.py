"""Objectives that are linear in a share, as of revenue that is credited to a team."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShareObjective:
    """An objective that is share x credited - cost, both metrics.

    What they hold beyond the monthly series comes after the horizon. Under a fixed plan what is
    credited then is in proportion to a contract's value, and that cost to the last month's, its
    hires apart.

    Attributes:
        field: of the objective's section, in (0, 1].
        credited, cost: metrics that do not depend on the share.
    """

    field: str
    credited: str
    cost: str
