"""The models there are. A new model is a new folder and one line here."""

from importlib import import_module

from simmodel.contract import Model

MODELS = {
    "journey": "simmodel.journey",
    "access": "simmodel.access",
}


def load(name: str) -> Model:
    """The model called ``name``; its code is imported now. Raises KeyError if there is none."""
    model: Model = import_module(MODELS[name]).model
    return model
