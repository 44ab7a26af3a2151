"""The dashboard's note says what the terminal says, in Markdown."""

import pytest

from planner.handoff.dashboard.note import note
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details


@pytest.fixture
def lines(searched) -> list[str]:
    return note(searched[0]).splitlines()


def test_the_note_is_headed_by_what_is_recommended(searched, lines):
    assert lines[0] == f"## {advice(searched[0]).headline}"


def test_the_note_has_every_sentence_of_the_terminal(searched, lines):
    result, _ = searched
    advised, found = advice(result), details(result)
    for heading, texts in advised.whole.items():
        assert f"**{heading}.** {' '.join(texts)}" in lines
    for step in advised.steps:
        assert f"    {step.command}" in lines
    for said in (
        found.team,
        found.remedy,
        found.simplest,
        found.fixed_plan,
        found.objective,
        found.method,
    ):
        assert {f"- {each}" for each in said} <= set(lines)


def test_the_note_has_a_row_a_metric_with_as_many_cells_as_headings(searched, lines):
    table = [line for line in lines if line.startswith("|")]
    metrics = searched[0].study.model.metrics
    assert [line.split("|")[1].strip() for line in table[2:]] == list(metrics)
    assert {line.count("|") for line in table} == {6}
