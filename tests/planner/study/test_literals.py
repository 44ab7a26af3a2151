"""Single values are read as a user types them, and written as a study file has them."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.study.checks import Checks
from planner.study.literals import read_settings, read_value, written_key, written_value

VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_what_is_written_is_read_back(value):
    text = written_value(value)
    assert "\n" not in text
    assert tomllib.loads(f"value = {text}") == {"value": value}


@given(st.text())
def test_any_text_can_be_a_key(name):
    assert tomllib.loads(f"[{written_key(name)}]") == {name: {}}


@pytest.mark.parametrize(
    ("value", "text"),
    [(250_000, "250_000"), (250_000.0, "250_000.0"), (0.107, "0.107"), (True, "true")],
)
def test_numbers_are_written_as_people_read_them(value, text):
    assert written_value(value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1_000", 1_000),
        ("0.5", 0.5),
        (".5", 0.5),
        ("true", True),
        ("[1, 2]", (1, 2)),
        ('"annual"', "annual"),
        ("annual", "annual"),
        ("250,000", "250,000"),
        ("1\nseed = 2", "1\nseed = 2"),
        ("{a={n=87 %, m = 6k}, b={}}", {"a": {"n": "87 %", "m": "6k"}, "b": {}}),
        ("{a=true, b=annual, c=1_000, d='x y'}", {"a": True, "b": "annual", "c": 1000, "d": "x y"}),
        ("{a=250,000}", "{a=250,000}"),
        ("{a b={}}", "{a b={}}"),
        ("", ""),
    ],
)
def test_values_are_read_as_typed(text, value):
    assert read_value(text) == value


def test_settings_without_a_value_or_with_two_are_refused():
    checks = Checks("--set")
    assert read_settings(["a=1", "b", "a = 2", "c = x=y"], "a, b", checks) == {"a": 1, "c": "x=y"}
    assert [str(each) for each in checks.complaints] == [
        '--set: found "b"; allowed: NAME=VALUE, with NAME one of a, b',
        "--set: a: found it twice, the second time 2; allowed: one value",
    ]
