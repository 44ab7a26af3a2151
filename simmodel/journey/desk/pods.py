"""Pods: teams that serve segments of their own."""

from simmodel.fields import Section, field
from simmodel.journey.desk.facts import Desk
from simmodel.journey.people.facts import MOST_CSMPS


class Pod(Section):
    """A part of the team that serves some segments, with rules of its own."""

    segments: tuple[str, ...] = field(
        unit="names", description="Segments that the pod serves", strict=False
    )
    at_start: int = field(
        unit="CSMPs",
        description="CSMPs in the pod on the day before the start",
        ge=0,
        le=MOST_CSMPS,
    )
    annual_cost: float | None = field(
        None,
        unit="money per CSMP and year",
        description="Fully loaded cost of a CSMP of this pod; without it as [facts.team] has it",
        example=125_000.0,
        ge=0,
        le=1e8,
    )
    desk: Desk | None = field(
        None,
        unit="table",
        description="Who does what first in this pod; without it as [facts.desk] has it",
        example=Desk(organisation="books", moved=0.1),
    )
