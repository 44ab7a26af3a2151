"""What does not fit is said in words, with where to look."""

import json
import re

import pytest

from planner.handoff.documents.parts import as_text
from planner.handoff.documents.study import calibration_document
from planner.handoff.wording.calibration import warnings
from planner.simulation.calibration import calibrate

TODAY = "[today]\nretention_rate = 0.99\nutilisation = 0.4\n"


@pytest.fixture(scope="module")
def off(vendor, simulator_for):
    study = vendor("off", more=TODAY)
    return study, calibrate(study, simulator_for(study))


def test_each_figure_that_differs_is_told_with_the_facts_that_it_hangs_on(off):
    first, second = warnings(*off)
    assert first.startswith("Warning: retention_rate is ")
    assert "by the model, and 99 % as [today] has it" in first
    assert "This hangs on the share of the work that gets done" in first
    assert re.search(r"about facts\.renewal\.intercept = -[\d.]+ in place of -8 .* fits\.$", first)
    assert second.startswith("Warning: utilisation is ") and "[facts.calendar]" in second


def test_who_says_nothing_is_asked_to(tiny_study, simulator_for):
    *_, last = warnings(tiny_study, calibrate(tiny_study, simulator_for(tiny_study)))
    assert "table [today], such as retention_rate = 0." in last


def test_a_figure_that_is_not_defined_is_no_example(tiny, simulator_for):
    """Without customers nothing is renewed; work is finished as new ones come."""
    study = tiny(("at_start = 12", "at_start = 0"), ("horizon_months = 6", "horizon_months = 2"))
    *_, last = warnings(study, calibrate(study, simulator_for(study)))
    assert "table [today], such as activities_finished = " in last


def test_machines_get_both_sides_and_whether_they_differ(off):
    document = json.loads(as_text(calibration_document(off[1], 3)))
    assert (document["phase"], document["seed"]) == ("check", 3)
    rate = document["metrics"]["retention_rate"]
    assert (rate["known"], rate["differs"]) == (0.99, True)
    assert 0 < rate["model"]["mean"] < 0.97
    assert document["metrics"]["activities_finished"]["known"] is None
