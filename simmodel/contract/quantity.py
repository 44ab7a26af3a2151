"""Units and meanings of metrics and series."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """The definition of a metric or a series: the one that tables and reports show."""

    unit: str
    description: str
