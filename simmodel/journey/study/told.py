"""A kind of customers as people tell of it: in plain words, each with its bounds."""

from collections.abc import Mapping
from typing import Self

from pydantic import model_validator

from simmodel.fields import Section, field, shown
from simmodel.journey.desk.facts import Desk, Organisation
from simmodel.journey.facts import NAME, OF_RANGES
from simmodel.journey.people.facts import MOST_CSMPS
from simmodel.journey.study.rates import check_ordered, rate

_USUAL: Organisation = Desk().organisation
_ALL_EXPAND = 0.99
_LEAST_HOURS = 0.01  # of work that is there


class ToldSegment(Section):
    """A kind of customers in plain words; None is what was not answered."""

    customers: int = field(
        100, unit="customers", description="Customers under contract today", ge=1, le=20_000
    )
    new_per_month: float | None = field(
        None,
        unit="customers per month",
        description="New customers on average",
        ge=0,
        le=5_000,
    )
    value: float = field(
        30_000.0,
        unit="money per year",
        description="What a customer pays a year",
        ge=0,
        le=1e9,
    )
    work_hours: float = field(
        4.0,
        unit="hours per month",
        description="Regular work for a customer, reviews and onboarding apart",
        ge=0.1,
        le=1_000,
    )
    review_hours: float = field(
        0.0,
        unit="hours",
        description="A quarterly review, with what prepares it; 0: there is none",
        ge=0,
        le=1_000,
    )
    onboarding_hours: float = field(
        0.0,
        unit="hours",
        description="Onboarding of a new customer, in all; 0: there is none",
        ge=0,
        le=10_000,
    )
    onboarding_months: int | None = field(
        None, unit="months", description="Months over which onboarding goes", ge=1, le=36
    )
    csmps: int | None = field(
        None,
        unit="CSMPs",
        description="CSMPs who serve these customers alone; 0: they share the team of the segment "
        "named before",
        ge=0,
        le=MOST_CSMPS,
    )
    organisation: Organisation | None = field(
        _USUAL,
        unit="one of pool, books, books_with_help",
        description="Who looks after a customer. pool: any of these CSMPs serves any customer; "
        "books: each customer belongs to one CSMP; books_with_help: likewise, but who has nothing "
        "of their own to do helps others",
    )
    renewal_today: float = rate(
        "Renewal rate of today: contracts renewed over contracts that ended", 0.9
    )
    renewal_at_0: float | None = rate("Renewal rate if the team did hardly anything")
    renewal_at_100: float | None = rate("Renewal rate if the team did all its work")
    net_revenue_retention: float | None = field(
        None,
        unit="share of the value",
        description="Net revenue retention today (NRR): what renewals bring over what the "
        "contracts that ended brought; as the renewal rate if nobody grows",
        ge=0.01,
        le=2,
    )
    expansion: float | None = field(
        None,
        unit="share of the value",
        description="How much more those sign who grow",
        gt=0,
        le=10,
    )

    @model_validator(mode="after")
    def _possible(self) -> Self:
        names = ("renewal_at_0", "renewal_today", "renewal_at_100")
        check_ordered({name: getattr(self, name) for name in names})
        for name in ("review_hours", "onboarding_hours"):
            if 0 < getattr(self, name) < _LEAST_HOURS:
                raise ValueError(
                    f"{name} is {getattr(self, name):g}; allowed: 0, or at least {_LEAST_HOURS:g}"
                )
        if self.csmps == 0 and self.organisation not in (None, _USUAL):
            raise ValueError(
                f"organisation is {self.organisation} and csmps is 0; allowed: organisation with "
                "csmps, in the segment whose CSMPs they share"
            )
        nrr, renewal, most = (
            self.net_revenue_retention,
            self.renewal_today,
            1 + (self.expansion or 1.0),
        )
        if nrr is None:
            return self
        told = f"net_revenue_retention is {nrr:g} and renewal_today is {renewal:g}"
        if nrr < renewal:
            raise ValueError(
                f"{told}; allowed: net_revenue_retention >= renewal_today, as who renews signs as "
                "much as before or more (who signs less goes into the file, as contracting)"
            )
        if nrr > renewal * (1 + (most - 1) * _ALL_EXPAND):
            raise ValueError(
                f"{told}, so that who renews signs {100 * (nrr / renewal - 1):.0f} % more on "
                f"average; allowed: at most {100 * (most - 1):g} %, the expansion"
            )
        return self

    @property
    def growth(self) -> float:
        """What is signed by who renews over what was, less 1, on average."""
        return (self.net_revenue_retention or self.renewal_today) / self.renewal_today - 1


Told = Mapping[str, ToldSegment]


def check_told(told: Told) -> None:
    """Raise ValueError unless the segments may be called so, and are served."""
    for name in told:
        if not NAME.fullmatch(name):
            raise ValueError(
                f"found the name {shown(name)}; allowed: letters, digits, _ and -, no blanks"
            )
        if name in OF_RANGES:
            raise ValueError(
                f"found the name {shown(name)}; allowed: none of {', '.join(OF_RANGES)}"
            )
    if told and all(each.csmps == 0 for each in told.values()):
        raise ValueError("found no CSMPs; allowed: one or more in at least one of the segments")
