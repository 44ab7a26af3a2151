"""Segments and pods in a sentence each."""

from dataclasses import replace

from planner.handoff.wording.advice import advice
from planner.handoff.wording.parts import by_part
from simmodel.contract.parts import of_part


def test_a_vendor_without_parts_has_no_sentence(recommendation):
    assert by_part(recommendation.study, recommendation.baseline, recommendation.winner) == {}
    assert list(advice(recommendation).whole) == ["To do", "It brings", "How sure", "Risks"]


def test_each_segment_says_what_it_keeps_and_how_many_it_is(divided):
    told = by_part(divided.study, divided.baseline, divided.winner)
    assert list(told) == ["Segments", "Pods"]
    (segments,), (pods,) = told.values()
    of_large, of_small = segments.rstrip(".").split("; ")
    assert of_large.startswith("large: net revenue retention ")
    assert of_small.startswith("-1: gross revenue retention ")
    customers = divided.winner.metrics[of_part("retained_customers", "-1")].mean
    assert f"{customers:,.0f} customers" in of_small
    people = round(divided.winner.metrics[of_part("team_at_end", "named")].mean)
    assert people == 1
    assert pods.startswith("named: 1 CSMP (today's policy 0), utilisation ")


def test_another_number_than_todays_policy_has_is_told_with_it(divided):
    (pods,) = by_part(divided.study, divided.baseline, divided.winner)["Pods"]
    same = by_part(divided.study, divided.winner, divided.winner)["Pods"][0]
    assert "(today's policy " in pods
    assert "today" not in same


def test_of_many_parts_the_first_are_told(divided):
    parts = divided.study.model.parts
    many = replace(parts, names={"segment": ("large",) * 9})
    study = replace(divided.study, model=replace(divided.study.model, parts=many))
    (said,) = by_part(study, divided.baseline, divided.winner)["Segments"]
    assert said.endswith("; 3 more in the report.")


def test_they_stand_in_the_first_look(divided):
    assert {"Segments", "Pods"} <= set(advice(divided).parts)
