"""Types of customers: what their requests take and bring, and what becomes of them afterwards.

After Afèche, Araghi and Baron (2017), section 3.1; symbols in parentheses are theirs.
"""

from typing import Annotated, Any

from pydantic import Field

from simmodel.fields import Section, field

Probability = Annotated[float, Field(ge=0, le=1)]


def _denial_cost(default: float) -> Any:
    return field(
        default,
        unit="money per request denied",
        description="Cost of a denied request (c)",
        ge=0,
        le=1e9,
    )


class Request(Section):
    """A request: what it takes and brings to serve it, and what it costs to deny it."""

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
    joins: Probability = field(
        0.2,
        unit="probability",
        description="That a new customer, once served, becomes one of this type",
    )
    loyalty_served: Probability = field(
        1.0,
        unit="probability",
        description="That a customer whose request was served stays, as one of this type",
    )
    loyalty_denied: Probability = field(
        0.3,
        unit="probability",
        description="That a customer whose request was denied stays, as one of this type",
    )
    turns_served: dict[str, Probability] = field(
        {},
        unit="probability by other type",
        description="That a customer whose request was served becomes one of another type",
    )
    turns_denied: dict[str, Probability] = field(
        {},
        unit="probability by other type",
        description="That a customer whose request was denied becomes one of another type",
    )
    least_service: Probability = field(
        0.0,
        unit="share of requests",
        description="Part of this type's requests that is to be served whatever it is worth",
    )
