"""What machines read: strict JSON with the keys that were promised."""

import dataclasses
import json
import math
from typing import Any

import pytest

from planner.handoff.documents import parts
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.policies import comparison_document, simulation_document
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.documents.reproduction import reproduction_document
from planner.handoff.documents.study import check_document
from planner.reproduce import Cell, Reproduction
from planner.simulation.estimate import Estimate
from planner.simulation.phase import Phase
from planner.simulation.valued import valued
from simmodel.contract.published import PublishedCell
from simmodel.registry import load

NOBODY = ("at_start = 12\narrivals_per_month = 2.0", "at_start = 0\narrivals_per_month = 0.0")


def parsed(document: dict[str, Any]) -> dict[str, Any]:
    """The document as a strict reader of JSON sees it."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(as_text(document), parse_constant=refuse)


def is_estimate(value: Any) -> bool:
    return value.keys() == {"mean", "half_width"}


@pytest.fixture
def simulation(simulator_for):
    """The parsed document of a simulation of today's policy."""

    def simulate(study, engine: str = "kernel") -> dict[str, Any]:
        simulator = simulator_for(study, engine=engine)
        (sample,) = simulator.sample([study.baseline], Phase.SIMULATE, 3)
        return parsed(simulation_document(study, study, sample, study.seed, engine))

    return simulate


# ---- Text ----------------------------------------------------------------------------------------


def test_numbers_that_are_not_defined_become_null_wherever_they_stand():
    document = {"a": math.nan, "b": [math.inf, (1.5, -math.inf)], "c": {"d": math.nan}}
    assert parsed(document) == {"a": None, "b": [None, [1.5, None]], "c": {"d": None}}


def test_everything_else_stays_as_it_is():
    document = {"text": "NaN ± ü", "true": True, "none": None, "whole": 2**70, "tenth": 0.1}
    assert parsed(document) == document


def test_numbers_keep_their_last_digit():
    value = 110669.29716657716
    assert parsed({"value": value})["value"] == value


# ---- Check ---------------------------------------------------------------------------------------


def test_a_check_says_what_the_study_holds(tiny_study):
    document = parsed(check_document(tiny_study, {}, None))
    assert document["study"] == "tiny"
    assert document["model"] == "journey"
    assert document["start"] == "2026-11-01"
    assert document["digest"] == tiny_study.digest
    assert document["currency"] == "USD"
    assert document["facts"]["customers"] == {
        "at_start": 12,
        "arrivals_per_month": 2.0,
        "forecast": None,
        "work_variation": None,
    }
    assert document["baseline"] == {"cadence": "quarterly", "caf": 1.0, "automation": 0.0}
    assert [decision["name"] for decision in document["decisions"]] == [
        "cadence",
        "caf",
        "automation",
    ]
    assert document["decisions"][0]["options"] == ["monthly", "quarterly"]
    assert (document["decisions"][1]["low"], document["decisions"][1]["high"]) == (0.8, 1.4)
    assert document["search"] == tiny_study.search.model_dump()


def test_a_check_says_what_is_kept_to_and_traded_off(tiny):
    study = tiny(
        ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
        ("automation = { low = 0.0, high = 0.5 }", "hires = { low = -2, high = 3, per_year = 4 }"),
        more="[constraints]\nretention_rate = { at_least = 0.5 }\n"
        '[goals]\nrenewal_bookings = "maximise"\ncsmp_cost = "minimise"\n',
    )
    document = parsed(check_document(study, {}, None))
    (hires,) = document["decisions"]
    assert (hires["low"], hires["high"], hires["per_year"]) == (-2, 3, 4)
    assert (hires["periods"], hires["years"], hires["opening"]) == (2, [0, 0], 3)
    assert document["constraints"] == [
        {"metric": "retention_rate", "bound": 0.5, "sense": "at_least", "probability": None}
    ]
    assert document["goals"] == [
        {"metric": "renewal_bookings", "sense": "maximise"},
        {"metric": "csmp_cost", "sense": "minimise"},
    ]


def test_a_policy_leaves_out_what_it_does_not_decide(tiny_study):
    policy = tiny_study.baseline
    assert "hires" not in parts.policy(policy)
    fixed = policy.model_copy(update={"hires": (1, -1)})
    assert parsed({"policy": parts.policy(fixed)})["policy"]["hires"] == [1, -1]


# ---- Simulate ------------------------------------------------------------------------------------


def test_a_simulation_has_the_promised_keys(simulation, tiny_study):
    document = simulation(tiny_study)
    assert document["study"] == "tiny"
    assert document["policy"] == {"cadence": "quarterly", "caf": 1.0, "automation": 0.0}
    assert document["engine"] == "kernel"
    assert (document["replications"], document["seed"]) == (3, 7)
    assert document["metrics"].keys() == tiny_study.model.metrics.keys()
    assert all(map(is_estimate, document["metrics"].values()))
    assert document["units"].keys() == document["metrics"].keys()


def test_a_simulation_has_every_series_month_by_month(simulation, tiny_study):
    series = simulation(tiny_study)["series"]
    assert series.keys() == tiny_study.model.series.keys()
    for months in series.values():
        assert is_estimate(months)
        assert len(months["mean"]) == len(months["half_width"]) == 6


def test_the_engine_is_the_only_difference_between_the_engines(simulation, tiny_study):
    kernel, simpy = (simulation(tiny_study, engine) for engine in ("kernel", "simpy"))
    assert (kernel.pop("engine"), simpy.pop("engine")) == ("kernel", "simpy")
    assert kernel == simpy


def test_metrics_of_a_vendor_without_customers_are_null_where_they_are_not_defined(
    simulation, tiny
):
    metrics = simulation(tiny(NOBODY))["metrics"]
    assert metrics["retention_rate"] == {"mean": None, "half_width": None}
    assert metrics["retained_customers"] == {"mean": 0.0, "half_width": 0.0}


# ---- Compare -------------------------------------------------------------------------------------


def test_a_comparison_has_the_reference_first_and_each_policys_difference_to_it(
    tiny_study, simulator_for
):
    simulator = simulator_for(tiny_study)
    lean = tiny_study.baseline.model_copy(update={"caf": 1.3})
    samples = simulator.sample([tiny_study.baseline, lean], Phase.SIMULATE, 3)
    both = {name: valued(each, samples[0]) for name, each in zip("ab", samples, strict=True)}
    document = parsed(comparison_document(tiny_study, both, 3, tiny_study.seed))
    assert document["reference"] == "a"
    assert (document["replications"], document["seed"]) == (3, 7)
    first, second = document["policies"]
    assert (first["name"], second["name"]) == ("a", "b")
    assert second["policy"]["caf"] == 1.3
    assert first["difference"]["objective"] == {"mean": 0.0, "half_width": 0.0}
    expected = both["b"].gain["csmp_cost"]
    assert second["difference"]["csmp_cost"] == {
        "mean": expected.mean,
        "half_width": expected.half_width,
    }


# ---- Reproduce -----------------------------------------------------------------------------------


def test_a_reproduction_has_published_and_ours_and_the_deviation_of_each_cell():
    cells = (
        Cell(PublishedCell("lean", "profit", 100.0, 4.0), Estimate(94.0, 3.0)),
        Cell(PublishedCell("lean", "cost", 10.0, 1.0), Estimate(math.nan, math.nan)),
    )
    result = Reproduction(load("journey").published(), cells, seed=3, replications=5)
    document = parsed(reproduction_document(result))
    assert document["cells"] == [
        {
            "scenario": "lean",
            "metric": "profit",
            "published": {"mean": 100.0, "half_width": 4.0},
            "ours": {"mean": 94.0, "half_width": 3.0},
            "deviation": 1.5,
        },
        {
            "scenario": "lean",
            "metric": "cost",
            "published": {"mean": 10.0, "half_width": 1.0},
            "ours": {"mean": None, "half_width": None},
            "deviation": None,
        },
    ]
    assert (document["seed"], document["replications"]) == (3, 5)
    assert document["succeeded"] is False


# ---- Optimize ------------------------------------------------------------------------------------


def test_a_recommendation_has_the_promised_keys(recommendation):
    document = parsed(recommendation_document(recommendation))
    metrics = recommendation.study.model.metrics
    assert document["policy"] == parts.policy(recommendation.winner.policy)
    assert document["validated"].keys() == metrics.keys()
    assert all(map(is_estimate, document["validated"].values()))
    assert document["baseline"]["policy"] == parts.policy(recommendation.baseline.policy)
    assert document["baseline"]["validated"].keys() == metrics.keys()
    *phases, total = document["replications"].values()
    assert list(document["replications"]) == ["search", "select", "validate", "frontier", "total"]
    assert min(phases) > 0 and sum(phases) == total
    selection = document["selection"]
    verdicts = [each["verdict"] for each in selection["finalists"]]
    assert verdicts.count("selected") == 1
    assert sum(each["recommended"] for each in selection["finalists"]) == 1
    assert selection["zone"] > 0
    assert document["search"]["trials"] == len(recommendation.searched.trials)
    assert document["chance_of_loss"].keys() == {"share", "low", "high"}
    assert document["constraints"] == []
    assert document["seed"] == 7
    share = document["share"]
    assert (share["field"], share["value"]) == ("alpha", 0.25)
    assert share["credited_difference"] == document["differences"][share["credited"]]
    assert share["cost_difference"] == document["differences"][share["cost"]]
    low, high = share["gains_between"]
    assert low < share["value"] < high
    assert share["break_even"] is None or share["break_even"]["mean"] in (low, high)
    assert document["digest"] == recommendation.study.digest


def test_the_gain_is_the_difference_of_the_validated_means(recommendation):
    other_plan = dataclasses.replace(recommendation, plan=recommendation.baseline)
    document = parsed(recommendation_document(other_plan))
    assert document["plan"]["gain"]["mean"] == 0.0
    assert is_estimate(document["gain"])
    assert document["gain"] == document["differences"]["objective"]
    ours, today = document["validated"], document["baseline"]["validated"]
    assert document["gain"]["mean"] == pytest.approx(
        ours["objective"]["mean"] - today["objective"]["mean"]
    )


def test_a_recommendation_holds_the_fixed_plan_and_its_own_value(recommendation):
    plan = parsed(recommendation_document(recommendation))["plan"]
    assert plan["policy"]["hires"] == list(recommendation.plan.policy.hires)
    assert is_estimate(plan["gain"])
    team, hires = plan["team"], plan["policy"]["hires"]
    assert team["opening"] == recommendation.study.facts.team.at_start
    assert team["months"][-1] == team["opening"] + sum(hires)
    assert len(team["months"]) == recommendation.study.facts.horizon_months
    assert plan["validated"]["objective"]["mean"] == recommendation.plan.metrics["objective"].mean


def test_a_recommendation_for_a_vendor_without_customers_is_strict_json_too(tiny, recommended):
    document = parsed(recommendation_document(recommended(tiny(NOBODY))))
    assert document["validated"]["retention_rate"] == {"mean": None, "half_width": None}
    assert document["gain"] == {"mean": 0.0, "half_width": 0.0}


def test_people_one_by_one_are_positions_and_expectations_by_month(people, recommendation):
    document = parsed(recommendation_document(people))
    told, months = document["plan"]["people"], 15
    assert sum(told["positions_to_open"]) == sum(people.plan.policy.hires)
    assert told["months_to_hire"] == {"half": 2, "nine_of_ten": 4}
    team = people.plan.sample.series["team"]
    assert told["team"]["mean"] == pytest.approx(team.mean(axis=0))
    assert len(told["team"]["p10"]) == len(told["team"]["p90"]) == len(told["resigned"]) == months
    resigned = people.plan.sample.series["resigned"].mean(axis=0)
    assert told["resigned"] == pytest.approx(resigned)
    assert "people" not in recommendation_document(recommendation)["plan"]


def test_the_formula_tells_no_metric_that_the_study_has_not(recommendation, people):
    for each in (recommendation, people):
        fluid = recommendation_document(each)["fluid"]
        assert fluid.keys() <= each.study.model.metrics.keys()
