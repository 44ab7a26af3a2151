"""A recommendation in sentences, the same wherever it is read."""

from dataclasses import replace

import pytest

from planner.handoff import sentences, verdict
from planner.handoff.dashboard.note import note
from planner.handoff.numbers import row
from planner.handoff.report.content import content
from planner.handoff.staffing import staffing
from planner.simulation.estimate import Estimate


@pytest.fixture(params=["recommendation", "lively", "still"])
def result(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def said(result) -> list[str]:
    """Every sentence."""
    return [
        sentences.headline(result),
        *staffing(result),
        *sentences.gain(result),
        *sentences.cautions(result),
        *sentences.certainty(result.study, result.selected),
        *sentences.simplest(result),
        *sentences.method(result),
        *sentences.plan(result),
    ]


def words(text: str) -> str:
    """A text without its breaks of lines."""
    return " ".join(text.split())


def test_the_terminal_the_report_and_the_note_say_the_same(result, said, capsys):
    verdict.show_recommendation(result, [])
    terminal = words(capsys.readouterr().out)
    report = content(result, [])
    shown = {report.headline, *report.lead, *report.cautions, *report.rivals_note}
    shown |= {*report.plan, *report.method}
    noted = note(result).splitlines()
    for sentence in said:
        assert sentence in terminal
        assert sentence in shown
        assert f"- {sentence}" in noted or f"## {sentence}" in noted


def test_sentences_are_sentences(said):
    headline, *others = said
    assert headline.startswith("Recommended: ")
    for sentence in others:
        assert sentence[0].isupper() or sentence.split()[0].isidentifier()
        assert sentence.endswith((".", "satisfied"))
        assert "  " not in sentence
        assert "nan" not in sentence.lower().split()


def test_a_gain_that_may_be_a_loss_is_not_called_sure(recommendation):
    winner = recommendation.winner
    for gain, sure in ((Estimate(5.0, 4.0), "lies above"), (Estimate(5.0, 6.0), "does not lie")):
        valued = replace(winner, gain={**winner.gain, "objective": gain})
        first, *_ = sentences.gain(replace(recommendation, winner=valued))
        assert f"USD in the objective, at alpha = 0.25. The 95 % interval {sure}" in first


def test_a_gain_is_said_to_consist_of_revenue_and_cost_and_to_depend_on_the_share(recommendation):
    """Each with its direction, and with the shares for which it is a gain."""
    winner, today = recommendation.winner, recommendation.baseline

    def behind(revenue: float, cost: float) -> str:
        changes = {"renewal_value": Estimate(revenue, 1e4), "total_cost": Estimate(cost, 1e4)}
        moved = {
            name: values + {"renewal_value": revenue, "total_cost": cost}.get(name, 0.0)
            for name, values in today.sample.metrics.items()
        }
        sample = replace(winner.sample, metrics=moved)
        valued = replace(winner, sample=sample, gain={**winner.gain, **changes})
        return list(sentences.gain(replace(recommendation, winner=valued)))[1]

    assert behind(-2e6, -1e6).startswith(
        "Renewal value falls by 2.00 ± 0.01 M USD, total cost falls by 1.00 ± 0.01 M USD: a gain "
        "in the objective, alpha x renewal value - total cost, for any alpha below 0.50"
    )
    assert "total cost rises by 1.00 ± 0.01 M USD" in behind(4e6, 1e6)
    assert "for any alpha above 0.25" in behind(4e6, 1e6)
    assert behind(4e6, -1e6).endswith("for any alpha.")
    assert behind(-4e6, 1e6).endswith("for no alpha.")
    assert "total cost hardly changes (+500 ± 10,000 USD)" in behind(4e6, 500.0)


def test_what_a_leader_asks_for_first_is_said_with_both_its_values(lively):
    levels = list(sentences.gain(lively))[2]
    assert levels.startswith("Retention rate ")
    for name in ("retention_rate", "annual_recurring_revenue"):
        scale, before, after = row(
            [each.metrics[name] for each in (lively.baseline, lively.winner)],
            lively.study.model.metrics[name].unit,
        )
        assert f"from {before} to {after} {scale}" in levels


def test_a_plan_that_is_the_recommended_policy_is_not_told_apart(still, recommendation):
    assert list(sentences.plan(still)) == []
    assert all("fixed plan" in each for each in list(sentences.plan(recommendation))[::2])


def test_of_two_chances_of_a_loss_each_says_whose_it_is(recommendation):
    (policy,) = (each for each in sentences.gain(recommendation) if "chance" in each)
    (plan,) = (each for each in sentences.plan(recommendation) if "chance" in each)
    assert policy.startswith("Its objective is below that of today's policy in ")
    assert plan.startswith("The fixed plan's objective is below that of today's policy in ")


def test_todays_policy_gains_nothing_and_risks_nothing(still):
    assert not any("Expected gain" in each for each in sentences.gain(still))
    assert next(sentences.gain(still)).startswith("That is today's policy")
