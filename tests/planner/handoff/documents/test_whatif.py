"""The document of what if: what a report draws from."""

import json
from dataclasses import replace

import pytest

from planner.handoff.documents.parts import as_text
from planner.handoff.documents.whatif import whatif_document
from planner.handoff.files import write_whatif
from planner.handoff.names import REPORT, WHATIF


@pytest.fixture
def document(answers):
    return json.loads(as_text(whatif_document(answers)))


def test_it_says_what_it_rests_on(document, answers):
    study = answers.study
    assert (document["study"], document["digest"], document["seed"]) == ("tiny", study.digest, 7)
    assert document["replications"] == {
        "choosing": answers.choosing,
        "choosing_among_rivals": answers.closest,
        "valuing": study.whatif.replications,
    }
    assert document["phases"] == {"choosing": "search", "valuing": "validate"}
    assert document["units"]["objective"] == "money"
    assert "numpy" in document["versions"]


def test_moves_are_what_a_tornado_is_drawn_from(document, answers):
    assert [each["fact"] for each in document["moves"]] == [m.move.fact for m in answers.moves]
    swings = [each["swing"] for each in document["moves"]]
    assert swings == sorted(swings, reverse=True)
    for each, moved in zip(document["moves"], answers.moves, strict=True):
        assert (each["low"]["value"], each["base"], each["high"]["value"]) == (
            moved.move.low,
            moved.move.value,
            moved.move.high,
        )
        assert each["unit"] and each["description"]
        assert ("per_step" in each) == (moved.per_step is not None)
        for end, standing in (("low", moved.low), ("high", moved.high)):
            assert set(each[end]["change"]) == {"plan", "policy", "reoptimised", "today"}
            for who, change in each[end]["change"].items():
                told = standing.changes[who]["objective"]
                assert change == {"mean": told.mean, "half_width": told.half_width}
            assert "objective" not in each[end]["changes"]["plan"]
            assert each[end]["policies_tried"] == standing.tried
            assert "retention_rate" in each[end]["changes"]["plan"]


def test_together_says_which_ends(document, answers):
    for side in ("unfavourable", "favourable"):
        combined = getattr(answers.together, side)
        assert document["together"][side]["values"] == dict(combined.values)
        told = combined.standing.regret
        assert document["together"][side]["regret"]["mean"] == told.mean


def test_prices_outcomes_and_ownership_are_there(document, answers):
    shares = document["investment"]["shares"]
    assert [each["share"] for each in shares] == [b.share for b in answers.invested.break_even]
    for staffing in ("plan", "reoptimised"):
        last = answers.invested.break_even[-1].worth[staffing]
        assert shares[-1][staffing]["break_even_once"]["mean"] == last.once.mean
        assert shares[-1][staffing]["break_even_a_year"]["mean"] == last.yearly.mean
    uncertain = document["investment"]["uncertain"]
    assert sum(each["weight"] for each in uncertain["turnouts"]) == pytest.approx(1.0)
    assert set(uncertain["expected"]) == {"plan", "reoptimised"}
    owned = document["ownership"]
    assert [row["name"] for row in owned["investment"]] == [
        "implementation",
        "training",
        "licence",
        "upkeep",
    ]
    assert owned["net"]["total"]["mean"] == answers.ownership.net.total.mean


def test_neighbours_are_by_quarter(document, answers):
    first = document["neighbours"][0]
    assert first["begins"] == "2026-11-01"
    assert first["one_more"]["mean"] == answers.marginals[0].more.mean
    assert first["one_fewer"]["mean"] == answers.marginals[0].fewer.mean


def test_the_file_is_the_document_and_the_report_has_its_tornado(answers, tmp_path):
    placed = replace(answers.recommendation, folder=tmp_path)
    *_, report, file = write_whatif(replace(answers, recommendation=placed)).files
    assert (report, file) == (tmp_path / REPORT, tmp_path / WHATIF)
    assert 'id="tornado"' in report.read_text(encoding="utf-8")
    text = as_text(whatif_document(answers))
    assert file.read_text(encoding="utf-8") == text + "\n"
