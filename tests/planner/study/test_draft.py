"""A new study takes its answers, and defaults for all else; or says why it cannot."""

import pytest

from planner.study.checks import Checks
from planner.study.draft import Draft, draft, refusal
from simmodel.journey.people.individuals import People
from simmodel.registry import load

MODEL = load("journey")


def drafted(answers: dict) -> Draft:
    checks = Checks("")
    begun = draft(MODEL, answers, checks)
    checks.finish()
    assert begun is not None
    return begun


def complaints(answers: dict) -> list[str]:
    checks = Checks("")
    assert draft(MODEL, answers, checks) is None
    return [f"{each.key}: {each.words}" for each in checks.complaints]


def test_without_answers_all_is_as_declared_and_today_as_the_facts_say():
    begun = drafted({})
    assert begun.facts.people is not None
    as_a_number = begun.facts.model_copy(update={"people": None})
    assert (as_a_number, begun.objective) == (MODEL.Facts(), MODEL.Objective())
    assert begun.baseline == MODEL.interview.today(begun.facts)
    assert begun.file.search == type(begun.file.search)()


def test_a_table_that_a_question_is_about_is_in_a_new_study_though_it_need_not_be():
    assert drafted({}).facts.people == People()
    assert drafted({"facts.people.hiring.median_days": 60.0}).facts.people.hiring.median_days == 60


def test_answers_stand_where_their_keys_say():
    begun = drafted(
        {"title": "Acme", "facts.team": {"at_start": 7}, "facts.contract.months": 6, "seed": 3}
    )
    assert (begun.file.title, begun.file.seed) == ("Acme", 3)
    assert (begun.facts.team.at_start, begun.facts.contract.months) == (7, 6)


def test_what_is_answered_of_todays_policy_goes_before_what_the_facts_say():
    begun = drafted({"facts.team.at_start": 60, "baseline.caf": 1.25, "baseline.automation": 0.1})
    assert (begun.baseline.caf, begun.baseline.automation) == (1.25, 0.1)


def test_answers_in_plain_words_become_the_fields_they_stand_for():
    begun = drafted({"renewal_today": 0.7, "work_done_today": 0.6, "renewal_at_100": 0.8})
    assert begun.facts.renewal.probability(60) == pytest.approx(0.7, abs=5e-3)
    assert begun.facts.renewal.probability(100) == pytest.approx(0.8, abs=1e-3)
    assert begun.file.today == {"retention_rate": 0.7, "activities_finished": 0.6}
    assert (begun.plain.renewal_today, begun.plain.renewal_at_0) == (0.7, 0.35)


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (
            {"facts.team.at_start": -1},
            "facts.team.at_start: found -1; allowed: a whole number from 0 to 10_000 (CSMPs)",
        ),
        (
            {"facts.activities": {"all": {"per_month": 100, "mean_hours": 2}}},
            "facts: activities: a customer's expected work is 200 hours a month, but a month has "
            "117.6 productive hours; allowed: less work than hours (fewer or shorter activities, "
            "or a longer calendar)",
        ),
        (
            {"renewal_today": 0.95, "renewal_at_100": 0.9},
            ": renewal_today is 0.95 and renewal_at_100 is 0.9; "
            "allowed: renewal_today <= renewal_at_100",
        ),
        (
            {"facts.renewal.floor": 0.0, "renewal_at_100": 0.8},
            "facts.renewal.floor: found it together with renewal_at_100; allowed: one of them",
        ),
        (
            {"facts.team": {"at_start": 3}, "facts.team.annual_cost": 9.0},
            "facts.team: found it together with facts.team.annual_cost; allowed: one of them",
        ),
        ({"baseline": 3}, "baseline: found 3; allowed: a table"),
    ],
)
def test_answers_that_are_wrong_or_do_not_go_together_are_refused(answers, complaint):
    assert complaints(answers) == [complaint]


def test_an_answer_is_judged_by_itself():
    assert refusal(MODEL, "renewal_today", 0.95, "renewal_today") is None
    words = refusal(MODEL, "renewal_today", 1.0, "renewal_today")
    assert words == "found 1.0; allowed: a number from 0.01 to 0.99 (share of contracts)"


def test_a_part_of_an_answer_is_judged_before_the_rest_is_there():
    key = "facts.activities"
    assert refusal(MODEL, key, {"call": {"per_month": 3}}, f"{key}.call.per_month") is None
    words = refusal(MODEL, key, {"call": {"per_month": -0.3}}, f"{key}.call.per_month")
    assert words is not None and words.startswith("found -0.3; allowed: a number from 0")


SEGMENTS = {
    "large": {"customers": 20, "work_hours": 20.0, "csmps": 4, "renewal_today": 0.9},
    "small": {"customers": 300, "work_hours": 1.0, "csmps": 2, "renewal_today": 0.7},
}


def test_segments_become_those_of_the_facts_and_pods_with_decisions_of_their_own():
    begun = drafted({"segments": SEGMENTS, "baseline.cadence": "monthly"})
    assert list(begun.facts.segments) == list(begun.facts.pods) == ["large", "small"]
    assert begun.file.today == {"retention_rate.large": 0.9, "retention_rate.small": 0.7}
    assert (begun.plain.segments["small"].renewal_at_0, begun.baseline.cadence) == (0.35, "monthly")
    today = MODEL.interview.today(begun.facts)
    for pod in ("large", "small"):
        assert begun.baseline.of_pod(pod).caf == today.of_pod(pod).caf != 1.0


def test_no_segments_are_as_no_answer():
    assert drafted({"segments": {}}).facts == drafted({}).facts


def test_what_is_answered_of_one_pod_or_of_all_goes_before_what_the_facts_say():
    of_one = drafted({"segments": SEGMENTS, "baseline.caf.small": 1.5}).baseline
    kept = drafted({"segments": SEGMENTS}).baseline.of_pod("large").caf
    assert (of_one.of_pod("small").caf, of_one.of_pod("large").caf) == (1.5, kept)
    of_all = drafted({"segments": SEGMENTS, "baseline.caf": 1.5}).baseline
    assert {of_all.of_pod(pod).caf for pod in SEGMENTS} == {1.5}


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (
            {"facts.customers.at_start": 9},
            "facts.customers.at_start: found it together with segments; allowed: one of them",
        ),
        ({"renewal_today": 0.9}, "renewal_today: found it together with segments"),
        ({"facts.contract": {"value": 9.0}}, "facts.contract: found it together with segments"),
        ({"baseline.caf.tiny": 1.0}, "baseline.caf: found {tiny = 1.0}; allowed: a number from"),
    ],
)
def test_answers_that_do_not_go_with_segments_are_refused(answers, complaint):
    (found,) = complaints({"segments": SEGMENTS, **answers})
    assert found.startswith(complaint)


@pytest.mark.parametrize(
    ("segments", "complaint"),
    [
        ({"two words": {}}, 'segments: found the name "two words"; allowed: letters, digits, _'),
        ({"a": {"csmps": 0}}, "segments: found no CSMPs; allowed: one or more in at least one"),
        ({"a": {"customers": 0}}, "segments.a.customers: found 0; allowed: a whole number from 1"),
        ({"a": {"renewal_today": 92}}, "segments.a.renewal_today: found 92; allowed: a number"),
        (
            {"a": {"net_revenue_retention": 0.5}},
            "segments.a: net_revenue_retention is 0.5 and renewal_today is 0.9; allowed: net_rev",
        ),
        ({"a": {"nrr": 1.0}}, "segments.a.nrr: unknown key; found 1.0; allowed: customers, new_"),
        ({"a": {"work_hours": 300.0}}, "facts: segments.a.activities: a customer's expected work"),
    ],
)
def test_segments_that_cannot_be_are_refused(segments, complaint):
    (found,) = complaints({"segments": segments})
    assert found.startswith(complaint)


def test_what_is_inside_of_a_part_need_not_be_judged():
    key, nameless = "facts.activities", {"call": {}}
    assert refusal(MODEL, key, nameless, f"{key}.call") is not None
    assert refusal(MODEL, key, nameless, f"{key}.call", inside=False) is None
    shrinks = {"a": {"renewal_today": 0.9, "net_revenue_retention": 0.5}}
    words = refusal(MODEL, "segments", shrinks, "segments.a", inside=False)
    assert words is not None and "allowed: net_revenue_retention >= renewal_today" in words
