"""Facts of work: the activities that customers bring, and what automation can take."""

import numpy as np
from pydantic import field_validator, model_validator

from simmodel.fields import Section, field
from simmodel.journey.work.phases import Phase
from simmodel.journey.work.targets import breach_cost, checked, respond_within


class Activity(Section):
    """A type of activity; its name is yours. One CSMP can fully serve as many customers as their
    work, all types together, fits into the productive hours of a month.

    A quarterly review has per_month = 1 and every_months = 3. With phase = "onboarding" an
    activity falls due in that phase of a customer's life alone, as [facts.phases] has it. With
    respond_within it is to be begun so soon, and breach_cost is the price of each that is not.
    """

    per_month: float = field(
        unit="activities per customer and month",
        description="How often this activity falls due; 0.5 is in every second month, at random",
        ge=0,
        le=1_000,
    )
    every_months: int | None = field(
        None,
        unit="months",
        description="It falls due in every so many months of a contract alone, that often then: a "
        "quarterly review is 1 in every 3 months; without it in every month",
        example=3,
        ge=1,
        le=36,
    )
    phase: Phase | None = field(
        None,
        unit="one of onboarding, steady, before_renewal",
        description="The phase of a customer's life, as [facts.phases] has it, in which alone it "
        "falls due; without it in all of them",
        example="steady",
    )
    mean_hours: float = field(
        unit="hours",
        description="How long one takes on average; most are shorter, a few much longer",
        gt=0,
        le=1_000,
    )
    automatable: bool = field(
        False,
        unit="true or false",
        description="Whether automation can take activities of this type off the team",
    )
    weight: int | None = field(
        None,
        unit="points",
        description="What one counts for in the share done that drives a renewal: a structured "
        "meeting may count more than an e-mail, and 0 bears on no renewal; only how weights relate "
        "matters; without it 1",
        example=3,
        ge=0,
        le=100,
    )
    respond_within: float | None = respond_within()
    breach_cost: float | None = breach_cost()

    _price_of_a_target = model_validator(mode="after")(checked)

    @field_validator("per_month")
    @classmethod
    def _whole(cls, number: float) -> float:
        return int(number) if number.is_integer() else number  # as it is written: 4, not 4.0

    @property
    def frequency(self) -> float:
        """How often it falls due in a month of its phase, on average."""
        return self.per_month if self.every_months is None else self.per_month / self.every_months

    @property
    def regular(self) -> bool:
        """Whether it falls due equally often in every month."""
        whole = self.every_months in (None, 1) and self.frequency == int(self.frequency)
        return whole and self.phase is None


def case_study_activities() -> dict[str, Activity]:
    """The work of the case study's customers."""
    return {
        "structured_meeting": Activity(per_month=1, mean_hours=1.5),
        "drop_in_session": Activity(per_month=4, mean_hours=1.0),
        "email_users": Activity(per_month=55, mean_hours=0.25, automatable=True),
        "email_sponsors": Activity(per_month=18, mean_hours=0.25, automatable=True),
    }


class Automation(Section):
    """How a share s of the automatable activities is automated, and at what price.

    While both prices are 0 there is no offer to judge, and automation would always pay.
    """

    queued: bool = field(
        False,
        unit="true or false",
        description="Whether an automated activity still waits for a CSMP, whom it costs no time, "
        "or is finished at once",
    )
    setup_cost: float = field(
        0.0,
        unit="money",
        description="One-time price of automation, paid in the first month if any share is "
        "automated",
        ge=0,
        le=1e12,
    )
    annual_cost: float = field(
        0.0,
        unit="money per year",
        description="Yearly price of automating all that can be automated; a share s costs s x s "
        "of it, as the last cases are the hard ones",
        ge=0,
        le=1e12,
    )

    @property
    def priced(self) -> bool:
        """Whether there is an offer to judge."""
        return self.setup_cost > 0 or self.annual_cost > 0

    def costs(self, share: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
        """Cost of automating ``share``: paid once, and paid a year; same shapes as ``share``."""
        share = np.asarray(share, dtype=float)
        once = np.where(share > 0, self.setup_cost, 0.0)
        return once, self.annual_cost * share**2
