"""Leaving: when people resign, and what it takes to dismiss them."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from simmodel.fields import Section, field

Resigning = Annotated[float, Field(ge=0, lt=1)]


class Resignation(Section):
    """Resignations. Whoever resigns leaves on the last day of a month.

    A person of tenure k resigns at a rate h(k) a month, times exp(load_effect x (load -
    usual_load)): load is the team's utilisation over the last three months, times the part of the
    day that is given to customers.
    """

    by_year: tuple[Resigning, ...] = field(
        (),
        unit="share per year",
        description="As the team's annual attrition, in its place: of those in their first year "
        "with the team, in their second, and so on, the last for all later years",
        strict=False,
    )
    load_effect: float = field(
        0.0,
        unit="per unit of load",
        description="How much more people resign under a higher load; 0: not at all",
        ge=0,
        le=20,
    )
    usual_load: float = field(
        0.6,
        unit="share of the day",
        description="Load at which people resign at the rates stated",
        ge=0,
        le=1,
    )
    replaced: Literal["at_once", "at_review"] = field(
        "at_once",
        unit="one of at_once, at_review",
        description="When a position is opened for who resigned: as the month begins after which "
        "they are gone, or with the next review; under a fixed schedule of hires then never",
    )

    def hazard(self, annual: float) -> np.ndarray:
        """Rate of resignation h(k) by months of tenure, float64, shape (12 x years,); the last
        goes on.

        As payrolls reckon it, leavers over the average headcount: with an annual rate a, each has
        the chance a / 12 to resign in a month, so h = - ln(1 - a / 12), and a team whose leavers
        are replaced loses the part a of it in a year.

        Args:
            annual: the team's annual attrition.
        """
        rates = np.array(self.by_year or (annual,))
        return np.repeat(-np.log1p(-rates / 12), 12)

    def strain(self) -> np.ndarray:
        """The rate of resignation by thousandths of load, over the usual one, shape (1001,).

        A table, made on the host, because exp differs in the last bit between libraries.
        """
        loads = np.arange(1001) / 1000
        rates: np.ndarray = np.exp(self.load_effect * (loads - self.usual_load))
        return rates if self.load_effect > 0 else np.ones(loads.size)


class Dismissal(Section):
    """Dismissals. Without this table nobody is dismissed: a team that is too large shrinks as
    people leave by themselves.
    """

    notice_months: int = field(
        0,
        unit="months",
        description="From the first day of the month of the decision to the last day",
        ge=0,
        le=12,
    )
    severance_months: float = field(
        0.0, unit="months of pay", description="Paid to each who is dismissed", ge=0, le=60
    )
