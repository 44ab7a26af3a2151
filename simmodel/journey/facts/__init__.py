"""Facts of the customer journey: what the vendor cannot choose."""

from typing import Self

from pydantic import model_validator

from simmodel.journey.facts.checks import NAME, OF_RANGES, check
from simmodel.journey.facts.derived import INCIDENT, Derived

__all__ = ["INCIDENT", "NAME", "OF_RANGES", "Facts"]


class Facts(Derived):
    """A vendor, its customers and its team."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        check(self)
        return self
