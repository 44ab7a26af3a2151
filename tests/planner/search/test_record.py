"""The search is recorded as an Optuna study, and is taken up wherever it was interrupted."""

import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import optuna
import pytest
from optuna.trial import TrialState

from planner.search.encoding import Encoding
from planner.search.incumbent import Lead
from planner.search.journal import JOURNAL, recorded
from planner.search.optuna_space import directions, distributions
from planner.search.proposers.proposer import Proposer, Tried, Values
from planner.search.proposers.registry import proposer
from planner.search.record import Record, Told
from planner.search.screen import Screen
from planner.study.goals import Goal
from simmodel.decisions.choice import Choice
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule

ENCODING = Encoding(
    (
        Choice("cadence", ("monthly", "annual"), "name", "how often"),
        Real("caf", 0.8, 1.4, "ratio", "how lean"),
        Schedule("hires", -2, 9, "CSMPs", "who comes", 2, (0, 0), opening=5),
    )
)
GOALS = (Goal("revenue", "maximise"), Goal("cost", "minimise"))
OPENING = [
    {"cadence": "annual", "caf": 1.0, "hires_1": 1, "hires_2": 0},
    {"cadence": "monthly", "caf": 1.25, "hires_1": 0, "hires_2": 9},
]
BATCH = 3
TRIALS = 3 * BATCH


class Chance(Proposer):
    """Stands for the Gaussian process: a point that depends on what it is given."""

    def __init__(self, screen: Screen, seed: int) -> None:
        pass

    def propose(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Values:
        number = len(tried) + len(pending)
        point = np.random.default_rng((number, len(pending))).random(len(ENCODING.variables))
        return ENCODING.values(ENCODING.at(point))


class Writing:
    """A record, and a sampler that proposes what is written there."""

    def __init__(self, record: Record, proposer: Proposer, opening: list[dict[str, Any]]) -> None:
        self.record, self.proposer, self.opening = record, proposer, opening
        self.tried: list[Tried] = []

    def ask(self, first: int, count: int) -> list[dict[str, Any]]:
        """The values of the variables of a batch: trials ``first``, ``first + 1`` ..."""
        asked: list[dict[str, Any]] = []
        for number in range(first, first + count):
            values = self.record.begun(number)
            if values is None:
                given = self.opening[number : number + 1]
                values = given[0] if given else self.proposer.propose(self.tried, asked)
                self.record.begin(number, values)
            asked.append(dict(values))
        return asked

    def tell(self, first: int, told: Sequence[Told]) -> None:
        self.record.tell(first, told)
        for number, each in enumerate(told, first):
            if number == len(self.tried):
                values, broken = self.record.begun(number), tuple(each.constraints.values())
                lead = Lead(0.0, 0.0)
                self.tried.append(Tried(values, None, each.scores, broken, (), lead))


def record(
    folder: Path, sampler: str = "skopt", goals=(), opening=OPENING, seed: int = 1
) -> Writing:
    study = SimpleNamespace(goals=goals, search=SimpleNamespace(batch=BATCH))
    screen = SimpleNamespace(fluid=SimpleNamespace(encoding=ENCODING, study=study))
    made = Chance(screen, seed) if sampler == "skopt" else proposer(sampler, screen, seed)
    space = distributions(ENCODING)
    return Writing(Record(folder, "growth", space, directions(goals)), made, opening)


def worth(values: dict[str, Any]) -> Told:
    return Told(
        (-abs(values["caf"] - 1.1),),
        {"cost": values["caf"] - 1.2},
        {"hired": values["hires_1"]},
        {4: -abs(values["caf"] - 1.0), 6: -abs(values["caf"] - 1.1)},
        values["hires_1"] > 4,
    )


def finish(writing: Writing, trials: int = TRIALS) -> None:
    """All batches, whether or not some were asked or told before."""
    for first in range(0, trials, BATCH):
        writing.tell(first, [worth(values) for values in writing.ask(first, BATCH)])


Content = list[dict[str, Any]]
SAID = (
    "number",
    "state",
    "params",
    "values",
    "intermediate_values",
    "constraints",
    "user_attrs",
)


@pytest.fixture
def content(opened) -> Callable[[Path], Content]:
    """All that a folder's record says, but for the time of day."""

    def read(folder: Path) -> Content:
        trials = opened(folder).trials
        return [{name: getattr(trial, name) for name in SAID} for trial in trials]

    return read


@pytest.fixture
def whole(tmp_path_factory, content) -> Callable[[str], Content]:
    """The record of a search that was never interrupted."""

    def run(sampler: str) -> Content:
        folder = tmp_path_factory.mktemp("whole")
        finish(record(folder, sampler))
        return content(folder)

    return run


# ---- Content -------------------------------------------------------------------------------------


def test_the_journal_is_an_optuna_study_with_values_constraints_and_notes(tmp_path, opened):
    writing = record(tmp_path)
    asked = writing.ask(0, 2)
    notes = {"policy": "lean", "half_width": 0.5}
    writing.tell(0, [Told((1.5,), {"cost": -0.1}, notes), Told((-2.5,), {"cost": 0.3}, {})])
    study = opened(tmp_path)
    assert study.study_name == "growth"
    assert study.direction == optuna.study.StudyDirection.MAXIMIZE
    assert [trial.state for trial in study.trials] == [TrialState.COMPLETE] * 2
    assert [trial.value for trial in study.trials] == [1.5, -2.5]
    assert [trial.params for trial in study.trials] == asked
    assert [trial.constraints for trial in study.trials] == [{"cost": -0.1}, {"cost": 0.3}]
    assert [trial.user_attrs for trial in study.trials] == [notes, {}]
    assert study.best_trial.number == 0


def test_a_trial_that_violates_a_constraint_is_not_the_best(tmp_path, opened):
    writing = record(tmp_path)
    writing.ask(0, 2)
    writing.tell(0, [Told((1.0,), {"cost": 0.0}, {}), Told((9.0,), {"cost": 0.1}, {})])
    assert opened(tmp_path).best_trial.number == 0


def test_a_trial_that_was_stopped_early_is_pruned_with_its_values_and_is_not_the_best(
    tmp_path, opened
):
    writing = record(tmp_path)
    writing.ask(0, 2)
    stopped = Told((7.0,), {}, {}, {4: 5.0, 8: 7.0}, stopped=True)
    writing.tell(0, [Told((1.0,), {}, {}, {4: 2.0, 8: 1.5, 12: 0.75}), stopped])
    study = opened(tmp_path)
    assert [trial.state for trial in study.trials] == [TrialState.COMPLETE, TrialState.PRUNED]
    assert [trial.value for trial in study.trials] == [1.0, 7.0]
    assert [trial.intermediate_values for trial in study.trials] == [
        {4: 2.0, 8: 1.5, 12: 0.75},
        {4: 5.0, 8: 7.0},
    ]
    assert study.best_trial.number == 0


def test_a_violation_without_measure_can_be_recorded(tmp_path, opened):
    writing = record(tmp_path)
    writing.ask(0, 1)
    writing.tell(0, [Told((1.0,), {"cost": float("inf")}, {})])
    assert opened(tmp_path).trials[0].constraints["cost"] > 1e300


def test_several_goals_have_a_direction_and_a_value_each(tmp_path, opened):
    writing = record(tmp_path, "nsga2", GOALS)
    writing.ask(0, 1)
    writing.tell(0, [Told((1.0, 2.0), {}, {})])
    study = opened(tmp_path)
    assert [each.name for each in study.directions] == ["MAXIMIZE", "MINIMIZE"]
    assert study.trials[0].values == [1.0, 2.0]


def test_the_first_trials_are_those_given(tmp_path):
    asked = record(tmp_path).ask(0, BATCH)
    assert asked[:2] == OPENING
    assert all(each not in OPENING for each in asked[2:])


def test_a_trial_keeps_what_it_was_told_first(tmp_path, opened):
    writing = record(tmp_path)
    writing.ask(0, 2)
    writing.tell(0, [Told((1.0,), {}, {"a": 1})])
    writing.tell(0, [Told((5.0,), {}, {"a": 5}), Told((2.0,), {}, {})])
    trials = opened(tmp_path).trials
    assert [trial.value for trial in trials] == [1.0, 2.0]
    assert trials[0].user_attrs == {"a": 1}


def test_it_is_known_which_trials_were_begun(tmp_path):
    writing = record(tmp_path)
    assert not writing.record.has(0)
    writing.ask(0, 2)
    assert [writing.record.has(number) for number in range(3)] == [True, True, False]


def test_what_was_recorded_can_be_read_by_the_name_of_the_search(tmp_path, opened):
    finish(record(tmp_path))
    study = recorded(tmp_path, "growth")
    assert study.trials == opened(tmp_path).trials
    assert study.metric_names == ["objective"]


def test_values_have_the_names_of_their_goals(tmp_path):
    for _ in range(2):  # taken up again, they stay
        record(tmp_path, "nsga2", GOALS)
        assert recorded(tmp_path, "growth").metric_names == ["revenue", "cost"]


@pytest.mark.parametrize("name", ["growth", "another"])
def test_without_such_a_search_nothing_is_read_and_nothing_made(tmp_path, name):
    if name == "another":
        record(tmp_path)
    before = list(tmp_path.iterdir())
    with pytest.raises(KeyError):
        recorded(tmp_path, name)
    assert list(tmp_path.iterdir()) == before


def test_a_record_is_read_while_the_search_goes_on(tmp_path):
    """As the dashboard does: it sees what was told since."""
    writing = record(tmp_path)
    reading = recorded(tmp_path, "growth")
    assert reading.trials == []
    finish(writing, BATCH)
    assert len(reading.trials) == BATCH


def test_an_entry_that_was_written_by_half_is_not_read(tmp_path):
    finish(record(tmp_path), BATCH)
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-20])
    assert len(recorded(tmp_path, "growth").trials) == BATCH


def test_the_same_seed_proposes_the_same_and_another_otherwise(tmp_path_factory):
    asked = [
        record(tmp_path_factory.mktemp("record"), "random", seed=seed).ask(0, BATCH)[2:]
        for seed in (5, 5, 6)
    ]
    assert asked[0] == asked[1]
    assert all(one != other for one, other in zip(asked[0], asked[2], strict=True))


# ---- Interrupted ---------------------------------------------------------------------------------

SAMPLERS = ["skopt", "tpe", "cmaes", "nsga2", "sobol", "random"]


@pytest.mark.long
@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("asked", [1, 2, 3])
def test_a_search_killed_between_questions_goes_on_as_if_it_had_not_been(
    tmp_path, content, whole, sampler, asked
):
    writing = record(tmp_path, sampler)
    writing.tell(0, [worth(values) for values in writing.ask(0, BATCH)])
    writing.ask(BATCH, asked)
    finish(record(tmp_path, sampler))
    assert content(tmp_path) == whole(sampler)


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("told", [1, 2])
def test_a_search_killed_while_it_told_goes_on_as_if_it_had_not_been(
    tmp_path, content, whole, sampler, told
):
    writing = record(tmp_path, sampler)
    writing.tell(0, [worth(values) for values in writing.ask(0, BATCH)][:told])
    finish(record(tmp_path, sampler))
    assert content(tmp_path) == whole(sampler)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_finished_search_stays_as_it_is(tmp_path, content, sampler):
    finish(record(tmp_path, sampler))
    before = content(tmp_path)
    finish(record(tmp_path, sampler))
    assert content(tmp_path) == before


@pytest.mark.long
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_search_killed_after_any_entry_goes_on_as_if_it_had_not_been(
    tmp_path_factory, content, sampler
):
    """Within the variables of a proposal, with a first trial enqueued, among the notes ..."""
    first = tmp_path_factory.mktemp("whole")
    finish(record(first, sampler), BATCH)
    expected = content(first)
    entries = (first / JOURNAL).read_bytes().splitlines(keepends=True)
    assert len(entries) > BATCH * len(ENCODING.variables)
    for count in range(len(entries)):
        folder = tmp_path_factory.mktemp("killed")
        (folder / JOURNAL).write_bytes(b"".join(entries[:count]))
        finish(record(folder, sampler), BATCH)
        assert content(folder) == expected, entries[count]


class Mine:
    """Unpickled, it makes a folder."""

    def __init__(self, made: Path) -> None:
        self._made = made

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.mkdir, (self._made,)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_record_made_by_somebody_else_runs_no_code_of_theirs(tmp_path, content, whole, sampler):
    """Optuna's CMA-ES would look for its state in these attributes, and unpickle it."""
    made, journal = tmp_path / "made", tmp_path / JOURNAL
    code = pickle.dumps(Mine(made))
    finish(record(tmp_path, sampler), BATCH)
    theirs = {"op_code": 9, "worker_id": "theirs", "system_attr": {"cma:optimizer:0": code.hex()}}
    lines = []
    for text in journal.read_text(encoding="utf-8").splitlines():
        entry = json.loads(text)
        if entry["op_code"] == 6:  # the result of a trial, after which its attributes are fixed
            lines.append(json.dumps(theirs | {"trial_id": entry["trial_id"]}))
        lines.append(text)
    journal.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert recorded(tmp_path, "growth").trials[0].system_attrs["cma:optimizer:0"] == code.hex()
    finish(record(tmp_path, sampler))
    assert content(tmp_path) == whole(sampler)
    assert not made.exists()
    pickle.loads(code)
    assert made.exists()


def test_an_entry_that_was_written_by_half_is_no_obstacle(tmp_path, content, whole):
    """As a full disk or a power cut leaves it."""
    finish(record(tmp_path), BATCH)
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-20])
    finish(record(tmp_path))
    assert content(tmp_path) == whole("skopt")


def test_a_first_trial_that_was_enqueued_and_not_begun_is_begun_once(tmp_path, content, whole):
    record(tmp_path)
    recorded(tmp_path, "growth").enqueue_trial(OPENING[0])
    assert [each["state"] for each in content(tmp_path)] == [TrialState.WAITING]
    finish(record(tmp_path))
    assert content(tmp_path) == whole("skopt")


def test_a_lock_that_a_killed_search_left_behind_does_not_block_the_next(tmp_path):
    finish(record(tmp_path))
    (tmp_path / f"{JOURNAL}.lock").touch()  # as Optuna locks a journal
    program = (
        "import sys; from pathlib import Path; from planner.search.optuna_space import directions; "
        "from planner.search.record import Record; "
        "Record(Path(sys.argv[1]), 'growth', {}, directions(()))"
    )
    try:
        subprocess.run([sys.executable, "-c", program, str(tmp_path)], timeout=20, check=True)
    except subprocess.TimeoutExpired:
        pytest.fail("the next search waits for a lock that nobody will release")
    assert not (tmp_path / f"{JOURNAL}.lock").exists()
