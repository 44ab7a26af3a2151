"""The file of a search's record: read, or set aside where it is damaged.

It can be set aside, as it holds nothing that is not known otherwise: what was proposed follows from
the study and its seed, and what was simulated is in the ledger.
"""

import errno
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import optuna
from optuna.distributions import BaseDistribution
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend, JournalFileOpenLock
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial

from planner.simulation.damage import set_aside

JOURNAL = "search.journal"

_BEGINNING = b'{"op_code":'  # of every entry
ARTIFACTS = "artifacts"
"""The folder of files that the dashboard shows beside the search."""


class DamagedError(OSError):
    """The journal is damaged."""


def recorded(folder: Path, name: str, kind: type[JournalStorage] = JournalStorage) -> optuna.Study:
    """The study that the search called ``name`` has recorded in ``folder``.

    Args:
        kind: how it is read.

    Raises:
        KeyError: there is none.
        DamagedError: its journal is damaged.
        OSError: it cannot be read.
    """
    journal = folder / JOURNAL
    if not journal.exists():  # or reading would make it
        raise KeyError(str(journal))
    if journal.is_dir():
        raise _damaged(journal, "a folder in its place")
    for number, line in enumerate(journal.read_bytes().splitlines(keepends=True), 1):
        if line.endswith(b"\n") and not _is_entry(line):
            raise _damaged(journal, f"line {number} is no entry")
    try:
        known = name in optuna.get_all_study_names(storage(journal))
    except OSError:
        raise
    except Exception as error:  # an entry that is none of Optuna's can raise anything
        raise _damaged(journal, "entries that do not follow from each other") from error
    if not known:
        raise KeyError(str(journal))
    return optuna.load_study(study_name=name, storage=storage(journal, kind))


def mend(
    journal: Path,
    name: str,
    space: Mapping[str, BaseDistribution],
    directions: Sequence[StudyDirection],
) -> None:
    """Make a journal one that can be written on: what is damaged is set aside as a whole.

    Args:
        name: of the study; ``space`` its distributions by variable.

    Raises:
        OSError: it cannot be read, or not be set aside.
    """
    if not journal.exists():
        return
    try:
        if journal.is_file():
            _drop_half_entry(journal)
        Path(_lock(journal)._lock_file).unlink(missing_ok=True)  # left by a search that was killed
        study = recorded(journal.parent, name)
        sound = all(_is_sound(trial, space, len(directions)) for trial in study.trials)
        if not sound or study.directions != list(directions):
            raise _damaged(journal, "trials that this search has not made")
    except KeyError:
        return  # the search has not begun
    except DamagedError as error:
        kept = "All finished runs are kept, and the search goes on from them."
        set_aside(journal, str(error.strerror), kept)


def storage(journal: Path, kind: type[JournalStorage] = JournalStorage) -> JournalStorage:
    """Optuna's way to a journal, which is made if there is none."""
    return kind(JournalFileBackend(str(journal), _lock(journal)))


@contextmanager
def named(journal: Path) -> Iterator[None]:
    """Name the journal in errors of writing it, such as that of a full disk."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(journal)) from None


def _lock(journal: Path) -> JournalFileOpenLock:
    return JournalFileOpenLock(str(journal))


def _damaged(journal: Path, found: str) -> DamagedError:
    return DamagedError(errno.EIO, found, str(journal))


def _is_entry(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_sound(trial: FrozenTrial, space: Mapping[str, BaseDistribution], values: int) -> bool:
    """Whether a trial is of this space, and has all that a finished one has."""
    if not trial.state.is_finished():
        return trial.distributions.items() <= space.items()
    return trial.distributions == space and len(trial.values or ()) == values


def _drop_half_entry(journal: Path) -> None:
    """Cut off what a full disk or a power cut left of the last entry: it has no end of line."""
    content = journal.read_bytes()
    whole = content.rfind(b"\n") + 1
    half = content[whole:]
    if not half:
        return
    number = content.count(b"\n") + 1
    if not _BEGINNING.startswith(half[: len(_BEGINNING)]) or b"\0" in half:
        raise _damaged(journal, f"line {number} is no entry")
    with journal.open("r+b") as file:
        file.truncate(whole)
