"""The list to decide on: written, filled in, and read back."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.handoff.wording.assignment.rows import account_rows
from planner.handoff.workbook.assignment.accounts import accounts_sheet
from planner.handoff.workbook.csv import write_csv
from planner.handoff.workbook.excel import write_workbook
from planner.proposal.decisions import CHOICES, Decision, Decisions, read_decisions

CY, STRANGE = 2, 3


@pytest.fixture
def listed(tmp_path_factory):
    """Write the list of a proposal."""

    def write(proposal):
        folder = tmp_path_factory.mktemp("list")
        sheet = accounts_sheet(account_rows(proposal))
        write_csv([replace(sheet, name="assignment")], folder)
        return folder / "assignment.csv"

    return write


def _rows(path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def _filled(path, decisions: dict[int, str]) -> None:
    """Fill in decisions by place, as a spreadsheet would write them."""
    rows = _rows(path)
    for place, decision in decisions.items():
        rows[place] |= {"decision": decision, "by": "Mia", "note": "because"}
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def test_it_has_a_row_an_account_and_columns_to_fill_in(proposed, listed):
    rows = _rows(listed(proposed()))
    assert len(rows) == 10
    acme = rows[0]
    assert (acme["account"], acme["owner"], acme["proposed"], acme["moves"]) == (
        "Acme",
        "Ana",
        "Bo",
        "yes",
    )
    assert (acme["value"], acme["renewal_date"]) == ("120000", "2026-12-15")
    assert (acme["decision"], acme["by"], acme["note"], acme["refused"]) == ("", "", "", "")


def test_nothing_in_it_runs(proposed, listed):
    rows = _rows(listed(proposed()))
    assert rows[3]["account"] == '\'=HYPERLINK("http://a.b")'
    assert rows[8]["proposed"] == "'=1+1"


def test_a_list_that_nobody_has_filled_in_decides_nothing(proposed, listed):
    found = proposed()
    read = read_decisions(listed(found), found.lists, found.study.start)
    assert (read.all, read.file) == ((), "assignment.csv")
    assert read.proposed == dict(enumerate(found.people.tolist()))


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=st.dictionaries(st.integers(0, 9), st.sampled_from(CHOICES)))
def test_what_is_filled_in_reads_back_whatever_the_names(proposed, listed, chosen):
    found = proposed()
    owner, people = found.lists.owner, found.people
    chosen = {place: each for place, each in chosen.items() if each != "lock" or owner[place] >= 0}
    path = listed(found)
    _filled(path, chosen)
    read = read_decisions(path, found.lists, found.study.start)
    assert {each.account: each.choice for each in read.all} == chosen
    for each in read.all:
        assert each.person == (-1 if each.choice == "lock" else people[each.account])
        assert (each.by, each.note) == ("Mia", "because")


def test_decisions_stay_from_one_list_to_the_next(proposed, listed):
    decided = (
        Decision(0, "approve", 1, "Mia", "yes, they know Bo"),
        Decision(5, "lock", -1, "=Mia"),
        Decision(9, "reject", CY),
        Decision(9, "reject", STRANGE),
    )
    found = proposed(decisions=Decisions(decided))
    read = read_decisions(listed(found), found.lists, found.study.start)
    assert sorted(read.all, key=lambda each: each.account) == list(decided)
    assert read.refused == {9: frozenset({CY, STRANGE})}


@pytest.mark.long
def test_the_sheet_of_moves_saved_as_csv_is_a_list_of_decisions(tmp_path, proposed, sheets_of):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice must be installed (Debian: libreoffice-calc)")
    found = proposed()
    path = tmp_path / "moves.xlsx"
    write_workbook([sheets_of(found)["Moves"]], path)
    book = openpyxl.load_workbook(path)
    page = book["Moves"]
    place = [cell.value for cell in page[1]].index("decision") + 1
    for row in range(2, 2 + len(found.moves)):
        page.cell(row, place).value = "approve"
    book.save(path)
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "csv", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    read = read_decisions(tmp_path / "moves.csv", found.lists, found.study.start)
    placed = read.placed(found.lists.owner.tolist())
    assert placed == {each.account: each.after for each in found.moves}
