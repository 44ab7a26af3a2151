"""The folder of a study's search: taken up where it stood, or kept aside and begun anew."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import simmodel
from planner import search, simulation
from planner.search.journal import JOURNAL
from planner.simulation.ledger import LEDGER, InUseError, Ledger, mended
from planner.study.errors import Complaint, InputError
from planner.study.study import Study
from simmodel.jit import sources_digest

_IDENTITY = "identity"
_ASIDE = "earlier-"
# What a search may cost changes where it ends, not what it proposes on the way.
_LIMITS = {"trials", "finalists", "zone", "confidence", "first_stage", "max_runs", "max_seconds"}
_LIMITS |= {"select_replications", "validate_replications", "frontier_replications"}
# What proposes, simulates and judges. What comes after the search only reads what was recorded.
_STEERING = (simmodel, simulation, search)
# Another version of these may draw, fit or round otherwise.
_LIBRARIES = (
    *("numpy", "scipy", "numba", "llvmlite"),
    *("scikit-learn", "scikit-optimize", "optuna", "cmaes"),
)


def opened(folder: Path, study: Study, seed: int, *, fresh: bool) -> Ledger:
    """The ledger of the search that ``folder`` holds.

    A search of another problem, another space, another seed or another version is moved to a folder
    of its own inside, and so is any search if ``fresh``.

    Raises:
        InputError: another process is searching there, or something there cannot be moved.
    """
    identity = _identity(study, seed)
    ledger = _ledger(folder)
    before = ledger.noted(_IDENTITY)
    # A journal whose ledger is gone tells of a search that cannot be known any more.
    begun = before is not None or (folder / JOURNAL).exists()
    if begun and (fresh or before != identity):
        ledger.close()
        _keep_aside(folder)
        ledger = _ledger(folder)
    ledger.note(_IDENTITY, identity)
    return ledger


def _ledger(folder: Path) -> Ledger:
    try:
        return mended(folder / LEDGER)
    except InUseError:
        found = "found another search at work in that folder"
        allowed = "one at a time: wait for it, or write elsewhere with --results"
        raise InputError([Complaint(str(folder), "", found, allowed)]) from None
    except OSError as error:
        found = f"cannot be opened: {error.strerror}"
        allowed = "a file to read and write, in a folder to write in"
        raise InputError([Complaint(str(folder / LEDGER), "", found, allowed)]) from None


def _keep_aside(folder: Path) -> None:
    """Move the search and all that was made of it, or nothing, to a folder of its own inside."""
    number = 1
    while (folder / f"{_ASIDE}{number}").exists():
        number += 1
    left = [each for each in folder.iterdir() if not each.name.startswith(_ASIDE)]
    aside = folder / f"{_ASIDE}{number}"
    aside.mkdir()
    try:
        # The ledger goes last: as long as it is there, it says whose the rest is.
        for each in sorted(left, key=lambda each: each.name.startswith(LEDGER)):
            each.rename(aside / each.name)
    except OSError as error:
        for each in aside.iterdir():
            each.rename(folder / each.name)
        aside.rmdir()
        found = f"cannot be moved to {aside}: {error.strerror}. Close it in other programs"
        raise InputError([Complaint(str(error.filename), "", found)]) from None


def _identity(study: Study, seed: int) -> str:
    """A digest of all that the course of a search depends on."""
    settings = study.search.model_dump(mode="json", exclude=_LIMITS)
    content = {
        "model": study.model.name,
        "facts": study.facts.model_dump(mode="json"),
        "objective": study.objective.model_dump(mode="json"),
        "baseline": study.baseline.model_dump(mode="json"),
        "space": [repr(each) for each in study.space],
        "constraints": [repr(each) for each in study.constraints],
        "goals": [repr(each) for each in study.goals],
        "search": settings,
        "seed": seed,
        "sources": [sources_digest(Path(package.__path__[0])) for package in _STEERING],
        "libraries": [version(library) for library in _LIBRARIES],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
