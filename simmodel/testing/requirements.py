"""Requirements of the contract, and the error of a model that breaks one."""

from collections.abc import Iterable, Mapping

import numpy as np


class NonconformanceError(AssertionError):
    """A model breaks the contract; the message says how."""


def require(holds: bool, message: str) -> None:
    if not holds:
        raise NonconformanceError(message)


def require_subset(names: Iterable[str], known: Iterable[str], message: str) -> None:
    beyond = set(names) - set(known)
    require(not beyond, f"{message}: {', '.join(sorted(beyond))}")


def require_same_keys(found: Mapping[str, object], known: Mapping[str, object], what: str) -> None:
    require_subset(found, known, f"{what} that are not declared")
    require_subset(known, found, f"{what} that are declared, and lacking")


def require_finite(values: Mapping[str, object], what: str) -> None:
    for name, value in values.items():
        require(bool(np.all(np.isfinite(np.asarray(value, float)))), f"{what}: {name} not finite")
