"""The one place that says how compiled kernels are compiled."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import numba
from llvmlite import ir
from numba.core import imputils, typing
from numba.extending import intrinsic

from simmodel.machine_code import machine_code

# Their functions are not typed.
types: Any = numba.types
_lower: Any = imputils.lower_builtin
_templates: Any = typing.templates

_Function = TypeVar("_Function", bound=Callable[..., Any])

# Fast-math is off: it would let the compiler reorder sums, and then the engines could differ in
# the last bit. The kernels release the interpreter lock, so replications run side by side in
# threads.
_OPTIONS: dict[str, Any] = {"nogil": True, "fastmath": False, "error_model": "numpy"}
_NESTED = _OPTIONS | {"no_cpython_wrapper": True}


def compiled(function: _Function) -> _Function:
    """Compile ``function`` with numba, on its first call."""
    return _cached(function, numba.njit(**_OPTIONS)(function))


def nested(function: _Function) -> _Function:
    """As :func:`compiled`, for what only compiled functions call.

    Without what Python needs for a call, which for arguments with many arrays takes as long to
    compile as a loop.
    """
    return _cached(function, numba.njit(**_NESTED)(function))


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


@intrinsic
def _as_natural(_typing: Any, value: Any) -> Any:
    """The same number, at least 0 and below 2 to the 32, as the compiler then knows.

    It need not ask of an index whether it counts from an array's end.
    """

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        half, number = ir.IntType(32), arguments[0]
        if number.type.width > half.width:
            number = builder.trunc(number, half)
        elif number.type.width < half.width:
            number = builder.sext(number, half)
        return builder.zext(number, ir.IntType(64))

    return types.int64(value), generate


@intrinsic
def _ask_for(_typing: Any, array: Any, place: Any) -> Any:
    """An element of an array in one dimension will be wanted: the memory need not be waited for."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = context.make_array(signature.args[0])(context, builder, arguments[0])
        address = builder.bitcast(builder.gep(view.data, [arguments[1]]), _BYTES)
        kind = ir.FunctionType(ir.VoidType(), [_BYTES, *[ir.IntType(32)] * 3])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [_BYTES], kind)
        builder.call(fetch, [address, *(ir.IntType(32)(each) for each in (0, 3, 1))])
        return context.get_dummy_value()

    return types.none(array, place), generate


@intrinsic
def _pick(_typing: Any, _whether: Any, _one: Any, other: Any) -> Any:
    """The second argument if the first is true, else the third, of whose type both then are:
    without a jump, as nobody could predict it."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        picked = builder.select(*arguments)
        picked.set_metadata("unpredictable", builder.module.add_metadata([]))
        return picked

    kind = types.unliteral(other)
    return kind(types.boolean, kind, kind), generate


_BYTES = ir.IntType(8).as_pointer()

# Numba leaves out the first argument, which mypy cannot know.
borrowed: Any = _borrow
natural: Any = _as_natural
ask_for: Any = _ask_for
pick: Any = _pick


def by_kind(declared: _Function, kinds: Mapping[type | None, Callable[..., Any]]) -> None:
    """Let compiled code call ``declared`` as one of several, by the type of its first argument.

    The choice is made when the caller is compiled, which it is for each type apart: what is not
    chosen is neither asked about nor compiled.

    Args:
        kinds: compiled functions by the type of named tuple, or None for the argument None.
    """

    def chosen(first: Any) -> Any:
        return types.Dispatcher(kinds[getattr(first, "instance_class", None)])

    class Choice(_templates.AbstractTemplate):  # type: ignore[misc]
        key = declared

        def generic(self, args: Any, kws: Any) -> Any:
            plain = tuple(types.unliteral(each) for each in args)
            return chosen(args[0]).get_call_type(self.context, plain, kws)

    _templates.infer_global(declared)(Choice)

    @_lower(declared, types.VarArg(types.Any))  # type: ignore[untyped-decorator]
    def call(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.get_function(chosen(signature.args[0]), signature)(builder, arguments)
