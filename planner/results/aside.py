"""Results kept aside, in a folder of their own inside, before new ones take their place."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from planner.results.manifest import MANIFEST, manifest
from planner.study.errors import Complaint, InputError

_ASIDE = "earlier-"


def next_aside(folder: Path) -> Path:
    """The folder in which the results in ``folder`` would be kept."""
    number = 1
    while (folder / f"{_ASIDE}{number}").exists():
        number += 1
    return folder / f"{_ASIDE}{number}"


def set_aside(folder: Path, search: Sequence[str]) -> None:
    """Move what the planner has written there, and nothing else, or nothing at all.

    Args:
        search: names of what the search has recorded there, in the order in which they go, after
            all else: as long as the last is there, it says whose the rest is.

    Raises:
        InputError: something cannot be moved.
    """
    found, aside = manifest(folder), next_aside(folder)
    names = [*(found.files if found else ()), MANIFEST, *search]
    moved: list[str] = []
    try:
        aside.mkdir()
        for name in names:
            if (folder / name).exists():
                (aside / name).parent.mkdir(exist_ok=True)
                (folder / name).rename(aside / name)
                moved.append(name)
    except OSError as error:
        _put_back(aside, folder, moved)
        words = f"cannot be moved to {aside}: {error.strerror}. Close it in other programs"
        raise InputError([Complaint(str(error.filename), "", words)]) from None
    _drop_empty(folder, moved)


def _put_back(aside: Path, folder: Path, moved: Sequence[str]) -> None:
    for name in moved:
        (aside / name).rename(folder / name)
    _drop_empty(aside, moved)
    with suppress(OSError):
        aside.rmdir()


def _drop_empty(folder: Path, moved: Sequence[str]) -> None:
    """Take away folders below that nothing is left in."""
    for below in {(folder / name).parent for name in moved} - {folder}:
        with suppress(OSError):
            below.rmdir()
