"""Segments: customers who differ in what they sign, the work they bring, and how they renew."""

from typing import Any

from simmodel.fields import Section, field
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.customers.word_of_mouth import WordOfMouth
from simmodel.journey.work.facts import Activity, Automation
from simmodel.journey.work.phases import Phases


class Segment(Section):
    """Customers of a kind, such as enterprise; what is not stated is as the vendor's [facts]."""

    customers: Customers = field(unit="table", description="Who is served")
    contract: Contract | None = field(
        None, unit="table", description="What a customer signs", example=Contract()
    )
    activities: dict[str, Activity] | None = field(
        None,
        unit="table",
        description="The work that a customer's contract brings, by type of activity",
    )
    phases: Phases | None = field(
        None, unit="table", description="Phases of a customer's life", example=Phases()
    )
    renewal: Renewal | None = field(
        None, unit="table", description="Chance of renewal", example=Renewal()
    )
    outcomes: Outcomes | None = field(
        None, unit="table", description="What customers sign who renew", example=Outcomes()
    )
    word_of_mouth: WordOfMouth | None = field(
        None,
        unit="table",
        description="New customers who do not come, as others of this segment were disappointed",
        example=WordOfMouth(deterred=0.5, churn_before=0.1),
    )
    automation: Automation | None = field(
        None,
        unit="table",
        description="Automation of this segment's activities, and its price",
        example=Automation(annual_cost=250_000.0),
    )

    @property
    def stated(self) -> dict[str, Any]:
        """The tables that it has of its own, by name."""
        return {name: value for name, value in self if value is not None}
