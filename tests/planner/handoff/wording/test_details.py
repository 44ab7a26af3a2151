"""A recommendation in sentences, the same wherever it is read."""

from dataclasses import replace

import pytest

from planner.handoff.dashboard.note import note
from planner.handoff.report.content import content
from planner.handoff.terminal.recommendation import show_recommendation
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details, remedy


@pytest.fixture(params=["recommendation", "lively", "still"])
def result(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def said(result) -> list[str]:
    """Every sentence."""
    found = details(result)
    return [
        *(each for texts in advice(result).parts.values() for each in texts),
        *found.team,
        *found.fixed_plan,
        *found.remedy,
        *found.simplest,
        *found.objective,
        *found.method,
    ]


def words(text: str) -> str:
    """A text without its breaks of lines."""
    return " ".join(text.split())


def test_the_terminal_the_report_and_the_note_say_the_same(result, said, capsys):
    show_recommendation(result, [], verbose=True)
    terminal = words(capsys.readouterr().out)
    report = content(result, None)
    shown = [each for texts in report.advice.parts.values() for each in texts]
    shown += [*report.plan, *report.rivals_note, *report.method]
    noted = note(result)
    assert sorted(shown) == sorted(said)
    for sentence in said:
        assert sentence in terminal
        assert sentence in noted


def test_nothing_is_read_twice(said):
    assert len(set(said)) == len(said)


def test_sentences_are_sentences(said):
    for sentence in said:
        assert sentence[0].isupper() or sentence.split()[0].isidentifier()
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert "nan" not in sentence.lower().split()


def test_the_objective_is_told_with_the_share_that_it_credits(recommendation):
    first, *_ = details(recommendation).objective
    assert first == (
        "All worth is in the objective: alpha x renewal value - total cost, with alpha = 0.25."
    )


def test_a_plan_that_is_the_recommended_policy_is_not_told_apart(still, recommendation):
    assert details(still).fixed_plan == ()
    assert all("fixed plan" in each.lower() for each in details(recommendation).fixed_plan[::2])


def test_of_two_chances_of_a_loss_each_says_whose_it_is(recommendation):
    (policy,) = (each for each in advice(recommendation).parts["How sure"] if "chance" in each)
    (plan,) = (each for each in details(recommendation).fixed_plan if "chance" in each)
    assert policy.startswith("It does worse than today's policy in ")
    assert plan.startswith("The fixed plan does worse than today's policy in ")


def test_what_a_limit_left_undecided_comes_with_what_to_do(recommendation):
    cut = replace(
        recommendation.selected, certified=False, feasible=True, ended_by="runs", closes_at=4_321
    )
    assert any("search.max_runs" in each for each in remedy(cut, "USD"))
    known = replace(cut, certified=True)
    assert list(remedy(known, "USD")) == []
