"""Hand-offs say what a model has, and nothing of what it lacks or another model is about."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.handoff.dashboard.note import note
from planner.handoff.dashboard.plots import plots
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.report.content import content
from planner.handoff.report.page import page
from planner.handoff.terminal.recommendation import show_recommendation
from planner.handoff.wording.advice import advice
from planner.handoff.wording.amounts import amounts
from planner.handoff.workbook.csv import write_csv
from planner.handoff.workbook.excel import write_workbook
from planner.handoff.workbook.workbook import sheets
from planner.recommendation.recommend import Recommendation
from simmodel.contract.model import AnyModel
from simmodel.contract.wording import PLAIN
from simmodel.registry import MODELS, load

ORDINARY = {
    *("of", "in", "base", "customer", "change", "left", "lost", "monthly", "day", "year"),
    *("team", "hire", "departure", "probability", "lifetime", "terminal", "type", "word"),
    *("position", "opened", "taken", "phase"),
}
"""Words that occur in the names of a model and are everybody's, in the singular."""


def vocabulary(model: AnyModel) -> set[str]:
    """Words that the names of metrics, series, facts and decisions are made of."""
    sections = (*model.Facts.model_fields, *model.Policy.model_fields)
    return words(" ".join((*model.metrics, *model.series, *sections)))


def words(text: str) -> set[str]:
    """The words of a text, in the singular and in small letters."""
    return {word.removesuffix("s") for word in re.findall("[a-z]+", text.lower())}


@pytest.fixture(scope="module")
def bare(recommendation) -> Recommendation:
    """A recommendation of a model with none of the capabilities that it may have."""
    model = replace(
        recommendation.study.model,
        wording=PLAIN,
        share=None,
        fixed_plan=None,
        finance=None,
        sensitivity=None,
        investment=None,
        interview=None,
        calibration=None,
        replay=None,
        published=None,
    )
    study = replace(recommendation.study, model=model)
    return replace(recommendation, study=study, frontier=None)


def said(result: Recommendation) -> Iterator[str]:
    """All that people read of a recommendation, the values of the study apart."""
    advised = advice(result)
    yield advised.headline
    yield from (each for texts in advised.whole.values() for each in texts)
    yield note(result)
    report = content(result, None)
    yield from (text for chart in report.charts for text in (chart.heading, chart.caption))
    switches = (report.frontier.switches,) if report.frontier else ()
    tables = (report.changes, report.metrics, *switches, report.assumptions)
    yield from (cell for table in tables for row in table.rows for cell in row)
    yield from (f"{card.name} {card.unit} {card.note}" for card in report.cards)
    for sheet in sheets(result):
        yield sheet.name
        yield from (str(cell.value) for row in sheet.rows for cell in row if cell)
        yield from map(str, sheet.table[0])


@pytest.mark.parametrize("name", ["lively", "centre"])
def test_nothing_is_said_in_the_words_of_another_model(name, request):
    result = request.getfixturevalue(name)
    own = result.study.model
    others = set().union(*(vocabulary(load(each)) for each in MODELS if each != own.name))
    foreign = others - vocabulary(own) - ORDINARY
    assert len(foreign) > 5
    for text in said(result):
        assert not foreign & words(text), text


def test_without_a_team_the_decisions_themselves_are_said(bare):
    told = advice(bare).whole["To do"]
    assert [each.partition(":")[0].lower() for each in told] == [
        decision.name for decision in bare.study.space
    ]
    assert advice(bare).headline.startswith(told[0].rstrip("."))
    assert not list(amounts(bare.study))


def test_without_a_team_there_is_no_sheet_of_one_and_no_chart(bare, tmp_path):
    book = sheets(bare)
    assert [sheet.name for sheet in book] == ["Summary", "Metrics", "Scenarios", "Assumptions"]
    assert all(len(set(map(len, sheet.table))) == 1 for sheet in book)
    write_workbook(book, tmp_path / "plan.xlsx")
    write_csv(book, tmp_path)
    report = content(bare, None)
    assert [chart.name for chart in report.main] == ["gains"]
    assert not report.course
    assert page(report)
    assert plots(bare).keys() == {"convergence"}
    assert "team" not in json.loads(as_text(recommendation_document(bare)))["plan"]


def test_without_a_team_nobody_speaks_of_one(bare, capsys):
    show_recommendation(bare, [], verbose=True)
    shown = [
        capsys.readouterr().out,
        note(bare),
        *(str(each) for each in content(bare, None).cards),
    ]
    for text in shown:
        assert "CSMPs at the end" not in text
        assert "for each" not in text
        assert "credited to the team" not in text
