"""Progress curves: the gap over the runs spent, a panel for each problem."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

# Okabe and Ito's colours, told apart with any colour vision; and a marker each, for print.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000", "#F0E442")
MARKERS = "osD^vPX*"

TARGET_PERCENT = 2.0


def draw(curves: pd.DataFrame, file: Path) -> None:
    """Median gap in per cent with quartile bands."""
    problems, solvers = curves["problem"].unique(), sorted(curves["solver"].unique())
    figure, panels = plt.subplots(
        1, len(problems), figsize=(4.4 * len(problems), 4.6), sharey=True, squeeze=False
    )
    for panel, problem in zip(panels[0], problems, strict=True):
        _panel(panel, curves[curves["problem"] == problem], solvers)
        panel.set_title(problem)
    panels[0][0].set_ylabel("gap to the optimum (% of the possible gain)")
    handles, labels = panels[0][0].get_legend_handles_labels()
    columns = min(2 * len(problems), len(labels))
    figure.legend(handles, labels, loc="lower center", ncols=columns, frameon=False)
    lines = -(-len(labels) // columns)
    figure.tight_layout(rect=(0, 0.02 + 0.05 * lines, 1, 1))
    figure.savefig(file, dpi=110)
    plt.close(figure)


def _panel(panel: Axes, curves: pd.DataFrame, solvers: list[str]) -> None:
    for number, solver in enumerate(solvers):
        own = curves[curves["solver"] == solver].sort_values("runs")
        colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
        runs, low, high = own["runs"], 100 * own["lower_quartile"], 100 * own["upper_quartile"]
        panel.fill_between(runs, low, high, step="post", color=colour, alpha=0.15, linewidth=0)
        panel.step(
            runs, 100 * own["median"], where="post", color=colour, marker=marker, ms=4, label=solver
        )
    panel.axhline(TARGET_PERCENT, color="grey", linewidth=0.8, linestyle=":")
    panel.set_xscale("log")
    panel.set_yscale("symlog", linthresh=TARGET_PERCENT)  # gaps of 0 and below have a place too
    panel.set_yticks((0, 1, TARGET_PERCENT, 5, 10, 20, 50, 100))
    panel.yaxis.set_major_formatter(ScalarFormatter())
    panel.yaxis.set_minor_formatter(NullFormatter())
    panel.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    panel.xaxis.set_major_formatter(ScalarFormatter())
    panel.xaxis.set_minor_formatter(NullFormatter())
    panel.set_xlabel("simulation runs spent (a policy on a replication)")
