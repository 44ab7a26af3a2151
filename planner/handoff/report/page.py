"""The report as one self-contained page. The only module that knows vl-convert."""

from functools import cache

import vl_convert

from planner.handoff import pages
from planner.handoff.report.content import Content


def page(content: Content) -> str:
    """The page as a text. Nothing in it asks for anything outside it."""
    return pages.page(
        __package__,
        content=content,
        specs={each.name: each.spec for each in content.charts},
        style=pages.text(__package__, "style.css"),
        library=_library(),
        script=pages.text(__package__, "charts.js"),
    )


@cache
def _library() -> str:
    """Vega, Vega-Lite and Vega-Embed; they run in the reader's browser."""
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle.replace("</script", "<\\/script")
