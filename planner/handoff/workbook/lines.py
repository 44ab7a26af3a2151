"""Lines over time: fiscal years, quarters and months side by side, roll-ups as formulas."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.books.calendar import Calendar, Period
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, Table, Value, address, headings
from planner.handoff.workbook.cells import column as letters

Rollup = Literal["sum", "first", "last", "mean", "again"]
DAYS = 0
"""Row in which the first days of the months stand, for formulas."""
_HEAD = 3
_PAGE = 16  # columns of roll-ups on a printed page


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        months: its values, shape (months,).
        rollup: how months make a quarter or a year. "mean" is weighted by the line ``weight``,
            which stands above; "again" applies ``formula`` and ``ratio`` to the rolled lines.
        formula: of a column, counted from 0; None where the values are what was simulated.
        ratio: of a column, from the values of the lines above.
        input: whether the months are for the reader to change.
    """

    name: str
    style: Style
    months: np.ndarray
    rollup: Rollup
    formula: Callable[[int], str] | None = None
    weight: str = ""
    ratio: Callable[[Mapping[str, float]], float] | None = None
    input: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Grid:
    """The grid in which lines stand on a sheet: roll-ups first, then months.

    Attributes:
        names: of the lines, from the first on; an empty name is an empty row.
    """

    calendar: Calendar
    names: tuple[str, ...]

    @property
    def rolled(self) -> tuple[Period, ...]:
        return (*self.calendar.years, *self.calendar.quarters)

    @property
    def frozen(self) -> tuple[int, int]:
        """Rows and columns of headings."""
        return _HEAD, 1

    @property
    def first_month(self) -> int:
        """Column of the first month."""
        return 1 + len(self.rolled)

    @property
    def pages(self) -> tuple[int, ...]:
        """Columns that begin a printed page: roll-ups, then a fiscal year's months on each."""
        if not self.calendar.dated:
            return ()
        years = (self.first_month + year.first for year in self.calendar.years)
        return (*range(1, self.first_month, _PAGE), *years)

    def column(self, period: Period) -> int:
        """Column of a roll-up."""
        return 1 + self.rolled.index(period)

    def at(self, name: str, column: int) -> str:
        """Address of a line's cell in a column."""
        return address(self.row(name), column)

    def row(self, name: str) -> int:
        return _HEAD + self.names.index(name)

    def before(self, name: str, column: int, opening: str) -> str:
        """Address of the month before, or ``opening`` in the first."""
        return opening if column == self.first_month else self.at(name, column - 1)

    def months(self, name: str, period: Period | None = None) -> str:
        """Address of a line's months, by default of all."""
        first, end = (period.first, period.end) if period else (0, self.calendar.length)
        start = self.first_month
        return f"{self.at(name, start + first)}:{self.at(name, start + end - 1)}"

    def fixed(self, name: str) -> str:
        """Address of all months of a line, as other rows may copy it."""
        return self._fixed(self.row(name))

    @property
    def fixed_days(self) -> str:
        """Likewise of the first days of the months."""
        return self._fixed(DAYS)

    def _fixed(self, row: int) -> str:
        first, end = (letters(self.first_month + each) for each in (0, self.calendar.length - 1))
        return f"${first}${row + 1}:${end}${row + 1}"

    def total(self, sheet: str, name: str) -> str:
        """The formula of a line's sum over the horizon, read from another sheet."""
        months = f"'{sheet}'!{self.months(name)}"
        return f"SUM({months})" if self.calendar.dated else f"months_simulated*SUM({months})"

    def sheet(
        self, name: str, lines: Sequence[Line], note: str, currency: str, widths: tuple[float, ...]
    ) -> Sheet:
        """The sheet of lines with a note below them."""
        return Sheet(
            name,
            [*self.rows(lines), [], self.note(note)],
            self.table(lines, currency),
            widths=widths,
            frozen=self.frozen,
            pages=self.pages,
        )

    def rows(self, lines: Sequence[Line]) -> list[Row]:
        """Three rows of headings, then the lines that have a name here, each under it."""
        known = {line.name: line for line in lines}
        ordered = [known[name] for name in self.names if name]
        rolled = [self.over(ordered, period) for period in self.rolled]
        head = [self._days(), self._quarters(), self._labels()]
        return [*head, *(self._row(known[n], rolled) if n else [] for n in self.names)]

    def note(self, text: str) -> Row:
        """A row of text; not under the names of lines, which are on every printed page."""
        return [None, Cell(text, "note", across=self.pages[1] - 1 if self.pages else _PAGE // 2)]

    def table(self, lines: Sequence[Line], currency: str) -> Table:
        """All lines for machines: one record a month; roll-ups are theirs to make."""
        headers = ["month", "fiscal quarter", "fiscal year", "currency"]
        records: list[Sequence[Value]] = [[*headers, *(line.name for line in lines)]]
        for month in range(self.calendar.length):
            values = (_exact(float(line.months[month]), line.style) for line in lines)
            records.append([*self._when(month), currency, *values])
        return records

    def _when(self, month: int) -> list[Value]:
        if not self.calendar.dated:
            return [None, None, None]
        inside = (
            next(each.name for each in periods if each.first <= month < each.end)
            for periods in (self.calendar.quarters, self.calendar.years)
        )
        return [self.calendar.day(month), *inside]

    def ratio(
        self,
        name: str,
        style: Style,
        parts: Mapping[str, int],
        under: str,
        above: Sequence[Line],
    ) -> Line:
        """A line that is a sum of lines above, with signs, over another of them; 0 where that is 0.

        Args:
            parts: sign of each line of the sum, 1 or -1.
        """

        def ratio(values: Mapping[str, float]) -> float:
            total = sum(sign * values[part] for part, sign in parts.items())
            return total / values[under] if values[under] else 0.0

        def formula(column: int) -> str:
            signs = {1: "+", -1: "-"}
            total = "".join(signs[sign] + self.at(part, column) for part, sign in parts.items())
            by = self.at(under, column)
            return f"IF({by}=0,0,({total.removeprefix('+')})/{by})"

        by_month = [
            ratio({line.name: float(line.months[month]) for line in above})
            for month in range(self.calendar.length)
        ]
        return Line(name, style, np.array(by_month), "again", formula, ratio=ratio)

    def _days(self) -> Row:
        if not self.calendar.dated:
            return [Cell("in the long run", "note")]
        days = [Cell(self.calendar.day(month), "date") for month in range(self.calendar.length)]
        return [Cell("month begins", "note"), *[None] * len(self.rolled), *days]

    def _quarters(self) -> Row:
        """The name of each quarter above its first month."""
        row: Row = [None] * (self.first_month + self.calendar.length)
        for quarter in self.calendar.quarters:
            row[self.first_month + quarter.first] = Cell(quarter.name, "heading")
        return row

    def _labels(self) -> Row:
        return headings("", *(each.label for each in (*self.rolled, *self.calendar.months)))

    def over(self, lines: Sequence[Line], period: Period) -> dict[str, float]:
        """The value of each line over a period."""
        values: dict[str, float] = {}
        for line in lines:
            months = line.months[period.months]
            match line.rollup:
                case "sum":
                    values[line.name] = float(months.sum())
                case "first":
                    values[line.name] = float(months[0])
                case "last":
                    values[line.name] = float(months[-1])
                case "mean":
                    (weight,) = (each for each in lines if each.name == line.weight)
                    weights = weight.months[period.months]
                    total = float(weights.sum())
                    values[line.name] = float(months @ weights) / total if total else 0.0
                case "again":
                    assert line.ratio is not None
                    values[line.name] = line.ratio(values)
        return values

    def _row(self, line: Line, rolled: Sequence[Mapping[str, float]]) -> Row:
        row: Row = [Cell(line.name, "label", strong=line.strong)]
        for column, (period, values) in enumerate(zip(self.rolled, rolled, strict=True), 1):
            formula = self._rollup(line, period, column)
            row.append(Cell(values[line.name], line.style, formula, strong=line.strong))
        for column, value in enumerate(line.months.tolist(), self.first_month):
            made = line.formula(column) if line.formula else None
            row.append(Cell(value, line.style, made, line.input, line.strong))
        return row

    def _rollup(self, line: Line, period: Period, column: int) -> str:
        cells = self.months(line.name, period)
        match line.rollup:
            case "sum":
                return f"SUM({cells})"
            case "first":
                return cells.split(":")[0]
            case "last":
                return cells.split(":")[1]
            case "mean":
                by = self.months(line.weight, period)
                return f"IF(SUM({by})=0,0,SUMPRODUCT({cells},{by})/SUM({by}))"
            case "again":
                assert line.formula is not None
                return line.formula(column)


def _exact(value: float, style: Style) -> float | int:
    """Whole people are whole numbers."""
    return int(value) if style == "count" and value.is_integer() else value
