"""The search is recorded as an Optuna study, and proposes within the space."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import optuna
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.search.record import JOURNAL, Record
from simmodel.contract import Choice, Decision, Real

CADENCE = Choice("cadence", ("monthly", "annual"), "name", "how often")
CAF = Real("caf", 0.8, 1.4, "ratio", "how lean")
SPACE = (CADENCE, CAF)


def opened(folder: Path) -> optuna.Study:
    """The recorded study, as the dashboard opens it."""
    backend = optuna.storages.journal.JournalFileBackend(str(folder / JOURNAL))
    return optuna.load_study(study_name=None, storage=optuna.storages.JournalStorage(backend))


def record(folder: Path, space: Sequence[Decision] = SPACE, seed: int = 1, first=None) -> Record:
    return Record("growth", space, seed, folder, first)


def proposed(record: Record, batches: int = 4) -> list[dict]:
    """What is proposed in batches of four, if the first real decision should be small."""
    proposals = []
    for _ in range(batches):
        batch = record.ask(4)
        record.tell([-float(each.get("caf", 0.0)) for each in batch], [{}] * 4)
        proposals += batch
    return proposals


def test_the_journal_is_an_optuna_study_with_values_and_notes(tmp_path):
    writing = record(tmp_path)
    batch = writing.ask(2)
    writing.tell([1.5, -2.5], [{"policy": "lean", "half_width": 0.5}, {"policy": "rich"}])
    study = opened(tmp_path)
    assert study.study_name == "growth"
    assert study.direction == optuna.study.StudyDirection.MAXIMIZE
    assert [trial.value for trial in study.trials] == [1.5, -2.5]
    assert [trial.params for trial in study.trials] == batch
    assert study.trials[0].user_attrs == {"policy": "lean", "half_width": 0.5}
    assert study.trials[1].user_attrs == {"policy": "rich"}
    assert study.best_trial.user_attrs["policy"] == "lean"


def test_what_is_told_is_recorded_at_once(tmp_path):
    writing = record(tmp_path)
    for count in (3, 2):
        writing.ask(count)
        writing.tell([0.0] * count, [{}] * count)
        complete = opened(tmp_path).get_trials(states=[optuna.trial.TrialState.COMPLETE])
        assert len(complete) == (3 if count == 3 else 5)


def test_the_first_proposal_can_be_given(tmp_path):
    today = {"cadence": "annual", "caf": 1.0, "automation": 0.2}
    first, *others = record(tmp_path, first=today).ask(3)
    assert first == {"cadence": "annual", "caf": 1.0}
    assert first not in others


def test_the_same_seed_proposes_the_same(tmp_path):
    assert proposed(record(tmp_path, seed=5)) == proposed(record(tmp_path, seed=5))


def test_another_seed_proposes_otherwise(tmp_path):
    assert proposed(record(tmp_path, seed=5)) != proposed(record(tmp_path, seed=6))


def test_an_earlier_record_is_replaced(tmp_path):
    proposed(record(tmp_path))
    writing = record(tmp_path)
    writing.ask(1)
    writing.tell([4.0], [{}])
    assert [trial.value for trial in opened(tmp_path).trials] == [4.0]


def test_every_trial_asked_for_must_be_told(tmp_path):
    writing = record(tmp_path)
    writing.ask(2)
    with pytest.raises(ValueError, match="shorter"):
        writing.tell([1.0], [{}])


def test_a_decision_with_one_option_is_proposed_as_it_is(tmp_path):
    only = Choice("cadence", ("annual",), "name", "how often")
    assert {each["cadence"] for each in proposed(record(tmp_path, (only, CAF)))} == {"annual"}


def test_a_record_of_a_search_that_was_killed_while_it_wrote_does_not_block_the_next(tmp_path):
    (tmp_path / JOURNAL).write_text("")
    (tmp_path / f"{JOURNAL}.lock").symlink_to(tmp_path / JOURNAL)  # as Optuna locks a journal
    program = (
        "import sys; from pathlib import Path; from planner.search.record import Record; "
        "Record('growth', (), 1, Path(sys.argv[1]), None)"
    )
    try:
        subprocess.run([sys.executable, "-c", program, str(tmp_path)], timeout=10, check=True)
    except subprocess.TimeoutExpired:
        pytest.fail("the next search waits for a lock that nobody will release")
    assert not (tmp_path / f"{JOURNAL}.lock").is_symlink()


@st.composite
def spaces(draw) -> tuple[Decision, ...]:
    options = draw(st.lists(st.sampled_from("abcd"), min_size=1, unique=True))
    space: list[Decision] = [Choice("cadence", tuple(options), "name", "how often")]
    for name in ("caf", "automation"):
        low = draw(st.floats(0, 10))
        space.append(Real(name, low, low + draw(st.floats(1e-6, 10)), "ratio", "how much"))
    chosen = draw(st.lists(st.sampled_from(space), min_size=1, unique=True))
    return tuple(decision for decision in space if decision in chosen)


@given(spaces(), st.integers(0, 2**63 - 1))
@settings(max_examples=15, deadline=None)
def test_every_proposal_decides_exactly_the_space_and_lies_in_it(space, seed):
    with tempfile.TemporaryDirectory() as folder:
        for proposal in proposed(record(Path(folder), space, seed)):
            assert list(proposal) == [decision.name for decision in space]
            for decision in space:
                if isinstance(decision, Choice):
                    assert proposal[decision.name] in decision.options
                else:
                    assert decision.low <= proposal[decision.name] <= decision.high
