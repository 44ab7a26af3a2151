"""Response targets, of activities and of incidents: within which time one is to be begun."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np

from simmodel.fields import field


class Targeted(Protocol):
    """What may have a response target.

    Attributes:
        respond_within: hours from falling due to the start of the service; None without a target.
        breach_cost: money, for each that misses it; None for nothing.
    """

    respond_within: float | None
    breach_cost: float | None


_Targeted = TypeVar("_Targeted", bound=Targeted)


def respond_within() -> Any:
    """The declaration of a target."""
    return field(
        None,
        unit="hours",
        description="Response target: within how many hours of falling due one is to be begun; in "
        "hours for customers, of which a working day has hours_per_day x availability; without it "
        "any time will do",
        example=4.0,
        gt=0,
        le=100_000,
    )


def breach_cost() -> Any:
    """The declaration of what it costs to miss one."""
    return field(
        None,
        unit="money",
        description="Price of each that is not begun within respond_within, such as a service "
        "credit; without it nothing",
        example=50.0,
        ge=0,
        le=1e9,
    )


def checked(each: _Targeted) -> _Targeted:
    """The same; raises ValueError if there is a price, but no target to miss."""
    if each.breach_cost is not None and each.respond_within is None:
        raise ValueError(
            f"breach_cost is {each.breach_cost:g}, but there is no respond_within; allowed: a "
            "price together with the target that it is the price of"
        )
    return each


class Targets(NamedTuple):
    """The targets of types of activity; float64, shape (types,).

    Attributes:
        within: hours; infinity where there is none.
        cost: money, of each that misses it.
    """

    within: np.ndarray
    cost: np.ndarray


def targets_of(kinds: Iterable[Targeted]) -> Targets | None:
    """The targets of these; None where none has one."""
    within, cost = [], []
    for each in kinds:
        within.append(np.inf if each.respond_within is None else each.respond_within)
        cost.append(each.breach_cost or 0.0)
    found = Targets(np.array(within), np.array(cost))
    return found if np.isfinite(found.within).any() else None
