"""Segments told in plain words become facts that give what was told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simmodel.journey.desk.facts import Desk
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Team
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.individuals import People
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.study.segments import complete, stands_for
from simmodel.journey.study.today import today
from simmodel.journey.study.told import ToldSegment
from simmodel.streams import Streams

FACTS = Facts(
    team=Team(annual_attrition=0.13, ramp_months=3),
    people=People(hiring=Hiring(median_days=60.0, p90_days=100.0)),
)
POLICY = today(FACTS)
LARGE = ToldSegment(
    customers=40,
    new_per_month=0.5,
    value=180_000.0,
    work_hours=16.0,
    review_hours=9.0,
    onboarding_hours=25.0,
    csmps=8,
    renewal_today=0.92,
    net_revenue_retention=1.08,
)
MIDDLE = ToldSegment(
    customers=200, value=36_000.0, work_hours=4.5, review_hours=4.5, csmps=9, renewal_today=0.87
)
SMALL = ToldSegment(customers=400, value=6_000.0, work_hours=1.8, csmps=5, renewal_today=0.78)
TOGETHER = SMALL.model_copy(update={"csmps": 0})
TIGHT = LARGE.model_copy(update={"csmps": 7, "renewal_at_100": 0.97, "renewal_at_0": 0.3})
ALL = {"enterprise": LARGE, "mid-market": MIDDLE, "small": SMALL}


def meant(told: dict, facts: Facts = FACTS) -> Facts:
    """The facts with those that ``told`` stand for."""
    fields = stands_for(told, facts, POLICY)
    team = facts.team
    if "facts.team.at_start" in fields:
        team = team.model_copy(update={"at_start": fields["facts.team.at_start"]})
    kept = {name: getattr(facts, name) for name in facts.model_fields_set}
    parts = {name: fields.get(f"facts.{name}") for name in ("segments", "pods")}
    desk = facts.desk
    if "facts.desk.organisation" in fields:
        desk = Desk(organisation=fields["facts.desk.organisation"])
    return Facts(**kept | parts | {"team": team, "desk": desk})


def served(facts: Facts) -> dict[str, tuple[tuple[str, ...], int]]:
    return {name: (pod.segments, pod.at_start) for name, pod in (facts.pods or {}).items()}


# ---- What is possible ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"customers": 0}, "greater than or equal to 1"),
        ({"renewal_today": 1.1}, "less than or equal to 0.99"),
        ({"net_revenue_retention": 108.0}, "less than or equal to 2"),
        ({"work_hours": 0.0}, "greater than or equal to 0.1"),
        ({"review_hours": 0.001}, "review_hours is 0.001; allowed: 0, or at least 0.01"),
        ({"onboarding_hours": 5e-324}, "onboarding_hours is 4.94066e-324; allowed: 0, or at least"),
        (
            {"renewal_today": 0.9, "net_revenue_retention": 0.8},
            "net_revenue_retention is 0.8 and renewal_today is 0.9; allowed: "
            "net_revenue_retention >= renewal_today, as who renews signs as much as before or more",
        ),
        (
            {"renewal_today": 0.9, "net_revenue_retention": 1.2, "expansion": 0.25},
            "so that who renews signs 33 % more on average; allowed: at most 25 %, the expansion",
        ),
        (
            {"renewal_today": 0.5, "net_revenue_retention": 1.2},
            "signs 140 % more on average; allowed: at most 100 %",
        ),
        (
            {"renewal_today": 0.6, "renewal_at_0": 0.7},
            "renewal_at_0 is 0.7 and renewal_today is 0.6; allowed: renewal_at_0 <= renewal_today",
        ),
        (
            {"csmps": 0, "organisation": "books"},
            "organisation is books and csmps is 0; allowed: organisation with csmps, in the "
            "segment whose CSMPs they share",
        ),
    ],
)
def test_what_cannot_be_is_refused(told, words):
    with pytest.raises(ValidationError) as refused:
        ToldSegment(**told)
    assert words in str(refused.value)


def test_more_work_than_a_month_has_hours_is_refused_in_words_of_the_segment():
    with pytest.raises(ValueError, match=r"^segments\.big\.activities: a customer's expected work"):
        complete({"big": ToldSegment(work_hours=200.0)}, FACTS, POLICY)


def test_work_for_more_csmps_than_a_team_can_have_is_refused_unless_they_are_told():
    words = r"^segments\.big has no csmps and work for 1[0-9],[0-9]{3}; allowed: csmps, or work "
    busy = ToldSegment(customers=20_000, work_hours=4.0, review_hours=240.0)
    with pytest.raises(ValueError, match=words + "for at most 10,000$"):
        complete({"big": busy}, FACTS, POLICY)
    told = busy.model_copy(update={"csmps": 9_000})
    assert complete({"big": told}, FACTS, POLICY)["big"].csmps == 9_000


# ---- What is not answered ------------------------------------------------------------------------


def test_what_is_not_answered_follows_from_the_rest():
    (found,) = complete({"all": ToldSegment(onboarding_hours=10.0)}, FACTS, POLICY).values()
    assert (found.new_per_month, found.onboarding_months) == (2.0, 2)
    assert found.csmps == 4  # 100 customers with 4 hours, of 117.6, and those who are new
    assert (found.net_revenue_retention, found.expansion) == (0.9, None)
    assert (found.renewal_at_0, found.renewal_at_100) == (0.45, 0.9)


def test_where_not_all_gets_done_more_would_renew_if_it_were():
    found = complete(ALL, FACTS, POLICY)
    assert found["enterprise"].renewal_at_100 == 0.92
    assert found["small"].renewal_at_100 == 0.89


@pytest.mark.parametrize(
    ("nrr", "expansion"), [(0.9, None), (0.95, 0.25), (1.08, 0.25), (1.2, 0.4), (1.5, 0.75)]
)
def test_who_grows_grows_by_a_quarter_or_as_much_as_it_takes(nrr, expansion):
    told = ToldSegment(renewal_today=0.9, net_revenue_retention=nrr)
    assert complete({"all": told}, FACTS, POLICY)["all"].expansion == expansion


# ---- What it stands for --------------------------------------------------------------------------


def test_answers_stand_for_customers_contract_and_work():
    segment = meant(ALL).segments["enterprise"]
    assert (segment.customers.at_start, segment.customers.arrivals_per_month) == (40, 0.5)
    assert (segment.contract.value, segment.contract.months) == (180_000, 12)
    assert segment.phases.onboarding_months == 2
    work = segment.activities
    assert work["regular_work"].per_month * work["regular_work"].mean_hours == 16
    assert (work["quarterly_review"].every_months, work["quarterly_review"].mean_hours) == (3, 9)
    onboarding = work["onboarding"]
    assert onboarding.phase == "onboarding"
    assert 2 * onboarding.per_month * onboarding.mean_hours == pytest.approx(25, abs=0.01)
    small = meant(ALL).segments["small"]
    assert (set(small.activities), small.phases, small.outcomes) == ({"regular_work"}, None, None)


def test_who_renews_signs_on_average_what_the_retention_of_revenue_takes():
    outcomes = meant(ALL).segments["enterprise"].outcomes
    assert 0.92 * outcomes.mean_change(100.0) == pytest.approx(1.08, abs=1e-4)


@given(st.floats(0.3, 0.99), st.floats(0, 0.95))
def test_whatever_revenue_is_retained_there_are_outcomes_that_retain_it(renewal, part):
    nrr = min(renewal * (1 + part), 2.0)
    told = ToldSegment(renewal_today=renewal, net_revenue_retention=nrr)
    outcomes = meant({"all": told}, Facts()).segments["all"].outcomes
    change = 1.0 if outcomes is None else float(outcomes.mean_change(100.0))
    assert renewal * change == pytest.approx(nrr, abs=1e-3)


def test_the_length_and_the_prices_of_contracts_are_those_of_the_facts():
    base = Facts(contract={"months": 6, "price_rise": 0.03})
    contract = meant({"all": LARGE}, base).segments["all"].contract
    assert (contract.months, contract.price_rise, contract.value) == (6, 0.03, 180_000)


@pytest.mark.parametrize(
    ("csmps", "pods"),
    [
        ((8, 9, 5), {"a": (("a",), 8), "b": (("b",), 9), "c": (("c",), 5)}),
        ((8, 9, 0), {"a": (("a",), 8), "b_and_c": (("b", "c"), 9)}),
        ((0, 9, 5), {"a_and_b": (("a", "b"), 9), "c": (("c",), 5)}),
        ((8, 0, 5), {"a_and_b": (("a", "b"), 8), "c": (("c",), 5)}),
    ],
)
def test_who_has_no_csmps_shares_those_of_the_segment_before(csmps, pods):
    told = {
        name: SMALL.model_copy(update={"csmps": number})
        for name, number in zip("abc", csmps, strict=True)
    }
    assert served(meant(told)) == pods


def test_where_all_share_one_team_there_are_no_pods():
    told = {"a": MIDDLE, "b": SMALL.model_copy(update={"csmps": 0})}
    facts = meant(told)
    assert (facts.pods, facts.team.at_start) == (None, 9)


IN_BOOKS = {"organisation": "books"}


def test_how_a_segment_is_looked_after_is_the_desk_of_its_pod():
    told = {"a": LARGE.model_copy(update=IN_BOOKS), "b": MIDDLE, "c": TOGETHER}
    facts = meant(told)
    assert [pod.desk and pod.desk.organisation for pod in facts.pods.values()] == ["books", None]
    assert [each.organisation for each in complete(told, FACTS, POLICY).values()] == [
        "books",
        "pool",
        None,
    ]


def test_of_one_team_it_is_the_desk_of_all():
    told = {"a": LARGE.model_copy(update=IN_BOOKS), "b": TOGETHER}
    fields = stands_for(told, FACTS, POLICY)
    assert fields["facts.desk.organisation"] == "books" and "facts.pods" not in fields
    assert "facts.desk.organisation" not in stands_for({"a": LARGE}, FACTS, POLICY)


def test_who_says_nothing_is_looked_after_as_the_facts_have_it():
    facts = FACTS.model_copy(update={"desk": Desk(organisation="books", moved=0.1)})
    told = {"a": LARGE, "b": MIDDLE.model_copy(update={"organisation": "pool"})}
    pods = stands_for(told, facts, POLICY)["facts.pods"]
    assert pods["a"].desk is None
    assert pods["b"].desk == Desk(organisation="pool", moved=0.1)


def test_books_leave_more_undone_so_that_the_same_renewals_mean_a_better_curve():
    pool, books = (
        meant({"a": told}).segments["a"].renewal
        for told in (TIGHT, TIGHT.model_copy(update=IN_BOOKS))
    )
    assert all(books.probability(done) > pool.probability(done) for done in (80, 90))


def test_the_name_of_a_pod_is_no_other_ones():
    rest = SMALL.model_copy(update={"csmps": 0})
    facts = meant({"a": MIDDLE, "b": rest, "a_and_b": SMALL})
    assert list(facts.pods) == ["pod_1", "a_and_b"]
    facts = meant({"a" * 30: MIDDLE, "b" * 30: rest, "c": SMALL})
    assert list(facts.pods) == ["pod_1", "c"]


def test_what_is_known_of_today_are_the_rates_that_were_told():
    assert stands_for(ALL, FACTS, POLICY)["today"] == {
        "retention_rate.enterprise": 0.92,
        "net_revenue_retention.enterprise": 1.08,
        "retention_rate.mid-market": 0.87,
        "retention_rate.small": 0.78,
    }
    half_yearly = Facts(contract={"months": 6})
    known = stands_for({"all": LARGE}, half_yearly, POLICY)["today"]
    assert known == {"retention_rate.all": 0.92}


@pytest.mark.parametrize(
    ("organisation", "shared", "near"),
    [("pool", False, 0.015), ("pool", True, 0.02), ("books", False, 0.015)],
    ids=["pods", "shared", "books"],
)
def test_todays_policy_renews_as_was_told_by_simulation(organisation, shared, near):
    """The fluid takes who shares a pod to have the same share of the work done: two points."""
    told = {name: _looked_after(each, organisation) for name, each in ALL.items()}
    if shared:
        told["small"] = SMALL.model_copy(update={"csmps": 0})
        told["mid-market"] = MIDDLE.model_copy(update={"csmps": 14})
    facts = meant(told)
    policy = today(facts).model_copy(update={"cadence": POLICY.cadence})
    found = []
    for replication in range(12):
        start = warm_up(facts, draw(facts, Streams(5, 5, replication)))
        found.append(measure(facts, policy, Objective(), run(facts, policy, start)))
    for name, each in told.items():
        rate = sum(metrics[f"retention_rate.{name}"] for metrics in found) / len(found)
        print(name, rate, each.renewal_today)
        assert rate == pytest.approx(each.renewal_today, abs=near), name


def _looked_after(told: ToldSegment, organisation: str) -> ToldSegment:
    return told.model_copy(update={"organisation": organisation})


RATES = st.lists(st.floats(0.01, 0.99), min_size=3, max_size=3).map(sorted)


@settings(max_examples=20, deadline=None)
@given(RATES, st.integers(1, 40), st.integers(0, 10))
def test_whatever_is_told_the_curve_keeps_to_its_ends(rates, csmps, others):
    low, rate, high = rates
    ends = {"renewal_at_0": low, "renewal_today": rate, "renewal_at_100": high}
    told = {"a": ToldSegment(csmps=csmps, **ends), "b": ToldSegment(csmps=others)}
    curve = meant(told).segments["a"].renewal
    assert (curve.floor, curve.ceiling) == (low, high)
