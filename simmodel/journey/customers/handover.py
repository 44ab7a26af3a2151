"""Handovers: accounts that somebody else looks after from the first day on."""

from simmodel.fields import Section, field

MOST_WORK = 10.0
"""Hours that the activities of an account take, over those of its segment."""


class Handover(Section):
    """An account that changes hands on the first day."""

    to: str = field(
        unit="text", description="Who looks after it from the first day on", min_length=1
    )
    work: float | None = field(
        None,
        unit="over those of its segment",
        description="Hours that its activities take from then on; without it as before",
        gt=0,
        le=MOST_WORK,
    )
