"""Texts that a spreadsheet might run, and what keeps it from that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.tables.guard import guarded, like_formula, unguarded

SIGNS = st.text(st.sampled_from("'=+-@\t\ra1"), max_size=6)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_text_that_might_run_is_known(text):
    assert like_formula(text)


@pytest.mark.parametrize("text", ["", "CSM-H01", "1 = 1", "a@b", "± 5", " plain"])
def test_plain_text_is_left_alone(text):
    assert not like_formula(text)
    assert guarded(text) == unguarded(text) == text


@given(SIGNS)
def test_what_is_guarded_runs_nowhere_and_comes_back_as_it_was(text):
    assert not like_formula(guarded(text))
    assert unguarded(guarded(text)) == text
