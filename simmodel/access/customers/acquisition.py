"""Acquisition of new customers: bought by advertising, deterred by what denied customers tell.

After Afèche, Araghi and Baron (2017), sections 3.1 and 5.2; symbols in parentheses are theirs.
"""

from simmodel.fields import Section, field


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


class WordOfMouth(Section):
    """Word of mouth: what denied customers tell others."""

    deterred: float = field(
        0.0,
        unit="new customers per denied request",
        description="New customers who do not come since a base customer was denied (delta)",
        ge=0,
        le=100,
    )


def spending(advertising: Advertising, new_customers: float) -> float:
    """Cost of advertising (S) for ``new_customers`` a month; money a month."""
    return float(advertising.cost * new_customers**advertising.exponent)
