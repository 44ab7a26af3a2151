"""The page of a scene: one HTML file with its style, its script and its data inside."""

from dataclasses import asdict
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from planner.handoff.animation.scene import Scene

_SCRIPTS = ("moment.js", "picture.js", "player.js")


def page(scene: Scene) -> str:
    """The page as a text. Nothing in it asks for anything outside it."""
    environment = Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return environment.get_template("page.html").render(
        scene=scene,
        data=asdict(scene),
        style=_text("style.css"),
        script="\n".join(map(_text, _SCRIPTS)),
    )


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
