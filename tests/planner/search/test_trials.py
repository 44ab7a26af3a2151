"""The search tries policies of the space on common random numbers, batch after batch."""

import dataclasses
import tempfile
from pathlib import Path
from unittest.mock import Mock

import optuna
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.search.record import JOURNAL, Record
from planner.search.trials import Trial, search
from planner.simulation.estimate import estimate, paired_difference
from planner.simulation.simulator import Simulator
from planner.study.errors import InputError
from planner.study.study import Study, describe_policy, require_decisions
from simmodel.streams import Phase

OUTSIDE = ("caf = { low = 0.8, high = 1.4 }", "caf = { low = 1.1, high = 1.4 }")


@pytest.fixture
def searched(tmp_path, simulator_for):
    """Search a study; the options are those of its simulator."""

    def run(study: Study, **options) -> tuple[Trial, ...]:
        return search(study, simulator_for(study, **options), tmp_path)

    return run


def with_budget(study: Study, **budget: int) -> Study:
    return dataclasses.replace(study, search=study.search.model_copy(update=budget))


def recorded(folder: Path) -> list[optuna.trial.FrozenTrial]:
    backend = optuna.storages.journal.JournalFileBackend(str(folder / JOURNAL))
    storage = optuna.storages.JournalStorage(backend)
    return optuna.load_study(study_name=None, storage=storage).trials


@pytest.mark.parametrize(("trials", "batch"), [(1, 4), (4, 4), (5, 2), (6, 4)])
def test_as_many_policies_are_tried_as_the_budget_says(tiny_study, searched, trials, batch):
    found = searched(with_budget(tiny_study, trials=trials, batch=batch))
    assert [trial.number for trial in found] == list(range(trials))


def test_policies_are_proposed_in_batches_and_the_last_is_cut(tiny_study, searched, monkeypatch):
    asked, ask = [], Record.ask

    def note(record: Record, count: int):
        asked.append(count)
        return ask(record, count)

    monkeypatch.setattr(Record, "ask", note)
    searched(with_budget(tiny_study, trials=9, batch=4))
    assert asked == [4, 4, 1]


def test_every_policy_meets_the_same_replications_of_the_search(
    tiny_study, searched, simulator_for
):
    found = searched(tiny_study)
    policies = [trial.policy for trial in found]
    replications = tiny_study.search.replications
    baseline, *samples = simulator_for(tiny_study).sample(
        [tiny_study.baseline, *policies], Phase.SEARCH, replications
    )
    today = baseline.metrics["objective"]
    for trial, sample in zip(found, samples, strict=True):
        assert trial.objective == estimate(sample.metrics["objective"])
        assert trial.gain == paired_difference(sample.metrics["objective"], today)


def test_replications_are_drawn_once_for_the_whole_search(tiny_study, searched, monkeypatch):
    drawn, draw = [], tiny_study.model.draw

    def note(facts, streams):
        drawn.append((streams.phase, streams.replication))
        return draw(facts, streams)

    monkeypatch.setattr(tiny_study.model, "draw", note)
    searched(tiny_study)
    assert drawn == [(Phase.SEARCH, each) for each in range(tiny_study.search.replications)]


def test_the_memory_of_the_replications_is_given_back(tiny_study, searched, monkeypatch):
    forget = Mock()
    monkeypatch.setattr(Simulator, "forget", forget)
    searched(tiny_study)
    forget.assert_called_once_with()


def test_the_baseline_is_the_first_trial_if_it_lies_in_the_space(tiny_study, searched):
    first, *_ = searched(tiny_study)
    assert first.policy == tiny_study.baseline
    assert (first.gain.mean, first.gain.half_width) == (0.0, 0.0)


def test_a_baseline_on_the_edge_of_the_space_lies_in_it(tiny, searched):
    study = tiny(("caf = { low = 0.8, high = 1.4 }", "caf = { low = 1.0, high = 1.4 }"))
    assert searched(study)[0].policy == study.baseline


@pytest.mark.parametrize(
    "change",
    [
        OUTSIDE,
        ('cadence = ["monthly", "quarterly"]', 'cadence = ["monthly", "annual"]'),
    ],
    ids=["caf", "cadence"],
)
def test_a_baseline_outside_the_space_is_not_proposed(tiny, searched, change):
    study = tiny(change)
    assert study.baseline not in [trial.policy for trial in searched(study)]


def test_the_same_seed_tries_the_same(tiny_study, searched):
    study = with_budget(tiny_study, trials=14)
    assert searched(study) == searched(study)


def test_another_seed_tries_other_policies(tiny_study, searched):
    one, two = searched(tiny_study, seed=1), searched(tiny_study, seed=2)
    assert [each.policy for each in one[1:]] != [each.policy for each in two[1:]]


def test_the_trials_do_not_depend_on_the_number_of_jobs(tiny_study, searched):
    study = with_budget(tiny_study, trials=14)
    assert searched(study, jobs=1) == searched(study, jobs=3)


def test_decisions_that_are_not_searched_stay_as_in_the_baseline(tiny, searched):
    study = tiny(
        ('cadence = ["monthly", "quarterly"]\n', ""),
        ('cadence = "quarterly"', 'cadence = "quarterly"\nautomation = 0.25'),
        ("automation = { low = 0.0, high = 0.5 }", ""),
    )
    found = searched(study)
    assert {(each.policy.cadence, each.policy.automation) for each in found} == {
        ("quarterly", 0.25)
    }
    assert len({each.policy.caf for each in found}) == len(found)


def test_the_journal_has_a_trial_for_each_policy_with_what_it_was_worth(
    tiny_study, searched, tmp_path
):
    found = searched(tiny_study)
    written = recorded(tmp_path)
    assert len(written) == len(found)
    for trial, entry in zip(found, written, strict=True):
        assert entry.state == optuna.trial.TrialState.COMPLETE
        assert entry.value == trial.objective.mean
        assert dict(trial.policy) == dict(tiny_study.baseline) | entry.params
        assert entry.user_attrs == {
            "policy": describe_policy(trial.policy),
            "half_width": trial.objective.half_width,
            "gain_over_baseline": trial.gain.mean,
            "gain_half_width": trial.gain.half_width,
        }


def test_a_second_search_replaces_the_journal_of_the_first(tiny_study, searched, tmp_path):
    searched(tiny_study)
    searched(with_budget(tiny_study, trials=2))
    assert len(recorded(tmp_path)) == 2


def test_runs_are_counted_for_the_baseline_and_every_trial(tiny_study, searched):
    counted = []
    searched(tiny_study, on_runs=counted.append)
    budget = tiny_study.search
    assert sum(counted) == (budget.trials + 1) * budget.replications


def ranges(top: float) -> st.SearchStrategy[dict[str, float]]:
    """Two ends above 0 and up to ``top``, the lower one first."""
    ends = st.lists(st.integers(1, 100), min_size=2, max_size=2, unique=True).map(sorted)
    return ends.map(lambda pair: {"low": top * pair[0] / 100, "high": top * pair[1] / 100})


CADENCES = st.sampled_from(["monthly", "quarterly", "semiannual", "annual"])
NARROWINGS = st.fixed_dictionaries(
    {
        "cadence": st.fixed_dictionaries(
            {"options": st.lists(CADENCES, min_size=1, unique=True).map(tuple)}
        ),
        "caf": ranges(top=10.0),
        "automation": ranges(top=1.0),
    }
)


@given(NARROWINGS, st.integers(0, 2**40))
@settings(max_examples=8, deadline=None)
def test_every_policy_tried_lies_in_the_space_of_the_study(
    tiny_study, simulator_for, narrowing, seed
):
    space = tuple(
        dataclasses.replace(decision, **narrowing[decision.name]) for decision in tiny_study.space
    )
    study = with_budget(dataclasses.replace(tiny_study, space=space), trials=14, replications=2)
    with tempfile.TemporaryDirectory() as folder:
        found = search(study, simulator_for(study, seed=seed), Path(folder))
    for policy in (trial.policy for trial in found):
        assert policy.cadence in narrowing["cadence"]["options"]
        assert narrowing["caf"]["low"] <= policy.caf <= narrowing["caf"]["high"]
        assert narrowing["automation"]["low"] <= policy.automation
        assert policy.automation <= narrowing["automation"]["high"]


@pytest.mark.parametrize(
    "space",
    ['cadence = ["monthly", "quarterly"]', "caf = { low = 0.8, high = 1.4 }"],
    ids=["cadence", "caf"],
)
def test_a_baseline_with_a_fixed_schedule_is_refused_or_the_decisions_take_effect(
    tiny, searched, space
):
    """With ``hires`` a CAF has no effect, and another cadence needs another number of hires."""
    try:
        study = tiny(
            ('cadence = "quarterly"', 'cadence = "quarterly"\nhires = [2, -1]'),
            ('cadence = ["monthly", "quarterly"]\n', ""),
            ("caf = { low = 0.8, high = 1.4 }\n", ""),
            ("automation = { low = 0.0, high = 0.5 }", space),
        )
        require_decisions(study)
    except InputError as refused:
        assert "hires" in str(refused)
        return
    found = searched(with_budget(study, trials=8))
    for trial in found:
        assert study.model.refuse(study.facts, trial.policy) is None
    assert len({trial.objective for trial in found}) > 1
