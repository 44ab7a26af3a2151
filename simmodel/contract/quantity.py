"""Units and meanings of metrics and series."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """What a metric or a series measures: the one definition that tables and reports show."""

    unit: str
    description: str
