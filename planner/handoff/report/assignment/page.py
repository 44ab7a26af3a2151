"""The page of a proposal, self-contained."""

from planner.handoff import report
from planner.handoff.html import pages, vega
from planner.handoff.report.assignment.content import Content

_ROOM = report.__name__


def assignment_page(content: Content) -> str:
    """The page as a text. Nothing in it asks for anything outside it."""
    return pages.page(
        __package__,
        content=content,
        specs={each.name: each.spec for each in content.charts},
        style=pages.text(_ROOM, "style.css") + pages.text(__package__, "style.css"),
        library=vega.library(),
        script=pages.text(_ROOM, "charts.js"),
    )
