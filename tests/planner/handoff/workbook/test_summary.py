"""The summary says what the terminal says, and gives every metric with its half-width."""

import pytest

from planner.books.books import keep_books
from planner.handoff import sentences
from planner.handoff.workbook.summary import summary_sheet


@pytest.fixture(params=["recommendation", "lively", "still"])
def result(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def rows(result) -> list:
    return [row for row in summary_sheet(result, keep_books(result)).rows if row]


def test_it_is_headed_by_the_study_and_its_currency(result, rows):
    assert rows[0][0].value == result.study.title
    money = f"All money in {result.study.finance.currency}; November 2026 on."
    assert rows[1][0].value.startswith(money)


def test_it_says_what_is_recommended_what_it_brings_and_how_sure_that_is(result, rows):
    said = {row[0].value for row in rows}
    assert sentences.headline(result) in said
    assert set(sentences.gain(result)) <= said
    assert set(sentences.certainty(result.study, result.selected)) <= said
    assert set(sentences.plan(result)) <= said


def test_every_metric_has_its_three_policies_each_with_a_half_width(result, rows):
    lines = {row[0].value: [cell.value for cell in row[1:]] for row in rows}
    for name, quantity in result.study.model.metrics.items():
        found = lines[f"{name} ({quantity.unit})"]
        expected = []
        for valued in (result.baseline, result.winner, result.plan):
            expected += [valued.metrics[name].mean, valued.metrics[name].half_width]
        expected.append(result.plan.sample.observed[name].mean())
        assert found[:-1] == pytest.approx(expected, nan_ok=True)
        assert found[-1] == quantity.description
