"""Charts drawn to a picture, or by a browser. The only module that knows vl-convert."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import vl_convert

_SCALE = 2.0  # pixels a point, for screens that are finer than one


def png(spec: Mapping[str, Any]) -> bytes:
    """A Vega-Lite chart as a picture."""
    picture: bytes = vl_convert.vegalite_to_png(dict(spec), scale=_SCALE)
    return picture


@cache
def library() -> str:
    """Vega, Vega-Lite and Vega-Embed, as a script; they run in the reader's browser."""
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle.replace("</script", "<\\/script")
