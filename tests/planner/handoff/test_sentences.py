"""A recommendation in sentences, the same wherever it is read."""

from dataclasses import replace

import pytest

from planner.handoff import sentences, verdict
from planner.handoff.dashboard.note import note
from planner.handoff.report.content import content
from planner.simulation.estimate import Estimate


@pytest.fixture(params=["recommendation", "lively", "still"])
def result(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def said(result) -> list[str]:
    """Every sentence."""
    return [
        sentences.headline(result),
        *sentences.gain(result),
        *sentences.constraints(result),
        *sentences.edges(result),
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
    shown = {report.headline, *report.lead, *report.cautions, *report.ties_note}
    shown |= {*report.plan, *report.method}
    noted = note(result).splitlines()
    for sentence in said:
        assert sentence in terminal
        assert sentence in shown
        assert f"- {sentence}" in noted or f"## {sentence}" in noted


def test_sentences_are_sentences(said):
    headline, *others = said
    assert headline.startswith("Recommended for ")
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
        assert f"The 95 % interval {sure}" in first


def test_a_plan_that_is_the_recommended_policy_is_not_told_apart(still, recommendation):
    assert list(sentences.plan(still)) == []
    assert any("fixed schedule" in each for each in sentences.plan(recommendation))


def test_todays_policy_gains_nothing_and_risks_nothing(still):
    assert not any("Expected gain" in each for each in sentences.gain(still))
    assert next(sentences.gain(still)).startswith("That is today's policy")
