"""The weights of a study that its past may bear out, as the study states them."""

import math
from dataclasses import dataclass
from typing import Literal

Name = Literal["slower_without_skill", "slower_per_hour", "goodwill_loss", "experience"]

SMALLEST_SPREAD: dict[Name, float] = {
    "slower_without_skill": 0.1,
    "slower_per_hour": 0.01,
    "goodwill_loss": 0.5,
    "experience": 0.05,
}
"""Of the prior of a weight that is stated as nearly 0; in the scale of :class:`Prior`."""


@dataclass(frozen=True)
class Weights:
    """What a study takes for granted, and its past is held against.

    Work with a gap g of skills and h hours between time zones takes
    ``(1 + slower_without_skill) ** g * (1 + slower_per_hour) ** h`` times as long.

    Attributes:
        slower_without_skill: what work takes longer without any of the skills it needs, as a share.
        slower_per_hour: what it takes longer for each hour between time zones, as a share.
        goodwill_loss: what the log-odds of renewing lose while a change of the CSMP is recent.
        goodwill_months: for how long a change is recent.
        experience: what a year of the CSMP's experience adds to the log-odds of renewing of an
            account at risk 1, over what it adds at risk 0.
    """

    slower_without_skill: float = 0.0
    slower_per_hour: float = 0.0
    goodwill_loss: float = 0.0
    goodwill_months: float = 6.0
    experience: float = 0.0

    def prior(self, name: Name) -> "Prior":
        """What the study says of a weight before its past is looked at."""
        value = getattr(self, name)
        mean = math.log1p(value) if name.startswith("slower") else value
        return Prior(mean, max(abs(mean), SMALLEST_SPREAD[name]))


@dataclass(frozen=True)
class Prior:
    """A normal distribution of a weight: as far off as the weight is large would surprise nobody.

    Shares are in logarithms, ``log(1 + share)``, weights of renewal in log-odds.
    """

    mean: float
    spread: float
