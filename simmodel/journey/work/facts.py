"""Facts of work: the activities that customers bring, and what automation can take."""

import numpy as np

from simmodel.fields import Section, field


class Activity(Section):
    """A type of activity; its name is yours. One CSMP can fully serve as many customers as their
    work, all types together, fits into the productive hours of a month.
    """

    per_month: int = field(
        unit="activities per customer and month",
        description="How often this activity falls due. One that falls due less often is written "
        "as 1 with a part of its hours: a review of 3 hours a quarter as 1 hour each month",
        ge=0,
        le=1_000,
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

    def costs(self, share: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
        """Cost of automating ``share``: paid once, and paid a year; same shapes as ``share``."""
        share = np.asarray(share, dtype=float)
        once = np.where(share > 0, self.setup_cost, 0.0)
        return once, self.annual_cost * share**2
