"""Contents of a study file, as far as they are the same for every model."""

from datetime import date
from typing import Any, Literal

from pydantic import field_validator

from planner.study.assign import Assign
from planner.study.constraints import Bounds
from planner.study.finance import Finance
from planner.study.goals import Direction
from planner.study.risk import NO_RISK, Risk
from planner.study.whatif import WhatIfTable
from simmodel.fields import Section, field
from simmodel.registry import MODELS


class Search(Section):
    """How the best policy is sought, and how much simulation the answer may cost."""

    sampler: Literal["auto", "skopt", "tpe", "cmaes", "nsga2", "sobol", "random"] = field(
        "auto",
        unit="name",
        description="How policies are proposed; auto: nsga2 where there are goals, else skopt",
    )
    trials: int = field(
        96, unit="policies", description="Most policies tried, in whole batches", ge=1, le=100_000
    )
    batch: int = field(
        8,
        unit="policies",
        description="Policies proposed at a time; the answer depends on it, "
        "not on the number of jobs",
        ge=1,
        le=1_000,
    )
    replications: int = field(
        16,
        unit="replications",
        description="Replications of a trial, up to eight times as many where differences are "
        "noisier than the zone; one without hope is stopped earlier, a rival of the best so far "
        "meets more",
        ge=2,
        le=10_000,
    )
    finalists: int = field(
        8, unit="policies", description="Best trials that are simulated afresh", ge=1, le=1_000
    )
    zone: float | None = field(
        None,
        unit="money",
        description="Indifference zone, the smallest difference worth telling; by default 0.5 % of "
        "what today's team costs over the horizon, or 1 % of the gain over today's policy that the "
        "fluid approximation expects, whichever is more",
        example=50_000.0,
        gt=0,
    )
    confidence: float = field(
        0.95,
        unit="probability",
        description="Of selecting the best finalist, if it is better than the others by the zone",
        ge=0.5,
        lt=1,
    )
    first_stage: int = field(
        16,
        unit="replications",
        description="Fresh replications of each finalist before any is eliminated",
        ge=5,
        le=10_000,
    )
    select_replications: int = field(
        4_000,
        unit="replications",
        description="Most fresh replications of a finalist",
        ge=5,
        le=100_000,
    )
    validate_replications: int = field(
        100,
        unit="replications",
        description="Fresh replications that value the recommended policy",
        ge=2,
        le=100_000,
    )
    frontier_replications: int = field(
        16,
        unit="replications",
        description="Fresh replications of each policy that may be best for some share",
        ge=2,
        le=100_000,
    )
    max_runs: int | None = field(
        None,
        unit="runs",
        description="Most runs (a policy on a replication) to search and select; without it no "
        "limit",
        example=5_000,
        ge=1,
    )
    max_seconds: float | None = field(
        None,
        unit="seconds",
        description="Most time to search and select; without it no limit. The answer then depends "
        "on the speed of the machine",
        example=600.0,
        gt=0,
    )


class StudyFile(Section):
    """The top level of a study file. The model's own tables are checked by the model's sections."""

    model: Literal[tuple(MODELS)] = field(  # type: ignore[valid-type]
        unit="name", description="The operations that are simulated"
    )
    title: str = field("", unit="text", description="Heading of tables and reports")
    start: date = field(
        date(2026, 1, 1),
        unit="date",
        description="First day of the first month that is planned",
        # A spreadsheet counts days from 1900, and positions open up to two years before the start.
        ge=date(1903, 1, 1),
        le=date(9900, 12, 1),
    )
    seed: int = field(
        1,
        unit="number",
        description="Same seed, same random numbers, same digits",
        ge=0,
        le=2**63 - 1,
    )
    facts: dict[str, Any] = field({}, unit="table", description="What you cannot choose")
    objective: dict[str, Any] = field({}, unit="table", description="What to maximise")
    baseline: dict[str, Any] = field(
        {},
        unit="table",
        description="Today's policy, which every recommendation is compared with",
    )
    today: dict[str, float] = field(
        {},
        unit="in the unit of the metric",
        description="What you know of today, metrics by name: plan check sets it beside what the "
        "model gives for today's policy",
    )
    decisions: dict[str, Any] = field(
        {},
        unit="table",
        description="What the search may change; a decision that is left out stays as in the "
        "baseline",
    )
    constraints: dict[str, Bounds] = field(
        {},
        unit="table",
        description="What a policy must keep to, in a share of all futures (its probability) or "
        "on average: bounds of metrics, by name",
    )
    goals: dict[str, Direction] = field(
        {},
        unit="table",
        description="Metrics to trade off, by name, two or more; without any, the objective alone "
        "is maximised",
    )
    risk: Risk = NO_RISK
    scenarios: dict[str, dict[str, Any]] = field(
        {}, unit="table", description="Policies with a name, each a change of the baseline"
    )
    search: Search = Search()
    whatif: WhatIfTable = WhatIfTable()
    assign: Assign = Assign()
    finance: Finance = Finance()

    @field_validator("start")
    @classmethod
    def _first_of_month(cls, start: date) -> date:
        if start.day != 1:
            raise ValueError(
                f"found {start}; allowed: the first day of a month, such as {start.replace(day=1)}"
            )
        return start

    @field_validator("goals")
    @classmethod
    def _traded_off(cls, goals: dict[str, Direction]) -> dict[str, Direction]:
        if len(goals) == 1:
            raise ValueError(
                f"found no goal but {', '.join(goals)}; allowed: two metrics or more, or no goals "
                "(the objective is then maximised)"
            )
        return goals
