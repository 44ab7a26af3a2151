"""The page of a scene: one HTML file with its style, its script and its data inside."""

from dataclasses import asdict

from planner.handoff.animation.scene import Scene
from planner.handoff.html import pages

_SCRIPTS = ("moment.js", "picture.js", "player.js")


def page(scene: Scene) -> str:
    """The page as a text. Nothing in it asks for anything outside it."""
    return pages.page(
        __package__,
        scene=scene,
        data=asdict(scene),
        style=pages.text(__package__, "style.css"),
        script="\n".join(pages.text(__package__, name) for name in _SCRIPTS),
    )
