"""The cache of compiled kernels' machine code, so that a second process need not compile.

By itself numba fails where no folder can be written, and wherever a file of it is damaged.
"""

import functools
import logging
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from numba.core import config
from numba.core.caching import FunctionCache, IndexDataCacheFile, NullCache

from simmodel.sources import sources_digest

_PACKAGE = Path(__file__).parent
_SEAL = sha256().digest_size


def cache_folder(package: Path = _PACKAGE) -> Path | None:
    """The folder of machine code, one for each state of the package's sources.

    Numba itself only looks at the file of a function, not at those of the functions it calls, so
    after an edit it would go on with the old code of a callee.

    It is made in the folder that the user has chosen by NUMBA_CACHE_DIR; else beside the sources,
    or where they cannot be written in the user's cache. None if none of these can be written, or is
    safe to read from.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    places = [Path(chosen)] if chosen else [package / "__pycache__", _users_cache()]
    name = f"kernels-{sources_digest(package)[:16]}"
    return next((each / name for each in places if _is_safe(each / name)), None)


def _users_cache() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(root) / "customer-success-planner"


def _is_safe(folder: Path) -> bool:
    """Whether it can be written by this user, and by nobody else.

    Machine code is kept in pickles, and whoever writes one decides what its reader executes.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
        state = folder.stat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return own and not state.st_mode & stat.S_IWOTH


_FOLDER = cache_folder()
config.CACHE_DIR = str(_FOLDER or "")  # type: ignore[attr-defined]

_LOG = logging.getLogger(__name__)


@functools.cache
def _announce() -> None:
    """Say once that there is something to wait for."""
    if _FOLDER:
        _LOG.info("Compiling the simulation, once; the machine code is kept for the next time.")
    else:
        _LOG.warning(
            "Compiling the simulation, which takes a while each time: no folder to keep machine "
            "code in can be written by you alone. NUMBA_CACHE_DIR can name one."
        )


class _File(IndexDataCacheFile):
    """A file of machine code under a check sum: a damaged one could end the whole process."""

    def _dump(self, content: Any) -> bytes:
        packed: bytes = super()._dump(content)
        return packed + sha256(packed).digest()  # what follows a pickle is not read with it

    def _load_data(self, name: str) -> Any:
        content = Path(self._data_path(name)).read_bytes()
        if sha256(content[:-_SEAL]).digest() != content[-_SEAL:]:
            raise ValueError(f"{name} is not what was written")
        return super()._load_data(name)


class _Kept(FunctionCache):
    """Numba's cache of a function, in which damaged files are as good as none."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        stamp = self._impl.locator.get_source_stamp()
        self._cache_file = _File(self._cache_path, self._impl.filename_base, stamp)

    def load_overload(self, signature: Any, target: Any) -> Any:
        try:
            found = super().load_overload(signature, target)
        except Exception:  # a pickle that was cut off or changed can raise anything
            found = None
            with suppress(OSError):
                self.flush()
        if found is None:
            _announce()
        return found

    def save_overload(self, signature: Any, data: Any) -> None:
        with suppress(OSError):  # a full disk: the code in memory will do
            super().save_overload(signature, data)


class _NoCache(NullCache):
    """Nothing is kept."""

    def load_overload(self, signature: Any, target: Any) -> None:
        del signature, target
        _announce()


def machine_code(function: Callable[..., Any]) -> Any:
    """The cache that numba asks for the machine code of ``function``, and gives it to."""
    return _Kept(function) if _FOLDER else _NoCache()
