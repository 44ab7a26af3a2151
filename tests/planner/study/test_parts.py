"""What is decided for a part may be written with quotes or without."""

import pytest

from planner.study.errors import InputError
from planner.study.parts import named_apart
from planner.study.study import parse_study

NAMES = ("caf", "caf.large", "caf.small", "automation.small")


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ({"caf": 1.0}, {"caf": 1.0}),
        ({"caf.large": 1.0}, {"caf.large": 1.0}),
        ({"caf": {"large": 1.0, "small": 2.0}}, {"caf.large": 1.0, "caf.small": 2.0}),
        ({"caf": {"low": 1.0, "high": 2.0}}, {"caf": {"low": 1.0, "high": 2.0}}),
        (
            {"caf": {"low": 1.0, "large": {"low": 2.0}}},
            {"caf.large": {"low": 2.0}, "caf": {"low": 1.0}},
        ),
        ({"caf": {"lrge": 1.0}}, {"caf": {"lrge": 1.0}}),
        ({}, {}),
    ],
)
def test_parts_are_named_apart(table, found):
    assert named_apart(table, NAMES) == found


STUDY = """
model = "journey"
[facts]
releases = "spread"
[facts.segments]
large.customers.at_start = 20
small.customers.at_start = 90
[facts.pods]
key = { segments = ["large"], at_start = 4 }
rest = { segments = ["small"], at_start = 15 }
[baseline]
cadence = "monthly"
caf.key = 0.9
[decisions]
caf.key = { low = 0.7, high = 1.2 }
"caf.rest" = { low = 0.8, high = 1.5 }
"""


def test_a_study_decides_for_pods_in_either_spelling(tmp_path):
    study = parse_study(tmp_path / "study.toml", STUDY.encode())
    assert [each.name for each in study.space] == ["caf.key", "caf.rest"]
    assert study.baseline.of_pod("key").caf == 0.9
    assert study.baseline.of_pod("rest").caf == 1.0
    taken = study.deciding({"caf.rest": 1.4})
    assert (taken.of_pod("key").caf, taken.of_pod("rest").caf) == (0.9, 1.4)


def test_a_pod_that_there_is_not_is_refused_with_the_nearest(tmp_path):
    wrong = STUDY.replace('"caf.rest"', '"caf.rst"')
    words = r'decisions\."caf\.rst": unknown key.*did you mean "caf\.rest"\?'
    with pytest.raises(InputError, match=words):
        parse_study(tmp_path / "study.toml", wrong.encode())


def test_a_choice_may_be_searched_for_a_pod_that_follows_all_today(tmp_path):
    wider = f'{STUDY}"cadence.key" = ["monthly", "annual"]\n'
    study = parse_study(tmp_path / "study.toml", wider.encode())
    assert [each.name for each in study.space] == ["cadence.key", "caf.key", "caf.rest"]


OF_PARTS = """
organisation.key = ["pool", "books"]
[today]
"retention_rate.large" = 0.9
[constraints]
"retention_rate.small" = { at_least = 0.8 }
[goals]
"renewal_value.large" = "maximise"
total_cost = "minimise"
[scenarios.lean]
caf.key = 1.1
"caf.rest" = 1.2
"""


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        (
            "large.customers.at_start = 20",
            "large.customers.at_start = -1",
            "facts.segments.large.customers.at_start: found -1",
        ),
        (
            "[baseline]",
            "[objective]\nalpha = 3.0\n[baseline]",
            "objective.alpha: found 3.0",
        ),
    ],
)
def test_where_parts_are_not_known_nothing_is_said_of_their_names(
    tmp_path, right, wrong, complaint
):
    text = STUDY.replace(right, wrong) + OF_PARTS
    with pytest.raises(InputError) as error:
        parse_study(tmp_path / "study.toml", text.encode())
    (line,) = str(error.value).splitlines()
    assert complaint in line


def test_a_metric_of_the_whole_is_known_whatever_the_facts(tmp_path):
    text = STUDY.replace("at_start = 20", "at_start = -1") + "[today]\nretenton_rate = 0.9\n"
    with pytest.raises(
        InputError, match=r'today\.retenton_rate: .*did you mean "retention_rate"\?'
    ):
        parse_study(tmp_path / "study.toml", text.encode())
