"""Tables as people export them are read; what is wrong is listed in one go."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.tables.reader import read_table
from simmodel.contract.tables import Column

PLAIN = "account,value\nAda,1\n"


def test_a_name_that_is_there_again_is_refused(faults):
    assert faults("account,value\nAda,1\nBob,2\nADA ,3\n") == [
        'line 4, column account: found "ADA" again, as in line 2; allowed: one row for each account'
    ]


def test_what_is_there_for_nothing_is_said_as_it_stands(faults):
    assert faults("account,value\nAda,n/a\nBob,\n") == [
        'line 2, column value: found "n/a"; allowed: a number',
        "line 3, column value: found nothing; allowed: a number",
    ]


def test_names_are_data_and_never_formulas_or_markup(read):
    names = ["=1+1", "@cmd", "[bold]x[/]", "<b>", "${x}", "Café; Zürich, 株式会社"]
    text = io.StringIO()
    csv.writer(text).writerows([("account", "value"), *((name, 1) for name in names)])
    assert [row.values["account"] for row in read(text.getvalue()).rows] == names


@pytest.mark.long
def test_a_hundred_thousand_rows_are_read_without_fault():
    day = date(2026, 1, 1)
    rows = [
        f"Account {number};{number % 997}.{number % 1000:03} €;"
        f"{day + timedelta(number % 365):%d.%m.%Y};{number % 100} %;"
        f"{'ja' if number % 2 else 'nein'};{number % 50};gold"
        for number in range(100_000)
    ]
    text = "\r\n".join(["Customer;ARR;Renewal Date;done;strategic;seats;tier", *rows])
    columns = (
        Column("account", ("customer",), required=True, unique=True),
        Column("value", ("arr",), kind="money", required=True),
        Column("renewal", ("renewal date",), kind="date"),
        Column("done", kind="share"),
        Column("strategic", kind="flag"),
        Column("seats", kind="whole"),
        Column("tier", options=("gold", "silver")),
    )
    found = read_table(text.encode("utf-8-sig"), columns)
    assert found.faults == ()
    assert len(found.rows) == 100_000
    assert found.rows[-1].values["account"] == "Account 99999"


# ---- What a spreadsheet writes reads back --------------------------------------------------------

NAMES = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]) | st.sampled_from(' ;,"'),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool)
)
AMOUNTS = st.integers(-(10**9), 10**9).map(lambda cents: cents / 100)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
ROWS = st.tuples(NAMES, AMOUNTS, DAYS, st.integers(0, 1000), st.booleans(), st.integers(0, 10**7))


def amount(value: float, decimal: str, thousands: str, currency: str) -> str:
    text = f"{abs(value):,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    return f"{'-' if value < 0 else ''}{text}{currency}"


@given(
    rows=st.lists(ROWS, min_size=1, max_size=8, unique_by=lambda row: row[0].casefold()),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    numbers=st.sampled_from([(".", ","), (",", "."), (",", "\u00a0"), (".", ""), (",", "'")]),
    currency=st.sampled_from(["", " €", " USD", "\u00a0£"]),
    dates=st.sampled_from(
        [
            "%Y-%m-%d",
            "%d.%m.%Y",
            "%Y/%m/%d",
            "%d %b %Y",
            "%d/%m/%Y",
            "%m/%d/%y",
            "%Y-%m-%dT00:00:00Z",
        ]
    ),
    words=st.sampled_from([("yes", "no"), ("ja", "nein"), ("TRUE", "FALSE"), ("1", "0")]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    order=st.permutations(range(6)),
)
def test_what_a_spreadsheet_writes_reads_back_as_the_same_rows(
    read, rows, encoding, delimiter, end, numbers, currency, dates, words, quoting, order
):
    headings = ("Customer", "ARR", "Renewal Date", "Done", "Strategic", "Seats")
    decimal, thousands = numbers
    lines = [
        (
            name,
            amount(value, decimal, thousands, currency),
            day.strftime(dates),
            f"{part / 10:.1f} %".replace(".", decimal),
            words[0] if flag else words[1],
            f"{seats:,}".replace(",", thousands),
        )
        for name, value, day, part, flag, seats in rows
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([[line[place] for place in order] for line in (headings, *lines)])
    found = read(text.getvalue().encode(encoding))
    if dates in ("%d/%m/%Y", "%m/%d/%y") and found.faults:  # no day after the 12th tells the order
        (fault,) = found.faults
        assert "whether the day or the month comes first" in fault.found
        assert not any(row[2].day > 12 for row in rows)
        return
    assert found.faults == ()
    for row, (name, value, day, part, flag, seats) in zip(found.rows, rows, strict=True):
        assert row.values == {
            "account": name,
            "value": value,
            "renewal": day,
            "share_done": pytest.approx(part / 1000),
            "strategic": flag,
            "seats": seats,
        }
