"""Sheets written as CSV, values only."""

import math
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from planner.handoff.workbook.cells import Cell, Sheet, like_formula

_DECIMALS = 6


def write_csv(sheets: Sequence[Sheet], folder: Path) -> None:
    """One file a sheet, named after it, in ``folder``, which must exist."""
    for sheet in sheets:
        path = folder / f"{sheet.name.lower().replace(' ', '-')}.csv"
        rows = [row + [None] * (sheet.columns - len(row)) for row in sheet.rows]
        table = pd.DataFrame([[_text(cell) for cell in row] for row in rows], dtype=object)
        table.to_csv(path, header=False, index=False)


def _text(cell: Cell | None) -> str | int | float:
    if cell is None or cell.value is None:
        return ""
    if isinstance(cell.value, int | float):
        if not math.isfinite(cell.value):
            return ""
        # Means leave a last bit that nobody wants to read.
        value = round(cell.value, _DECIMALS)
        return int(value) if cell.style == "count" and value == int(value) else value
    text = str(cell.value)
    # A spreadsheet that opens the file would run it.
    return f"'{text}" if like_formula(text) else text
