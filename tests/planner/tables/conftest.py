"""A table is read, and its faults are said in lines."""

import pytest

from planner.tables.reader import Read, read_table
from simmodel.contract.tables import Column

COLUMNS = (
    Column("account", ("customer", "account name"), required=True, unique=True),
    Column("value", ("arr",), kind="money", required=True),
    Column("renewal", ("renewal date",), kind="date"),
    Column("share_done", ("done",), kind="share"),
    Column("strategic", kind="flag"),
    Column("seats", kind="whole"),
    Column("tier", options=("gold", "silver")),
)


@pytest.fixture(scope="session")
def read():
    """Read text, or bytes, as a table of COLUMNS."""

    def of(content: str | bytes) -> Read:
        return read_table(content.encode() if isinstance(content, str) else content, COLUMNS)

    return of


@pytest.fixture(scope="session")
def faults(read):
    """The faults of a table, each in a line."""

    def of(content: str | bytes) -> list[str]:
        return [
            f"{each.place}: {each.found}; allowed: {each.allowed}" for each in read(content).faults
        ]

    return of
