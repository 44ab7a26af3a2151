"""What a study file holds, as far as it is the same for every model."""

from datetime import date
from typing import Any, Literal

from pydantic import field_validator

from simmodel.fields import Section, field
from simmodel.registry import MODELS


class Search(Section):
    """How much simulation a recommendation may cost."""

    trials: int = field(96, unit="trials", description="Policies tried", ge=1, le=100_000)
    batch: int = field(
        8,
        unit="trials",
        description="Policies proposed at a time; the answer depends on it, "
        "not on the number of jobs",
        ge=1,
        le=1_000,
    )
    replications: int = field(
        8, unit="replications", description="Replications of a trial", ge=2, le=10_000
    )
    finalists: int = field(
        8, unit="policies", description="Best trials that are simulated afresh", ge=1, le=1_000
    )
    select_replications: int = field(
        24,
        unit="replications",
        description="Fresh replications of each finalist",
        ge=2,
        le=100_000,
    )
    validate_replications: int = field(
        100,
        unit="replications",
        description="Fresh replications that value the recommended policy",
        ge=2,
        le=100_000,
    )


class StudyFile(Section):
    """The top level of a study file. The model's own tables are checked by the model's sections."""

    model: Literal[tuple(MODELS)] = field(  # type: ignore[valid-type]
        unit="name", description="The operations that are simulated"
    )
    title: str = field("", unit="text", description="Heading of tables and reports")
    start: date = field(
        date(2026, 1, 1), unit="date", description="First day of the first month of the horizon"
    )
    seed: int = field(
        1,
        unit="number",
        description="Start of all random numbers; the same seed gives the same digits",
        ge=0,
        le=2**63 - 1,
    )
    facts: dict[str, Any] = field({}, unit="table", description="What cannot be chosen")
    objective: dict[str, Any] = field({}, unit="table", description="What to maximise")
    decisions: dict[str, Any] = field({}, unit="table", description="What to search")
    baseline: dict[str, Any] = field({}, unit="table", description="Today's policy")
    scenarios: dict[str, dict[str, Any]] = field(
        {}, unit="table", description="Policies with a name, each a change of the baseline"
    )
    search: Search = Search()

    @field_validator("start")
    @classmethod
    def _first_of_month(cls, start: date) -> date:
        if start.day != 1:
            raise ValueError(
                f"found {start}; allowed: the first day of a month, such as {start.replace(day=1)}"
            )
        return start
