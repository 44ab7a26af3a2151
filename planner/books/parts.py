"""The books of parts: of segments of customers, and of pods of the team."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.books.revenue import Revenue, revenue_of
from planner.simulation.simulator import Sample
from planner.study.study import Study
from simmodel.contract.finance import Finance, Rates, Roles
from simmodel.contract.model import AnyModel
from simmodel.contract.parts import of_part, of_whole
from simmodel.contract.sections import Facts


@dataclass(frozen=True)
class Part:
    """The fixed plan of one part, as it was simulated.

    Attributes:
        lines: means over the futures of its series, by the name of the whole's.
        opening_team, opening_customers: before the first month; None where it has none of its own.
        revenue: None as of :func:`revenue_of`.
    """

    name: str
    rates: Rates
    lines: Mapping[str, np.ndarray]
    opening_team: int | None
    opening_customers: float
    revenue: Revenue | None


@dataclass(frozen=True)
class Division:
    """All parts of a kind, which sum to the whole.

    Attributes:
        kind: such as "segment".
    """

    kind: str
    parts: tuple[Part, ...]

    @property
    def paid_apart(self) -> bool:
        """Whether a member costs more in one part than in another."""
        return len({part.rates.member for part in self.parts}) > 1


def parted(model: AnyModel, series: str, sample: Sample) -> str | None:
    """The kind of parts each of which has the series in a sample; None if there is none.

    There is none without parts, and where the series of parts is not defined, as of the team of
    pods that work together.
    """
    if model.parts is None:
        return None
    kind = model.parts.kind_of(series, model.series)
    names = model.parts.names[kind] if kind else ()
    defined = not any(np.isnan(sample.series[of_part(series, name)]).any() for name in names)
    return kind if defined else None


def division(study: Study, plan: Sample, finance: Finance[Facts], series: str) -> Division | None:
    """The parts as of :func:`parted`; None without them, and without dates.

    Args:
        plan: the fixed plan.
    """
    model = study.model
    kind = parted(model, series, plan) if model.in_time else None
    if model.parts is None or kind is None:
        return None
    rates, names = finance.rates_of_parts(study.facts), model.parts.names[kind]
    return Division(kind, tuple(_part(plan, finance.roles, rates[name], name) for name in names))


def _part(plan: Sample, roles: Roles, rates: Rates, name: str) -> Part:
    own = {
        each.removesuffix(f".{name}"): values
        for each, values in plan.series.items()
        if each == of_part(of_whole(each), name) and not np.isnan(values).any()
    }
    first = {series: values[:, 0] for series, values in own.items()}
    team = first[roles.team][0] - first[roles.change][0] if roles.team in own else None
    customers = first[roles.customers] - first[roles.joined] + first[roles.left]
    return Part(
        name=name,
        rates=rates,
        lines={series: values.mean(axis=0) for series, values in own.items()},
        opening_team=None if team is None else round(float(team)),
        opening_customers=float(customers.mean()),
        revenue=revenue_of(plan, roles, rates, name),
    )
