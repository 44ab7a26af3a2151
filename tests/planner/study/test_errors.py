"""Complaints read well and name what is nearest."""

import pickle

from planner.study.errors import Complaint, InputError, nearest


def test_a_complaint_names_file_key_found_allowed_and_nearest():
    complaint = Complaint(
        "studies/growth.toml",
        "facts.customers.at_strat",
        "unknown key; found 250",
        "at_start, arrivals_per_month",
        "at_start",
    )
    assert str(complaint) == (
        "studies/growth.toml: facts.customers.at_strat: unknown key; found 250; "
        'allowed: at_start, arrivals_per_month; did you mean "at_start"?'
    )


def test_a_complaint_about_a_whole_file_has_no_key():
    assert str(Complaint("a.toml", "", "cannot be read")) == "a.toml: cannot be read"


def test_a_complaint_is_one_line_and_no_order_to_the_terminal_whatever_a_file_is_called():
    complaint = Complaint("new\nline\x1b[2J ü.toml", "", "found nothing")
    assert str(complaint) == "new\\nline\\x1b[2J ü.toml: found nothing"


def test_an_input_error_lists_its_complaints_one_per_line():
    error = InputError([Complaint("a.toml", "seed", "found -1", "a whole number"), "second"])
    assert error.complaints == ("a.toml: seed: found -1; allowed: a whole number", "second")
    assert str(error) == "a.toml: seed: found -1; allowed: a whole number\nsecond"


def test_an_input_error_survives_the_way_from_another_process():
    error = pickle.loads(pickle.dumps(InputError(["first", "second"])))
    assert error.complaints == ("first", "second")


def test_the_nearest_name_ignores_case():
    assert nearest("Anual", ["monthly", "annual"]) == "annual"
    assert nearest("CAF", ["cadence", "caf"]) == "caf"


def test_nothing_is_nearest_to_a_name_far_from_all():
    assert nearest("zzz", ["monthly", "annual"]) is None
