"""The models there are. A new model is a new folder and one line here."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # so that who wants names alone waits for no library
    from simmodel.contract.model import AnyModel

MODELS = {
    "journey": "simmodel.journey",
    "access": "simmodel.access",
}


def load(name: str) -> "AnyModel":
    """The model called ``name``; its code is imported now. Raises KeyError if there is none."""
    # That its parts belong together is checked where the model is put together.
    return cast("AnyModel", import_module(MODELS[name]).model)
