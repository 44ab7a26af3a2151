"""The parts of a study that a model declares; each model has its own kinds of them."""

from simmodel.fields import Section


class Facts(Section):
    """Facts: what is so, whatever is decided."""


class Policy(Section):
    """A policy: what is decided."""


class Objective(Section):
    """An objective: what is wanted."""
