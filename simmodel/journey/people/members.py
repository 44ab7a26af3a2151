"""Members: the team of the start by name."""

from typing import Annotated

from pydantic import Field

from simmodel.fields import Section, field
from simmodel.journey.people.tenure import LONGEST

Away = Annotated[float, Field(ge=0, le=1)]


class Member(Section):
    """A CSMP of the team on the day before the start."""

    name: str = field(unit="text", description="As accounts name their owner", min_length=1)
    tenure: int = field(
        LONGEST,
        unit="months",
        description="With the company; without it as long as can be told apart",
        ge=0,
        le=LONGEST,
    )
    hours: float = field(
        1.0,
        unit="share of a full CSMP's",
        description="Productive hours, as of who works part time; pay is that of a full CSMP",
        ge=0.0001,
        le=100,
    )
    away: tuple[Away, ...] = field(
        (),
        unit="share of the month's hours",
        description="Absent in the first month, the second, and so on, each time from its begin "
        "on; never after the last",
        strict=False,
    )
