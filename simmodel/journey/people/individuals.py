"""Facts of people one by one, in place of a team that is a number."""

from collections.abc import Sequence
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from simmodel.fields import Section, field
from simmodel.journey.paths import Presence
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.learning import Learning, Overload
from simmodel.journey.people.leaving import Dismissal, Resignation
from simmodel.journey.people.members import Member
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.tenure import LONGEST, by_tenure

Tenure = Annotated[int, Field(ge=0, le=LONGEST)]


class People(Section):
    """The team one by one. Without this table it is a number that follows its target at once, up
    and down, and the part that resigns is replaced as it goes.
    """

    tenures: tuple[Tenure, ...] = field(
        (),
        unit="months",
        description="Months that each of the team of the start has been with the company; without "
        "it they are drawn, as of a team that has long been of this size",
        strict=False,
    )
    members: tuple[Member, ...] = field(
        (),
        unit="tables",
        description="The team of the start by name, in place of tenures",
        strict=False,
    )
    hiring: Hiring = Hiring()
    resignation: Resignation = Resignation()
    learning: Learning = Learning()
    overload: Overload | None = field(
        None,
        unit="table",
        description="How work slows down under lasting overload; without it not at all",
        example=Overload(slowdown=0.05),
    )
    dismissal: Dismissal | None = field(
        None,
        unit="table",
        description="What it takes to dismiss people; without it nobody is dismissed",
        example=Dismissal(notice_months=1, severance_months=3.0),
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.tenures and self.members:
            raise ValueError("tenures are given beside members; allowed: one of them")
        return self

    @property
    def stated(self) -> Sequence[int]:
        """Months with the company of each of the team, as stated; none where they are drawn."""
        return self.tenures or [each.tenure for each in self.members]

    def presence(self, months: int) -> Presence | None:
        """The hours of the team, who came last last; None where all are full and always there.

        Args:
            months: of the horizon.
        """
        if all(each.hours == 1.0 and not any(each.away[:months]) for each in self.members):
            return None
        away = np.zeros((len(self.members), months))
        for member, own in zip(self.members, away, strict=True):
            stated = member.away[:months]
            own[: len(stated)] = stated
        order = by_tenure(self.stated)
        return Presence(np.array([each.hours for each in self.members])[order], away[order])

    def rules(self, annual_attrition: float, ramp_months: int, hours: float, months: int) -> Rules:
        """The rules for the loops.

        Args:
            annual_attrition, ramp_months: of the team.
            hours: of a month.
            months: of the horizon.
        """
        resignation, learning, dismissal = self.resignation, self.learning, self.dismissal
        overload = self.overload or Overload()
        return Rules(
            filled_by=self.hiring.filled_by(months),
            cancels=self.hiring.cancel,
            notice=-1 if dismissal is None else dismissal.notice_months,
            hazard=resignation.hazard(annual_attrition),
            strain=resignation.strain(),
            replaces=resignation.replaced == "at_once",
            curve=learning.curve(ramp_months),
            training=learning.training_hours / hours,
            training_months=learning.training_months,
            overload_months=overload.months,
            overload_above=overload.above,
            slowdown=overload.slowdown,
        )
