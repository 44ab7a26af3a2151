"""The folder of a search: taken up where it stood, kept aside, or refused."""

import errno
import subprocess
import sys
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest

from planner.recommendation import folder
from planner.recommendation.folder import check_begun, finish, finished, held, opened
from planner.results.delivery import deliver, stage
from planner.results.manifest import MANIFEST
from planner.search.journal import JOURNAL
from planner.simulation.ledger import LEDGER
from planner.study.errors import InputError
from planner.study.study import Study
from simmodel.sources import sources_digest

LIMITS = {
    "trials": 80,
    "finalists": 3,
    "zone": 77.0,
    "confidence": 0.9,
    "first_stage": 9,
    "select_replications": 99,
    "validate_replications": 99,
    "frontier_replications": 9,
    "max_runs": 10_000,
    "max_seconds": 100.0,
}
OWN = {LEDGER, MANIFEST}
"""What is in a folder in which a search was begun."""
COURSE = {"sampler": "sobol", "batch": 5, "replications": 9}
"""What the search proposes, and how it judges it, depends on these."""


@pytest.fixture
def study(tiny_study) -> Study:
    return tiny_study


@pytest.fixture
def enter(tmp_path):
    """Open the folder; what the visit before has left there, if it is still the same search."""

    def run(study: Study, seed: int = 7, fresh: bool = False) -> str | None:
        ledger = opened(tmp_path, study, seed, fresh=fresh)
        left = ledger.noted("left")
        ledger.note("left", "something")
        ledger.close()
        return left

    return run


def written(study: Study, place: Path, name: str) -> None:
    """Leave a file there as the planner does; it says its name."""
    with stage(place) as staged:
        (staged / name).parent.mkdir(exist_ok=True)
        (staged / name).write_text(name)
        deliver(staged, place, study)


def names(place: Path) -> set[str]:
    return {each.name for each in place.iterdir()}


def with_search(study: Study, **settings) -> Study:
    return replace(study, search=study.search.model_copy(update=settings))


def changed_facts(study: Study) -> Study:
    contract = study.facts.contract.model_copy(update={"value": 1.0})
    return replace(study, facts=study.facts.model_copy(update={"contract": contract}))


CHANGES = {
    "facts": changed_facts,
    "objective": lambda study: replace(
        study, objective=study.objective.model_copy(update={"alpha": 0.9})
    ),
    "baseline": lambda study: replace(
        study, baseline=study.baseline.model_copy(update={"caf": 1.1})
    ),
    "space": lambda study: replace(study, space=study.space[:2]),
    "range": lambda study: replace(
        study, space=(*study.space[:-1], replace(study.space[-1], high=0.4))
    ),
    **{
        name: lambda study, name=name, value=value: with_search(study, **{name: value})
        for name, value in COURSE.items()
    },
}


def test_other_questions_do_not_begin_a_search_anew(study, enter):
    enter(study)
    other = replace(study.whatif, replications=99, moves=(), investing=None)
    assert enter(replace(study, whatif=other)) == "something"


def test_a_new_folder_begins_with_a_ledger(study, enter, tmp_path):
    assert enter(study) is None
    assert LEDGER in names(tmp_path)
    assert not any(name.startswith("earlier") for name in names(tmp_path))


def test_the_same_search_is_taken_up(study, enter, tmp_path):
    enter(study)
    assert enter(study) == "something"
    assert not (tmp_path / "earlier-1").exists()


@pytest.mark.parametrize("change", CHANGES)
def test_another_search_is_begun_on_request_only_and_the_earlier_one_is_kept(
    study, enter, tmp_path, change
):
    enter(study)
    (tmp_path / JOURNAL).write_text("the earlier journal")
    other = CHANGES[change](study)
    before = names(tmp_path)
    with pytest.raises(InputError, match=r"found an unfinished search .*; allowed: .* fresh=True"):
        enter(other)
    assert names(tmp_path) == before
    assert enter(other, fresh=True) is None
    assert names(tmp_path) == {*OWN, "earlier-1"}
    assert names(tmp_path / "earlier-1") == {*OWN, JOURNAL}
    assert (tmp_path / "earlier-1" / JOURNAL).read_text() == "the earlier journal"


def test_another_seed_is_another_search(study, enter, tmp_path):
    enter(study, seed=7)
    with pytest.raises(InputError, match="found an unfinished search of seed 7, not 8"):
        enter(study, seed=8)
    assert enter(study, seed=8, fresh=True) is None
    assert enter(study, seed=8) == "something"
    assert (tmp_path / "earlier-1").exists()


@pytest.mark.parametrize("package", ["simmodel", "planner/simulation", "planner/search"])
def test_another_state_of_what_steers_a_search_is_another_search(
    study, enter, monkeypatch, package
):
    """An edit of any source there, as the digest would see it."""
    enter(study)
    monkeypatch.setattr(
        folder,
        "sources_digest",
        lambda path: "edited" if path.as_posix().endswith(f"/{package}") else sources_digest(path),
    )
    with pytest.raises(InputError, match="found an unfinished search by another version"):
        enter(study)
    assert enter(study, fresh=True) is None
    assert enter(study) == "something"


@pytest.mark.parametrize(
    "library",
    ["numpy", "scipy", "numba", "llvmlite", "scikit-learn", "scikit-optimize", "optuna", "cmaes"],
)
def test_another_version_of_what_proposes_or_computes_is_another_search(
    study, enter, monkeypatch, library
):
    enter(study)
    monkeypatch.setattr(
        folder, "version", lambda name: "another" if name == library else version(name)
    )
    with pytest.raises(InputError, match="found an unfinished search by another version"):
        enter(study)
    assert enter(study, fresh=True) is None
    assert enter(study) == "something"


@pytest.mark.parametrize("limit", LIMITS)
def test_a_search_with_other_limits_is_the_same_search(study, enter, tmp_path, limit):
    enter(study)
    assert enter(with_search(study, **{limit: LIMITS[limit]})) == "something"
    assert names(tmp_path) == OWN


def test_every_setting_of_a_search_is_either_a_limit_or_of_its_course(study):
    assert set(type(study.search).model_fields) == LIMITS.keys() | COURSE.keys()


def test_words_about_the_study_are_not_part_of_it(study, enter):
    enter(study)
    assert enter(replace(study, title="Another title", digest="0")) == "something"


def test_on_request_the_same_search_begins_anew(study, enter, tmp_path):
    enter(study)
    assert enter(study, fresh=True) is None
    assert names(tmp_path) == {*OWN, "earlier-1"}


def test_an_empty_folder_begun_anew_keeps_nothing(study, enter, tmp_path):
    assert enter(study, fresh=True) is None
    assert names(tmp_path) == OWN


def test_earlier_searches_are_numbered_and_none_is_lost(study, enter, tmp_path):
    for _ in range(3):
        enter(study, fresh=True)
        written(study, tmp_path, "recommendation.json")
    assert names(tmp_path) == {*OWN, "recommendation.json", "earlier-1", "earlier-2"}
    assert names(tmp_path / "earlier-2") == {*OWN, "recommendation.json"}


def test_all_that_was_made_of_a_search_goes_with_it(study, enter, tmp_path):
    enter(study)
    written(study, tmp_path, "plan/summary.csv")
    enter(study, fresh=True)
    assert names(tmp_path) == {*OWN, "earlier-1"}
    assert (tmp_path / "earlier-1" / "plan" / "summary.csv").read_text() == "plan/summary.csv"


def test_a_search_is_told_by_its_end_its_seed_and_its_study(study, tmp_path):
    def seen(other: Study = study, seed: int = 7) -> tuple[str, bool, bool]:
        found = held(tmp_path, other, seed)
        return found.words, found.same, found.finished

    assert held(tmp_path, study, 7) is None
    assert names(tmp_path) == set()
    opened(tmp_path, study, 7, fresh=False).close()
    assert seen() == ("an unfinished search of seed 7", True, False)
    ledger = opened(tmp_path, study, 7, fresh=False)
    finish(ledger, study)
    ledger.close()
    assert seen() == ("the finished search of seed 7", True, True)
    assert seen(seed=8) == ("the finished search of seed 7, not 8", False, True)
    changed = changed_facts(study)
    by_others = "the finished search by another version of the planner or its libraries"
    assert seen(changed) == (by_others, False, True)
    before = "the finished search of this study before it was changed"
    assert seen(replace(changed, digest="0")) == (before, False, True)


def test_only_a_finished_search_is_read_and_only_to_the_end_that_is_set(study, tmp_path):
    for words in (r"no search; run first: recommend\(", "an unfinished search of seed 7 that has"):
        with pytest.raises(InputError, match=f"found {words}"):
            finished(tmp_path, study, 7)
        opened(tmp_path, study, 7, fresh=False).close()
    ledger = opened(tmp_path, study, 7, fresh=False)
    finish(ledger, study)
    ledger.close()
    finished(tmp_path, study, 7).close()
    with pytest.raises(InputError, match="that has not come to the end set for it; run first: "):
        finished(tmp_path, with_search(study, trials=80), 7)


def test_a_folder_that_was_refused_can_be_taken_up_when_it_is_in_order(study, tmp_path):
    place = tmp_path / "manifest.json"
    opened(tmp_path, study, 7, fresh=False).close()
    sound = place.read_text("utf-8")
    for enter in (partial(opened, fresh=False), finished):
        place.write_text("[]", "utf-8")
        with pytest.raises(InputError, match="found no list of files; allowed") as refused:
            enter(tmp_path, study, 7)
        place.write_text(sound, "utf-8")
        opened(tmp_path, study, 7, fresh=False).close()  # though the refusal is still at hand
        assert refused.value.complaints


def test_a_search_under_way_is_one_that_was_begun(study, tmp_path, other_process):
    check_begun(tmp_path, study, 7)


def test_what_cannot_be_moved_is_told_and_all_stays_in_its_place(
    study, enter, tmp_path, monkeypatch
):
    def rename(path: Path, target: Path) -> None:
        if path == tmp_path / "plan.xlsx":  # as if a spreadsheet had it open
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        path.replace(target)

    enter(study)
    (tmp_path / JOURNAL).write_text("the journal")
    for name in ("plan.xlsx", "report.html", "plan/summary.csv"):
        written(study, tmp_path, name)
    before = names(tmp_path)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(InputError) as refused:
        enter(study, fresh=True)
    assert str(refused.value) == (
        f"{tmp_path / 'plan.xlsx'}: cannot be moved to {tmp_path / 'earlier-1'}: Permission "
        "denied. Close it in other programs"
    )
    assert names(tmp_path) == before
    monkeypatch.undo()
    assert enter(study) == "something"


# ---- Two at once ---------------------------------------------------------------------------------

HOLDS = """
import sys
from pathlib import Path
from planner.simulation.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_process(tmp_path):
    """A process that holds the folder's ledger open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path / LEDGER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


@pytest.mark.parametrize("fresh", [False, True])
def test_a_second_process_is_refused_and_nothing_is_touched(study, tmp_path, other_process, fresh):
    before = names(tmp_path)
    with pytest.raises(InputError) as refused:
        opened(tmp_path, study, 7, fresh=fresh)
    assert str(refused.value) == (
        f"{tmp_path}: found another search at work in that folder; allowed: one at a time: wait "
        "for it, or write elsewhere with results="
    )
    assert names(tmp_path) == before


def test_when_the_other_process_has_died_the_folder_is_free(study, tmp_path, other_process):
    other_process.kill()
    other_process.wait()
    opened(tmp_path, study, 7, fresh=False).close()


def test_a_journal_without_its_ledger_is_kept_aside(tiny_study, tmp_path):
    opened(tmp_path, tiny_study, 7, fresh=False).close()
    (tmp_path / LEDGER).unlink()
    (tmp_path / JOURNAL).write_text("of another search")
    with pytest.raises(InputError, match="found a search whose runs are gone"):
        opened(tmp_path, tiny_study, 7, fresh=False)
    opened(tmp_path, tiny_study, 7, fresh=True).close()
    assert not (tmp_path / JOURNAL).exists()
    assert (tmp_path / "earlier-1" / JOURNAL).read_text() == "of another search"


def test_a_ledger_that_is_none_is_named_and_set_aside(study, enter, tmp_path, caplog):
    text = b"this is no database, whatever its name says" * 50
    (tmp_path / LEDGER).write_bytes(text)
    assert enter(study) is None
    assert (tmp_path / f"{LEDGER}.damaged-1").read_bytes() == text
    assert f"{tmp_path / LEDGER}: damaged (file is not a database); set aside as" in caplog.text
    assert enter(study) == "something"


def test_a_ledger_that_cannot_be_opened_is_refused_in_one_line(study, tmp_path, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "attempt to write a readonly database", "runs.sqlite")

    monkeypatch.setattr("planner.recommendation.folder.mended", refused)
    with pytest.raises(InputError) as error:
        opened(tmp_path, study, 7, fresh=False)
    assert str(error.value) == (
        f"{tmp_path / LEDGER}: cannot be opened: attempt to write a readonly database; allowed: a "
        "file to read and write, in a folder to write in"
    )
