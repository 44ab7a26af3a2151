"""Capabilities that a command cannot do without."""

from typing import TypeVar

from planner.study.errors import Complaint, InputError
from simmodel.contract.model import AnyModel

Capability = TypeVar("Capability")


def required(capability: Capability | None, model: AnyModel, lacking: str) -> Capability:
    """The capability of ``model``.

    Args:
        lacking: what the model has not, such as "no published figures".

    Raises:
        InputError: it has none.
    """
    if capability is None:
        raise InputError([Complaint(f"model {model.name}", "", f"has {lacking}")])
    return capability
