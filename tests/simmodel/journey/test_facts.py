"""Facts: derived quantities by hand, and refusals of what cannot be."""

import numpy as np
import pytest
from pydantic import ValidationError

from simmodel.journey.customers.chances import chances
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.pods import Pod
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.work.facts import Activity, Automation


def test_the_defaults_are_the_case_study():
    facts = Facts()
    assert facts.hours_per_month == pytest.approx(21 * 8 * 0.7)
    assert facts.activities_per_month == 1 + 4 + 55 + 18
    assert facts.activities_per_contract == 12 * 78
    assert facts.work_per_month == pytest.approx(1.5 + 4 + 0.25 * (55 + 18))
    assert facts.mean_gap == pytest.approx((117.6 - 23.75) / 78)
    assert facts.customers_per_csmp == pytest.approx(4.9516, abs=1e-4)
    assert facts.horizon_hours == pytest.approx(36 * 117.6)
    assert facts.warm_up_hours == pytest.approx(24 * 117.6)
    assert (facts.customers.at_start, facts.customers.arrivals_per_month) == (250, 10.0)
    assert facts.team.at_start == 51
    assert facts.team.ramp_months == facts.team.annual_attrition == facts.team.recruiting_cost == 0
    assert [kind.automatable for kind in facts.activities.values()] == [False, False, True, True]


def test_boundaries_begin_and_end_every_month():
    facts = Facts(horizon_months=3)
    assert facts.boundaries.tolist() == [
        0.0,
        *(month * facts.hours_per_month for month in (1, 2, 3)),
    ]
    assert facts.boundaries[-1] == facts.horizon_hours


def test_the_table_of_renewals_is_the_curve():
    tables, begins = chances(Facts().renewal, np.array([936]), np.array([1]), 1.5)
    assert tables.shape == (2, 937)
    table, unsettled = tables
    assert begins.tolist() == [0]
    assert table[0] == 0.1
    assert table[-1] == 0.9
    assert np.all(np.diff(table) >= 0)
    # 702 of 936 are 75 %.
    assert table[702] == pytest.approx(1 / (1 + np.exp(-0.025)))
    assert unsettled[702] == pytest.approx(1 / (1 + np.exp(1.5 - 0.025)))


@pytest.mark.parametrize(
    ("intercept", "slope"), [(-100.0, 0.0), (100.0, 10.0), (-100.0, 10.0), (0.0, 0.0)]
)
def test_extreme_curves_stay_probabilities(intercept, slope):
    curve = Renewal(intercept=intercept, slope=slope, floor=0.0, ceiling=1.0)
    values = curve.probability(np.linspace(0, 100, 201))
    assert np.all((values >= 0) & (values <= 1))
    assert np.all(np.diff(values) >= 0)


def test_a_floor_above_the_ceiling_is_refused():
    with pytest.raises(ValidationError, match="floor"):
        Renewal(floor=0.8, ceiling=0.7)
    assert Renewal(floor=0.7, ceiling=0.7).probability(0.0) == 0.7


def test_no_activities_are_refused():
    with pytest.raises(ValidationError, match="a sum above 0"):
        Facts(activities={})
    with pytest.raises(ValidationError, match="a sum above 0"):
        Facts(activities={"never": Activity(per_month=0, mean_hours=1.0)})


def test_as_much_work_as_hours_is_refused():
    hours = 117.6
    with pytest.raises(ValidationError, match="less work"):
        Facts(activities={"all": Activity(per_month=1, mean_hours=hours)})
    assert Facts(activities={"all": Activity(per_month=1, mean_hours=hours - 0.1)}).mean_gap > 0


def test_a_warm_up_shorter_than_a_contract_is_refused():
    with pytest.raises(ValidationError, match="warm_up_months"):
        Facts(warm_up_months=11)
    assert Facts(warm_up_months=11, contract=Contract(months=11)).warm_up_months == 11


@pytest.mark.parametrize(
    "wrong",
    [
        {"horizon_months": 0},
        {"horizon_months": 36.0},
        {"horizon_months": "36"},
        {"customers": {"at_start": -1}},
        {"calendar": {"availability": 0.0}},
        {"calendar": {"hours_per_day": 25.0}},
        {"team": {"rounding": "up"}},
        {"team": {"ramp_months": 25}},
        {"team": {"ramp_months": 2.5}},
        {"team": {"annual_attrition": 1.0}},
        {"team": {"recruiting_cost": -1.0}},
        {"contract": {"months": 0}},
        {"unknown": 1},
        {"renewal": {"slope": -0.1}},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValidationError):
        Facts.model_validate(wrong)


def test_facts_cannot_be_changed():
    with pytest.raises(ValidationError):
        Facts().horizon_months = 3


def test_facts_are_equal_by_value_whatever_was_computed():
    used = Facts()
    assert used.boundaries.size
    assert used.rules is None
    assert used.by_segment and used.by_pod and used.load.hours
    assert used == Facts()
    assert used != Facts(team=Team(at_start=50))
    assert Facts(customers=Customers(), calendar=Calendar()) == Facts()


def test_what_was_worked_out_of_facts_is_not_kept_by_a_copy_with_others():
    facts = Facts()
    assert facts.pay[-1] == 1.0 and facts.customers_per_csmp > 0
    copied = facts.model_copy(
        update={"automation": Automation(setup_cost=5.0), "horizon_months": 6}
    )
    assert copied.by_segment[""].automation.setup_cost == 5.0
    assert copied.pay.shape == (6,)


def test_facts_with_segments_and_pods_are_read_back_from_what_is_written():
    segments = {
        "large": Segment(customers=Customers(at_start=4)),
        "small": Segment(customers=Customers()),
    }
    pods = {"team": Pod(segments=("large", "small"), at_start=9)}
    facts = Facts(segments=segments, pods=pods)
    assert Facts.model_validate(facts.model_dump()) == facts
    assert facts.headcount == 9


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"segments": {}}, "segments: found none; allowed: one or more, or no such table"),
        (
            {"customers": Customers(at_start=3)},
            "found customers beside segments; allowed: customers",
        ),
        (
            {"pods": {"a": Pod(segments=("x",), at_start=1)}},
            r'pods.a.segments: found "x"; allowed: large',
        ),
        (
            {"pods": {"a": Pod(segments=(), at_start=1)}},
            "pods.a.segments: found none; allowed: one",
        ),
        (
            {"pods": {"a": Pod(segments=("large",), at_start=1)}},
            r'pods: found segment "small" in 0 of them; allowed: every segment in exactly one pod',
        ),
        (
            {"pods": {"small": Pod(segments=("large", "small"), at_start=1)}},
            "pods.small: found the name of a segment; allowed: another name",
        ),
        (
            {
                "pods": {"a": Pod(segments=("large", "small"), at_start=1)},
                "team": Team(at_start=7),
            },
            "team.at_start is 7, but the pods have 1 CSMPs; allowed: that number, or none",
        ),
    ],
)
def test_segments_and_pods_that_do_not_go_together_are_refused(changes, words):
    segments = {name: Segment(customers=Customers()) for name in ("large", "small")}
    with pytest.raises(ValueError, match=words):
        Facts(**{"segments": segments} | changes)


def test_pods_need_segments_and_names_are_plain():
    with pytest.raises(ValueError, match="found pods without segments; allowed: pods that serve"):
        Facts(pods={"a": Pod(segments=("x",), at_start=1)})
    with pytest.raises(
        ValueError, match=r'segments: found the name "a.b"; allowed: letters, digits'
    ):
        Facts(segments={"a.b": Segment(customers=Customers())})


def test_what_is_wrong_with_a_segment_is_said_with_its_name():
    segments = {"large": Segment(customers=Customers(), contract=Contract(months=36))}
    words = "segments.large.warm_up_months is 24, shorter than a contract; allowed: at least"
    with pytest.raises(ValueError, match=words):
        Facts(segments=segments)


def test_no_part_is_called_as_a_bound_of_a_decision_is():
    with pytest.raises(ValueError, match="segments: found the name low, which is that of a bound"):
        Facts(segments={"low": Segment(customers=Customers())})
