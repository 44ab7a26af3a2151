"""What if, in the terminal: plain claims, and none that the numbers do not bear."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.handoff.terminal import break_even, moves
from planner.handoff.terminal.progress import Bar
from planner.handoff.terminal.whatif import show_answers, show_kept
from planner.sensitivity.moves import Step
from planner.sensitivity.neighbours import Marginal
from planner.sensitivity.whatif import whatif
from planner.simulation.estimate import Estimate
from planner.study.constraints import Constraint
from planner.study.study import policy_with

SURE, DOUBTFUL = Estimate(500_000.0, 1_000.0), Estimate(500.0, 1_000.0)


@pytest.fixture
def shown(capsys):
    """The words of an answer, on one line."""

    def words(answers) -> str:
        show_answers(answers, [Path("whatif.json")])
        return " ".join(capsys.readouterr().out.split())

    return words


def test_questions_are_numbered_and_the_file_is_named(answers, shown):
    words = shown(answers)
    for number in range(1, 7):
        assert f" {number}. What " in words
    assert "the fixed schedule for finance: plan.xlsx" in words
    assert words.endswith("the plan in them stays as it was. Wrote whatif.json")


def test_questions_that_are_not_asked_leave_no_gap(answers, shown):
    words = shown(replace(answers, invested=None, ownership=None, strengthened=None))
    assert "1. What if facts turn out otherwise" in words
    assert "2. What is one more, or one fewer" in words
    assert "3. " not in words and "automation cost" not in words


def test_the_studys_own_values_and_every_end_are_shown_but_not_ends_that_move_nothing(
    answers, shown
):
    words = shown(answers)
    assert "The study has " in words and "customers.arrivals_per_month 2" in words
    for label in ("customers.arrivals_per_month 1.5", "customers.arrivals_per_month 2.5"):
        assert words.count(label) >= 2
    assert words.count("renewal.slope 0.107") == 1  # as the study has it; its low end is that
    assert "all, unfavourable to the plan" in words


def test_a_step_is_told_where_people_reckon_in_it(answers, shown):
    first, *others = (replace(each, per_step=None) for each in answers.moves)
    stepped = replace(
        first, per_step=Step("day", 1.0, Estimate(-7_000.0, 400.0), Estimate(-20_000.0, 500.0))
    )
    words = shown(replace(answers, moves=(stepped, *others)))
    told = "-20.00 ± 0.50 K for today's policy, -7,000 ± 400 for the recommended one."
    assert f"One day more of {stepped.move.fact}: {told}" in words
    assert words.count(" more of ") == 1


def test_a_worst_end_and_the_costliest_one_are_named(answers, shown):
    ends = [
        (f"{each.move.fact} {value:g}", end)
        for each in answers.moves
        for value, end in ((each.move.low, each.low), (each.move.high, each.high))
        if value != each.move.value
    ]
    worst, _ = min(ends, key=lambda end: end[1].changes["plan"]["objective"].mean)
    costly, _ = max(ends, key=lambda end: end[1].regret.mean)
    words = shown(answers)
    assert f"Worst for the plan is {worst}: " in words
    assert f"Keeping the plan costs most at {costly}: " in words


@pytest.mark.parametrize(
    ("part", "bar"),
    [
        (0.0, "      │      "),
        (1.0, "      │██████"),
        (-1.0, "██████│      "),
        (0.25, "      │█▌    "),
        (-0.25, "    ▐█│      "),
    ],
)
def test_a_bar_goes_from_the_axis_to_its_side(part, bar):
    assert moves._bar(part) == bar


@pytest.mark.parametrize(("gain", "claimed"), [(SURE, True), (DOUBTFUL, False)])
def test_a_hire_is_called_a_gain_only_where_that_is_shown(answers, shown, gain, claimed):
    first, *rest = answers.marginals
    calm = [replace(each, more=DOUBTFUL, fewer=None) for each in rest]
    words = shown(replace(answers, marginals=(replace(first, more=gain, fewer=None), *calm)))
    assert ("The plan gains most by one more from 2026-11-01: +500" in words) is claimed
    assert ("None of these changes is shown to make the plan better." in words) is not claimed


def test_a_best_share_that_is_not_ahead_is_said_not_to_be(answers, shown):
    invested = replace(answers.invested, ahead={"plan": SURE, "reoptimised": DOUBTFUL})
    words = shown(replace(answers, invested=invested))
    assert "ahead of the next by +500 ± 1,000 (which cannot be told from zero)" in words


def test_without_a_price_there_is_no_offer_to_judge_but_a_most_that_it_may_cost(answers, shown):
    assert "price left plan, once" in shown(answers)
    words = shown(replace(answers, invested=replace(answers.invested, offered=False)))
    assert "or a year plan, once" in words and "At the price in the facts" not in words
    assert "(automation.setup_cost and automation.annual_cost are 0)" in words
    assert "an offer pays if it costs less than this." in words


def test_a_stronger_link_is_told_in_plain_words(answers, shown):
    words = shown(answers)
    assert "What if every finished activity counted 12.1 % more for renewal?" in words
    assert "That is renewal.slope 0.12 in place of 0.107." in words
    assert (
        "renewal.slope is moved in one direction only, as if every finished activity counted "
        "12.1 % more for renewal."
    ) in words


def test_a_fact_that_is_zero_is_told_as_it_would_be(answers):
    move = replace(answers.strengthened.move, value=0.0, low=0.0)
    words = moves.stronger(answers.study, move)
    assert words == "every finished activity counted 0.12 more for renewal"


def test_what_is_not_moved_is_said_and_where_it_is_answered(answers, shown):
    command = answers.recommendation.command("frontier")
    assert f"with alpha 0.25. The best policy for other values: {command} " in shown(answers)


def test_where_no_share_pays_that_is_said(answers, shown):
    none = answers.invested.break_even[0]
    invested = replace(answers.invested, best={"plan": none, "reoptimised": none})
    words = shown(replace(answers, invested=invested))
    assert "At the price in the facts automation loses money at every share." in words


@pytest.mark.parametrize(("doubt", "words"), [(0.5, ", and 50 % cannot be told"), (0.0, "25 %.")])
def test_chances_in_doubt_are_not_hidden(answers, capsys, doubt, words):
    uncertain = replace(
        answers.invested.uncertain,
        loses={"plan": 0.25, "reoptimised": 0.25},
        in_doubt={"plan": doubt, "reoptimised": doubt},
    )
    break_even.show_uncertain(answers.invested.investment, uncertain)
    out = " ".join(capsys.readouterr().out.split())
    assert f"the chance that it does not pay is 25 %{words.removeprefix('25 %')}" in out


def test_years_that_do_not_fit_are_left_to_the_file(answers, capsys):
    owned = answers.ownership
    longer = {
        name: replace(row, years=row.years * 9)
        for name in ("spent", "saved", "net", "years_saved")
        for row in [getattr(owned, name)]
    }
    parts = {
        name: tuple(replace(row, years=row.years * 9) for row in getattr(owned, name))
        for name in ("investment", "people")
    }
    investment = answers.invested.investment
    break_even.show_ownership(investment, "CSMPs", replace(owned, **longer, **parts))
    out = capsys.readouterr().out
    assert "in all" in out and "year 9" not in out
    break_even.show_ownership(investment, "CSMPs", owned)
    assert "year 1" in capsys.readouterr().out


def test_who_need_not_keep_constraints_is_said(answers, shown):
    assert "constraints" not in shown(answers)
    result = answers.recommendation
    bound = Constraint("retention_rate", 0.5, "at_least", None)
    study = replace(result.study, constraints=(bound,))
    words = shown(replace(answers, recommendation=replace(result, study=study)))
    assert "Re-optimised policies keep the constraints if one of those tried can" in words


@pytest.mark.parametrize(("regret", "explained"), [(SURE, True), (DOUBTFUL, False)])
def test_why_a_policy_beats_its_plan_is_said_only_where_it_does(answers, shown, regret, explained):
    words = shown(replace(answers, own=replace(answers.own, regret=regret)))
    assert ("as the plan does not look at the customers of the day" in words) is explained


def test_what_is_called_re_optimised_says_how_much_was_searched(answers, shown):
    fewest, most = answers.tried[0], answers.tried[-1]
    assert 4 < fewest <= most
    words = shown(answers)
    assert (
        f"{fewest} to {most} policies tried, the recommended one among them, on 4 other "
        "replications each, rivals on up to 32."
    ) in words


def test_where_nothing_was_searched_nothing_is_called_re_optimised(answers, shown):
    words = shown(replace(answers, moves=(), together=None, invested=None, strengthened=None))
    assert "re-optimised" not in words.lower() and "policies tried" not in words


def test_a_re_optimised_policy_at_the_edge_of_a_range_is_pointed_out(answers, shown):
    study, (first, *rest) = answers.study, answers.moves

    def words(caf: float) -> str:
        policy = policy_with(study, [f"caf={caf}"])
        moves = [
            replace(each, low=replace(each.low, reoptimised=policy), high=each.high)
            for each in (first, *rest)
        ]
        inside = policy_with(study, ["caf=1.1"])
        calm = [replace(each, high=replace(each.high, reoptimised=inside)) for each in moves]
        return shown(replace(answers, moves=tuple(calm), together=None))

    sought = [each for each in answers.moves if each.low.tried]
    assert sought
    text = "caf at the edge of what the study lets the search try"
    assert words(1.4).count(text) == len(sought)
    assert text not in words(1.1)


@pytest.fixture
def divided(answers):
    """Changes in two parts of the team, over three quarters; at the end any looks good."""
    quarters = [date(2026, month, 1) for month in (1, 4, 7)]
    gains = {
        "named": [(10.0, -10.0), (300.0, -300.0), (20.0, 900.0)],
        "pool": [(-5.0, 5.0), (-50.0, 50.0), (800.0, 2.0)],
    }
    marginals = tuple(
        Marginal(begins, *(Estimate(each, 1.0) for each in pair), part)
        for part, pairs in gains.items()
        for begins, pair in zip(quarters, pairs, strict=True)
    )
    return replace(answers, marginals=marginals)


def test_of_each_part_of_the_team_the_best_and_the_worst_change_are_told(divided, shown):
    words = shown(divided)
    assert "What is one more, or one fewer, in each part of the plan worth, from each" in words
    for each in (
        "best: one more in named from 2026-04-01 +300.0 ± 1.0",
        "worst: one fewer in named from 2026-04-01 -300.0 ± 1.0",
        "best: one fewer in pool from 2026-04-01 +50.0 ± 1.0",
        "worst: one more in pool from 2026-04-01 -50.0 ± 1.0",
    ):
        assert each in words
    assert words.count("one more in") + words.count("one fewer in") == 4 + 1


def test_a_change_at_the_end_of_the_horizon_is_no_advice(divided, shown):
    words = shown(divided)
    assert "The plan gains most by one more in named from 2026-04-01: +300" in words
    assert "Those from 2026-07-01 on are left out: the horizon ends before they show" in words


def test_where_the_plan_is_kept_nothing_is_said_of_re_optimising(asking, shown, capsys, tmp_path):
    study = replace(asking.study, whatif=replace(asking.study.whatif, trials=0))
    kept = whatif(replace(asking, study=study), 1, tmp_path, Bar(quiet=True))
    words = shown(kept)
    assert "re-optimised" not in words.lower() and "re-planning" not in words
    assert "Everybody keeps what was decided" in words
    show_kept(kept)
    assert "the plan, kept as it is" in capsys.readouterr().out
