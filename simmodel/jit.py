"""The one place that says how compiled kernels are compiled."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import numba
from llvmlite import ir
from numba import types
from numba.extending import intrinsic, overload

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
def _borrow(_typing: Any, value: Any) -> Any:
    """The same array, or tuple with arrays in it, of which nobody counts the owners."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _lend(context, builder, signature.args[0], arguments[0])

    return value(value), generate


def _lend(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.Array):
        view = context.make_array(kind)(context, builder, value)
        view.meminfo = ir.Constant(view.meminfo.type, None)
        return view._getvalue()
    if isinstance(kind, types.BaseTuple):
        parts: list[Any] = list(cast("Any", kind))
        given = [builder.extract_value(value, place) for place in range(len(parts))]
        lent = [_lend(context, builder, *each) for each in zip(parts, given, strict=True)]
        return context.make_tuple(builder, kind, lent)
    return value


# Numba leaves out the first argument, which mypy cannot know.
borrowed: Any = _borrow


def by_kind(declared: _Function, kinds: Mapping[type | None, Callable[..., Any]]) -> None:
    """Let compiled code call ``declared`` as one of several, by the type of its first argument.

    The choice is made when the caller is compiled, which it is for each type apart: what is not
    chosen is neither asked about nor compiled.

    Args:
        kinds: compiled functions by the type of named tuple, or None for the argument None.
    """

    def choose(first: Any, *rest: Any) -> Callable[..., Any]:
        del rest
        function = kinds[getattr(first, "instance_class", None)]

        def chosen(first: Any, *rest: Any) -> Any:
            return function(first, *rest)

        return chosen

    overload(declared)(choose)
