"""Files put into a folder of results, all or none, where nothing of a user's is lost."""

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.results.manifest import claim, save
from planner.study.study import Study

_STAGE = ".writing-"
_FORSAKEN = 3600  # seconds; to write takes a few


@dataclass(frozen=True)
class Delivered:
    """Files that a command has left in the folder of results.

    Attributes:
        files: those written, and the folders of them.
        kept: files that somebody had changed, or put there, under the names they have now.
    """

    files: tuple[Path, ...]
    kept: tuple[Path, ...]


@contextmanager
def stage(folder: Path) -> Iterator[Path]:
    """A place inside ``folder`` to write files in, gone afterwards, so that none is there in part.

    Raises:
        OSError: it cannot be made.
    """
    for other in folder.glob(f"{_STAGE}*"):
        with suppress(OSError):
            # Of a process that was killed; a newer one may be of a command that is at work now.
            if time.time() - other.stat().st_mtime > _FORSAKEN:
                shutil.rmtree(other)
    with TemporaryDirectory(prefix=_STAGE, dir=folder, ignore_cleanup_errors=True) as place:
        yield Path(place)


def deliver(staged: Path, folder: Path, study: Study) -> Delivered:
    """Move all that was staged to where it belongs, in place of what the planner had written there.

    A file in its way that is not as the planner has written it is kept under another name. Files of
    a folder below that the planner wrote before and that are not made any more are taken away.

    Raises:
        OSError: a file cannot be written.
    """
    known = claim(folder, study)
    before = dict(known.files)
    made = sorted(path.relative_to(staged) for path in staged.rglob("*") if path.is_file())
    digests = {path.as_posix(): _digest(staged / path) for path in made}
    below = {path.parent for path in made} - {Path()}
    _check_room([folder / each for each in below], [folder / path for path in made])
    stale = [name for name in before if name not in digests and Path(name).parent in below]
    kept = tuple(
        _set_apart(folder / name)
        for name in (*digests, *stale)
        if (folder / name).is_file() and before.get(name) not in ("", _digest(folder / name))
    )
    left = {name: digest for name, digest in before.items() if name not in stale}
    save(folder, replace(known, files=left | dict.fromkeys(digests, "")))
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    for path in made:
        (folder / path.parent).mkdir(exist_ok=True)
        os.replace(staged / path, folder / path)  # noqa: PTH105  # its errors name both files
    save(folder, replace(known, files=left | digests))
    return Delivered(tuple(dict.fromkeys(folder / path.parts[0] for path in made)), kept)


def _check_room(folders: Sequence[Path], files: Sequence[Path]) -> None:
    """Raise OSError if a file is where a folder belongs, or a folder where a file does."""
    for path in folders:
        if path.exists() and not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    for path in files:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _set_apart(path: Path) -> Path:
    """Give a file another name beside its own; that name."""
    names = (path.with_name(f"{path.stem}-changed-{each}{path.suffix}") for each in count(1))
    other = next(each for each in names if not each.exists())
    return path.rename(other)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
