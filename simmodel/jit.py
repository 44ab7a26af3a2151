"""The one place that says how compiled kernels are compiled."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numba
from llvmlite import ir
from numba.core import config
from numba.extending import intrinsic

_PACKAGE = Path(__file__).parent


def sources_digest(package: Path = _PACKAGE) -> str:
    """The state of the package's sources, in hexadecimal: what simulates, to the last letter."""
    digest = sha256()
    for source in sorted(package.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def cache_folder(package: Path = _PACKAGE) -> Path:
    """Where machine code is kept: a folder for each state of the package's sources.

    Numba itself only looks at the file of a function, not at those of the functions it calls, so
    after an edit it would go on with the old code of a callee.
    """
    return package / "__pycache__" / f"kernels-{sources_digest(package)[:16]}"


# Unless the user has chosen a folder. One that cannot be written numba passes over.
os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder()))
config.reload_config()  # type: ignore[no-untyped-call]

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
