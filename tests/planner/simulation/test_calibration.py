"""Today's policy by simulation, beside what is known of today."""

import numpy as np
import pytest

from planner.simulation.calibration import PHASE, REPLICATIONS, Figure, calibrate
from planner.simulation.estimate import Estimate
from planner.simulation.phase import Phase


@pytest.mark.parametrize(
    ("model", "known", "is_share", "differs"),
    [
        (Estimate(0.90, 0.005), 0.91, True, False),
        (Estimate(0.90, 0.005), 0.93, True, True),
        (Estimate(0.90, 0.02), 0.93, True, False),  # as likely by chance
        (Estimate(0.10, 0.005), 0.91, True, True),
        (Estimate(104.0, 0.5), 100.0, False, False),
        (Estimate(94.0, 0.5), 100.0, False, True),
        (Estimate(0.10, 0.005), None, True, False),
        (Estimate(float("nan"), float("nan")), 0.9, True, False),
    ],
)
def test_a_figure_differs_beyond_chance_and_what_a_round_figure_means(
    model, known, is_share, differs
):
    assert Figure("metric", model, known, is_share).differs is differs


def test_what_the_model_gives_is_todays_policy_on_a_phase_of_its_own(tiny, simulator_for):
    study = tiny(more="[today]\nretention_rate = 0.3\nmean_wait = 2.0\n")
    simulator = simulator_for(study)
    found = calibrate(study, simulator)
    assert PHASE not in (Phase.SEARCH, Phase.SELECT, Phase.VALIDATE, Phase.FRONTIER)
    assert simulator.runs(PHASE) == simulator.spent == REPLICATIONS
    sample = simulator.so_far(study.baseline, PHASE)
    assert [*found.figures] == [*study.model.calibration.hangs_on, "mean_wait"]
    for name, figure in found.figures.items():
        assert figure.model == sample.estimates()[name]
        assert figure.known == study.today.get(name)
    load = sample.series["customers"].sum(axis=1) / sample.series["team"].sum(axis=1)
    assert found.load.mean == pytest.approx(np.mean(load), rel=1e-12)


def test_doubts_are_of_what_is_not_known(vendor, simulator_for):
    starved = (
        ("at_start = 3\n", "at_start = 1\n"),
        ('cadence = "quarterly"\n\n', 'cadence = "quarterly"\ncaf = 6.0\n\n'),
        ("high = 1.4", "high = 6.0"),
    )
    unknown, known = (
        vendor("starved", *starved, more=more) for more in ("", "[today]\nretention_rate = 0.1\n")
    )
    found, told = (calibrate(study, simulator_for(study)) for study in (unknown, known))
    assert len(found.doubts) == 1 and "floor of the renewal curve" in found.doubts[0]
    assert told.doubts == ()
