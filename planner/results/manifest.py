"""Whose a folder of results is, and which of its files the planner has written."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path, PurePath

from planner.study.errors import Complaint, InputError
from planner.study.study import Study

MANIFEST = "manifest.json"

_ALLOWED = "what the planner writes there; without the file, all that is in the folder is yours"


@dataclass(frozen=True)
class Manifest:
    """The manifest of a folder.

    Attributes:
        study: the file of the study, as seen from the folder, so that both may move together.
        digest: SHA-256 of the bytes of the study when it took the folder, in hexadecimal.
        files: that the planner has written, by name in the folder, each with its SHA-256; empty
            while it is being written.
    """

    study: str
    digest: str
    files: Mapping[str, str]


def manifest(folder: Path) -> Manifest | None:
    """The manifest of ``folder``; None if the planner has written nothing there.

    Raises:
        InputError: it cannot be read.
    """
    path = folder / MANIFEST
    try:
        found = Manifest(**json.loads(path.read_text(encoding="utf-8")))
        names, digests = found.files.keys(), found.files.values()
        texts = (found.study, found.digest, *names, *digests)
        if all(isinstance(each, str) for each in texts) and all(map(_inside, names)):
            return found
        words = "found a name or a digest that is none"
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        words = f"cannot be read: {error.strerror}"
    except (ValueError, TypeError, AttributeError, RecursionError):
        words = "found no list of files"
    raise InputError([Complaint(str(path), "", words, _ALLOWED)])


def save(folder: Path, found: Manifest) -> None:
    """Write what ``folder`` says of itself, wholly or not at all."""
    path = folder / MANIFEST
    part = path.with_suffix(".part")
    text = json.dumps(asdict(found), indent=2, ensure_ascii=False)
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)


def other_study(folder: Path, study: Study) -> str | None:
    """The file of another study whose results ``folder`` holds; None if there is none.

    A study is the same if its file is where it was, or has the same bytes wherever it is.
    """
    found = manifest(folder)
    if found is None or found.digest == study.digest or found.study == _seen(folder, study):
        return None
    return os.path.normpath(folder / found.study)


def check_free(folder: Path, study: Study) -> None:
    """Raise InputError if ``folder`` holds the results of another study."""
    other = other_study(folder, study)
    if other is not None:
        found = f"found the results of another study, {other}"
        raise InputError([Complaint(str(folder), "", found, f"--results {elsewhere(folder)}")])


def elsewhere(folder: Path) -> Path:
    """For --results, in place of the folder that ``folder`` lies in: there is none beside it."""
    # "." and ".." have no name of their own that a number could follow.
    root = folder.parent if folder.parent.name.strip(".") else folder.parent.resolve()
    roots = (root.with_name(f"{root.name}-{each}") for each in count(2))
    return next(each for each in roots if not (each / folder.name).exists())


def claim(folder: Path, study: Study) -> Manifest:
    """Note that ``folder`` is the study's; what it says of itself then.

    A copy with the same bytes uses the folder, and leaves it to the study that had it.
    """
    before = manifest(folder)
    claimed = replace(
        before or Manifest("", "", {}), study=_seen(folder, study), digest=study.digest
    )
    if before is not None and before.study != claimed.study:
        return before
    if before != claimed:
        save(folder, claimed)
    return claimed


def _seen(folder: Path, study: Study) -> str:
    """The study's file, as seen from ``folder``; as it is where no way leads to it."""
    path = study.path.resolve()
    try:
        return Path(os.path.relpath(path, folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _inside(name: str) -> bool:
    """Whether a file of that name lies in the folder."""
    path = PurePath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts
