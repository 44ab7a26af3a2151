"""What else a policy asks for, decision by decision."""

from dataclasses import replace

import pytest

from planner.handoff.wording.actions import actions


@pytest.fixture
def asked(divided):
    """What a policy with these settings asks for beside the team, where these are decided."""

    def sentences(decisions, today=None, **settings):
        known = {each.name: each for each in divided.study.space}
        space = tuple(replace(known["automation.-1"], name=name) for name in decisions)
        study = replace(divided.study, space=space)
        base = divided.baseline.policy
        before = base.model_copy(update=today or {})
        return list(actions(study, base.model_copy(update=settings), before, None))

    return sentences


@pytest.mark.parametrize("decided", ["automation", "automation.-1"])
def test_what_segments_are_told_is_said_whether_it_was_decided_for_each_or_for_all(asked, decided):
    assert asked([decided], automation=1.0) == ["Automate all the emails of -1."]
    assert asked([decided], {"automation": 0.5}) == ["No longer automate half of the emails of -1."]


@pytest.mark.parametrize("decided", ["cadence", "cadence.pool"])
def test_what_pods_are_told_is_said_whether_it_was_decided_for_each_or_for_all(asked, decided):
    assert asked([decided], cadence="annual") == ["Review the team once a year."]
    own = asked([decided], **{"cadence.pool": "annual"})
    assert "In pool review the team once a year." in own
    assert not any("No longer" in each for each in own)


def test_what_was_decided_apart_is_said_once(asked):
    both = ["cadence.named", "cadence.pool"]
    assert asked(both, cadence="annual") == ["Review the team once a year."]
    apart = asked(both, **{"cadence.named": "annual", "cadence.pool": "monthly"})
    assert apart == [
        "In named review the team once a year.",
        "In pool review the team every month.",
    ]


def test_what_is_not_decided_is_not_told(asked):
    assert asked(["automation"], cadence="annual") == []
