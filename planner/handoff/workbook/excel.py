"""Sheets written as an Excel workbook. The only module that knows XlsxWriter."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from planner.handoff.workbook.cells import Cell, Sheet, Style, like_formula

_NUMBERS: dict[Style, str] = {
    "count": "#,##0",
    "fraction": "#,##0.0",
    "money": "#,##0",
    "cents": "#,##0.00",
    "share": "0.0%",
    "date": "d mmm yyyy",
    "plain": "General",
}
_LOOKS: dict[Style, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 13},
    "heading": {"bold": True, "bottom": 1, "align": "right", "text_wrap": True},
    "label heading": {"bold": True, "bottom": 1},
    "text": {"indent": 1},
    "note": {"italic": True, "font_color": "#555555"},
}
_INPUT = {"bg_color": "#FFF8D6", "font_color": "#1F4E9E"}
_STRONG = {"bold": True}
# Nothing in the file says when it was written: the same recommendation makes the same bytes.
_CREATED = datetime(2020, 1, 1)
_DAY_ZERO = date(1899, 12, 30)


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """Write the sheets; formulas carry the values that they come to."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        looks = _Looks(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.hide_gridlines(2)
            page.freeze_panes(*sheet.frozen)
            page.set_landscape()
            if sheet.wide:
                page.repeat_columns(0)
                page.set_print_scale(60)
            else:
                page.fit_to_pages(1, 0)
            for place, width in enumerate(sheet.widths):
                last = place if place + 1 < len(sheet.widths) else max(place, sheet.columns - 1)
                page.set_column(place, last, width)
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        _write(page, row, column, cell, looks)
            for name, (down, across) in sheet.names.items():
                at = xl_rowcol_to_cell(down, across, row_abs=True, col_abs=True)
                book.define_name(name, f"='{sheet.name}'!{at}")
    path.write_bytes(content.getvalue())


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.of = cache(self._of)

    def _of(self, style: Style, is_input: bool, strong: bool, quoted: bool) -> Any:
        look: dict[str, Any] = dict(_LOOKS.get(style, {}))
        look |= _INPUT if is_input else {}
        look |= _STRONG if strong else {}
        if style in _NUMBERS:
            look["num_format"] = _NUMBERS[style]
        made = self._book.add_format(look)
        if quoted:
            made.set_quote_prefix()
        return made


def _write(page: Any, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    value = cell.value
    quoted = isinstance(value, str) and like_formula(value)
    look = looks.of(cell.style, cell.input, cell.strong, quoted)
    if cell.formula is not None:
        shown = _serial(value) if isinstance(value, date) else value
        page.write_formula(row, column, f"={cell.formula}", look, shown)
    elif isinstance(value, str):
        page.write_string(row, column, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, look)
    elif value is None or not math.isfinite(value):
        page.write_string(row, column, "not defined", look)
    else:
        page.write_number(row, column, value, look)


def _serial(day: date) -> int:
    """A day as spreadsheets count them."""
    return (day - _DAY_ZERO).days
