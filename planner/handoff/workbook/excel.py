"""Sheets written as an Excel workbook. The only module that knows XlsxWriter."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from planner.handoff.workbook.cells import Area, Cell, Sheet, Style, Value
from planner.tables.guard import like_formula

_NUMBERS: dict[Style, str] = {
    "count": "#,##0",
    "fraction": "#,##0.0",
    "money": "#,##0",
    "cents": "#,##0.00",
    "factor": "0.0000",
    "share": "0.0%",
    "load": '[>3]"> 300%";0.0%',
    "fine share": "0.00%",
    "date": "d mmm yyyy",
    "plain": "General",
}
_HEADING = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
_LOOKS: dict[Style, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 13},
    "heading": _HEADING | {"align": "right"},
    "label heading": _HEADING,
    "text heading": _HEADING | {"align": "left", "indent": 1},
    "text": {"align": "left", "indent": 1, "text_wrap": True},
    "prose": {"text_wrap": True},
    "note": {"italic": True, "font_color": "#555555", "text_wrap": True},
    "figure": {"align": "right"},
    "warning": {"bold": True, "font_color": "#B00020"},
}
_INPUT = {"bg_color": "#FFF8D6", "font_color": "#1F4E9E"}
_STRONG = {"bold": True}
# Nothing in the file says when it was written: the same recommendation makes the same bytes.
_CREATED = datetime(2020, 1, 1)
_DAY_ZERO = date(1899, 12, 30)
_HEAT = {
    "type": "3_color_scale",
    "min_type": "num",
    "mid_type": "num",
    "max_type": "num",
    "min_value": 0.8,
    "mid_value": 1.0,
    "max_value": 1.25,
    "min_color": "#FFFFFF",
    "mid_color": "#FCE8B2",
    "max_color": "#E58A6F",
}
# All offices have it, or one that is as wide.
_FONT = {"font_name": "Arial", "font_size": 10}
_UNDEFINED = "not defined"
_PAPER = 880  # pixels between the margins of a landscape page, letter or A4
_LETTERS = 1.1  # in the room that a digit takes, on average
_LINE = 13.5  # points


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """Write the sheets; formulas carry the values that they come to."""
    content = BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(_FONT)}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": _CREATED})
        looks = _Looks(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.hide_gridlines(2)
            page.freeze_panes(*sheet.frozen)
            _set_up_print(page, sheet)
            for place, width in enumerate(sheet.widths):
                last = place if place + 1 < len(sheet.widths) else max(place, sheet.columns - 1)
                page.set_column(place, last, width)
            for row in range(len(sheet.rows)):
                _fill(page, sheet, row, looks)
            for choice in sheet.choices:
                words = {"validate": "list", "source": list(choice.words), "ignore_blank": True}
                page.data_validation(*_corners(choice.where), words)
            for area in sheet.heat:
                page.conditional_format(*_corners(area), _HEAT)
            for name, (down, across) in sheet.names.items():
                at = xl_rowcol_to_cell(down, across, row_abs=True, col_abs=True)
                book.define_name(name, f"='{sheet.name}'!{at}")
    path.write_bytes(content.getvalue())


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.first_row, area.first_column, area.last_row, area.last_column


def _set_up_print(page: Any, sheet: Sheet) -> None:
    """Landscape, as wide as the paper, with headings on every page."""
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&R&P of &N")
    rows, columns = sheet.frozen
    if rows:
        page.repeat_rows(rows - 1)
    if columns:
        page.repeat_columns(0, columns - 1)
    if sheet.printed:
        page.print_area(0, 0, len(sheet.rows) - 1, sheet.printed - 1)
    if not sheet.pages and not sheet.breaks:
        page.fit_to_pages(1, 0)
        return
    # Offices that are told to fit columns to pages pay no heed to where these begin.
    pages = sheet.pages or (columns,)
    ends = zip(pages, (*pages[1:], sheet.columns), strict=True)
    wide = _pixels(sheet, 0, columns) + max(_pixels(sheet, *each) for each in ends)
    page.set_print_scale(min(100 * _PAPER // wide, 100))
    page.set_v_pagebreaks(pages[1:])
    page.set_h_pagebreaks(sheet.breaks)


def _fill(page: Any, sheet: Sheet, row: int, looks: "_Looks") -> None:
    """Write a row, as high as its longest text asks."""
    lines = 1
    for column, cell in enumerate(sheet.rows[row]):
        if cell is not None:
            end = column + cell.across
            if cell.across > 1:
                page.merge_range(row, column, row, end - 1, "")
            _write(page, row, column, cell, looks)
            lines = max(lines, _lines(cell, sheet.width(column, end)))
    if lines > 1:
        page.set_row(row, _LINE * lines)


def _pixels(sheet: Sheet, first: int, end: int) -> int:
    """Width of some columns; ``end`` is excluded."""
    return sum(int(7 * sheet.width(place, place + 1)) + 5 for place in range(first, end))


def _lines(cell: Cell, width: float) -> int:
    """Lines that the cell's text takes: offices do not reckon with all of them by themselves."""
    if not isinstance(cell.value, str) or "text_wrap" not in _LOOKS.get(cell.style, {}):
        return 1
    room = int(_LETTERS * width)
    return 1 if len(cell.value) <= room else max(len(wrap(cell.value, room)), 1)


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.of = cache(self._of)

    def _of(self, style: Style, is_input: bool, strong: bool, quoted: bool) -> Any:
        look: dict[str, Any] = {"valign": "top"} | _LOOKS.get(style, {})
        look |= _INPUT if is_input else {}
        look |= _STRONG if strong else {}
        if style in _NUMBERS:
            # What a formula comes to may be a word, which stands where the number did.
            look |= {"num_format": _NUMBERS[style], "align": "right"}
        made = self._book.add_format(look)
        if quoted:
            made.set_quote_prefix()
        return made


def _write(page: Any, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    value = cell.value
    quoted = isinstance(value, str) and like_formula(value)
    look = looks.of(cell.style, cell.input, cell.strong, quoted)
    if cell.formula is not None:
        page.write_formula(row, column, f"={cell.formula}", look, _shown(value))
    elif isinstance(value, str):
        page.write_string(row, column, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, look)
    elif value is None or not math.isfinite(value):
        page.write_string(row, column, _UNDEFINED, look)
    else:
        page.write_number(row, column, value, look)


def _shown(value: Value) -> Value:
    """What a formula comes to, as spreadsheets keep it."""
    if isinstance(value, date):
        return _serial(value)
    if isinstance(value, float) and not math.isfinite(value):
        return _UNDEFINED
    return value


def _serial(day: date) -> int:
    """A day as spreadsheets count them."""
    return (day - _DAY_ZERO).days
