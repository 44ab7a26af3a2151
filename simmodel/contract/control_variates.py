"""Control variates: what chance has added to metrics, with mean zero whatever the policy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_Facts = TypeVar("_Facts")
_Policy = TypeVar("_Policy")
_Objective = TypeVar("_Objective")
_Coefficients = TypeVar("_Coefficients")
_Outcome = TypeVar("_Outcome")


@dataclass(frozen=True)
class ControlVariates(Generic[_Facts, _Policy, _Objective, _Coefficients, _Outcome]):
    """Control variates of a model. Estimates subtract them: same mean, narrower spread.

    Attributes:
        coefficients: of facts, policies and an objective what the variates of each policy take; no
            random number enters.
        values: of coefficients and an outcome the control variate of each metric that has one, in
            the metric's unit. Its mean is zero under any policy: exactly, or as near as the model
            says.
    """

    coefficients: Callable[[_Facts, Sequence[_Policy], _Objective], Sequence[_Coefficients]]
    values: Callable[[_Coefficients, _Outcome], Mapping[str, float]]
