"""Facts of service access: what the firm cannot choose.

After Afèche, Araghi and Baron (2017), "Customer Acquisition, Retention, and Service Access Quality:
Optimal Advertising, Capacity Level, and Capacity Allocation", section 3.1; symbols in parentheses
are theirs. Defaults are their example 1 (section 6.1) with R / gamma = 250 for type 2. What they
leave open is chosen: the unit of time, here a month in which a server has time for one request; the
rates r and gamma, of which they give the ratio; patience; and the cost of advertising, whose
exponent of 1.5 reproduces their figures.
"""

import re
from typing import Self

from pydantic import model_validator

from simmodel.access.customers.acquisition import Advertising, WordOfMouth
from simmodel.access.customers.types import Request, Type
from simmodel.access.desk.records import MOST_TYPES
from simmodel.contract import sections
from simmodel.fields import Section, field

NEW = "new"
"""The name of new customers where types are ranked."""

_NAME = re.compile(r"[A-Za-z0-9_-]+")
_ROUNDING = 1e-9


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


def _example_types() -> dict[str, Type]:
    return {"gold": Type(monthly_profit=10.0), "silver": Type(monthly_profit=2.5)}


class Facts(sections.Facts):
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
        """The classes that are ranked: new customers first, then types as the study has them."""
        return (NEW, *self.types)
