"""The cost of owning an investment, year by year, against the people whose work it does."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.sensitivity.investment import Shares
from planner.sensitivity.problems import Problems
from planner.simulation.estimate import Estimate, estimate
from planner.simulation.simulator import Sample
from planner.study.numbers import number_facts
from simmodel.contract.sections import Policy

_MONTHS = 12


@dataclass(frozen=True)
class Row:
    """One kind of cost, or of people.

    Attributes:
        years: one estimate a year of the horizon; the last may be cut short.
        total: over the horizon.
    """

    name: str
    years: tuple[Estimate, ...]
    total: Estimate


@dataclass(frozen=True)
class Ownership:
    """Two ways to get the work done: the best policy found without, and with the planned share.

    Costs are as they happened: luck is not taken out of single years.

    Attributes:
        without, planned: those policies.
        investment: parts of what the planned share costs.
        people: parts of what it saves in people: those of the policy without, less those with.
        years_saved: of people's work, in years.
        spent, saved: sums of the parts.
        net: saved less spent; what customers bring in is not in it.
    """

    share: float
    without: Policy
    planned: Policy
    investment: tuple[Row, ...]
    people: tuple[Row, ...]
    years_saved: Row
    spent: Row
    saved: Row
    net: Row


def ask(problems: Problems, shares: Shares) -> None:
    """Have both ways valued at the study's own facts."""
    problems.ask(problems.study.facts, _both(shares))


def ownership(problems: Problems, shares: Shares) -> Ownership:
    """The total cost of ownership, from what was valued."""
    study = problems.study
    investment, investing = study.model.investment, study.whatif.investing
    assert investment is not None and investing is not None
    without, planned = (problems.sample(study.facts, policy) for policy in _both(shares))
    spent = _by_year(planned, investment.cost)
    once = np.zeros_like(spent)
    once[:, 0] = number_facts(study.facts)[investment.once].value
    people_cost = _by_year(without, investment.people_cost) - _by_year(
        planned, investment.people_cost
    )
    people = _by_year(without, investment.people) - _by_year(planned, investment.people)
    parts = investing.parts
    return Ownership(
        share=shares.planned,
        without=without.policy,
        planned=planned.policy,
        investment=(
            *_parts(parts[investment.once], once),
            *_parts(parts[investment.yearly], spent - once),
        ),
        people=_parts(parts[investment.people_rate], people_cost),
        years_saved=_row(investment.people, people / _MONTHS),
        spent=_row(investment.cost, spent),
        saved=_row(investment.people_cost, people_cost),
        net=_row("net", people_cost - spent),
    )


def _both(shares: Shares) -> list[Policy]:
    return [shares.policies[share]["reoptimised"] for share in (0.0, shares.planned)]


def _by_year(sample: Sample, name: str) -> np.ndarray:
    """Sums of a series by year of the horizon, shape (replications, years)."""
    series = sample.series[name]
    sums: np.ndarray = np.add.reduceat(series, np.arange(0, series.shape[1], _MONTHS), axis=1)
    return sums


def _parts(parts: Mapping[str, float], whole: np.ndarray) -> tuple[Row, ...]:
    return tuple(_row(name, part * whole) for name, part in parts.items())


def _row(name: str, values: np.ndarray) -> Row:
    return Row(name, tuple(estimate(year) for year in values.T), estimate(values.sum(axis=1)))
