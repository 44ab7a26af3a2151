"""The dialogue: what is shown, what is refused, and what comes of it."""

from collections.abc import Callable
from datetime import date

import click
import pytest
from click.testing import CliRunner

from planner.commands.asking import ask
from planner.study.checks import Checks
from planner.study.draft import draft
from planner.study.questions import questions
from simmodel.registry import load

MODEL = load("journey")


@pytest.fixture
def dialogue() -> Callable[..., tuple[dict, str]]:
    """Ask the questions at ``keys`` and type ``lines``; the answers, and what was shown."""

    def run(keys: list[str], *lines: str) -> tuple[dict, str]:
        begun = draft(MODEL, {"start": date(2027, 1, 1)}, Checks(""))
        assert begun is not None
        asked = [each for each in questions(begun) if each.key in keys]
        assert len(asked) == len(keys)
        with CliRunner().isolation(input="".join(f"{line}\n" for line in lines)) as streams:
            answers = ask(MODEL, {}, asked)
            assert streams[0].getvalue() == b""
            return answers, streams[1].getvalue().decode()

    return run


def test_enter_takes_the_default(dialogue):
    answers, shown = dialogue(["finance.currency", "facts.team.at_start"], "", "")
    assert answers == {}
    assert "1 of 2. Currency of all money, as its code of three letters (code)\n[USD]: " in shown
    assert "(CSMPs) [51]: " in shown


def test_answers_are_read_as_what_is_asked_for(dialogue):
    answers, _ = dialogue(
        ["start", "facts.customers.at_start", "facts.contract.value", "baseline.cadence"],
        "2027-03-01",
        " 1_000 ",
        ".5",
        "quarterly",
    )
    assert answers == {
        "start": date(2027, 3, 1),
        "facts.customers.at_start": 1_000,
        "facts.contract.value": 0.5,
        "baseline.cadence": "quarterly",
    }


@pytest.mark.parametrize(
    ("key", "wrong", "words", "right", "answer"),
    [
        ("facts.customers.at_start", "1,5", "a whole number from 0 to 20_000", "9", 9),
        ("facts.customers.at_start", "-1", "found -1; allowed: a whole number", "9", 9),
        ("objective.alpha", "25", "found 25; allowed: a number > 0 and <= 1", "0.2", 0.2),
        ("facts.customers.at_start", "$9", 'found "$9"; allowed: a whole number', "9", 9),
        ("baseline.cadence", "Quaterly", 'did you mean "quarterly"?', "monthly", "monthly"),
        ("start", "soon", "a date from 1903-01-01 to", "2026-02-01", date(2026, 2, 1)),
        ("start", "01/02/2026", "write dates as 2026-02-01", "Feb 2026", date(2026, 2, 1)),
        ("objective.alpha", "0,17", "write 0.17", "0.17", 0.17),
        ("facts.contract.value", "95.000", "write 95.0 or 95000", "95000", 95_000),
        ("start", "2026-02-03", "the first day of a month", "2026-02-01", date(2026, 2, 1)),
    ],
)
def test_a_wrong_answer_is_refused_and_asked_again(dialogue, key, wrong, words, right, answer):
    answers, shown = dialogue([key], wrong, right)
    assert answers == {key: answer}
    assert words in " ".join(shown.split())
    assert shown.count("1 of 1. ") == 2


@pytest.mark.parametrize(
    ("key", "typed", "answer", "echo"),
    [
        ("facts.contract.value", "$24,000", 24_000, "$24,000 understood as 24_000"),
        ("objective.alpha", "25 %", 0.25, "25 % understood as 0.25"),
        ("finance.currency", "eur", "EUR", "eur understood as EUR"),
    ],
)
def test_what_is_understood_otherwise_than_typed_is_said(dialogue, key, typed, answer, echo):
    answers, shown = dialogue([key], typed)
    assert answers == {key: answer}
    assert shown.endswith(f"\n{echo}\n")


def test_a_default_follows_from_the_answers_before(dialogue):
    keys = ["renewal_today", "work_done_today", "renewal_at_0", "renewal_at_100"]
    answers, shown = dialogue(keys, "80%", "50%", "", "")
    assert answers == {"renewal_today": 0.8, "work_done_today": 0.5}
    assert "(share of contracts) [0.4]: " in shown and "(share of contracts) [0.9]: " in shown


def test_a_hint_comes_before_its_question(dialogue):
    _, shown = dialogue(["objective.alpha"], "")
    assert shown.index("gross") < shown.index("1 of 1. ")


def test_entries_are_named_and_asked_field_by_field(dialogue):
    answers, shown = dialogue(
        ["facts.activities"],
        *("Kick-off", "often", "1", "2.5", "maybe", "no"),
        "Kick-off",
        *("Mails", "30", "0.25", "y"),
        *("Calls", "2", "1", ""),
        "",
    )
    assert answers == {
        "facts.activities": {
            "Kick-off": {"per_month": 1, "mean_hours": 2.5, "automatable": False},
            "Mails": {"per_month": 30, "mean_hours": 0.25, "automatable": True},
            "Calls": {"per_month": 2, "mean_hours": 1},
        }
    }
    assert "  structured_meeting: per_month 1, mean_hours 1.5, automatable false\n" in shown
    assert 'found "often"; allowed: a whole number' in shown
    assert 'found "maybe"; allowed: true or false' in shown
    assert 'found "Kick-off" a second time; allowed: another name' in shown


def test_the_entries_there_are_can_be_kept(dialogue):
    assert dialogue(["facts.activities"], "")[0] == {}


def test_an_answer_without_a_default_must_be_given(dialogue):
    _, shown = dialogue(["facts.activities"], "Calls", "", "2", "1", "", "")
    assert 'found ""; allowed: a whole number from 0 to 1_000' in shown


def test_the_dialogue_fits_a_terminal_of_80_characters(dialogue):
    keys = [each.key for each in questions(draft(MODEL, {}, Checks("")))]
    _, shown = dialogue(keys, *[""] * len(keys))
    assert [line for line in shown.splitlines() if len(line) > 80] == []


def test_an_end_of_input_leaves(dialogue):
    with pytest.raises(click.Abort):
        dialogue(["start", "finance.currency"], "")
