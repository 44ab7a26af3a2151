"""A recommendation on file is read back as it was written, or refused in one line."""

import pytest

from planner.handoff.documents.parts import as_text
from planner.handoff.documents.readback import recommended
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.names import RECOMMENDATION
from planner.study.errors import InputError


@pytest.fixture
def left(recommendation, tmp_path):
    """Leave the recommendation in a folder, with changes of its document."""

    def leave(**changes: object):
        document = recommendation_document(recommendation) | changes
        (tmp_path / RECOMMENDATION).write_text(as_text(document), encoding="utf-8")
        return tmp_path

    return leave


def test_the_recommended_policy_is_read_back_as_it_was(recommendation, left):
    found = recommended(recommendation.study, left(), 7)
    assert found.policy == recommendation.winner.policy
    assert found.current


def test_a_fixed_schedule_is_read_back_as_it_was(recommendation, left):
    plan = recommendation.plan.policy
    folder = left(policy=plan.model_dump(mode="json"))
    assert recommended(recommendation.study, folder, 7).policy == plan


def test_a_recommendation_for_another_text_of_the_study_is_not_current(recommendation, left):
    assert not recommended(recommendation.study, left(digest="0" * 64), 7).current


def test_a_recommendation_that_was_not_made_is_refused(recommendation, tmp_path):
    with pytest.raises(InputError) as refused:
        recommended(recommendation.study, tmp_path, 7)
    assert str(refused.value) == (
        f"{tmp_path / RECOMMENDATION}: found no recommendation; allowed: --policy, or what this "
        f"command leaves there: plan optimize {recommendation.study.path} --results "
        f"{tmp_path.parent}"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON: Expecting property name"),
        ("[" * 100_000, "not JSON: maximum recursion depth exceeded"),
        ("\0", "not JSON: "),
        ("[]", "found no policy in it; allowed: --policy, or"),
        ("{}", "found no policy in it"),
        ('{"policy": null}', "found no policy in it"),
        ('{"policy": {"caf": 99}}', "policy.caf: found 99; allowed: a number from 0.1 to 10"),
        ('{"policy": {"cadence": "anual"}}', 'did you mean "annual"?'),
        ('{"policy": {"hires": [1, 2]}}', "policy: hires has 2 numbers"),
        ('{"policy": {"caf": 1.1}}', "found another seed in it than 7; allowed: --policy"),
        ('{"policy": {"caf": 1.1}, "seed": 8}', "found another seed in it than 7"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(recommendation, tmp_path, text, words):
    (tmp_path / RECOMMENDATION).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        recommended(recommendation.study, tmp_path, 7)
    assert str(refused.value).startswith(f"{tmp_path / RECOMMENDATION}: ")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused(recommendation, tmp_path):
    (tmp_path / RECOMMENDATION).mkdir()
    with pytest.raises(InputError, match="cannot be read: Is a directory; allowed: "):
        recommended(recommendation.study, tmp_path, 7)


def test_a_file_of_other_bytes_than_text_is_refused(recommendation, tmp_path):
    (tmp_path / RECOMMENDATION).write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match="not JSON: "):
        recommended(recommendation.study, tmp_path, 7)
