"""The one place that says how compiled kernels are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar

import numba

_Function = TypeVar("_Function", bound=Callable[..., Any])

# Fast-math is off: it would let the compiler reorder sums, and then the engines could differ in
# the last bit. The kernels release the interpreter lock, so replications run side by side in
# threads. The machine code is cached on disk, so a second process starts without compiling.
_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "fastmath": False, "error_model": "numpy"}


def compiled(function: _Function) -> _Function:
    """Compile ``function`` with numba, on its first call."""
    dispatcher: _Function = numba.njit(**_OPTIONS)(function)
    return dispatcher


def inlined(function: _Function) -> _Function:
    """Compile ``function`` into the body of each compiled caller.

    For the innermost steps of a loop, where counting references to array arguments costs as much
    as the step; measured, it makes the journey's loop a third faster.
    """
    dispatcher: _Function = numba.njit(**_OPTIONS, inline="always")(function)
    return dispatcher
