"""Pages that hold all they need in one file. The only module that knows Jinja2."""

from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

_SHARED = ("frame.html", "parts.html")


def page(package: str, **values: Any) -> str:
    """The file page.html of a package, filled in; texts are escaped.

    Args:
        package: that holds the page, by its full name; what several pages have stands here.
    """
    environment = Environment(
        loader=FunctionLoader(lambda name: text(__package__ if name in _SHARED else package, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return environment.get_template("page.html").render(values)


def text(package: str, name: str) -> str:
    """A file of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")
