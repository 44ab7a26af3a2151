"""Sheets as CSV, for machines: a row of headers, then one record a row.

Spreadsheets take a file for Windows-1252 unless a byte order mark says that it is UTF-8, which some
other programs would read as part of the first header. So a file has the mark only if it needs it:
where a text, such as the name of a study, has a sign beyond ASCII.
"""

import math
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from planner.handoff.workbook.cells import Sheet, Value
from planner.tables.guard import guarded

_DECIMALS = 6


def write_csv(sheets: Sequence[Sheet], folder: Path) -> None:
    """One file a sheet, named after it, in ``folder``, which must exist."""
    for sheet in sheets:
        path = folder / f"{_key(sheet.name, '-')}.csv"
        headers, *records = sheet.table
        columns = [_key(header, "_") for header in map(str, headers)]
        values = [[_plain(value) for value in record] for record in records]
        text = pd.DataFrame(values, columns=columns, dtype=object).to_csv(index=False)
        path.write_text(text, "utf-8" if text.isascii() else "utf-8-sig", newline="")


def _key(name: str, joint: str) -> str:
    """A name in small letters and digits; what is said in brackets is left out."""
    return joint.join(re.findall(r"[a-z0-9]+", re.sub(r"\(.*?\)", "", name.lower())))


def _plain(value: Value) -> Value:
    if isinstance(value, float):
        # Means leave a last bit that nobody wants to read.
        return round(value, _DECIMALS) if math.isfinite(value) else None
    # A study may have names that a spreadsheet would run as it opens the file; and what ends a line
    # on its own, Python's writer leaves without quotes around it.
    return guarded(value).replace("\r", "\n") if isinstance(value, str) else value
