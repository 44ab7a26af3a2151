"""The indifference zone: a scale that who pays the team would accept, and that cannot vanish."""

from dataclasses import replace

import numpy as np
import pytest

from planner.recommendation.zone import GAIN, TEAM, Zone, zone_of
from planner.search.effort import FULL
from planner.search.screen import Fluid, Screen, screen
from planner.study.study import Study


@pytest.fixture(scope="module")
def screened(tiny_study) -> Screen:
    return screen(tiny_study, 1, effort=replace(FULL, first=4))


def gaining(screened: Screen, gain: float) -> Screen:
    """The same screen, if it expected so large a gain."""
    return replace(screened, objective=np.array([screened.fluid.today + gain]))


def of(study: Study, **facts: dict[str, float]) -> Study:
    """The same study with other facts, by table."""
    changed = {
        name: getattr(study.facts, name).model_copy(update=fields) for name, fields in facts.items()
    }
    return replace(study, facts=study.facts.model_copy(update=changed))


def test_a_small_gain_leaves_a_part_of_the_cost_of_todays_team(tiny_study, screened):
    # Three CSMs, and as many more as the customers do, at 60,000 a year for half a year.
    cost = 104_531.25
    assert zone_of(tiny_study, gaining(screened, 0.0)) == Zone(520.0, "team", TEAM, cost)
    assert zone_of(tiny_study, gaining(screened, -1e9)).size == 520.0


def test_of_a_gain_that_exceeds_the_team_by_far_it_is_a_part(tiny_study, screened):
    found = zone_of(tiny_study, gaining(screened, 1e6))
    assert found == Zone(10_000.0, "gain", GAIN, pytest.approx(1e6))


def test_it_is_told_in_two_digits(tiny_study, screened):
    assert zone_of(tiny_study, gaining(screened, 1_234_567.0)).size == 12_000.0


def test_an_objective_next_to_nothing_does_not_make_it_vanish(tiny_study, screened):
    share = tiny_study.model.share
    values = Fluid(tiny_study).values([tiny_study.baseline])
    alpha = float(values[share.cost][0] / values[share.credited][0])
    balanced = replace(
        tiny_study, objective=tiny_study.objective.model_copy(update={"alpha": alpha})
    )
    fluid = Fluid(balanced)
    assert abs(fluid.today) < 1.0
    nothing = replace(screened, fluid=fluid, objective=np.array([fluid.today]))
    assert zone_of(balanced, nothing).size == 520.0


def test_without_a_team_the_gain_is_what_counts(tiny_study, screened):
    study = of(tiny_study, team={"annual_cost": 0.0})
    free = replace(screened, fluid=Fluid(study))
    assert zone_of(study, gaining(free, 50_000.0)) == Zone(500.0, "gain", GAIN, 50_000.0)
    assert zone_of(study, gaining(free, 0.0)).size == 1.0


def test_what_the_study_says_holds(tiny_study, screened):
    search = tiny_study.search.model_copy(update={"zone": 77.5})
    found = zone_of(replace(tiny_study, search=search), screened)
    assert found == Zone(77.5, "study", 1.0, 77.5)
