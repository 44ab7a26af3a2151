"""What plan whatif found is read back as it was, or not at all."""

import json
from dataclasses import replace

import pytest

from planner.handoff.documents.asked import Asked, asked
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.whatif import whatif_document
from planner.sensitivity.moves import Step
from planner.simulation.estimate import Estimate


def read(result, text: str) -> Asked | None:
    return asked(text, result.study.digest, result.seed)


@pytest.fixture(scope="module")
def text(answers) -> str:
    return as_text(whatif_document(answers))


def test_moves_prices_and_marginals_are_the_answers(answers, text):
    found = read(answers.recommendation, text)
    assert [each.fact for each in found.moves] == [each.move.fact for each in answers.moves]
    for shown, moved in zip(found.moves, answers.moves, strict=True):
        assert shown.low.value == moved.move.low
        assert shown.base == moved.move.value
        assert shown.per_step == moved.per_step
        assert shown.high.plan == moved.high.changes["plan"]["objective"]
        changes = [moved.low.changes[who]["objective"] for who in ("policy", "today")]
        left = shown.low.gain(Estimate(10.0, 1.0))
        assert left.mean == 10.0 + changes[0].mean - changes[1].mean
        assert left.half_width == 1.0 + sum(each.half_width for each in changes)
    shares = [each for each in answers.invested.break_even if each.share > 0]
    assert found.decision == answers.invested.investment.decision
    for shown, each in zip(found.prices, shares, strict=True):
        worth = each.worth["reoptimised"]
        assert (shown.share, shown.once, shown.yearly) == (each.share, worth.once, worth.yearly)
        assert (shown.price, shown.left) == (worth.price, worth.gain)
        assert shown.plan == each.worth["plan"].once
    assert found.marginals == answers.marginals


def test_a_step_of_a_fact_is_read_back(answers):
    first, *others = answers.moves
    step = Step("day", 1.0, Estimate(-7.0, 0.5), Estimate(-9.0, 0.5))
    stepped = replace(answers, moves=(replace(first, per_step=step), *others))
    found = read(answers.recommendation, as_text(whatif_document(stepped)))
    assert found.moves[0].per_step == step


@pytest.mark.parametrize("broken", ["", "[]", "{}", "[" * 100_000, "digest", "neighbours"])
def test_what_is_damaged_is_refused(answers, text, broken):
    changed = text.replace(f'"{broken}"', '"other"') if broken.isalpha() else broken
    assert changed != text
    with pytest.raises(ValueError):
        read(answers.recommendation, changed)


def test_a_number_that_no_computer_holds_is_refused(answers, text):
    document = json.loads(text)
    document["moves"][0]["low"]["value"] = 10**400
    with pytest.raises(ValueError):
        read(answers.recommendation, json.dumps(document))


def test_what_is_of_another_study_or_seed_is_left_out(answers, text):
    result = answers.recommendation
    assert asked(text, result.study.digest, result.seed + 1) is None
