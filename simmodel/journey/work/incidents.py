"""Incidents: bad days, which hit many customers at once and bring urgent work."""

from pydantic import model_validator

from simmodel.fields import Section, field
from simmodel.journey.work.targets import breach_cost, checked, respond_within


class Incidents(Section):
    """Bad days, at random times: an outage, say, or a release that went wrong. They hit customers
    of all segments and pods at once, each with the same chance, and what they bring counts for
    renewals as all work does.
    """

    per_year: float = field(
        unit="incidents per year", description="How often they happen", ge=0, le=365
    )
    customers_hit: float = field(
        unit="share of customers", description="How many customers one hits, on average", ge=0, le=1
    )
    activities: int = field(
        1,
        unit="activities per customer hit",
        description="What each of them asks for, beside the usual work",
        ge=1,
        le=100,
    )
    mean_hours: float = field(
        unit="hours", description="How long one of these takes on average", gt=0, le=1_000
    )
    weight: int | None = field(
        None,
        unit="points",
        description="What one of these counts for in the share done that drives a renewal; without "
        "it 1",
        example=3,
        ge=0,
        le=100,
    )
    days: float = field(
        1.0,
        unit="working days",
        description="Over which they come in, from the incident on",
        ge=0,
        le=20,
    )
    respond_within: float | None = respond_within()
    breach_cost: float | None = breach_cost()

    _price_of_a_target = model_validator(mode="after")(checked)

    @property
    def per_month(self) -> float:
        """Activities of a customer in a month, on average."""
        return self.per_year / 12 * self.customers_hit * self.activities
