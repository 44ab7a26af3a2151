"""A choice among words is searched by a new study wherever it is taken today."""

from simmodel.decisions.choice import Choice


def test_all_options_are_usual_where_one_is_taken_today():
    cadence = Choice("cadence", ("monthly", "annual"), "word", "how often")
    assert cadence.usual_entry("annual") == (("monthly", "annual"), True)
    assert cadence.usual_entry(None) == (("monthly", "annual"), False)
