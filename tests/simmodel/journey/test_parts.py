"""What the parts of a vendor are told as, and which facts they read."""

import numpy as np
import pytest

from simmodel.contract.parts import decided, of_part
from simmodel.journey import model
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective

SEGMENTS = {
    "large": {"customers": {"at_start": 5}, "contract": {"value_variation": 0.5}},
    "small": {"customers": {"at_start": 50}, "contract": {}, "renewal": {}},
}
PODS = {
    "named": {"segments": ["large"], "at_start": 2, "annual_cost": 150_000.0},
    "pool": {"segments": ["small"], "at_start": 3},
}


@pytest.fixture(scope="module")
def facts():
    return Facts.model_validate({"segments": SEGMENTS, "pods": PODS})


@pytest.fixture(scope="module")
def told(facts):
    return model.told(facts, Objective())


def test_a_vendor_that_is_one_whole_reads_all_facts():
    whole = model.told(Facts(), Objective())
    assert whole.parts is None
    assert whole.reads("contract.value") and whole.reads("team.at_start")
    assert whole.finance.roles.signed.waterfall is None
    assert whole.finance.rates_of_parts(Facts()) == {}


def test_facts_that_all_parts_have_for_themselves_are_not_read(told):
    for idle in ("customers.at_start", "contract.value", "automation.annual_cost"):
        assert not told.reads(idle)
    assert not told.reads("team.at_start")
    for read in ("renewal.slope", "team.annual_cost", "calendar.availability", "activities"):
        assert told.reads(read)  # as a segment, or a pod, has none of its own


def test_facts_in_place_of_those_of_the_whole_are_named(told):
    parts = told.parts
    assert parts.in_place_of("contract.value") == (
        "segments.large.contract.value",
        "segments.small.contract.value",
    )
    assert parts.in_place_of("renewal.slope") == ("segments.small.renewal.slope", "renewal.slope")
    assert parts.in_place_of("team.annual_cost") == ("pods.named.annual_cost", "team.annual_cost")
    assert parts.in_place_of("calendar.availability") == ("calendar.availability",)


def test_kinds_of_parts_are_known_by_their_series(told):
    assert told.parts.kind_of("customers", told.series) == "segment"
    assert told.parts.kind_of("team", told.series) == "pod"
    assert told.parts.kind_of("nothing", told.series) is None


def test_what_is_asked_of_a_part_first_is_a_metric(told):
    for kind, names in told.parts.highlights.items():
        assert kind in told.parts.names
        for name in names:
            parts = told.parts.names[kind]
            assert any(of_part(name, part) in told.metrics for part in parts)


def test_rates_of_parts_say_what_a_member_costs_and_a_contract_is(told, facts):
    rates = told.finance.rates_of_parts(facts)
    assert rates["named"].member == 150_000.0
    assert rates["pool"].member == facts.team.annual_cost
    assert rates["large"].contract is None  # as they differ
    assert rates["small"].contract.value == rates["pool"].contract.value == 250_000.0
    mean = (2 * 150_000.0 + 3 * facts.team.annual_cost) / 5
    assert told.finance.rates(facts).member == pytest.approx(mean)
    assert told.finance.roles.signed.waterfall.new == "new_revenue"


def test_what_is_decided_for_all_holds_where_nothing_is_for_a_part(told):
    policy = told.Policy.model_validate({"automation": 0.2, "automation.large": 0.4})
    assert decided(policy, "automation.large") == 0.4
    assert decided(policy, "automation.small") == 0.2
    assert decided(policy, "automation") == 0.2


def test_a_plan_says_what_each_pod_opens_and_whose_neighbours_are_valued(told, facts):
    schedule = {"hires.named": (1, 0, 0), "hires.pool": (-1, 0, 0)}
    plan = told.Policy.model_validate({"cadence": "annual"} | schedule)
    fixed = told.fixed_plan
    by_pod = fixed.changes_of_parts(facts, plan)
    assert {pod: months[0] for pod, months in by_pod.items()} == {"named": 1, "pool": -1}
    assert fixed.changes(facts, plan)[0] == 0
    around = fixed.neighbours(facts, plan)
    assert {each.part for each in around.neighbours} == {"named", "pool"}
    for each in around.neighbours:
        varied, kept = ("named", "pool") if each.part == "named" else ("pool", "named")
        months = {pod: np.array(getattr(each.policy, f"hires.{pod}")) for pod in (varied, kept)}
        before = {pod: np.array(getattr(around.plan, f"hires.{pod}")) for pod in months}
        change = months[varied] - before[varied]
        assert (change.nonzero()[0].tolist(), change.sum()) == ([each.month], each.more)
        np.testing.assert_array_equal(months[kept], before[kept])


def test_a_copy_with_other_facts_works_out_its_own(facts):
    assert Facts().by_segment[""].team.at_start == Facts().team.at_start
    whole = Facts()
    assert whole.by_pod[""] == whole  # which keeps it
    other = whole.model_copy(update={"team": whole.team.model_copy(update={"at_start": 99})})
    assert other.by_pod[""].team.at_start == 99
