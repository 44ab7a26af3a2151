"""The summary begins with figures, says what the terminal says, and ends as the sheets add up."""

import pytest

from planner.books.books import keep_books, signed_money
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details
from planner.handoff.workbook.workbook import sheets


@pytest.fixture(params=["recommendation", "lively", "still"])
def result(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def rows(result) -> list:
    return [row for row in sheets(result)[0].rows if row]


@pytest.fixture
def place(rows):
    """Where a line stands."""
    return [row[0].value for row in rows].index


@pytest.fixture
def line(rows):
    """The values of the first line of a name."""
    return lambda name: [
        cell and cell.value for cell in next(row for row in rows if row[0].value == name)
    ]


def test_it_is_headed_by_the_study_the_recommendation_and_the_currency(result, rows):
    assert rows[0][0].value == result.study.title
    adaptive = result.plan.policy != result.winner.policy
    assert advice(result).headline in rows[1][0].value
    assert rows[1][0].value.startswith("The adaptive policy: ") is adaptive
    assert rows[2][0].value == f"All money in {result.study.finance.currency}; November 2026 on."


def test_figures_come_before_words_and_words_before_the_reconciliation(result, place):
    said = advice(result).parts["It brings"][0]
    order = ["Headcount today", "Objective", said, "Objective as it happened"]
    assert sorted(order, key=place) == order


def test_the_objective_is_the_best_estimate_with_its_half_width_and_gain(result, line):
    plan, today, gain = (
        result.plan.metrics["objective"],
        result.baseline.metrics["objective"],
        result.plan.gain["objective"],
    )
    _, *found, unit = line("Objective")
    expected = [each for e in (plan, today, gain) for each in (e.mean, e.half_width)]
    assert found == pytest.approx(expected)
    assert unit == result.study.finance.currency


def test_revenue_cost_and_what_a_leader_asks_for_stand_beside_it(result, line):
    share, roles = result.study.model.share, result.study.model.finance.roles
    for name in (
        share.credited,
        share.cost,
        *signed_money(roles),
        *result.study.model.wording.highlights,
    ):
        _, mean, half_width, *_ = line(name.replace("_", " ").capitalize())
        found = result.plan.metrics[name]
        assert (mean, half_width) == pytest.approx((found.mean, found.half_width))


def test_the_team_is_told_from_today_to_the_end_quarter_by_quarter(result, rows, place, line):
    books = keep_books(result)
    team = books.lines[books.roles.team]
    assert line("Headcount today")[1] == books.opening_team
    assert line("Headcount at the end")[1] == team[-1]
    first = place("Headcount of the fixed plan by fiscal quarter") + 2
    quarters = books.calendar.quarters
    found = [[cell.value for cell in row[:5]] for row in rows[first : first + len(quarters)]]
    assert [row[0] for row in found] == [each.label for each in quarters]
    assert [row[4] for row in found] == [team[each.end - 1] for each in quarters]
    assert found[0][1] == books.opening_team
    for _, opening, hired, reduced, closing in found:
        assert opening + hired - reduced == closing


def test_it_says_what_it_brings_and_how_sure_that_is(result, rows):
    said = {row[0].value for row in rows}
    assert all(set(texts) <= said for texts in advice(result).parts.values())
    assert set(details(result).fixed_plan) <= said


def test_the_sheets_add_up_to_the_best_estimate_once_luck_is_taken_out(result, line):
    share = result.study.model.share
    happened, best = (
        line(name)[2] for name in ("Objective as it happened", "Objective, best estimate")
    )
    assert happened == pytest.approx(result.plan.sample.observed_means["objective"])
    assert best == pytest.approx(result.plan.metrics["objective"].mean)
    part = getattr(result.study.objective, share.field)
    luck = part * line("Luck in renewal value")[2] - line("Luck in the cost to come")[2]
    assert happened - luck == pytest.approx(best, rel=1e-9)


def test_the_team_at_the_end_of_todays_policy_is_the_best_estimate_shown_everywhere(lively):
    rows = sheets(lively)[0].rows
    (found,) = (row for row in rows if row and row[0].value == "Headcount at the end")
    best = lively.baseline.metrics["team_at_end"]
    assert [cell.value for cell in found[3:5]] == [best.mean, best.half_width]
    happened = lively.baseline.sample.series["team"][:, -1].mean()
    assert best.mean != happened


def test_what_is_said_of_the_adaptive_policy_stands_under_a_heading_of_its_own(lively):
    assert lively.plan.policy != lively.winner.policy
    names = [row[0].value for row in sheets(lively)[0].rows if row]
    plan, policy = (
        next(place for place, name in enumerate(names) if name.startswith(begin))
        for begin in ("The fixed plan in words", "In words: the adaptive policy")
    )
    assert all(plan < names.index(each) < policy for each in details(lively).fixed_plan)
    assert all(policy < names.index(each) for each in advice(lively).parts["It brings"])
