"""Published figures in the terminal."""

from rich.text import Text

from planner.handoff.terminal.policies import footnote
from planner.handoff.terminal.printing import plain_table, say, show_table
from planner.reproduce import TOLERANCE, Reproduction
from planner.simulation.estimate import Estimate


def show_reproduction(result: Reproduction) -> None:
    """The answer of ``plan reproduce``."""
    say(result.published.source)
    table = plain_table()
    table.add_column("scenario and metric", no_wrap=True)
    for heading in ("published", "ours", "off by"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name in dict.fromkeys(cell.published.policy for cell in result.cells):
        table.add_section()
        table.add_row(Text(name, style="bold"))
        for cell in result.cells:
            if cell.published.policy == name:
                published = Estimate(cell.published.mean, cell.published.half_width)
                off = f"{cell.deviation:+.2f}"
                table.add_row(
                    f"  {cell.published.metric}", _plain(published), _plain(cell.ours), off
                )
    show_table(table)
    within = {width: result.share_within(width) for width in (1.0, TOLERANCE)}
    say("Off by: ours less published, in published half-widths.")
    for width, share in within.items():
        count = round(share * len(result.cells))
        say(f"{count} of {len(result.cells)} cells are within {width:g}.")
    say(f"Largest deviation: {result.largest:.2f}. Conventions of the published figures:")
    for convention in result.published.conventions:
        say(f"  - {convention}")
    if result.published.policies:
        footnote(result.replications, result.seed, "kernel")


def _plain(value: Estimate) -> str:
    decimals = 1 if abs(value.mean) < 1000 else 0
    return f"{value.mean:,.{decimals}f} ± {value.half_width:,.{decimals}f}"
