"""The workbook of a proposal: its sheets, what they say, and that formulas come to it."""

from dataclasses import replace

import openpyxl
import pytest

from planner.handoff.documents.audit import Entry
from planner.handoff.workbook.excel import write_workbook
from planner.proposal.conflicts import Conflict, Demand, Wants

ALWAYS = ["Summary", "Moves", "Accounts", "Load", "Frontier"]
ENTRY = Entry("2026-11-02T09:30:00Z", "approve", "Acme", "Ana", "Bo", "Mia", "=1+1", "0" * 64)


@pytest.fixture
def whole(proposed):
    """A proposal with a conflict, and one who has work and no hours."""
    needs = Demand(Wants.NEEDS, account=0)
    found = proposed(conflicts=[Conflict((needs,), ("technical",), (needs,))])
    hours = found.then.hours.copy()
    hours[0, 0] = 0.0
    return replace(found, then=replace(found.then, hours=hours), today=_with(found.today, hours))


def _with(forecast, hours):
    return replace(forecast, hours=hours)


def test_there_is_a_sheet_for_everything_that_there_is(proposed, whole, sheets_of):
    assert list(sheets_of(whole, [ENTRY])) == [
        *ALWAYS,
        "Left out",
        "Conflicts",
        "Assumptions",
        "Audit",
    ]
    assert list(sheets_of(replace(proposed(), left_out=()))) == [*ALWAYS, "Assumptions"]


def test_every_record_has_a_value_for_every_column(whole, sheets_of):
    for name, sheet in sheets_of(whole, [ENTRY]).items():
        assert {len(each) for each in sheet.table} == {len(sheet.table[0])}, name


def test_moves_have_what_the_change_costs_and_room_to_decide(proposed, sheets_of):
    found = proposed()
    sheet = sheets_of(found)["Moves"]
    columns, *records = sheet.table
    acme = dict(zip(columns, next(each for each in records if each[0] == "Acme"), strict=True))
    (move,) = (each for each in found.moves if each.account == 0)
    assert (acme["owner"], acme["proposed"]) == ("Ana", "Bo")
    assert (acme["the change costs"], acme["to stay brings more"]) == (move.cost, move.stay.more)
    assert (acme["next best"], acme["decision"]) == ("O'Neil, Cy", "")
    (choice,) = sheet.choices
    place = columns.index("decision")
    assert choice.words == ("approve", "reject", "lock")
    assert (choice.where.first_row, choice.where.last_row) == (1, len(found.moves))
    assert choice.where.first_column == choice.where.last_column == place
    inputs = [cell.input for cell in sheet.rows[1]]
    assert inputs == [place <= each < place + 4 for each in range(len(columns))]


def test_moves_stand_before_placements_each_with_its_total(proposed, sheets_of):
    sheet = sheets_of(proposed())["Moves"]
    columns, *records = sheet.table
    kind, value = columns.index("change"), columns.index("value")
    assert [each[kind] for each in records] == ["move", "move", "placed", "placed"]
    totals = [(row[kind].value, row[value].value) for row in sheet.rows[-2:]]
    assert totals == [("move", 130_000.0), ("placed", 50_000.0)]
    alone = sheets_of(proposed({"Acme": "Bo"}))["Moves"]
    assert [row[kind].value for row in alone.rows[1:]] == ["move", "move"]


def test_on_paper_are_columns_that_fit_its_width(proposed, sheets_of):
    sheets = sheets_of(proposed())
    for name, last in (("Moves", "note"), ("Accounts", "reason"), ("Load", "value proposed")):
        sheet = sheets[name]
        assert sheet.table[0][sheet.printed - 1] == last
        assert sheet.width(0, sheet.printed) <= 190


def test_loads_are_coloured_and_in_percent(proposed, sheets_of):
    sheet = sheets_of(proposed())["Load"]
    (area,) = sheet.heat
    for row in sheet.rows[area.first_row : area.last_row + 1]:
        coloured = row[area.first_column : area.last_column + 1]
        assert {cell.style for cell in coloured} == {"load"}
    assert area.last_row == len(sheet.rows) - 1
    assert sheet.rows[area.last_row][0].value == "team"


def test_the_summary_has_what_the_proposal_is_worth(proposed, sheets_of):
    table = sheets_of(proposed())["Summary"].table
    values = {each[0]: each[1] for each in table[1:]}
    assert values["Gain, simulated"] == 84_000.0
    assert values["Gain, simulated, net"] == 83_200.0
    assert values["Half-width of it"] == 21_000.0
    assert values["Accounts that change their person"] == 2
    predicted = {each[0] for each in sheets_of(proposed(gain=None))["Summary"].table}
    assert "Gain, predicted, net" in predicted and "Gain, simulated" not in predicted


def test_assumptions_are_said_to_be_illustrative(proposed, sheets_of):
    sheet = sheets_of(proposed())["Assumptions"]
    assert "illustrative" in sheet.rows[1][0].value
    values = {each[0]: each[1] for each in sheet.table}
    assert values["assign.handover_hours"] == 2.0


@pytest.mark.long
def test_a_spreadsheet_comes_to_the_same(tmp_path, whole, proposed, sheets_of, recalculate):
    """All that is simulated, predicted alone, and with whom no hours are left."""
    made = {
        "whole": sheets_of(whole, [ENTRY]),
        "predicted": sheets_of(proposed(gain=None)),
    }
    paths = []
    for name, sheets in made.items():
        paths.append(tmp_path / f"{name}.xlsx")
        write_workbook(tuple(sheets.values()), paths[-1])
    for name, found in recalculate(paths).items():
        before = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
        kept = openpyxl.load_workbook(tmp_path / f"{name}.xlsx", data_only=True)
        formulas = 0
        for page in before:
            for cell in (cell for row in page.iter_rows() for cell in row):
                if cell.data_type == "f":
                    formulas += 1
                    value = found.book[page.title][cell.coordinate].value
                    expected = kept[page.title][cell.coordinate].value
                    assert value == pytest.approx(expected), (page.title, cell.coordinate)
        assert formulas > 50


@pytest.mark.long
def test_hours_that_a_reader_changes_change_the_load(tmp_path, proposed, sheets_of, recalculate):
    found = proposed()
    path = tmp_path / "changed.xlsx"
    write_workbook(tuple(sheets_of(found).values()), path)
    book = openpyxl.load_workbook(path)
    page = book["Load"]
    columns = [cell.value for cell in page[3]]
    place = columns.index("hours, first 30 days") + 1
    page.cell(4, place).value *= 2
    book.save(path)
    after = recalculate([path])["changed"].book["Load"]
    today = columns.index("today, first 30 days") + 1
    assert after.cell(4, today).value == pytest.approx(found.today.load[0, 0] / 2)
    team = found.today.due[:, 0].sum() / (found.then.hours[:, 0].sum() + found.then.hours[0, 0])
    assert after.cell(8, today).value == pytest.approx(team)
