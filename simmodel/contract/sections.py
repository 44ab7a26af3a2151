"""The parts of a study that a model declares; each model has its own kinds of them."""

from simmodel.fields import Section


class Facts(Section):
    """What is so, whatever is decided."""


class Policy(Section):
    """What is decided."""


class Objective(Section):
    """What is wanted."""
