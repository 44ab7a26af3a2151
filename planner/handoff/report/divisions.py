"""The report by part: a table and charts of segments, and of pods."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.books.calendar import Calendar
from planner.books.parts import parted
from planner.handoff.report import charts, figures
from planner.handoff.report.parts import Chart
from planner.handoff.wording.numbers import begun, measured, row, spelt
from planner.recommendation.recommend import Recommendation
from planner.simulation.valued import Valued
from planner.study.study import Study
from simmodel.contract.parts import of_part

HEADINGS = ("", "today", "recommended", "difference", "unit")


@dataclass(frozen=True)
class Group:
    """One part in rows of texts; the first of each names a metric."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Divided:
    """All parts of a kind, and what the table says in words."""

    heading: str
    note: str
    headings: tuple[str, ...]
    groups: tuple[Group, ...]
    charts: tuple[Chart, ...]


def divisions(result: Recommendation, calendar: Calendar) -> tuple[Divided, ...]:
    """Every kind of parts; none where what is simulated is one whole."""
    study, today, recommended = result.study, result.baseline, result.winner
    parts = study.model.parts
    if parts is None:
        return ()
    return tuple(
        Divided(
            heading=f"By {kind}",
            note=f"Each {kind} under today's policy and the recommended one, with 95 % "
            "half-widths; the difference is in the same futures.",
            headings=HEADINGS,
            groups=tuple(_group(study, kind, name, today, recommended) for name in names),
            charts=tuple(_charts(study, kind, calendar, today, recommended)),
        )
        for kind, names in parts.names.items()
    )


def _group(study: Study, kind: str, name: str, today: Valued, recommended: Valued) -> Group:
    rows = []
    for metric in _telling(study, kind):
        own = of_part(metric, name)
        if own not in study.model.metrics:
            continue
        unit = study.model.metrics[own].unit
        values = [today.metrics[own], recommended.metrics[own], recommended.gain[own]]
        if not any(each.is_defined for each in values):
            continue
        scale, *texts = row(values, unit, [False, False, True])
        rows.append((spelt(metric), *texts, measured(scale, unit, study.finance.currency)))
    return Group(name, tuple(rows))


def _telling(study: Study, kind: str) -> tuple[str, ...]:
    """The metrics that are asked of a part first; all where nobody says which."""
    assert study.model.parts is not None
    return study.model.parts.highlights.get(kind) or tuple(study.model.metrics)


def _charts(
    study: Study, kind: str, calendar: Calendar, today: Valued, recommended: Valued
) -> Iterator[Chart]:
    """Revenue, or customers, of those that have customers, and what is kept of them; the team."""
    model, parts = study.model, study.model.parts
    if parts is None or model.finance is None or not calendar.dated:
        return
    roles = model.finance.roles
    if kind == parts.kind_of(roles.customers, model.series):
        signed = roles.signed
        series = signed.annual_recurring_revenue if signed else roles.customers
        yield _over_time(study, kind, series, calendar, recommended, steps=False)
        yield from _kept(study, kind, today, recommended)
    if kind == parted(model, roles.team, recommended.sample):
        yield _over_time(study, kind, roles.team, calendar, recommended, steps=True)


def _over_time(
    study: Study,
    kind: str,
    series: str,
    calendar: Calendar,
    recommended: Valued,
    *,
    steps: bool,
) -> Chart:
    parts, quantity = study.model.parts, study.model.series[series]
    assert parts is not None
    names = parts.names[kind]
    figure = figures.by_part(calendar, recommended, series, names, _unit(study, quantity.unit))
    return Chart(
        f"{series}-by-{kind}",
        f"{begun(spelt(series))} by {kind}",
        f"{begun(quantity.unit if steps else spelt(series))} {quantity.description}, under the "
        "recommended policy: means, and bands that hold four futures of five.",
        charts.parts_over_time(figure, names, spelt(series), steps=steps),
    )


def _kept(study: Study, kind: str, today: Valued, recommended: Valued) -> Iterator[Chart]:
    """The first share that is asked of every part."""
    model, parts = study.model, study.model.parts
    assert parts is not None
    names = parts.names[kind]
    for metric in _telling(study, kind):
        if model.metrics[metric].unit == "share" and all(
            of_part(metric, name) in model.metrics for name in names
        ):
            both = {figures.TODAY: today, figures.RECOMMENDED: recommended}
            figure = figures.levels(both, metric, names)
            yield Chart(
                f"{metric}-by-{kind}",
                f"{begun(spelt(metric))} by {kind}",
                f"{begun(spelt(metric))}: {model.metrics[metric].description}. Lines: 95 % "
                "intervals of the means.",
                charts.levels(figure, names, spelt(metric)),
            )
            return


def _unit(study: Study, unit: str) -> str:
    return measured("", unit, study.finance.currency)
