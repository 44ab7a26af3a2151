"""The workbook, recalculated by a spreadsheet: it comes to what was simulated, and it can be used.

LibreOffice opens the workbooks as they were written, and copies that a reader has changed.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.cell.cell import Cell

from planner.books.books import Books, keep_books
from planner.handoff.workbook import customers, headcount, people, revenue, waterfall
from planner.handoff.workbook.excel import write_workbook
from planner.handoff.workbook.key_figures import AT_END, BEFORE, CHANGE
from planner.handoff.workbook.reconciliation import (
    COST_BEST,
    HAPPENED,
    IN_HORIZON,
    OBJECTIVE,
    PENDING,
    PROSPECT,
    SHEETS,
    STAFFING,
    TO_COME,
)

pytestmark = pytest.mark.long

CENT = 0.005
ADDED = 8  # column of what positions add
SUMMARY, HEADCOUNT, ARR, POSITIONS = "Summary", headcount.NAME, waterfall.NAME, "Positions"
LARGE, SMALL, BY_POD = "Segment large", "Segment -1", "By pod"
FORMULA, SIMULATED = "by formula", "as simulated"
PLAN = "fixed plan"
COSTS = (IN_HORIZON, TO_COME)
VALUE_BEST = "Renewal value, best estimate"
CLOSING_ARR = "Closing ARR as it happened"
REVENUES = (waterfall.RENEWAL_BOOKINGS, PROSPECT)


# ---- What a reader may change --------------------------------------------------------------------


def _times(name: str, factor: float) -> Callable:
    def change(book) -> None:
        cell = book.named(name)
        cell.value *= factor

    return change


def _plus_named(name: str, more: float) -> Callable:
    def change(book) -> None:
        book.named(name).value += more

    return change


def _start(position: str, when: datetime) -> Callable:
    def change(book) -> None:
        book.cell(POSITIONS, position, "starts").value = when

    return change


def _add(book) -> None:
    """One more hire, in the first free row."""
    page = book.book[POSITIONS]
    row = page.max_row + 1
    page.cell(row, 2, "New hire")
    page.cell(row, 5, datetime(2027, 4, 1))


def _leave_out(position: str) -> Callable:
    def change(book) -> None:
        book.cell(POSITIONS, position, "type").value = None

    return change


def _plus(sheet: str, line: str, month: str, more: float = 1) -> Callable:
    def change(book) -> None:
        book.cell(sheet, line, month).value += more

    return change


CHANGES: dict[str, Callable] = {
    "loaded cost": _times("loaded_cost", 2),
    "recruiting cost": _times("recruiting_cost", 3),
    "attrition": _times("attrition", 0),
    "merit increase": _plus_named("merit_increase", 0.1),
    "alpha": _times("alpha", 2),
    "contract value": _times("contract_value", 2),
    "renewals in prospect": _times("renewals_in_prospect", 2),
    "years to come": _times("years_to_come", 2),
    "opening team": _times("opening_team", 2),
    "lead time": _times("lead_months", 2),
    "later start": _start("CSMP-H01", datetime(2027, 3, 1)),
    "start within the month": _start("CSMP-H01", datetime(2027, 2, 15)),
    "another hire": _add,
    "no such hire": _leave_out("CSMP-H01"),
    "more customers": _plus(ARR, customers.NEW_CUSTOMERS, "2027-02"),
    "more renewals": _plus(ARR, waterfall.RENEWED, "2027-02"),
    "expansion": _plus(ARR, waterfall.EXPANSION, "2027-02", 10_000),
    "contraction": _plus(ARR, waterfall.CONTRACTION, "2027-02", 10_000),
}
OF_PEOPLE: dict[str, Callable] = {
    "another start": _plus(HEADCOUNT, people.STARTS, "2027-03"),
    "another resignation": _plus(HEADCOUNT, headcount.RESIGNATIONS, "2027-03"),
    "another notice": _plus(HEADCOUNT, people.GIVEN, "2027-03"),
}
"""Changes of a workbook of people one by one."""

UNSEEN = ("lead time", "start within the month")
"""Changes that leave people and money as they are."""

RESTAFFED = ("attrition", "opening team", "later start", "another hire", "no such hire")
"""Changes whose renewals only a simulation can say."""

OF_PARTS: dict[str, Callable] = {
    "more of a segment": _plus(LARGE, waterfall.NEW, "2027-02", 1_000.0),
    "more of all": _plus(ARR, waterfall.NEW, "2027-02", 1_000.0),
    "dearer pod": _times("base_salary_1", 2),
    "larger pod": _plus_named("opening_team_2", 1),
}
"""Changes of a workbook of segments and pods."""

DIVIDED = ("divided", "pods_of_people", "segmented")
AS_WRITTEN = ("tiny", "lively", "hostile", "centre", "people", "dismissing", *DIVIDED)


# ---- LibreOffice ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory, books_of, opened) -> Path:
    """A folder with the workbooks, and those that a reader has changed."""
    folder = tmp_path_factory.mktemp("written")
    for name, sheets in books_of.items():
        write_workbook(sheets, folder / f"{name}.xlsx")
    changed_by = {"lively": CHANGES, "dismissing": OF_PEOPLE, "divided": OF_PARTS}
    for changed, changes in changed_by.items():
        for name, change in changes.items():
            book = opened(folder / f"{changed}.xlsx")
            change(book)
            book.book.save(folder / f"{name}.xlsx")
    return folder


@pytest.fixture(scope="module")
def recalculated(recalculate, written) -> Callable:
    """Open a workbook with the values that LibreOffice has come to, in one go for all."""
    known = recalculate(sorted(written.iterdir()))
    return lambda name: known[name]


@pytest.fixture(scope="module")
def before(written, opened):
    """The workbook that readers change, with the values that it was written with."""
    return opened(written / "lively.xlsx", values=True)


@pytest.fixture(scope="module")
def books(lively) -> Books:
    """The books that it was made of."""
    return keep_books(lively)


@pytest.fixture(scope="module")
def months(books) -> list[str]:
    """Headings of its months."""
    return [each.label for each in books.calendar.months]


@pytest.fixture(scope="module")
def total() -> Callable[..., float]:
    """A figure by formula on the summary."""
    return lambda book, line: book.cell(SUMMARY, line, FORMULA).value


@pytest.fixture(scope="module")
def said() -> Callable[..., object]:
    """What the summary says of the sheets."""
    return lambda book: book.row(SUMMARY, SHEETS)[1].value


def _cells(book) -> Iterator[Cell]:
    return (cell for page in book.book for row in page.iter_rows() for cell in row)


# ---- As it was written ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_every_formula_comes_to_the_value_that_it_was_written_with(
    written, opened, recalculated, name
):
    path = written / f"{name}.xlsx"
    formulas, shown, found = opened(path), opened(path, values=True), recalculated(name)
    compared = 0
    for cell in _cells(formulas):
        if cell.data_type != "f":
            continue
        place = cell.parent.title, cell.coordinate
        one, other = (book.book[place[0]][place[1]].value for book in (shown, found))
        if isinstance(one, int | float):
            assert other == pytest.approx(one, rel=1e-9, abs=1e-6), (*place, cell.value)
        else:
            assert other == one, (*place, cell.value)
        compared += 1
    assert compared > (30 if name == "centre" else 300)


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_what_is_no_formula_stays_as_it_is(written, opened, recalculated, name):
    formulas, found = opened(written / f"{name}.xlsx"), recalculated(name)
    for cell in _cells(formulas):
        if cell.data_type != "f" and cell.value not in (None, ""):
            other = found.book[cell.parent.title][cell.coordinate]
            assert other.data_type != "f"
            same = pytest.approx(cell.value, rel=1e-14) if cell.data_type == "n" else cell.value
            assert other.value == same, (cell.parent.title, cell.coordinate)


@pytest.mark.parametrize("name", [*AS_WRITTEN, *CHANGES, *OF_PEOPLE, *OF_PARTS])
def test_no_cell_is_an_error(recalculated, name):
    wrong = [
        (cell.parent.title, cell.coordinate, cell.value)
        for cell in _cells(recalculated(name))
        if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "fixture"),
    [
        ("tiny", "recommendation"),
        ("lively", "lively"),
        ("hostile", "still"),
        ("people", "people"),
        ("dismissing", "dismissing"),
        *((name, name) for name in DIVIDED),
    ],
)
def test_the_totals_are_those_that_were_simulated(recalculated, total, request, name, fixture):
    book = recalculated(name)
    observed = request.getfixturevalue(fixture).plan.sample.observed
    metrics = {metric: float(values.mean()) for metric, values in observed.items()}
    figures = {
        waterfall.RENEWAL_BOOKINGS: metrics["renewal_bookings"],
        headcount.LOADED: metrics["csmp_cost"],
        "Automation": metrics["automation_cost"],
        HAPPENED: metrics["objective"],
    }
    if metrics["recruiting_cost"]:
        figures[headcount.RECRUITING] = metrics["recruiting_cost"]
    if "severance_cost" in metrics:
        figures[people.SEVERANCE] = metrics["severance_cost"]
    for line, mean in figures.items():
        assert total(book, line) == pytest.approx(mean, abs=CENT)
        assert book.cell(SUMMARY, line, SIMULATED).value == pytest.approx(mean, abs=CENT)
        assert book.cell(SUMMARY, line, "difference").value == pytest.approx(0.0, abs=CENT)
    assert sum(total(book, line) for line in REVENUES) == pytest.approx(
        metrics["renewal_value"], abs=CENT
    )
    assert sum(total(book, line) for line in COSTS) == pytest.approx(
        metrics["total_cost"], abs=CENT
    )


def test_a_month_of_the_long_run_times_those_simulated_is_what_was_simulated(
    recalculated, total, centre
):
    book, means = recalculated("centre"), centre.plan.sample.observed_means
    for line, metric in (
        ("Customer value", "customer_value"),
        (headcount.LOADED, "server_cost"),
        ("Advertising", "advertising_cost"),
        (HAPPENED, "objective"),
    ):
        assert total(book, line) == pytest.approx(means[metric], abs=CENT)


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_sheets_that_nobody_changed_say_so(recalculated, said, name):
    assert said(recalculated(name)) == "as simulated"


def test_text_that_might_run_is_shown(recalculated, hostile):
    book = recalculated("hostile")
    assert book.book[SUMMARY]["A1"].value == hostile.study.title
    texts = {cell.value for cell in _cells(book)}
    assert hostile.study.name in texts
    for activity in hostile.study.facts.activities:
        assert any(activity.strip() in text for text in texts if isinstance(text, str))


def test_a_plan_without_any_hire_has_positions_to_add_to(recalculated, still):
    book = recalculated("hostile")
    team = still.study.facts.team.at_start
    assert not keep_books(still).positions
    months = [each.label for each in keep_books(still).calendar.months]
    assert book.line(HEADCOUNT, headcount.CLOSING, months) == [team] * len(months)


# ---- Laws that hold whatever a reader changes ----------------------------------------------------


@pytest.mark.parametrize("name", ["lively", *CHANGES])
def test_people_customers_and_revenue_add_up_in_every_month(recalculated, months, name):
    book = recalculated(name)

    def line(sheet: str, title: str) -> list[float]:
        return book.line(sheet, title, months)

    for sheet, opening, plus, minus, closing in (
        (
            HEADCOUNT,
            headcount.OPENING,
            (headcount.HIRES, headcount.BACKFILLS),
            (headcount.RESIGNATIONS, headcount.REDUCTIONS),
            headcount.CLOSING,
        ),
        (
            ARR,
            customers.OPENING_CUSTOMERS,
            (customers.NEW_CUSTOMERS,),
            (customers.CHURNED,),
            customers.CLOSING_CUSTOMERS,
        ),
        (
            ARR,
            waterfall.OPENING,
            (waterfall.NEW, waterfall.EXPANSION),
            (waterfall.CONTRACTION, waterfall.CHURN),
            waterfall.CLOSING,
        ),
    ):
        came = [sum(each) for each in zip(*(line(sheet, title) for title in plus), strict=True)]
        went = [sum(each) for each in zip(*(line(sheet, title) for title in minus), strict=True)]
        begun, ended = line(sheet, opening), line(sheet, closing)
        assert begun[1:] == pytest.approx(ended[:-1])
        balance = [a + b - c for a, b, c in zip(begun, came, went, strict=True)]
        assert ended == pytest.approx(balance)
    assert line(ARR, customers.TEAM) == pytest.approx(line(HEADCOUNT, headcount.CLOSING))


@pytest.mark.parametrize("name", ["lively", *CHANGES])
def test_quarters_and_years_sum_to_the_horizon(recalculated, books, months, name):
    book, calendar = recalculated(name), books.calendar
    years, quarters = ([each.label for each in p] for p in (calendar.years, calendar.quarters))
    for sheet, title in (
        (HEADCOUNT, headcount.HIRES),
        (HEADCOUNT, headcount.BACKFILLS),
        (HEADCOUNT, headcount.REDUCTIONS),
        (HEADCOUNT, headcount.TOTAL),
        (ARR, customers.NEW_CUSTOMERS),
        (ARR, waterfall.CHURN),
        (ARR, waterfall.RENEWAL_BOOKINGS),
    ):
        whole, by_quarter, by_year = (
            sum(book.line(sheet, title, labels)) for labels in (months, quarters, years)
        )
        assert by_quarter == pytest.approx(whole)
        assert by_year == pytest.approx(whole)


@pytest.mark.parametrize("name", ["lively", *CHANGES])
def test_positions_account_for_the_change_of_the_payroll(recalculated, books, months, name):
    """What they add is the loaded cost, less that of the team before the first month."""
    book = recalculated(name)
    pay = book.named("loaded_cost").value / 12 * sum(book.line(HEADCOUNT, headcount.PAY, months))
    opening = book.named("opening_team").value * pay
    cost = sum(book.line(HEADCOUNT, headcount.LOADED, months))
    added = book.row(POSITIONS, "Total")[ADDED].value
    if name == "another hire":  # its cost was not filled in
        added += book.named("loaded_cost").value / 12 * 8
    if name == "no such hire":
        assert book.cell(POSITIONS, "CSMP-H01", "cost over today's team").value == 0
    assert added == pytest.approx(cost - opening)


@pytest.mark.parametrize("name", ["lively", *CHANGES])
def test_the_cost_to_come_is_the_last_months_without_its_hires(recalculated, months, total, name):
    book = recalculated(name)

    def last(line: str) -> float:
        return book.cell(HEADCOUNT, line, months[-1]).value

    backfills = last(headcount.BACKFILLS) * book.named("recruiting_cost").value
    yearly = 12 * (last(headcount.LOADED) + last("Automation") + backfills)
    expected = book.named("years_to_come").value * yearly
    assert total(book, TO_COME) == pytest.approx(expected, abs=CENT)


@pytest.mark.parametrize("name", ["lively", *(each for each in CHANGES if each not in RESTAFFED)])
def test_the_objective_is_the_share_of_revenue_less_the_cost(recalculated, total, name):
    book = recalculated(name)
    revenue, cost = (sum(total(book, each) for each in lines) for lines in (REVENUES, COSTS))
    share = book.named("alpha").value
    assert total(book, HAPPENED) == pytest.approx(share * revenue - cost, abs=CENT)
    best = share * total(book, VALUE_BEST) - total(book, COST_BEST)
    assert total(book, OBJECTIVE) == pytest.approx(best, abs=CENT)
    assert book.cell(SUMMARY, "Objective", PLAN).value == total(book, OBJECTIVE)


@pytest.mark.parametrize("name", ["lively", *CHANGES])
def test_the_summary_has_the_team_of_the_other_sheets(recalculated, books, months, name):
    book = recalculated(name)
    team = book.line(HEADCOUNT, headcount.CLOSING, months)
    assert book.cell(SUMMARY, AT_END, PLAN).value == pytest.approx(team[-1])
    assert book.cell(SUMMARY, BEFORE, PLAN).value == book.named("opening_team").value
    for quarter in books.calendar.quarters:
        closing = book.cell(SUMMARY, quarter.label, headcount.CLOSING).value
        assert closing == pytest.approx(team[quarter.end - 1])


# ---- What follows from a change of staffing ------------------------------------------------------


@pytest.mark.parametrize("name", RESTAFFED)
def test_what_rests_on_renewals_is_to_be_simulated_once_staffing_was_changed(recalculated, name):
    book = recalculated(name)
    for line in ("Objective", "Renewal value", "Retention rate", "Annual recurring revenue"):
        assert book.cell(SUMMARY, line, PLAN).value == PENDING
        if line != "Retention rate":
            assert book.cell(SUMMARY, line, "difference to today").value == PENDING
    for line in (OBJECTIVE, HAPPENED):
        assert book.cell(SUMMARY, line, FORMULA).value == PENDING
    for line in (*REVENUES, VALUE_BEST, CLOSING_ARR):
        assert book.row(SUMMARY, line)[4].value == "still of the simulated plan"
    assert book.row(SUMMARY, STAFFING)[1].value == "changed by the reader"


@pytest.mark.parametrize("name", RESTAFFED)
def test_a_warning_stands_over_the_figures_and_where_positions_are_edited(recalculated, name):
    book = recalculated(name)
    for sheet, row in ((SUMMARY, 4), (POSITIONS, 4)):
        assert book.book[sheet].cell(row, 1).value.startswith("Staffing was changed: ")


@pytest.mark.parametrize("name", RESTAFFED)
def test_costs_follow_staffing_and_the_change_is_shown(recalculated, before, total, name):
    book = recalculated(name)
    change = book.cell(SUMMARY, CHANGE, PLAN).value
    assert change == pytest.approx(total(book, IN_HORIZON) - total(before, IN_HORIZON), abs=CENT)
    assert abs(change) > 1_000
    assert book.cell(SUMMARY, "Total cost", PLAN).value == total(book, COST_BEST)


@pytest.mark.parametrize("name", ["lively", *(each for each in CHANGES if each not in RESTAFFED)])
def test_nothing_is_said_of_staffing_that_was_not_changed(recalculated, name):
    book = recalculated(name)
    assert book.row(SUMMARY, STAFFING)[1].value == "as simulated"
    texts = [str(cell.value) for cell in _cells(book)]
    assert isinstance(book.cell(SUMMARY, "Objective", PLAN).value, float)
    assert not any("Staffing was changed" in text for text in texts)
    assert "still of the simulated plan" not in texts


@pytest.mark.parametrize("name", ["loaded cost", "contract value", "alpha"])
def test_after_a_change_of_prices_no_gain_over_todays_policy_is_claimed(recalculated, name):
    book = recalculated(name)
    assert book.cell(SUMMARY, "Objective", "difference to today").value == PENDING
    assert book.book[SUMMARY].cell(4, 1).value.startswith("Inputs were changed: ")
    assert isinstance(book.cell(SUMMARY, "Retention rate", PLAN).value, float)


# ---- What follows from a change ------------------------------------------------------------------


@pytest.mark.parametrize("name", [each for each in CHANGES if each not in UNSEEN])
def test_sheets_that_a_reader_changed_say_so(recalculated, said, name):
    assert said(recalculated(name)) == "changed by the reader"


@pytest.mark.parametrize(
    ("name", "fact", "times"),
    [
        ("loaded cost", "team.annual_cost", 2),
        ("recruiting cost", "team.recruiting_cost", 3),
        ("contract value", "contract.value", 2),
    ],
)
def test_another_price_comes_to_what_a_simulation_of_the_same_plan_finds(
    recalculated, before, total, lively, under, name, fact, times
):
    section, key = fact.split(".")
    price = getattr(getattr(lively.study.facts, section), key)
    sample = under(lively, {fact: times * price}).plan.sample
    found, best = sample.observed_means, sample.estimates()
    book = recalculated(name)
    assert total(book, HAPPENED) == pytest.approx(found["objective"], abs=CENT)
    for lines, metric in ((REVENUES, "renewal_value"), (COSTS, "total_cost")):
        assert sum(total(book, line) for line in lines) == pytest.approx(found[metric], abs=CENT)
    objective = book.cell(SUMMARY, "Objective", PLAN).value
    assert objective == pytest.approx(best["objective"].mean, abs=CENT)
    assert objective != pytest.approx(before.cell(SUMMARY, "Objective", PLAN).value, abs=CENT)


def test_more_renewals_after_the_horizon_bring_more_of_its_revenue(recalculated, before, total):
    book = recalculated("renewals in prospect")
    assert total(before, PROSPECT) > 0
    assert total(book, PROSPECT) == pytest.approx(2 * total(before, PROSPECT), abs=CENT)
    assert total(book, TO_COME) == pytest.approx(total(before, TO_COME), abs=CENT)


def test_twice_the_loaded_cost_is_twice_the_payroll(recalculated, before, months, total):
    book = recalculated("loaded cost")
    payroll = before.line(HEADCOUNT, headcount.LOADED, months)
    assert book.line(HEADCOUNT, headcount.LOADED, months) == pytest.approx(
        [2 * each for each in payroll]
    )
    assert total(book, headcount.LOADED) == pytest.approx(2 * sum(payroll), abs=CENT)
    monthly = before.cell(POSITIONS, "CSMP-H01", "cost a month").value
    assert book.cell(POSITIONS, "CSMP-H01", "cost a month").value == pytest.approx(2 * monthly)


def test_recruits_cost_what_the_reader_says(recalculated, before, months, total):
    book = recalculated("recruiting cost")
    paid = before.line(HEADCOUNT, headcount.RECRUITING, months)
    assert sum(paid) > 0
    assert book.line(HEADCOUNT, headcount.RECRUITING, months) == pytest.approx(
        [3 * each for each in paid]
    )
    assert total(book, headcount.RECRUITING) == pytest.approx(3 * sum(paid), abs=CENT)


def test_where_nobody_resigns_only_hires_are_recruited(recalculated, before, books, months, total):
    book = recalculated("attrition")
    assert set(book.line(HEADCOUNT, headcount.BACKFILLS, months)) == {0}
    hires = sum(book.line(HEADCOUNT, headcount.HIRES, months))
    paid = hires * books.rates.recruiting
    assert hires > 0
    assert total(book, headcount.RECRUITING) == pytest.approx(paid, abs=CENT)
    assert total(before, headcount.RECRUITING) > paid
    assert total(book, headcount.LOADED) == pytest.approx(total(before, headcount.LOADED), abs=CENT)


def test_twice_the_share_credits_twice_the_revenue(recalculated, before, total, lively):
    book = recalculated("alpha")
    more = total(book, HAPPENED) - total(before, HAPPENED)
    revenue = sum(total(before, each) for each in REVENUES)
    assert more == pytest.approx(lively.study.objective.alpha * revenue, abs=CENT)


def test_twice_the_contract_value_is_twice_the_arr(recalculated, before, months, total):
    book = recalculated("contract value")
    for title in (waterfall.OPENING, waterfall.NEW, waterfall.CHURN, waterfall.CLOSING):
        expected = [2 * each for each in before.line(ARR, title, months)]
        assert book.line(ARR, title, months) == pytest.approx(expected)
    for title in (waterfall.GRR, waterfall.NRR):
        assert book.line(ARR, title, months) == pytest.approx(before.line(ARR, title, months))
    revenue = total(before, waterfall.RENEWAL_BOOKINGS)
    assert total(book, waterfall.RENEWAL_BOOKINGS) == pytest.approx(2 * revenue, abs=CENT)


def test_a_larger_team_to_begin_with_stays_larger(recalculated, before, books, months):
    book = recalculated("opening team")
    team = before.line(HEADCOUNT, headcount.CLOSING, months)
    expected = [size + books.opening_team for size in team]
    assert book.line(HEADCOUNT, headcount.CLOSING, months) == pytest.approx(expected)


def test_a_longer_lead_time_opens_positions_earlier(recalculated, before):
    book = recalculated("lead time")
    assert before.cell(POSITIONS, "CSMP-H01", "open the position").value == datetime(2026, 11, 1)
    assert book.cell(POSITIONS, "CSMP-H01", "open the position").value == datetime(2026, 8, 1)


def test_a_position_that_starts_a_month_later_saves_a_month(
    recalculated, before, books, months, total
):
    book = recalculated("later start")
    assert before.cell(POSITIONS, "CSMP-H01", "starts").value == datetime(2027, 2, 1)
    assert book.cell(POSITIONS, "CSMP-H01", "open the position").value == datetime(2026, 12, 1)
    for title, month, more in (
        (headcount.HIRES, "2027-02", -1),
        (headcount.HIRES, "2027-03", 1),
        (headcount.CLOSING, "2027-02", -1),
        (headcount.CLOSING, "2027-03", 0),
    ):
        change = (
            book.cell(HEADCOUNT, title, month).value - before.cell(HEADCOUNT, title, month).value
        )
        assert change == more
    rates = books.rates
    payroll, replaced = rates.member / 12, rates.attrition / 12 * rates.recruiting
    saved = -book.cell(SUMMARY, CHANGE, PLAN).value
    assert saved == pytest.approx(payroll + replaced, abs=CENT)
    assert total(before, headcount.LOADED) - total(book, headcount.LOADED) == pytest.approx(
        payroll, abs=CENT
    )


def test_a_position_that_starts_within_a_month_counts_in_it(recalculated, before, months):
    book = recalculated("start within the month")
    for title in (headcount.HIRES, headcount.CLOSING):
        assert book.line(HEADCOUNT, title, months) == before.line(HEADCOUNT, title, months)


def test_one_more_hire_is_on_the_payroll_from_then_on(recalculated, before, months):
    book = recalculated("another hire")
    team = before.line(HEADCOUNT, headcount.CLOSING, months)
    since = months.index("2027-04")
    expected = [size + (month >= since) for month, size in enumerate(team)]
    assert book.line(HEADCOUNT, headcount.CLOSING, months) == pytest.approx(expected)


def test_one_more_customer_stays_and_brings_arr(recalculated, before, books, months):
    book = recalculated("more customers")
    closing = before.line(ARR, customers.CLOSING_CUSTOMERS, months)
    since = months.index("2027-02")
    expected = [count + (month >= since) for month, count in enumerate(closing)]
    assert book.line(ARR, customers.CLOSING_CUSTOMERS, months) == pytest.approx(expected)
    arr = [count * books.rates.contract.value for count in expected]
    assert book.line(ARR, waterfall.CLOSING, months) == pytest.approx(arr)


def test_one_more_renewal_brings_a_contracts_revenue(recalculated, before, books, total):
    book = recalculated("more renewals")
    more = total(book, waterfall.RENEWAL_BOOKINGS) - total(before, waterfall.RENEWAL_BOOKINGS)
    assert more == pytest.approx(books.rates.contract.value * books.rates.contract.years, abs=CENT)


@pytest.mark.parametrize(
    ("name", "more", "kept", "net"),
    [("expansion", 10_000, 0, 10_000), ("contraction", -10_000, -10_000, -10_000)],
)
def test_arr_of_those_who_stay_counts_in_net_retention_and_what_they_lose_in_gross(
    recalculated, before, months, name, more, kept, net
):
    book = recalculated(name)
    arr = before.line(ARR, waterfall.CLOSING, months)
    since = months.index("2027-02")
    expected = [each + more * (month >= since) for month, each in enumerate(arr)]
    assert book.line(ARR, waterfall.CLOSING, months) == pytest.approx(expected)
    opening = before.cell(ARR, waterfall.OPENING, "2027-02").value
    for title, change in ((waterfall.GRR, kept), (waterfall.NRR, net)):
        found, was = (each.cell(ARR, title, "2027-02").value for each in (book, before))
        assert found - was == pytest.approx(change / opening)


def test_a_merit_increase_raises_all_pay_from_the_next_fiscal_year_on(
    recalculated, before, months, total
):
    book = recalculated("merit increase")
    paid, was = (each.line(HEADCOUNT, headcount.LOADED, months) for each in (book, before))
    # Fiscal years begin in July, so that the first of two in the horizon has eight months.
    assert paid[:8] == pytest.approx(was[:8])
    assert paid[8:] == pytest.approx([1.1 * each for each in was[8:]])
    more = total(book, headcount.LOADED) - total(before, headcount.LOADED)
    assert more == pytest.approx(0.1 * sum(was[8:]), abs=CENT)
    assert total(book, TO_COME) > total(before, TO_COME)
    for kind, sign in (("CSMP-H01", 1), ("CSMP-R01", -1)):
        added, without = (
            each.cell(POSITIONS, kind, "cost over today's team").value for each in (book, before)
        )
        assert sign * (added - without) == pytest.approx(0.1 * 5 * was[0] / 3)


def test_what_is_booked_and_earned_adds_up_to_the_metrics(recalculated, total, lively):
    book, means = recalculated("lively"), lively.plan.sample.observed_means
    for line, metric in (
        ("New bookings", "new_bookings"),
        ("Recognised revenue", "recognised_revenue"),
        ("Closing ARR", "annual_recurring_revenue"),
    ):
        assert total(book, f"{line} as it happened") == pytest.approx(means[metric], abs=CENT)
        best = lively.plan.metrics[metric].mean
        assert total(book, f"{line}, best estimate") == pytest.approx(best, abs=CENT)


def test_twice_the_contract_value_is_twice_the_bookings_and_the_revenue(
    recalculated, before, months
):
    book = recalculated("contract value")
    for title in (waterfall.NEW_BOOKINGS, waterfall.BOOKINGS, waterfall.RECOGNISED):
        expected = [2 * each for each in before.line(ARR, title, months)]
        assert book.line(ARR, title, months) == pytest.approx(expected)


def test_the_roster_has_a_seat_for_everybody_in_place(recalculated, books):
    book = recalculated("lively").book["Roster"]
    seats = [row for row in book.iter_rows(values_only=True) if str(row[0]).startswith("CSMP-")]
    assert len(seats) == books.opening_team
    assert {row[2] for row in seats} == {"in place"}
    assert [row[3] for row in seats] == pytest.approx([books.rates.member] * len(seats))
    other = recalculated("opening team").book["Roster"]
    assert other["A3"].value.startswith("The opening headcount on Assumptions is another number")


# ---- People one by one ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_costs_follow_who_comes_and_goes_one_by_one(recalculated, said, total, name):
    book, before = recalculated(name), recalculated("dismissing")
    more = total(book, IN_HORIZON) - total(before, IN_HORIZON)
    assert said(book) == "changed by the reader"
    # From March 2027 to January 2028, two months later after a notice; the last of them at a rise.
    pay, last = 61_234.5 / 12, 1.04 * 61_234.5 / 12
    paid = {
        "another start": 8_000.5 + 8 * pay + 3 * last,
        "another resignation": -(8 * pay + 3 * last),
        "another notice": 3 * pay - (6 * pay + 3 * last),
    }
    assert more == pytest.approx(paid[name])


def test_one_more_start_fills_an_open_position(recalculated):
    book, before = recalculated("another start"), recalculated("dismissing")
    for line, more in ((headcount.CLOSING, 1), (people.OPEN, -1)):
        after, was = (each.cell(HEADCOUNT, line, "2027-12").value for each in (book, before))
        assert after - was == pytest.approx(more)


# ---- Segments and pods ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def labels(divided) -> list[str]:
    """Headings of all columns of the workbook of segments and pods."""
    calendar = keep_books(divided).calendar
    periods = (*calendar.years, *calendar.quarters, *calendar.months)
    return [each.label for each in periods]


@pytest.mark.parametrize("name", DIVIDED)
def test_segments_sum_to_the_total_to_the_cent(recalculated, labels, name):
    book = recalculated(name)
    for line in (
        *customers.CUSTOMERS,
        *(waterfall.NEW, waterfall.CHURN, waterfall.CLOSING, waterfall.OPENING),
        *(waterfall.BOOKINGS, waterfall.RECOGNISED),
    ):
        parts = zip(*(book.line(sheet, line, labels) for sheet in (LARGE, SMALL)), strict=True)
        total = book.line(ARR, line, labels)
        assert [sum(each) for each in parts] == pytest.approx(total, abs=CENT)
    for line in (customers.CLOSING_CUSTOMERS, waterfall.CLOSING, waterfall.BOOKINGS):
        apart = book.line(ARR, f"{line}: segments less total", labels)
        assert apart == pytest.approx([0] * len(labels), abs=CENT)


@pytest.mark.parametrize("name", ["divided", "pods_of_people"])
def test_pods_sum_to_the_total_to_the_cent(recalculated, labels, name):
    book = recalculated(name)
    for line in (headcount.OPENING, headcount.CLOSING, headcount.LOADED, headcount.TOTAL):
        pods = (book.line(BY_POD, f"{pod}: {line}", labels) for pod in ("named", "pool"))
        total = book.line(HEADCOUNT, line, labels)
        assert [sum(each) for each in zip(*pods, strict=True)] == pytest.approx(total, abs=CENT)
    for line in (headcount.CLOSING, headcount.TOTAL):
        apart = book.line(BY_POD, f"{line}: pods less total", labels)
        assert apart == pytest.approx([0] * len(labels), abs=CENT)


def test_what_is_kept_is_told_of_every_period(recalculated, labels):
    book = recalculated("divided")
    for sheet in (ARR, LARGE):
        lines = (waterfall.OPENING, revenue.EXPANSION, revenue.CONTRACTION, waterfall.CHURN)
        opening, more, less, lost = (book.line(sheet, each, labels) for each in lines)
        gross = [(o - c - g) / o for o, c, g in zip(opening, less, lost, strict=True)]
        net = [(o + e - c - g) / o for o, e, c, g in zip(opening, more, less, lost, strict=True)]
        assert book.line(sheet, waterfall.GRR, labels) == pytest.approx(gross)
        assert book.line(sheet, waterfall.NRR, labels) == pytest.approx(net)
        people, gone = (
            book.line(sheet, line, labels)
            for line in (customers.OPENING_CUSTOMERS, customers.CHURNED)
        )
        logos = [(o - g) / o for o, g in zip(people, gone, strict=True)]
        assert book.line(sheet, revenue.LOGOS, labels) == pytest.approx(logos)


@pytest.mark.parametrize(("name", "sign"), [("more of a segment", 1), ("more of all", -1)])
def test_a_segment_that_no_longer_fits_the_total_is_told(recalculated, name, sign):
    book = recalculated(name)
    line = f"{waterfall.CLOSING}: segments less total"
    apart = book.line(ARR, line, ["2027-01", "2027-02", "2028-01"])
    assert apart == pytest.approx([0, sign * 1_000, sign * 1_000], abs=CENT)


def test_costs_follow_what_a_pod_costs(recalculated, divided, months_of_divided, said):
    book, before = recalculated("dearer pod"), recalculated("divided")
    for sheet, line in ((BY_POD, f"named: {headcount.LOADED}"), (HEADCOUNT, headcount.LOADED)):
        was, now = (sum(each.line(sheet, line, months_of_divided)) for each in (before, book))
        of_named = before.line(BY_POD, f"named: {headcount.LOADED}", months_of_divided)
        assert now - was == pytest.approx(sum(of_named))
    assert said(book) == "changed by the reader"


@pytest.fixture(scope="module")
def months_of_divided(divided) -> list[str]:
    return [each.label for each in keep_books(divided).calendar.months]


def test_a_pod_that_no_longer_fits_the_total_is_told(recalculated):
    """One more from the begin on in the pod, and in all."""
    book, before = recalculated("larger pod"), recalculated("divided")
    for sheet, line in ((BY_POD, f"pool: {headcount.CLOSING}"), (HEADCOUNT, headcount.CLOSING)):
        was, now = (each.cell(sheet, line, "2027-02").value for each in (before, book))
        assert now - was == pytest.approx(1)
