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
    assert 'found "often"; allowed: a number from 0 to 1_000' in shown
    assert 'found "maybe"; allowed: true or false' in shown
    assert 'found "Kick-off" a second time; allowed: another name' in shown


def test_the_entries_there_are_can_be_kept(dialogue):
    assert dialogue(["facts.activities"], "")[0] == {}


def test_an_answer_without_a_default_must_be_given(dialogue):
    _, shown = dialogue(["facts.activities"], "Calls", "", "2", "1", "", "")
    assert 'found ""; allowed: a number from 0 to 1_000' in shown


def test_the_dialogue_fits_a_terminal_of_80_characters(dialogue):
    keys = [each.key for each in questions(draft(MODEL, {}, Checks("")))]
    _, shown = dialogue(keys, *[""] * len(keys))
    assert [line for line in shown.splitlines() if len(line) > 80] == []


def test_an_end_of_input_leaves(dialogue):
    with pytest.raises(click.Abort):
        dialogue(["start", "finance.currency"], "")


# ---- Segments ------------------------------------------------------------------------------------

LARGE = ("large", "20", "0.2", "90k", "12", "6", "25", "2", "3", "books")
LARGE += ("92 %", "", "", "108 %", "")
SMALL = ("small", "300", "", "", "1", "", "", "2", "", "", "", "", "")
ON = ["segments", "facts.customers.at_start", "facts.team.annual_cost", "renewal_today"]


def test_without_segments_all_is_asked_of_one_kind_of_customers(dialogue):
    answers, shown = dialogue(ON, *[""] * len(ON))
    assert answers == {}
    assert "Enter for none; or type the name of the first: " in shown
    assert "2 of 4. Customers under contract" in shown and "4 of 4. Renewal rate of" in shown


def test_of_segments_that_are_named_no_more_is_asked_than_they_leave_open(dialogue):
    answers, shown = dialogue(ON, *LARGE, *SMALL, "", "95k")
    flat = " ".join(shown.split())
    assert answers["facts.team.annual_cost"] == 95_000
    assert answers["segments"]["large"] == {
        "customers": 20,
        "new_per_month": 0.2,
        "value": 90_000,
        "work_hours": 12,
        "review_hours": 6,
        "onboarding_hours": 25,
        "onboarding_months": 2,
        "csmps": 3,
        "organisation": "books",
        "renewal_today": 0.92,
        "renewal_at_0": 0.46,
        "renewal_at_100": 0.92,
        "net_revenue_retention": 1.08,
        "expansion": 0.25,
    }
    assert answers["segments"]["small"].keys() >= {"customers", "csmps", "renewal_at_100"}
    assert "value" not in answers["segments"]["small"]
    assert "2 of 2. Fully loaded cost of a CSMP" in flat
    assert "Renewal rate of today: contracts renewed over contracts that ended (GRR)" not in flat
    # Nobody asks over how many months there is no onboarding, or how much those grow who do not.
    assert "large: Months over which onboarding goes (months) [2]" in flat
    assert "small: Months over which" not in flat and "small: How much more" not in flat


def test_defaults_follow_from_what_was_told_of_the_segment(dialogue):
    _, shown = dialogue(["segments"], *LARGE, "")
    flat = " ".join(shown.split())
    assert "large: New customers on average (customers per month) [0.4]: " in flat
    assert "share the team of the segment named before (CSMPs) [2]: " in flat
    assert "Renewal rate if the team did hardly anything (share of contracts) [0.46]: " in flat
    assert "if nobody grows (share of the value) [0.92]: " in flat


def test_what_was_understood_of_segments_is_said(dialogue):
    _, shown = dialogue(["segments"], *LARGE, *SMALL, "")
    assert " ".join(shown.split()).endswith(
        "That is 320 customers who pay 10,800,000 a year in all. large: 3 CSMPs with 6.7 customers "
        "each, and work for 2.4; small: 2 CSMPs with 150.0 customers each, and work for 2.6."
    )


@pytest.mark.parametrize(
    ("place", "wrong", "words"),
    [
        (0, "two words", 'found the name "two words"; allowed: letters, digits, _ and -, no'),
        (1, "0", "found 0; allowed: a whole number from 1 to 20_000 (customers)"),
        (9, "team", 'found "team"; allowed: one of "pool", "books", "books_with_help"'),
        (10, "920 %", 'found "920 %"; allowed: a number from 0.01 to 0.99 (share of contracts)'),
        (11, "0.95", "renewal_at_0 is 0.95 and renewal_today is 0.92; allowed: renewal_at_0 <="),
        (13, "70 %", "net_revenue_retention is 0.7 and renewal_today is 0.92; allowed: net_rev"),
        (13, "300 %", 'found "300 %"; allowed: a number from 0.01 to 2 (share of the value)'),
        (13, "199 %", "who renews signs 116 % more on average; allowed: at most 100 %"),
        (14, "1 %", "who renews signs 17 % more on average; allowed: at most 1 %, the expansion"),
    ],
)
def test_a_wrong_answer_on_a_segment_is_asked_again(dialogue, place, wrong, words):
    lines = [*LARGE[:place], wrong, *LARGE[place:]]
    answers, shown = dialogue(["segments"], *lines, "")
    assert words in " ".join(shown.split())
    assert answers == dialogue(["segments"], *LARGE, "")[0]


def test_a_segment_is_named_once(dialogue):
    _, shown = dialogue(["segments"], *LARGE, "large", "")
    assert 'found "large" a second time; allowed: another name' in shown


def test_segments_without_csmps_are_asked_again_with_what_was_told(dialogue):
    lines = [*SMALL[:7], "0", *SMALL[8:], ""]
    again = ["small", *[""] * 6, "2", *[""] * 5, ""]
    answers, shown = dialogue(["segments"], *lines, *again)
    flat = " ".join(shown.split())
    assert "Error: found no CSMPs; allowed: one or more in at least one of the segments" in flat
    assert "small: customers 300, " in flat
    assert (answers["segments"]["small"]["csmps"], answers["segments"]["small"]["customers"]) == (
        2,
        300,
    )


def test_more_work_than_a_month_has_hours_is_said_at_once(dialogue):
    lines = ["large", "20", "", "", "200", *[""] * 8, ""]
    _, shown = dialogue(["segments"], *lines, "large", "", "", "", "20", *[""] * 8, "")
    assert "a customer's expected work is 200 hours a month" in " ".join(shown.split())


def test_segments_that_cannot_be_are_not_kept_by_enter(dialogue):
    lines = [*SMALL[:7], "0", *SMALL[8:], ""]
    again = ["small", *[""] * 6, "2", *[""] * 5, ""]
    answers, shown = dialogue(["segments"], *lines, "", *again)
    assert shown.count("found no CSMPs") == 2
    assert answers["segments"]["small"]["csmps"] == 2
