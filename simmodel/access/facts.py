"""Facts of service access: what the firm cannot choose.

After Afèche, Araghi and Baron (2017), "Customer Acquisition, Retention, and Service Access Quality:
Optimal Advertising, Capacity Level, and Capacity Allocation", section 3.1; symbols in parentheses
are theirs. Defaults are their example 1 (section 6.1) with R / gamma = 250 for type 2. What they
leave open is chosen: the unit of time, here a month in which a server has time for one request; the
rates r and gamma, of which they give the ratio; patience; and the cost of advertising, whose
exponent of 1.5 reproduces their figures.
"""

import re
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from simmodel.access.records import MOST_TYPES
from simmodel.fields import Section, field

NEW = "new"
"""What new customers are called where types are ranked."""

_NAME = re.compile(r"[A-Za-z0-9_-]+")
_ROUNDING = 1e-9

_Probability = Annotated[float, Field(ge=0, le=1)]


def _denial_cost(default: float) -> Any:
    return field(
        default,
        unit="money per request denied",
        description="Cost of a denied request (c)",
        ge=0,
        le=1e9,
    )


class Request(Section):
    """What it takes and brings to serve a request, and what it costs to deny it."""

    mean_hours: float = field(
        1.0,
        unit="hours",
        description="How long a server is busy with a request on average (1 / mu); lengths are "
        "random, of an exponential distribution",
        gt=0,
        le=1_000,
    )
    patience_hours: float = field(
        1.0,
        unit="hours",
        description="How long a customer waits before giving up, on average (tau), of an "
        "exponential distribution; who gives up was denied service",
        gt=0,
        le=1e6,
    )
    profit: float = field(
        -10.0,
        unit="money per request served",
        description="Profit of a served request (p); negative if it brings less than it costs",
        ge=-1e9,
        le=1e9,
    )
    denial_cost: float = _denial_cost(0.0)


class Type(Request):
    """A type of base customers; its name is yours."""

    denial_cost: float = _denial_cost(10.0)
    monthly_profit: float = field(
        10.0,
        unit="money per customer and month",
        description="Profit of a customer that does not depend on service (R)",
        ge=0,
        le=1e9,
    )
    requests_per_month: float = field(
        0.1,
        unit="requests per customer and month",
        description="How often a customer asks for service (r); at random, as a Poisson process",
        gt=0,
        le=10_000,
    )
    departures_per_month: float = field(
        0.01,
        unit="share of customers per month",
        description="How many leave for reasons that have nothing to do with service (gamma)",
        gt=0,
        le=100,
    )
    joins: _Probability = field(
        0.2,
        unit="probability",
        description="That a new customer, once served, becomes one of this type",
    )
    loyalty_served: _Probability = field(
        1.0,
        unit="probability",
        description="That a customer whose request was served stays, as one of this type",
    )
    loyalty_denied: _Probability = field(
        0.3,
        unit="probability",
        description="That a customer whose request was denied stays, as one of this type",
    )
    turns_served: dict[str, _Probability] = field(
        {},
        unit="probability by other type",
        description="That a customer whose request was served becomes one of another type",
    )
    turns_denied: dict[str, _Probability] = field(
        {},
        unit="probability by other type",
        description="That a customer whose request was denied becomes one of another type",
    )
    least_service: _Probability = field(
        0.0,
        unit="share of requests",
        description="Part of this type's requests that is to be served whatever it is worth",
    )


class Advertising(Section):
    """New customers per month are bought at ``cost`` x (their number) ^ ``exponent`` a month."""

    cost: float = field(
        10.0,
        unit="money per month",
        description="What the first new customer a month costs",
        gt=0,
        le=1e9,
    )
    exponent: float = field(
        1.5,
        unit="exponent",
        description="How fast further customers become dearer; advertising has diminishing returns",
        ge=1.05,
        le=5,
    )


class Servers(Section):
    """Parallel servers, each of whom can serve any request."""

    monthly_cost: float = field(
        25.0, unit="money per server and month", description="Cost of a server (C)", ge=0, le=1e9
    )
    at_start: int = field(
        130, unit="servers", description="Servers on the day before the start", ge=0, le=100_000
    )
    hours_per_month: float = field(
        1.0, unit="hours", description="That a server has for requests in a month", gt=0, le=744
    )


class WordOfMouth(Section):
    """What denied customers tell others."""

    deterred: float = field(
        0.0,
        unit="new customers per denied request",
        description="New customers who do not come since a base customer was denied (delta)",
        ge=0,
        le=100,
    )


def _example_types() -> dict[str, Type]:
    return {"gold": Type(monthly_profit=10.0), "silver": Type(monthly_profit=2.5)}


class Facts(Section):
    """A firm, its customers, its servers, and what it takes to be heard of."""

    horizon_months: int = field(
        120, unit="months", description="Months that are simulated and paid for", ge=1, le=1200
    )
    warm_up_months: int = field(
        120,
        unit="months",
        description="Months simulated before the first day, from about as many customers on as "
        "there are in the long run: about a lifetime of a customer, until chance has spread them",
        ge=0,
        le=6_000,
    )
    new: Request = Request()
    types: dict[str, Type] = field(
        _example_types(),
        unit="table",
        description="The types of base customers",
        min_length=1,
        max_length=MOST_TYPES,
    )
    advertising: Advertising = Advertising()
    servers: Servers = Servers()
    word_of_mouth: WordOfMouth = WordOfMouth()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if NEW in self.types:
            raise ValueError(f'types: found one called "{NEW}"; allowed: any other name')
        for name in self.types:
            if not _NAME.fullmatch(name):
                raise ValueError(
                    f'types: found one called "{name}"; allowed: letters, digits, "_" and "-"'
                )
        joining = sum(each.joins for each in self.types.values())
        if joining > 1 + _ROUNDING:
            raise ValueError(
                f"types: the probabilities of joining sum to {joining:g}; allowed: at most 1"
            )
        for name, each in self.types.items():
            for key, stay, turns in (
                ("turns_served", each.loyalty_served, each.turns_served),
                ("turns_denied", each.loyalty_denied, each.turns_denied),
            ):
                self._check_turns(f"types.{name}.{key}", name, stay, turns)
        return self

    def _check_turns(self, key: str, name: str, stay: float, turns: dict[str, float]) -> None:
        others = [other for other in self.types if other != name]
        for other in turns:
            if other not in others:
                allowed = ", ".join(others) or "none, as there are no other types"
                raise ValueError(f'{key}: found "{other}"; allowed: {allowed}')
        total = stay + sum(turns.values())
        if total > 1 + _ROUNDING:
            raise ValueError(
                f"{key}: with those who stay the probabilities sum to {total:g}; allowed: at most 1"
            )

    @property
    def classes(self) -> tuple[str, ...]:
        """What can be ranked: new customers first, then the types as the study has them."""
        return (NEW, *self.types)
