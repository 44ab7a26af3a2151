"""Policies: what is impossible is refused in words, and the decision space is declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.decisions.choice import Choice
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule
from simmodel.decisions.whole import Whole
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import (
    MONTHS_PER_PERIOD,
    MOST_CAF,
    Policy,
    decide,
    decisions,
    policy_type,
)
from simmodel.journey.refusals import refuse
from simmodel.journey.work.facts import Automation


@pytest.mark.parametrize(
    ("cadence", "horizon", "periods"),
    [
        ("monthly", 36, 36),
        ("quarterly", 36, 12),
        ("semiannual", 36, 6),
        ("annual", 36, 3),
        ("annual", 37, 4),
        ("annual", 1, 1),
        ("quarterly", 5, 2),
    ],
)
def test_periods_cover_the_horizon(cadence, horizon, periods):
    assert Policy(cadence=cadence).periods(Facts(horizon_months=horizon)) == periods


@pytest.mark.parametrize(
    "wrong",
    [
        {"cadence": "weekly"},
        {"caf": 0.0},
        {"caf": 10.5},
        {"caf": float("nan")},
        {"automation": 1.01},
        {"automation": -0.1},
        {"hires": (10_001,)},
        {"hires": (0, -10_001)},
        {"hires": (0.5,)},
        {"team": 3},
    ],
)
def test_what_is_no_policy_is_refused(wrong):
    with pytest.raises(ValidationError):
        Policy(**wrong)


def test_a_policy_cannot_be_changed():
    with pytest.raises(ValidationError):
        Policy().caf = 2.0


def test_a_schedule_may_come_as_a_list():
    assert Policy.model_validate({"hires": [1, -2]}).hires == (1, -2)


def test_an_adaptive_policy_is_never_refused():
    assert refuse(Facts(), Policy(caf=10.0, automation=1.0)) is None


def test_a_schedule_needs_one_number_a_period():
    facts = Facts(horizon_months=24)
    assert refuse(facts, Policy(cadence="annual", hires=(1, 2))) is None
    for hires in ((), (1,), (1, 2, 3)):
        complaint = refuse(facts, Policy(cadence="annual", hires=hires))
        assert complaint is not None
        assert f"{len(hires)} numbers" in complaint
        assert "exactly 2" in complaint


def test_a_schedule_may_take_the_team_to_nobody_but_not_below():
    facts = Facts(horizon_months=24, team=Team(at_start=5))
    assert refuse(facts, Policy(cadence="annual", hires=(-5, 0))) is None
    assert refuse(facts, Policy(cadence="annual", hires=(-6, 6))) is not None
    complaint = refuse(facts, Policy(cadence="annual", hires=(-5, -1)))
    assert complaint is not None
    assert "-1" in complaint
    assert "period 2" in complaint


def test_decisions_are_fields_of_the_policy_within_its_bounds():
    declared = {decision.name: decision for decision in decisions(Facts(), Policy())}
    people = {"hire_ahead_months", "attrition_margin", "availability"}
    desk = {"organisation", "order", "reserve"}
    assert set(declared) == {"cadence", "caf", "automation", "hires", "teams", *people, *desk}
    for name, decision in declared.items():
        assert decision.unit
        assert decision.description
        if isinstance(decision, Choice):
            for option in decision.options:
                assert getattr(Policy.model_validate({name: option}), name) == option
        elif isinstance(decision, Schedule):
            for inside in (decision.low, decision.high):
                assert Policy(hires=(inside,)).hires == (inside,)
            for outside in (decision.low - 1, decision.high + 1):
                with pytest.raises(ValidationError):
                    Policy(hires=(outside,))
        else:
            assert isinstance(decision, Real | Whole)
            step = 1 if isinstance(decision, Whole) else 1e-9
            for inside in (decision.low, decision.high):
                assert getattr(Policy.model_validate({name: inside}), name) == inside
            for outside in (decision.low - step, decision.high + step):
                with pytest.raises(ValidationError):
                    Policy.model_validate({name: outside})
    assert isinstance(declared["cadence"], Choice)
    assert declared["cadence"].options == tuple(MONTHS_PER_PERIOD)


@pytest.mark.parametrize(
    ("cadence", "horizon", "years"),
    [
        ("annual", 36, (0, 1, 2)),
        ("semiannual", 31, (0, 0, 1, 1, 2, 2)),
        ("quarterly", 15, (0, 0, 0, 0, 1)),
        ("monthly", 13, (0,) * 12 + (1,)),
    ],
)
def test_hires_are_decided_for_the_periods_of_the_baseline(cadence, horizon, years):
    facts = Facts(horizon_months=horizon, team=Team(at_start=7))
    *_, hires = decisions(facts, Policy(cadence=cadence))
    assert isinstance(hires, Schedule)
    assert (hires.periods, hires.years, hires.opening) == (len(years), years, 7)
    assert set(hires.replaces) == {"cadence", "caf"}


@given(st.lists(st.integers(-30, 30), min_size=12, max_size=12))
def test_a_schedule_that_the_decision_allows_is_one_that_the_model_allows(hires):
    facts, baseline = Facts(team=Team(at_start=20)), Policy(cadence="quarterly")
    *_, decision = decisions(facts, baseline)
    assert isinstance(decision, Schedule)
    policy = decide(baseline, {"hires": tuple(hires)})
    assert (decision.allows(hires) is None) == (refuse(facts, policy) is None)


@pytest.mark.parametrize(("price", "most"), [(0.0, 3.0), (1.0, MOST_CAF)])
def test_where_automation_is_offered_the_usual_caf_reaches_as_far_as_it_may(price, most):
    """It counts all work: with nine tenths of it automated, ten times the customers are served."""
    _, caf, *_ = decisions(Facts(automation=Automation(annual_cost=price)), Policy())
    assert caf.usual == (0.5, most)


def test_hires_that_are_decided_replace_a_schedule():
    baseline = Policy(cadence="annual", caf=1.2, hires=(1, 2, 3))
    assert decide(baseline, {"hires": (0, -1, 4)}) == Policy(
        cadence="annual", caf=1.2, hires=(0, -1, 4)
    )


@pytest.mark.parametrize("decided", [{"cadence": "monthly"}, {"caf": 1.1}])
def test_deciding_how_to_follow_the_target_ends_a_schedule(decided):
    baseline = Policy(cadence="annual", automation=0.2, hires=(1, 2))
    policy = decide(baseline, decided)
    assert policy == Policy.model_validate({"cadence": "annual", "automation": 0.2} | decided)
    assert baseline.hires == (1, 2)


def test_other_decisions_keep_a_schedule():
    baseline = Policy(cadence="annual", hires=(1, 2))
    assert decide(baseline, {"automation": 0.5}) == Policy(
        cadence="annual", automation=0.5, hires=(1, 2)
    )
    assert decide(baseline, {}) == baseline


def test_decisions_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        decide(Policy(), {"caf": 11.0})


def _of_pods(**decided):
    return policy_type(("named", "pool"), ()).model_validate(decided)


def test_what_is_decided_for_all_has_no_effect_where_every_pod_has_its_own():
    policy = _of_pods(**{"caf.named": 0.8, "caf.pool": 1.2})
    assert policy.overruled("caf") == ("caf.named", "caf.pool")
    assert policy.overruled("caf.named") == policy.overruled("cadence") == ()
    assert _of_pods(**{"caf.named": 0.8}).overruled("caf") == ()
    assert Policy(caf=1.2).overruled("caf") == ()
    automated = {"automation.large": 0.1, "automation.small": 0.0}
    of_segments = policy_type(("named", "pool"), ("large", "small")).model_validate(automated)
    assert of_segments.overruled("automation") == ("automation.large", "automation.small")
    assert policy_type((), ("large",))().overruled("automation") == ()


def test_in_one_team_what_is_decided_for_all_has_an_effect_and_for_a_pod_none():
    policy = _of_pods(**{"caf.named": 0.8, "caf.pool": 1.2, "teams": "together"})
    assert policy.overruled("caf") == ()
    assert policy.overruled("caf.named") == policy.overruled("hires.pool") == ("teams",)


def test_policies_that_do_the_same_in_one_team_are_the_same():
    baseline = _of_pods(**{"caf.named": 1.0, "caf.pool": 1.0})
    decided = [
        {"teams": "together", "caf": 0.9, "caf.named": own, "caf.pool": own} for own in (0.7, 1.3)
    ]
    one, two = (decide(baseline, each) for each in decided)
    assert one == two
    assert (one.caf, getattr(one, "caf.named")) == (0.9, 1.0)


def test_policies_that_do_the_same_apart_are_the_same():
    baseline = _of_pods(**{"caf.named": 1.0, "caf.pool": 1.0})
    one, two = (
        decide(baseline, {"teams": "apart", "caf": own, "caf.named": 0.7}) for own in (0.8, 1.4)
    )
    assert one == two
    assert (one.caf, getattr(one, "caf.named")) == (1.0, 0.7)


def test_a_decision_for_all_is_taken_where_a_pod_has_none_of_its_own():
    baseline = _of_pods(**{"caf.named": 1.0})
    assert decide(baseline, {"teams": "apart", "caf": 0.8}).caf == 0.8
