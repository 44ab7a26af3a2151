"""The sheet of positions of people one by one: what is decided, and whom resignations bring."""

from dataclasses import replace
from datetime import date

import pytest

from planner.books.books import keep_books
from planner.handoff.workbook.places import FIRST
from planner.handoff.workbook.requisitions import BACKFILL, requisitions_sheet

COMMAND = "plan simulate people.toml"


def _sheet(result):
    books = keep_books(result)
    return requisitions_sheet(books, books.turnover, COMMAND)


@pytest.fixture
def rows():
    """The rows of a sheet, each by heading."""

    def read(result) -> list[dict]:
        headings, *found = _sheet(result).rows[FIRST - 1 :]
        names = [cell.value for cell in headings]
        return [{n: c and c.value for n, c in zip(names, row, strict=True)} for row in found]

    return read


def test_a_new_position_has_the_day_it_is_opened_and_two_on_which_somebody_starts(people, rows):
    new = [row for row in rows(people) if row["type"] == "New position"]
    assert len(new) == sum(keep_books(people).turnover.opens) > 0
    for row in new:
        opened, half, most = (row[n] for n in ("decided", "half start by", "nine of ten start by"))
        assert [
            (day.year - opened.year) * 12 + day.month - opened.month for day in (half, most)
        ] == [
            2,
            4,
        ]
        assert row["recruiting cost"] == pytest.approx(8_000.5)  # found, and trained


def test_backfills_are_counted_by_quarter_and_not_named(people, rows):
    books = keep_books(people)
    found = [row for row in rows(people) if row["type"] == BACKFILL]
    assert [row["position"] for row in found] == [q.label for q in books.calendar.quarters]
    opened = people.plan.sample.series["opened"].sum(axis=1).mean()
    assert sum(row["number"] for row in found) == pytest.approx(opened - sum(books.turnover.opens))


def test_a_position_that_is_not_opened_after_all_is_no_backfill_less(people):
    books = keep_books(people)
    month = next(m for m, more in enumerate(books.turnover.changes) if more > 0)
    kept = tuple(int(each == month) for each in range(books.calendar.length))
    found = replace(books.turnover, kept=kept)
    sheets = [
        requisitions_sheet(replace(books, turnover=t), t, "") for t in (books.turnover, found)
    ]
    before, after = (sum(row[3] for row in s.table if row[1] == BACKFILL) for s in sheets)
    assert after == pytest.approx(before + 1)


def test_whoever_is_given_notice_has_a_last_day_and_severance(dismissing, rows):
    given = [row for row in rows(dismissing) if row["type"] == "Notice"]
    assert given[0]["decided"] == date(2026, 11, 1)
    assert given[0]["last day"] == date(2026, 12, 31)  # two months from the first day on
    assert given[0]["severance"] == pytest.approx(3 * 61_234.5 / 12)
    assert given[0]["cost over today's team"] < 0


def test_a_plan_that_lets_nobody_go_has_no_columns_for_it(people, rows):
    assert not {"last day", "severance"} & set(rows(people)[0])


def test_machines_get_every_column(people):
    headings, *records = _sheet(people).table
    assert {"decided", "half start by", "nine of ten start by", "last day", "severance"} < set(
        headings
    )
    assert {len(record) for record in records} == {len(headings)}
    assert len(records) == len(keep_books(people).requisitions) + 6  # fiscal quarters
