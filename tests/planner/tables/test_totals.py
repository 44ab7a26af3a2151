"""Lines of totals are told from customers."""

import pytest

from planner.tables.reader import read_table
from simmodel.contract.tables import Column


@pytest.mark.parametrize("line", ["Total,,3", ",Summe:,", "Grand total,,"])
def test_a_line_that_says_total_and_lacks_what_a_row_needs_is_left_out(line):
    columns = [Column(name, required=True) for name in ("account", "renewal", "value")]
    found = read_table(f"account,renewal,value\nAda,2026-03-01,1\n{line}\n".encode(), columns)
    assert len(found.rows) == 1
    assert found.faults == ()
    assert found.remarks == ("line 3, a total, is left out",)


def test_a_customer_called_total_is_a_row(read):
    found = read("account,value\nTotal,1\n")
    assert [row.values["account"] for row in found.rows] == ["Total"]
    assert found.remarks == ()
