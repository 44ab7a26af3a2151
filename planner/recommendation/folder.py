"""The folder of a study's search: taken up where it stood, or kept aside and begun anew."""

import hashlib
import json
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import simmodel
from planner import recommendation, search, selection, simulation
from planner.results.aside import next_aside, set_aside
from planner.results.manifest import claim, elsewhere, other_study
from planner.search.journal import ARTIFACTS, JOURNAL
from planner.simulation.ledger import LEDGER, InUseError, Ledger, mended
from planner.study.command import said
from planner.study.errors import Complaint, InputError
from planner.study.study import Study
from simmodel.sources import sources_digest

_IDENTITY, _FINISHED = "identity", "finished"
_SEED, _DIGEST = "seed", "digest of the study"  # for people: the identity holds more
# In the order in which it is moved. The ledger goes last: it says whose the rest is.
_RECORD = (ARTIFACTS, JOURNAL, *(f"{LEDGER}{part}" for part in ("-wal", "-shm", "")))
# What a search may cost changes where it ends, not what it proposes on the way.
_LIMITS = {"trials", "finalists", "zone", "confidence", "first_stage", "max_runs", "max_seconds"}
_LIMITS |= {"select_replications", "validate_replications", "frontier_replications"}
# What proposes, simulates and judges. What comes after the search only reads what was recorded.
_STEERING = (simmodel, simulation, search)
_READING = (selection, recommendation)
# Another version of these may draw, fit or round otherwise.
_LIBRARIES = (
    *("numpy", "scipy", "numba", "llvmlite"),
    *("scikit-learn", "scikit-optimize", "optuna", "cmaes"),
)


@dataclass(frozen=True)
class Held:
    """The content of a folder, as seen by a study and a seed.

    Attributes:
        words: that name it, such as "the finished search of seed 3".
        same: whether it is their own search, to be taken up.
        finished: whether it came to its end, so that it is a result.
    """

    words: str
    same: bool
    finished: bool


class BusyError(InputError):
    """Another process is searching in the folder."""


def held(folder: Path, study: Study, seed: int) -> Held | None:
    """The content of ``folder``; None if nothing was begun there.

    Raises:
        InputError: another process is searching there, or what is there cannot be read.
    """
    ledger = _known(folder)
    try:
        return _held(folder, study, seed, ledger)
    finally:
        if ledger is not None:
            ledger.close()


def opened(folder: Path, study: Study, seed: int, *, fresh: bool) -> Ledger:
    """The ledger of the search in ``folder``, which from then on is the study's.

    With ``fresh`` all that the planner has written there is moved to a folder of its own inside;
    only so a search of another study, problem, space, seed or version can give way.

    Raises:
        InputError: such a search is there, another process is searching there, or something there
            cannot be moved.
    """
    ledger = _ledger(folder)
    try:
        found = _held(folder, study, seed, ledger)
        if found is not None and (fresh or not found.same):
            if not fresh:
                raise refusal(folder, study, seed, found)
            ledger.close()
            set_aside(folder, _RECORD)
            ledger = _ledger(folder)
        claim(folder, study)
        ledger.note(_SEED, str(seed))
        ledger.note(_DIGEST, study.digest)
        ledger.note(_IDENTITY, _identity(study, seed))
    except BaseException:
        ledger.close()  # or this process could not take the folder up again
        raise
    return ledger


def finish(ledger: Ledger, study: Study) -> None:
    """Note that the search of ``study`` came to its end."""
    ledger.note(_FINISHED, _end(study))


def finished(folder: Path, study: Study, seed: int) -> Ledger:
    """The ledger of a search that came to its end, from which it can be told without any run.

    Raises:
        InputError: there is none; it says which command makes one.
    """
    ledger = _known(folder)
    try:
        found = _held(folder, study, seed, ledger)
        if found is not None and found.same and ledger is not None:
            if ledger.noted(_FINISHED) == _end(study):
                return ledger
            found = replace(found, words=f"{found.words} that has not come to the end set for it")
        raise lacking(folder, study, seed, found)
    except BaseException:
        if ledger is not None:
            ledger.close()
        raise


def check_begun(folder: Path, study: Study, seed: int) -> None:
    """Raise InputError unless a search of ``study`` and ``seed`` was begun in ``folder``.

    Nobody can look into one that is under way, but it is the study's if the folder is.
    """
    try:
        found = held(folder, study, seed)
    except BusyError:
        return
    if found is None or not found.same:
        raise lacking(folder, study, seed, found)


def lacking(folder: Path, study: Study, seed: int, found: Held | None) -> InputError:
    """The complaint that what ``folder`` holds does not answer; with the command to run first."""
    other = other_study(folder, study) is not None
    root = elsewhere(folder) if other else folder.parent
    words = found.words if found else "no search"
    first = f"found {words}; run first: {_search(study, root, seed)}"
    return InputError([Complaint(str(folder), "", first)])


def refusal(folder: Path, study: Study, seed: int, found: Held) -> InputError:
    """The complaint that a search would set aside what ``folder`` holds."""
    fresh = _search(study, folder.parent, seed, fresh=True)
    beside = _search(study, elsewhere(folder), seed)
    allowed = f"to start over and keep it in {next_aside(folder)}: {fresh}; elsewhere: {beside}"
    words = f"found {found.words}, which would have to give way"
    return InputError([Complaint(str(folder), "", words, allowed)])


def _search(study: Study, results: Path, seed: int, *, fresh: bool = False) -> str:
    """What begins a search, as a command or as a call of :func:`planner.recommend`."""
    options = ("--fresh",) if fresh else ()
    also = ", fresh=True" if fresh else ""
    return said(
        study.command("optimize", *options, results=results, seed=seed),
        f"recommend(study, results={str(results)!r}, seed={seed}{also})",
    )


def _held(folder: Path, study: Study, seed: int, ledger: Ledger | None) -> Held | None:
    other = other_study(folder, study)
    if other is not None:
        return Held(f"the results of another study, {other}", same=False, finished=True)
    identity = ledger.noted(_IDENTITY) if ledger else None
    if ledger is None or identity is None:
        # A journal whose ledger is gone tells of a search that cannot be known any more.
        begun = (folder / JOURNAL).exists()
        return Held("a search whose runs are gone", False, False) if begun else None
    done = ledger.noted(_FINISHED) is not None
    what, before = "the finished search" if done else "an unfinished search", ledger.noted(_SEED)
    if identity == _identity(study, seed):
        return Held(f"{what} of seed {seed}", True, done)
    if before != str(seed):
        return Held(f"{what} of seed {before}, not {seed}", False, done)
    same = ledger.noted(_DIGEST) == study.digest
    if same:
        return Held(f"{what} by another version of the planner or its libraries", False, done)
    return Held(f"{what} of this study before it was changed", False, done)


def _known(folder: Path) -> Ledger | None:
    """The ledger in ``folder``; none is made where there is none."""
    return _ledger(folder) if (folder / LEDGER).exists() else None


def _ledger(folder: Path) -> Ledger:
    try:
        return mended(folder / LEDGER, void=(_FINISHED,))
    except InUseError:
        found = "found another search at work in that folder"
        allowed = (
            f"one at a time: wait for it, or write elsewhere with {said('--results', 'results=')}"
        )
        raise BusyError([Complaint(str(folder), "", found, allowed)]) from None
    except OSError as error:
        found = f"cannot be opened: {error.strerror}"
        allowed = "a file to read and write, in a folder to write in"
        raise InputError([Complaint(str(folder / LEDGER), "", found, allowed)]) from None


def _end(study: Study) -> str:
    """All that, beside the course of a search, its end and what is read off it depend on."""
    limits = study.search.model_dump(mode="json", include=_LIMITS)
    sources = [sources_digest(Path(package.__path__[0])) for package in _READING]
    return json.dumps([limits, sources], sort_keys=True)


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
        "risk": study.risk.model_dump(mode="json") if study.judges_worst else None,
        "search": settings,
        "seed": seed,
        "sources": [sources_digest(Path(package.__path__[0])) for package in _STEERING],
        "libraries": [version(library) for library in _LIBRARIES],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
