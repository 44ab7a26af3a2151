"""The sheet of assumptions: what formulas read, what the study states, where it comes from."""

from datetime import date

import pytest

from planner.books.books import keep_books
from planner.handoff.workbook.assumptions import assumptions_sheet
from planner.handoff.workbook.cells import Sheet
from planner.study.listing import stated


def sheet_of(result) -> Sheet:
    futures = result.plan.sample.replications
    return assumptions_sheet(result.study, result.seed, futures, keep_books(result))


@pytest.fixture
def sheet(lively):
    return sheet_of(lively)


@pytest.fixture
def rows(sheet) -> dict:
    """The cells of a line by its name."""
    return {row[0].value: row for row in sheet.rows if row}


def test_every_name_is_that_of_its_own_line(sheet):
    assert len(sheet.names) > 8
    for name, (row, _) in sheet.names.items():
        assert sheet.rows[row][0].value == name


def test_the_reader_may_change_what_formulas_can_follow_and_nothing_else(sheet):
    """Months are columns of the sheets; what else is fixed only a simulation can follow."""
    fixed = {name for name, (row, place) in sheet.names.items() if not sheet.rows[row][place].input}
    money = ("new_bookings", "renewal_bookings", "recognised_revenue", "annual_recurring_revenue")
    luck = {f"luck_in_{name}" for name in (*money, "renewal_value", "cost")}
    assert fixed == luck | {"ramp_months", "contract_years", "plan_begins", "horizon_end"}


def test_what_the_study_has_none_of_is_no_input(recommendation):
    names = sheet_of(recommendation).names.keys()
    assert names.isdisjoint({"attrition", "recruiting_cost", "ramp_months", "load_rate"})
    assert {"loaded_cost", "contract_value"} <= names


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("loaded_cost", 61_234.5),
        ("recruiting_cost", 7_500.5),
        ("attrition", 0.4),
        ("ramp_months", 2),
        ("lead_months", 3),
        ("contract_value", 120_000.0),
        ("contract_years", 0.25),
        ("alpha", 0.25),
        ("opening_team", 6),
        ("opening_customers", 12),
        ("horizon_end", date(2027, 12, 1)),
    ],
)
def test_inputs_are_the_studys(rows, name, value):
    assert rows[name][1].value == value


def test_renewals_and_years_after_the_horizon_make_its_revenue_and_cost(lively, rows):
    after = keep_books(lively).beyond_horizon
    assert rows["renewals_in_prospect"][1].value == after.renewals > 0
    assert rows["years_to_come"][1].value == after.years > 0


def test_money_is_in_the_studys_currency(rows):
    assert rows["loaded_cost"][2].value == "EUR a year"
    assert rows["recruiting_cost"][2].value == "EUR"
    assert rows["facts.contract.value"][2].value == "EUR per contract year"
    assert not any("money" in row[2].value for row in rows.values() if len(row) > 2)


def test_all_that_the_study_states_is_listed_with_its_meaning(lively, rows):
    study = lively.study
    for key in ("facts", "objective", "finance"):
        for each in stated(getattr(study, key), key):
            value, unit, meaning = (cell.value for cell in rows[each.key][1:])
            shown = str(each.value).lower() if isinstance(each.value, bool) else each.value
            expected = (shown, each.unit.replace("money", "EUR"), each.description)
            assert (value, unit, meaning) == expected


def test_it_says_which_study_and_which_futures_it_comes_from(lively, rows):
    assert rows["SHA-256 of the study"][1].value == lively.study.digest
    assert rows["seed"][1].value == "7"
    assert rows["replications"][1].value.startswith("6 that chose nothing")
    assert rows["customer-success-planner"][1].value


def test_times_to_hire_are_the_models_where_it_has_its_own(dismissing):
    sheet = sheet_of(dismissing)
    names = [row[0].value for row in sheet.rows if row and row[0]]
    assert {"hire_months", "latest_hire_months", "notice_months"} <= sheet.names.keys()
    assert {"severance_each", "annual_raise"} <= sheet.names.keys()
    assert "lead_months" not in sheet.names
    assert "finance.lead_months" not in names
