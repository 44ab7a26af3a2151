"""The report as one self-contained page."""

from planner.handoff.html import pages, vega
from planner.handoff.report.content import Content


def page(content: Content) -> str:
    """The page as a text. Nothing in it asks for anything outside it."""
    return pages.page(
        __package__,
        content=content,
        specs={each.name: each.spec for each in content.charts},
        style=pages.text(__package__, "style.css")
        + (pages.text(__package__, "parts.css") if content.divisions else ""),
        library=vega.library(),
        script=pages.text(__package__, "charts.js"),
    )
