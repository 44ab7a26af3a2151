"""Pace: how fast people work by their tenure, and under lasting overload; what training takes."""

from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from simmodel.fields import Section, field

_LEARNED = 0.999  # of full speed: whoever is as fast has learned
_MOST_MONTHS = 120

Speed = Annotated[float, Field(ge=0.01, le=1)]


class Learning(Section):
    """Learning. An activity of d hours takes a person of tenure k d / p(k).

    Speeds p(k) are a table, or 1 - 0.5^((k + 1/2) / half_life_months); without either the team's
    ramp_months hold: p(k) = (k + 1/2) / ramp_months until full.
    """

    speeds: tuple[Speed, ...] = field(
        (),
        unit="share of full speed",
        description="In the first month, the second, and so on; full speed after the last",
        strict=False,
    )
    half_life_months: float | None = field(
        None,
        unit="months",
        description="After which half of what is lacking is learned, again and again",
        example=1.5,
        gt=0,
        le=12,
    )
    training_months: int = field(
        0, unit="months", description="In which a recruit is trained by colleagues", ge=0, le=24
    )
    training_hours: float = field(
        0.0,
        unit="hours per month and recruit",
        description="Productive hours of colleagues who have learned, spread evenly over them",
        ge=0,
        le=200,
    )

    training_cost: float = field(
        0.0, unit="money per recruit", description="Courses and the like", ge=0, le=1e8
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.speeds and self.half_life_months is not None:
            raise ValueError("speeds are given beside half_life_months; allowed: one of them")
        return self

    def curve(self, ramp_months: int) -> np.ndarray:
        """Speeds p(k) by months of tenure, float64, the last of which, 1, goes on.

        Args:
            ramp_months: of the team, where this table says nothing of speeds.
        """
        if self.speeds:
            learning = np.array(self.speeds)
        elif self.half_life_months is not None:
            tenure = np.arange(_MOST_MONTHS) + 0.5
            rising = 1.0 - 0.5 ** (tenure / self.half_life_months)
            learning = rising[rising < _LEARNED]
        else:
            learning = (np.arange(ramp_months) + 0.5) / max(ramp_months, 1)
        return np.append(learning, 1.0)


class Overload(Section):
    """Lasting overload, under which work slows down; the direction is that of KC and Terwiesch
    (2009), "Impact of workload on service time and patient safety"; how much is yours to say.
    """

    months: int = field(
        3, unit="months", description="Over which the team's utilisation is looked at", ge=1, le=12
    )
    above: float = field(
        0.95, unit="share", description="Mean utilisation over which work slows down", ge=0, le=1
    )
    slowdown: float = field(
        0.0,
        unit="share of speed",
        description="That everybody loses while it lasts",
        ge=0,
        le=0.5,
    )
