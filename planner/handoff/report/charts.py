"""The report's charts, as Vega-Lite. The only module that knows Altair.

Colours are variables of the page, so that a chart follows the reader's light or dark mode and
prints on white; the three hues are from the Okabe-Ito palette, told apart by colour-blind readers,
and lines differ in their dashes too.
"""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from planner.handoff.report.figures import PLAN, RECOMMENDED, TODAY, Figure, Record
from planner.handoff.wording.numbers import spelt
from simmodel.contract import published as published_figures
from simmodel.contract.share import ShareObjective

Spec = dict[str, Any]

_POLICIES = [RECOMMENDED, PLAN, TODAY]
_COLOURS = ["var(--policy)", "var(--plan)", "var(--today)"]
_DASHES = [[1, 0], [5, 3], [2, 2]]
_HUES = 6  # of parts, which the page has variables for
_PART_DASHES = [[1, 0], [5, 3], [2, 2], [8, 3, 2, 3], [10, 4], [3, 6], [1, 3]]
_OKABE_ITO = ["#0072b2", "#d55e00", "#009e73"]
_BARS = [RECOMMENDED, TODAY]
_INK = "currentColor"
_MONEY = "~s"


def over_time(figure: Figure, *, steps: bool) -> Spec:
    """Means over the months, with the bands of the policies that react. Counts begin at zero.

    Args:
        steps: hold each value until the next, as suits what is constant over a month.
    """
    data = _data(figure.rows)
    interpolate: Literal["step-after", "linear"] = "step-after" if steps else "linear"
    shown = [name for name in _POLICIES if any(row["policy"] == name for row in figure.rows)]
    month = alt.X("month:T").title(None).axis(format="%b %Y", labelOverlap=True)
    colour = alt.Color("policy:N").title(None).scale(domain=shown, range=_chosen(_COLOURS, shown))
    tooltip = [
        alt.Tooltip("policy:N"),
        alt.Tooltip("month:T", format="%B %Y"),
        alt.Tooltip("mean:Q", format=",.1f", title="mean"),
        alt.Tooltip("low:Q", format=",.1f", title="10 % below"),
        alt.Tooltip("high:Q", format=",.1f", title="10 % above"),
    ]
    band = (
        alt.Chart(_data([row for row in figure.rows if row["policy"] != PLAN]))
        .mark_area(opacity=0.22, interpolate=interpolate)
        .encode(x=month, y=alt.Y("low:Q").title(figure.unit), y2="high:Q", color=colour)
    )
    dash = alt.StrokeDash("policy:N").title(None).scale(domain=shown, range=_chosen(_DASHES, shown))
    line = (
        alt.Chart(data)
        .mark_line(strokeWidth=2, interpolate=interpolate)
        .encode(x=month, y=alt.Y("mean:Q").scale(zero=True), color=colour, strokeDash=dash)
    )
    points = (
        alt.Chart(data)
        .mark_point(size=60, opacity=0, filled=True)
        .encode(x=month, y="mean:Q", color=colour, tooltip=tooltip)
    )
    return _finished(band, line, points, height=260)


def parts_over_time(figure: Figure, parts: Sequence[str], title: str, *, steps: bool) -> Spec:
    """Means of parts over the months, with their bands; more than six begin the colours anew.

    Args:
        steps: as of :func:`over_time`.
    """
    interpolate: Literal["step-after", "linear"] = "step-after" if steps else "linear"
    hues = [f"var(--part-{place % _HUES + 1})" for place in range(len(parts))]
    dashes = [_PART_DASHES[place % len(_PART_DASHES)] for place in range(len(parts))]
    month = alt.X("month:T").title(None).axis(format="%b %Y", labelOverlap=True)
    key = alt.Legend(title=None, symbolType="stroke")
    colour = alt.Color("part:N").legend(key).scale(domain=list(parts), range=hues)
    dash = alt.StrokeDash("part:N").legend(key).scale(domain=list(parts), range=dashes)
    form = ",.1f" if steps else ",.0f"
    tooltip = [
        alt.Tooltip("part:N"),
        alt.Tooltip("month:T", format="%B %Y"),
        alt.Tooltip("mean:Q", format=form, title="mean"),
        alt.Tooltip("low:Q", format=form, title="10 % below"),
        alt.Tooltip("high:Q", format=form, title="10 % above"),
    ]
    axis = alt.Axis() if steps else alt.Axis(format=_MONEY)
    heading = figure.unit if steps else f"{title} ({figure.unit})"
    base = alt.Chart(_data(figure.rows))
    band = base.mark_area(opacity=0.22, interpolate=interpolate).encode(
        x=month, y=alt.Y("low:Q", axis=axis).title(heading), y2="high:Q", color=colour
    )
    line = base.mark_line(strokeWidth=2, interpolate=interpolate).encode(
        x=month, y=alt.Y("mean:Q").scale(zero=True), color=colour, strokeDash=dash
    )
    points = base.mark_point(size=60, opacity=0, filled=True).encode(
        x=month, y="mean:Q", color=colour, tooltip=tooltip
    )
    return _finished(band, line, points, height=260)


def levels(figure: Figure, parts: Sequence[str], title: str) -> Spec:
    """A dot on its interval for each part and policy."""
    part = alt.Y("part:N").title(None).sort(list(parts)).axis(labelLimit=240)
    shown = [name for name in _POLICIES if any(row["policy"] == name for row in figure.rows)]
    colour = alt.Color("policy:N").title(None).scale(domain=shown, range=_chosen(_COLOURS, shown))
    shape = alt.Shape("policy:N").title(None).scale(domain=shown)
    form = ".1f"
    tooltip = [
        alt.Tooltip("part:N"),
        alt.Tooltip("policy:N"),
        *(alt.Tooltip(f"{name}:Q", format=form) for name in ("mean", "low", "high")),
    ]
    base = alt.Chart(_data(figure.rows)).encode(
        y=part, yOffset=alt.YOffset("policy:N").sort(shown), color=colour, tooltip=tooltip
    )
    interval = base.mark_rule(strokeWidth=2.5).encode(
        x=alt.X("low:Q").title(f"{title} ({figure.unit})").scale(zero=False), x2="high:Q"
    )
    dot = base.mark_point(filled=True, size=90, opacity=1).encode(x="mean:Q", shape=shape)
    return _finished(interval, dot, height=60 * len(parts) + 30)


def by_quarter(figure: Figure, title: str) -> Spec:
    """Means by quarter, beside each other, with the range that 80 % of futures lie in."""
    rows = [row for row in figure.rows if row["policy"] in _BARS]
    data = _data(rows)
    shown = [name for name in _BARS if any(row["policy"] == name for row in rows)]
    quarter = alt.X("quarter:O").title(None).sort(None).axis(labelAngle=-45)
    colour = alt.Color("policy:N").title(None).scale(domain=shown, range=_chosen(_COLOURS, shown))
    tooltip = [
        alt.Tooltip("policy:N"),
        alt.Tooltip("quarter:O"),
        *_money("mean", "low", "high"),
    ]
    base = alt.Chart(data).encode(
        x=quarter, xOffset=alt.XOffset("policy:N").sort(shown), tooltip=tooltip
    )
    amount = alt.Y("mean:Q").title(f"{title} ({figure.unit})").axis(format=_MONEY)
    bars = base.mark_bar().encode(y=amount, color=colour)
    spread = base.mark_rule(color=_INK, strokeWidth=1.2).encode(y="low:Q", y2="high:Q")
    return _finished(bars, spread, height=190)


def gains(figure: Figure) -> Spec:
    """A tick for each future's gain, the expected gain as a dot on its interval, a line at 0."""
    data = _data(figure.rows)
    shown = [name for name in _POLICIES if any(row["policy"] == name for row in figure.rows)]
    policy = alt.Y("policy:N").title(None).sort(shown)
    colour = alt.Color("policy:N").legend(None).scale(domain=shown, range=_chosen(_COLOURS, shown))
    title = f"gain over today's policy ({figure.unit})"
    gain = alt.X("gain:Q").title(title).axis(format=_MONEY, tickCount=5)
    tooltip = [alt.Tooltip("policy:N"), alt.Tooltip("future:Q"), *_money("gain")]
    expected = [alt.Tooltip("policy:N"), *_money("mean", "low", "high")]
    ticks = (
        alt.Chart(data)
        .mark_tick(opacity=0.35, thickness=1.5, size=44)
        .encode(x=gain, y=policy, color=colour, tooltip=tooltip)
    )
    interval = (
        alt.Chart(data)
        .mark_rule(color=_INK, strokeWidth=3)
        .encode(x="low:Q", x2="high:Q", y=policy, tooltip=expected)
    )
    dot = (
        alt.Chart(data)
        .mark_point(filled=True, size=90, color=_INK, opacity=1)
        .encode(x="mean:Q", y=policy, tooltip=expected)
    )
    nothing = (
        alt.Chart(_data([{"zero": 0}]))
        .mark_rule(color=_INK, strokeWidth=1, strokeDash=[4, 3])
        .encode(x="zero:Q")
    )
    return _finished(ticks, nothing, interval, dot, height=80 * len(shown) + 30)


def published(figure: published_figures.Figure) -> Spec:
    """A published figure drawn again, on white; its curves differ in colour and dashes."""
    rows = [
        {"curve": curve.name, "x": x, "y": y}
        for curve in figure.curves
        for x, y in zip(curve.x, curve.y, strict=True)
    ]
    names = [curve.name for curve in figure.curves]
    dashes = alt.StrokeDash("curve:N").title(None).scale(domain=names, range=_DASHES)
    colours = alt.Color("curve:N").title(None).scale(domain=names, range=_OKABE_ITO)
    lines = (
        alt.Chart(_data(rows), title=f"{figure.name}. {figure.title}")
        .mark_line(strokeWidth=2)
        .encode(
            x=alt.X("x:Q").title(figure.x).axis(tickCount=7),
            y=alt.Y("y:Q").title(figure.y),
            color=colours,
            strokeDash=dashes,
        )
    )
    spec: Spec = (
        lines.properties(width=420, height=280, background="white")
        .configure_legend(orient="bottom", symbolStrokeWidth=2.5)
        .to_dict(validate=False)
    )
    return spec


def frontier(figure: Figure, share: ShareObjective) -> Spec:
    """Credited money against cost, of what is best for some share."""
    data = _data(figure.rows)
    spent, earned = (f"{spelt(name)} ({figure.unit})" for name in (share.cost, share.credited))
    cost = alt.X("cost:Q").title(spent).scale(zero=False).axis(format=_MONEY)
    credited = alt.Y("credited:Q").title(earned).scale(zero=False).axis(format=_MONEY)
    tooltip = [
        alt.Tooltip("policy:N"),
        alt.Tooltip("share:N", title=f"best for {share.field}"),
        *_money("cost", "credited"),
    ]
    base = alt.Chart(data).encode(x=cost, y=credited)
    line = base.mark_line(color=_INK, opacity=0.4, strokeWidth=1)
    colour = (
        alt.Color("place:N")
        .scale(domain=["the study's", "other"], range=["var(--policy)", "var(--today)"])
        .title(share.field)
    )
    points = base.mark_point(size=110, filled=True, opacity=1).encode(color=colour, tooltip=tooltip)
    return _finished(line, points, height=280)


def search(figure: Figure) -> Spec:
    """Gains of each trial over today's policy, and the best so far."""
    data = _data(figure.rows)
    trial = alt.X("trial:Q").title("policies simulated, in their order").axis(format="d")
    tooltip = [
        alt.Tooltip("trial:Q"),
        alt.Tooltip("policy:N"),
        *_money("gain", "low", "high"),
        alt.Tooltip("replications:Q"),
        alt.Tooltip("fate:N"),
    ]
    fates = ["met all replications", "stopped early, without hope", "breaks a constraint"]
    colours = ["var(--policy)", "var(--today)", "var(--plan)"]
    shown = [fate for fate in fates if any(row["fate"] == fate for row in figure.rows)]
    chosen = [colour for fate, colour in zip(fates, colours, strict=True) if fate in shown]
    look = alt.Color("fate:N").title(None).scale(domain=shown, range=chosen)
    shape = alt.Shape("fate:N").title(None).scale(domain=shown)
    gain = alt.Y("gain:Q").title(f"gain over today's policy ({figure.unit})").axis(format=_MONEY)
    spread = alt.Chart(data).mark_rule().encode(x=trial, y="low:Q", y2="high:Q", color=look)
    points = (
        alt.Chart(data)
        .mark_point(size=55, filled=True, opacity=1)
        .encode(x=trial, y=gain, color=look, shape=shape, tooltip=tooltip)
    )
    best = (
        alt.Chart(data)
        .mark_line(interpolate="step-after", color=_INK, strokeWidth=1.5)
        .encode(x=trial, y="best:Q")
    )
    return _finished(spread, best, points, height=260)


def fluid(figure: Figure) -> Spec:
    """The fluid approximation against simulation; on the line they agree."""
    data = _data(figure.rows)
    values = [float(row[key]) for row in figure.rows for key in ("fluid", "simulated")]
    ends = [{"fluid": end, "simulated": end} for end in (min(values), max(values))]
    formula = (
        alt.X("fluid:Q")
        .title(f"objective by the fluid approximation ({figure.unit})")
        .scale(zero=False)
        .axis(format=_MONEY)
    )
    simulated = (
        alt.Y("simulated:Q")
        .title(f"simulated ({figure.unit})")
        .scale(zero=False)
        .axis(format=_MONEY)
    )
    tooltip = [alt.Tooltip("policy:N"), *_money("fluid", "simulated"), "replications:Q"]
    points = (
        alt.Chart(data)
        .mark_point(size=55, filled=True, color="var(--policy)", opacity=0.9)
        .encode(x=formula, y=simulated, tooltip=tooltip)
    )
    line = (
        alt.Chart(_data(ends))
        .mark_line(color=_INK, strokeWidth=1, strokeDash=[4, 3])
        .encode(x="fluid:Q", y="simulated:Q")
    )
    return _finished(line, points, height=280)


_CHANGED = ("plan", "plan ±", "reoptimised", "reoptimised ±")


def tornado(figure: Figure) -> Spec:
    """Changes of the fixed plan's objective as bars; ticks where the policy is made anew."""
    data = _data(figure.rows)
    facts = list(dict.fromkeys(str(row["fact"]) for row in figure.rows))
    fact = alt.Y("fact:N").title(None).sort(facts).axis(labelLimit=240)
    if any("\n" in each for each in facts):
        lines = alt.Axis(labelLimit=240, labelExpr="split(datum.value, '\\n')", labelLineHeight=14)
        fact = alt.Y("fact:N", axis=lines).title(None).sort(facts)
    change = alt.X("plan:Q").title(f"change of the objective ({figure.unit})").axis(format=_MONEY)
    end = (
        alt.Color("end:N")
        .title("fact at its")
        .scale(domain=["low", "high"], range=["var(--today)", "var(--policy)"])
    )
    tooltip = [
        alt.Tooltip("fact:N"),
        alt.Tooltip("value:Q", title="at"),
        alt.Tooltip("unit:N"),
        *_money(*(name for name in _CHANGED if name in figure.rows[0])),
    ]
    bars = alt.Chart(data).mark_bar(height=16).encode(x=change, y=fact, color=end, tooltip=tooltip)
    layers = [bars]
    if "reoptimised" in figure.rows[0]:
        anew = alt.Chart(data).mark_tick(color=_INK, thickness=2, size=24)
        layers.append(anew.encode(x="reoptimised:Q", y=fact, tooltip=tooltip))
    return _finished(*layers, height=40 * len(facts) + 20)


def moves_frontier(figure: Figure) -> Spec:
    """Gains by the number of moves: a line as predicted, dots on intervals where simulated."""
    data = _data(figure.rows)
    known = [int(row["moves"]) for row in figure.rows]
    moves = (
        alt.X("moves:Q")
        .title("accounts that move")
        .axis(format="d", values=known, labelOverlap=True)
    )
    title = f"gain over today's books ({figure.unit})"
    predicted = alt.Y("predicted:Q").title(title).axis(format=_MONEY)
    simulated = "gain" in figure.rows[0]
    told = [alt.Tooltip("moves:Q"), *_money("predicted")]
    told += _money("gain", "low", "high") if simulated else []
    colour = (
        alt.Color("which:N")
        .title(None)
        .scale(domain=["proposed", "other"], range=["var(--policy)", "var(--today)"])
    )
    base = alt.Chart(data).encode(x=moves, tooltip=told)
    line = base.mark_line(color=_INK, opacity=0.6, strokeDash=[5, 3]).encode(y=predicted)
    nothing = (
        alt.Chart(_data([{"zero": 0}]))
        .mark_rule(color=_INK, strokeWidth=1, strokeDash=[2, 3])
        .encode(y="zero:Q")
    )
    dot = base.mark_point(filled=True, size=90, opacity=1)
    if not simulated:
        return _finished(nothing, line, dot.encode(y=predicted, color=colour), height=260)
    spread = base.mark_rule(strokeWidth=2).encode(y="low:Q", y2="high:Q", color=colour)
    return _finished(nothing, line, spread, dot.encode(y="gain:Q", color=colour), height=260)


def _money(*names: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{name}:Q", format=",.0f") for name in names]


def _chosen(looks: Sequence[Any], shown: Sequence[str]) -> list[Any]:
    return [look for name, look in zip(_POLICIES, looks, strict=True) if name in shown]


def _data(rows: Sequence[Record]) -> Any:
    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def _finished(*layers: alt.Chart, height: int) -> Spec:
    """One chart of all layers, as wide as its place on the page, in the colours of its text."""
    spec: Spec = (
        alt.layer(*layers)
        .properties(width="container", height=height, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK,
            titleColor=_INK,
            domainColor=_INK,
            tickColor=_INK,
            gridColor=_INK,
            gridOpacity=0.12,
            titleFontWeight="normal",
            labelFontSize=12,
            titleFontSize=12,
        )
        .configure_legend(
            orient="top",
            labelColor=_INK,
            titleColor=_INK,
            labelFontSize=12,
            titleFontSize=12,
            symbolOpacity=1,
            symbolStrokeWidth=2.5,
            columns=3,
        )
        .to_dict(validate=False)
    )
    return spec
