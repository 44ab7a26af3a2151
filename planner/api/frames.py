"""Results as tables of pandas, tidy: one estimate a row, with what it rests on.

The columns say what a statistic claims: ``mean`` and ``half_width`` (of its 95 % confidence
interval), ``unit``, ``replications``, and ``phase``, the stream of random numbers: no two phases
share one, and what "validate" says chose nothing. What holds for the whole table is in ``attrs``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.handoff.wording.numbers import in_currency
from planner.simulation.estimate import CONFIDENCE, Estimate
from planner.simulation.phase import Phase
from planner.simulation.simulator import Sample
from planner.simulation.valued import Valued
from planner.study.months import first_day
from planner.study.study import Study

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def frame(rows: Iterable[Row], **claims: Any) -> "pd.DataFrame":
    """The rows as a table; ``claims`` hold for all of it."""
    import pandas as pd  # slow to import, and most who simulate never ask for a table

    found = pd.DataFrame(list(rows))
    found.attrs.update(claims)
    return found


def estimates_frame(study: Study, rows: Iterable[Row], seed: int, **claims: Any) -> "pd.DataFrame":
    """A table of estimates."""
    return frame(
        rows,
        study=study.name,
        seed=seed,
        confidence=CONFIDENCE,
        currency=study.finance.currency,
        **claims,
    )


def estimated(value: Estimate | None, name: str = "") -> Row:
    """The two columns of an estimate, ``name`` in front of theirs; NaN where there is none."""
    mean, half_width = (value.mean, value.half_width) if value else (float("nan"), float("nan"))
    return {name or "mean": mean, f"{name}_half_width".lstrip("_"): half_width}


def rests_on(replications: int, phase: Phase) -> Row:
    """The columns that say what an estimate rests on."""
    return {"replications": replications, "phase": phase.name.lower()}


def metric_rows(study: Study, sample: Sample, phase: Phase) -> Iterator[Row]:
    """A row a metric."""
    for name, value in sample.estimates().items():
        yield {
            "metric": name,
            "unit": unit_of(study, name),
            **estimated(value),
            **rests_on(sample.replications, phase),
        }


def valued_rows(study: Study, policies: Mapping[str, Valued], phase: Phase) -> Iterator[Row]:
    """A row a policy and metric, with the paired difference to the reference."""
    for policy, valued in policies.items():
        for row in metric_rows(study, valued.sample, phase):
            metric, unit, mean, half_width, *rest = row.items()
            gain = estimated(valued.gain[row["metric"]], "difference")
            yield {"policy": policy, **dict((metric, unit, mean, half_width)), **gain, **dict(rest)}


def monthly_rows(study: Study, policies: Mapping[str, Sample], phase: Phase) -> Iterator[Row]:
    """A row a policy, series and month; the month by its first day, where it has a date."""
    for policy, sample in policies.items():
        for name, months in sample.monthly().items():
            unit = in_currency(study.model.series[name].unit, study.finance.currency)
            for place, value in enumerate(months):
                yield {
                    "policy": policy,
                    "series": name,
                    **month(study, place),
                    "unit": unit,
                    **estimated(value),
                    **rests_on(sample.replications, phase),
                }


def month(study: Study, place: int) -> Row:
    """The columns of a month of the horizon, from 0 on."""
    if not study.model.in_time:
        return {"month": place + 1}
    return {"month": place + 1, "begins": np.datetime64(first_day(study.start, place), "s")}


def unit_of(study: Study, metric: str) -> str:
    """The unit of a metric, in the study's currency."""
    return in_currency(study.model.metrics[metric].unit, study.finance.currency)
