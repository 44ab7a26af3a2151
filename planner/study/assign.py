"""The table [assign]: how plan assign weighs who looks after which account."""

from simmodel.fields import Section, field


class Assign(Section):
    """What plan assign weighs. How much a skill, a time zone or a handover costs is illustrative:
    put your own; plan assign --review tells what your past says.
    """

    team: str | None = field(
        None,
        unit="path",
        description="The list of people, a CSV file as seen from the study, where --team names "
        "none",
        example="team.csv",
    )
    slower_without_skill: float = field(
        0.25,
        unit="share of the hours",
        description="By which work takes longer with a person who has none of the skills and "
        "languages that an account needs; of whom some are lacking, the part of it",
        ge=0,
        le=5,
    )
    slower_per_hour: float = field(
        0.01,
        unit="share of the hours per hour",
        description="By which work takes longer for each hour between the time zones of account "
        "and person",
        ge=0,
        le=1,
    )
    experience_saves: float = field(
        0.0,
        unit="share of the value at risk",
        description="Of what an account stands to lose, by its risk, that a person of ten years' "
        "experience or more saves; of less experience the part of it. It guides who gets what, and "
        "no simulation knows it",
        ge=0,
        le=1,
    )
    handover_hours: float = field(
        4.0,
        unit="hours of work",
        description="That an account's change of its person takes, of both together",
        ge=0,
        le=200,
    )
    strategic_weight: float = field(
        2.0,
        unit="times",
        description="What a change of its person costs a strategic account, over that of another",
        ge=1,
        le=100,
    )
    lock_within_days: int = field(
        0,
        unit="days",
        description="Accounts that renew within so many days stay where they are",
        ge=0,
        le=1_000,
    )
    settle_days: int = field(
        0,
        unit="days",
        description="Accounts that came to their owner less than so many days ago stay there",
        ge=0,
        le=1_000,
    )
    most_load: float = field(
        1.25,
        unit="share of the hours",
        description="Most work of the first 90 days that a person may get, over their own hours or "
        "their fair part of all the work, whichever is more",
        ge=1,
        le=10,
    )
    moves: int | None = field(
        None,
        unit="accounts",
        description="Most accounts that may change their person; without it as many as pay",
        example=20,
        ge=0,
        le=100_000,
    )
    moved_value: float | None = field(
        None,
        unit="money a year",
        description="Most yearly value that may change its person; without it any",
        example=1_000_000.0,
        ge=0,
    )
    replications: int = field(
        64,
        unit="replications",
        description="Fresh futures in which a proposal is valued, beside today's books",
        ge=2,
        le=10_000,
    )
