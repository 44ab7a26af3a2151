"""Today's policy, the best trials and simpler relatives of the best one meet again."""

from dataclasses import replace

import pytest

from planner.recommendation.finalists import finalists
from planner.study.study import Study

SCHEDULE = (
    ('cadence = "quarterly"', 'cadence = "monthly"\nhires = [0, 0, 0, 0, 0, 0]'),
    ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
    (
        "automation = { low = 0.0, high = 0.5 }",
        "automation = { low = 0.0, high = 0.5 }\nhires = { low = -1, high = 2 }",
    ),
)


@pytest.fixture
def study(tiny_study) -> Study:
    """With room for two of the best trials."""
    assert tiny_study.search.finalists == 2
    return tiny_study


def taking(study, **decisions):
    return study.baseline.model_copy(update=decisions)


def best_of(study, *ranked) -> list:
    """The finalists between today's policy and the relatives."""
    found = finalists(study, ranked)
    assert found[0] == study.baseline
    return [policy for policy in found[1:] if policy in ranked]


@pytest.fixture
def lean(study):
    return taking(study, cadence="monthly", caf=1.2)


@pytest.fixture
def middling(study):
    return taking(study, cadence="monthly", caf=1.1)


@pytest.fixture
def generous(study):
    return taking(study, cadence="monthly", caf=0.9)


# ---- The best trials -----------------------------------------------------------------------------


def test_the_best_are_taken_in_their_order(study, lean, middling, generous):
    assert best_of(study, generous, middling, lean) == [generous, middling]


def test_as_many_as_the_study_asks_for(study, lean, middling, generous):
    trials = [lean, generous, middling]
    for count in (1, 2, 3):
        search = study.search.model_copy(update={"finalists": count})
        assert len(best_of(replace(study, search=search), *trials)) == count


def test_today_is_there_once_and_takes_no_place(study, lean, middling):
    trials = [study.baseline, lean, middling]
    found = finalists(study, trials)
    assert found.count(study.baseline) == 1
    assert best_of(study, *trials) == [lean, middling]


def test_a_policy_all_but_the_same_as_a_better_one_is_left_out(study, lean, middling):
    """A hundredth of the range of caf, 0.8 to 1.4, is 0.006."""
    twin, sibling = (
        taking(study, cadence="monthly", caf=1.2059),
        taking(study, cadence="monthly", caf=1.2061),
    )
    trials = [lean, twin, middling]
    assert best_of(study, *trials) == [lean, middling]
    trials[1] = sibling
    assert best_of(study, *trials) == [lean, sibling]


def test_another_option_makes_another_policy(study, lean):
    quarterly = taking(study, caf=1.2)
    assert best_of(study, lean, quarterly) == [lean, quarterly]


def test_where_nothing_was_tried_today_remains(study):
    assert finalists(study, ()) == [study.baseline]


# ---- Simpler relatives ---------------------------------------------------------------------------


def test_the_best_is_asked_whether_each_of_its_changes_pays(study):
    best = taking(study, cadence="monthly", caf=1.25, automation=0.2)
    assert finalists(study, (best,)) == [
        study.baseline,
        best,
        taking(study, caf=1.25, automation=0.2),
        taking(study, cadence="monthly", automation=0.2),
        taking(study, cadence="monthly", caf=1.25),
    ]


def test_the_best_is_also_taken_in_round_numbers(study):
    best = taking(study, caf=1.1647)
    found = finalists(study, (best,))
    assert found == [study.baseline, best, taking(study, caf=1.15), taking(study, caf=1.16)]


def test_only_the_best_has_relatives(study, lean, generous):
    found = finalists(study, (lean, generous))
    assert taking(study, caf=1.2) in found
    assert taking(study, caf=0.9) not in found


def test_if_today_is_the_best_it_has_no_relatives(study, lean):
    trials = (study.baseline, lean)
    assert finalists(study, trials) == [study.baseline, lean]


def test_no_policy_is_a_finalist_twice(study):
    best = taking(study, cadence="monthly", caf=1.2, automation=0.33)
    unchanged = taking(study, cadence="monthly", caf=1.2)
    found = finalists(study, (best, unchanged))
    assert all(found.count(policy) == 1 for policy in found)
    assert unchanged in found


def test_a_schedule_is_kept_whole(tiny):
    study = tiny(*SCHEDULE)
    best = taking(study, hires=(1, 0, 0, 1, 0, 0), automation=0.25)
    found = finalists(study, (best,))
    assert found == [study.baseline, best, taking(study, hires=best.hires)]
