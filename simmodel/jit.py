"""The one place that says how compiled kernels are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from llvmlite import ir
from numba.extending import intrinsic

from simmodel.machine_code import machine_code

_Function = TypeVar("_Function", bound=Callable[..., Any])

# Fast-math is off: it would let the compiler reorder sums, and then the engines could differ in
# the last bit. The kernels release the interpreter lock, so replications run side by side in
# threads.
_OPTIONS: dict[str, Any] = {"nogil": True, "fastmath": False, "error_model": "numpy"}


def compiled(function: _Function) -> _Function:
    """Compile ``function`` with numba, on its first call."""
    return _cached(function, numba.njit(**_OPTIONS)(function))


def inlined(function: _Function) -> _Function:
    """Compile ``function`` into the body of each compiled caller.

    For the innermost steps of a loop, where counting references to array arguments costs as much
    as the step; measured, it makes the journey's loop a third faster.
    """
    return _cached(function, numba.njit(**_OPTIONS, inline="always")(function))


def _cached(function: _Function, dispatcher: Any) -> _Function:
    dispatcher._cache = machine_code(function)
    return cast("_Function", dispatcher)


@intrinsic
def _borrow(_typing: Any, array: Any) -> Any:
    """The same array, as one that nobody counts the owners of."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = context.make_array(signature.args[0])(context, builder, arguments[0])
        view.meminfo = ir.Constant(view.meminfo.type, None)
        return view._getvalue()

    return array(array), generate


# Numba leaves out the first argument, which mypy cannot know.
borrowed: Any = _borrow
