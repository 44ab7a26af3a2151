"""Plots for the dashboard, which shows Plotly's. The only module that knows Plotly."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from planner.books.calendar import calendar_of
from planner.handoff.report import figures
from planner.handoff.report.figures import PLAN, RECOMMENDED, TODAY, Figure, Record
from planner.handoff.wording.numbers import spelt
from planner.recommendation.recommend import Recommendation
from simmodel.contract.share import ShareObjective

# Of the Okabe-Ito palette, which colour-blind readers can tell apart.
_COLOURS = {RECOMMENDED: "0, 114, 178", PLAN: "0, 158, 115", TODAY: "213, 94, 0"}
_DASHES = {RECOMMENDED: "solid", PLAN: "dash", TODAY: "dot"}


def plots(result: Recommendation) -> Mapping[str, go.Figure]:
    """Headcount over time, if months have dates, the frontier, and how the search converged."""
    study = result.study
    model, finance = study.model, study.model.finance
    found = {"convergence": _convergence(figures.search(study, result.searched.trials))}
    if front := result.frontier:
        found = {"frontier": _frontier(figures.frontier(study, front), front.objective), **found}
    if model.in_time and finance:
        team = finance.roles.team
        calendar = calendar_of(study, result.plan.sample)
        figure = figures.monthly(calendar, figures.compared(result), team, model.series[team].unit)
        return {"headcount": _over_time(figure), **found}
    return found


def _over_time(figure: Figure) -> go.Figure:
    drawn = go.Figure()
    for name, colour in _COLOURS.items():
        rows = [row for row in figure.rows if row["policy"] == name]
        if not rows:
            continue
        months = _column(rows, "month")
        look = {"legendgroup": name, "line_shape": "hv"}
        for edge, fill in (("low", None), ("high", "tonexty")) if name != PLAN else ():
            drawn.add_scatter(
                x=months,
                y=_column(rows, edge),
                fill=fill,
                fillcolor=f"rgba({colour}, 0.2)",
                line_width=0,
                showlegend=False,
                hoverinfo="skip",
                **look,
            )
        drawn.add_scatter(
            x=months,
            y=_column(rows, "mean"),
            name=name,
            line={"color": f"rgb({colour})", "dash": _DASHES[name]},
            **look,
        )
    return _titled(drawn, "Headcount: means, and bands of four futures in five", "", figure.unit)


def _frontier(figure: Figure, share: ShareObjective) -> go.Figure:
    drawn = go.Figure()
    drawn.add_scatter(
        x=_column(figure.rows, "cost"),
        y=_column(figure.rows, "credited"),
        text=[f"{row['policy']}<br>{share.field} {row['share']}" for row in figure.rows],
        mode="lines+markers",
    )
    unit = figure.unit
    across, up = (f"{spelt(name)} ({unit})" for name in (share.cost, share.credited))
    return _titled(drawn, f"Best policies by {share.field}", across, up)


def _convergence(figure: Figure) -> go.Figure:
    drawn = go.Figure()
    trials = _column(figure.rows, "trial")
    for fate in dict.fromkeys(_column(figure.rows, "fate")):
        rows = [row for row in figure.rows if row["fate"] == fate]
        drawn.add_scatter(
            x=_column(rows, "trial"),
            y=_column(rows, "gain"),
            text=_column(rows, "policy"),
            error_y={
                "array": [row["high"] - row["gain"] for row in rows],
                "thickness": 1,
            },
            mode="markers",
            name=str(fate),
        )
    drawn.add_scatter(x=trials, y=_column(figure.rows, "best"), name="best so far", line_shape="hv")
    heading = "Gain over today's policy, trial by trial"
    return _titled(drawn, heading, "policies simulated", f"gain ({figure.unit})")


def _column(rows: Sequence[Record], name: str) -> list[Any]:
    return [row[name] for row in rows]


def _titled(drawn: go.Figure, title: str, across: str, up: str) -> go.Figure:
    drawn.update_layout(title=title, xaxis_title=across, yaxis_title=up, template="plotly_white")
    return drawn
