"""The published figures drawn again, as pictures."""

from pathlib import Path

from planner.handoff import vega
from planner.handoff.report import charts
from planner.reproduce import Reproduction


def draw(result: Reproduction, folder: Path) -> list[Path]:
    """Draw every figure into ``folder``, such as figure-2a.png; the paths."""
    paths = []
    for figure in result.published.figures:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{figure.name.lower().replace(' ', '-')}.png"
        path.write_bytes(vega.png(charts.published(figure)))
        paths.append(path)
    return paths
