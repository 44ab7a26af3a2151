"""Decisions on numbers between two bounds, in a new study."""

from simmodel.decisions.real import Real
from simmodel.decisions.whole import Whole


def test_without_a_value_of_today_a_new_study_searches_what_is_usual():
    real = Real("caf", 0.1, 10.0, "ratio", "Customers", usual=(0.5, 3.0))
    whole = Whole("ahead", 0, 12, "months", "Ahead", usual=(0, 6))
    assert real.usual_entry(None) == ({"low": 0.5, "high": 3.0}, True)
    assert whole.usual_entry(None) == ({"low": 0, "high": 6}, True)


def test_a_decision_that_is_not_usual_is_off_over_its_whole_range():
    whole = Whole("ahead", 0, 12, "months", "Ahead")
    assert whole.usual_entry(None) == ({"low": 0, "high": 12}, False)
    assert whole.usual_entry(3) == ({"low": 0, "high": 12}, False)
