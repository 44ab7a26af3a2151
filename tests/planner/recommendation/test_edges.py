"""What lies at an end of a range is pointed out, unless nothing can lie beyond."""

from dataclasses import replace

import pytest

from planner.recommendation.edges import at_edge, at_limit
from planner.study.study import policy_with
from simmodel.decisions.schedule import Schedule


@pytest.mark.parametrize(
    ("policy", "names"),
    [
        ("caf=1.1", []),
        ("caf=0.81", ["caf"]),
        ("caf=1.4", ["caf"]),
        ("caf=1.38 automation=0.495", ["automation"]),
        ("caf=1.4 automation=0.5", ["caf", "automation"]),
        ("caf=1.1 automation=0", []),  # below that there is nothing
    ],
)
def test_within_two_parts_in_a_hundred_of_an_end_is_at_the_edge(tiny_study, policy, names):
    found = at_edge(tiny_study, policy_with(tiny_study, policy.split()))
    assert [each.name for each in found] == names


@pytest.mark.parametrize(
    ("low", "hires", "at"),
    [(-1, (0, 2), True), (-1, (-1, 1), True), (-1, (0, 1), False), (0, (0, 1), False)],
)
def test_any_number_of_a_schedule_counts_but_an_end_at_nothing_is_a_rule(
    tiny_study, low, hires, at
):
    study = tiny_study
    (hiring,) = (
        each
        for each in study.model.decisions(study.facts, study.baseline)
        if isinstance(each, Schedule)
    )
    searched = replace(study, space=(replace(hiring, low=low, high=2),))
    found = at_edge(searched, study.model.decide(study.baseline, {"hires": hires}))
    assert bool(found) is at


@pytest.mark.parametrize(
    ("high", "automation", "names"),
    [
        (1.0, 1.0, ["automation"]),
        (1.0, 0.99, ["automation"]),
        (1.0, 0.97, []),
        (1.0, 0.0, []),  # nothing is automated, which everybody knows
        (0.5, 0.5, []),  # the model allows more
    ],
)
def test_where_the_models_own_range_ends_is_a_limit(tiny_study, high, automation, names):
    space = [each for each in tiny_study.space if each.name == "automation"]
    study = replace(tiny_study, space=tuple(replace(each, high=high) for each in space))
    policy = study.model.decide(study.baseline, {"automation": automation})
    assert [each.name for each in at_limit(study, policy)] == names
