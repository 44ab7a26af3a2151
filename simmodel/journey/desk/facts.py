"""Facts of the desk: who looks after whom, and what is done first."""

from typing import Literal

from simmodel.fields import Section, field

Organisation = Literal["pool", "books", "books_with_help"]
Order = Literal["first_come", "by_class", "soonest_end", "lowest_health", "value_at_risk"]

OF_SKILLED: tuple[Order, ...] = ("first_come", "by_class")
"""Orders in which skills are possible: those that what is done changes nothing in."""


class Skill(Section):
    """What not every CSMP may do. How many have the skill is the same in a team of any size."""

    activities: tuple[str, ...] = field(
        unit="names of activities and segments",
        description="What only those may do who have the skill: a type of activity, a segment, "
        '"segment.activity", or incident; what several skills name takes all of them',
        strict=False,
    )
    share: float = field(
        unit="share of CSMPs", description="How many of the team have the skill", ge=0, le=1
    )


class Desk(Section):
    """Who does what first. Without this table the team is a pool, first come first served.

    No service is broken off for another, and of equals goes first what fell due first.
    """

    organisation: Organisation = field(
        "pool",
        unit="one of pool, books, books_with_help",
        description="Whether any CSMP serves any customer, or each customer belongs to one, whose "
        "book it is in; with help a CSMP who has nothing to do takes the oldest work of another",
    )
    order: Order = field(
        "first_come",
        unit="one of first_come, by_class, soonest_end, lowest_health, value_at_risk",
        description="What goes first, in the pool or in each book: by types of activity; the "
        "contract that ends soonest; the one with the least share done of what was due; or the one "
        "where an hour of work is worth most: its own contract value x slope of its renewal curve",
    )
    first: tuple[str, ...] = field(
        (),
        unit="names of activities and segments",
        description="Classes for the order by_class, the first first: a type of activity, a "
        'segment, "segment.activity", or incident; what is not named comes last, all of it alike',
        strict=False,
    )
    moved: float = field(
        0.0,
        unit="share of customers",
        description="Most that a review moves from full books to emptier ones, as those of "
        "recruits",
        ge=0,
        le=1,
    )
    goodwill_months: int = field(
        0,
        unit="months",
        description="Before a contract's end, in which a change of the CSMP is held against it",
        ge=0,
        le=36,
    )
    goodwill_loss: float = field(
        0.0,
        unit="logit",
        description="What such a change takes off u, the renewal curve's; 0: nothing",
        ge=0,
        le=100,
    )
    skills: dict[str, Skill] | None = field(
        None,
        unit="table",
        description="Skills by name, in a pool first come or by class; without it everybody may "
        "do everything",
    )
    reserve: float | None = field(
        None,
        unit="share of CSMPs",
        description="CSMPs who do incidents and nothing else, to the nearest whole number, but "
        "never the last one; the others may do incidents too; without it there is no such reserve, "
        "and none can be decided",
        ge=0,
        le=1,
    )

    @property
    def skilled(self) -> bool:
        """Whether it matters who may do what."""
        return self.skills is not None or self.reserve is not None
