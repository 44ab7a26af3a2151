"""The sheet *Assumptions*: what the formulas read, and every fact of the study."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.books.books import Books
from planner.handoff.documents import versions
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, headings
from planner.recommendation.recommend import Recommendation
from planner.study.listing import stated

_FIRST = 4  # row of the first input
_BEFORE = "before the first month"


@dataclass(frozen=True)
class _Input:
    """A named cell that formulas read."""

    name: str
    value: float | date
    style: Style
    unit: str
    meaning: str


def assumptions_sheet(result: Recommendation, books: Books) -> Sheet:
    inputs = _inputs(result, books)
    rows: list[Row] = [
        [Cell("Assumptions", "title")],
        [Cell("Change a cell on yellow ground, and every sheet follows.", "note")],
        [],
        headings("input", "value", "unit", "meaning", names=(0, 2, 3)),
        *map(_row, inputs),
        [],
        headings("what the study states", "value", "unit", "meaning", names=(0, 2, 3)),
        *_facts(result),
        [],
        headings("where this comes from", ""),
        *_provenance(result),
    ]
    names = {each.name: (_FIRST + place, 1) for place, each in enumerate(inputs)}
    return Sheet("Assumptions", rows, widths=(46, 22, 34, 90), frozen=(_FIRST, 1), names=names)


def _row(each: _Input) -> Row:
    value = Cell(each.value, each.style, input=True)
    return [Cell(each.name, "label"), value, Cell(each.unit), Cell(each.meaning)]


def _inputs(result: Recommendation, books: Books) -> list[_Input]:
    study, rates, member = result.study, books.rates, books.roles.member
    money, share = study.finance.currency, study.model.share.field
    end = books.calendar.day(books.calendar.length)
    credited = getattr(study.objective, share)
    yearly = f"{money} a year"
    return [
        _Input("loaded_cost", rates.member, "money", yearly, f"of a {member}, fully loaded"),
        _Input("recruiting_cost", rates.recruiting, "money", money, "for each person recruited"),
        _Input("attrition", rates.attrition, "share", "a year", "resign, and are replaced"),
        _Input("ramp_months", rates.ramp_months, "count", "months", "until fully productive"),
        _Input("lead_months", study.finance.lead_months, "count", "months", "to fill a position"),
        _Input("contract_value", rates.customer, "money", yearly, "of a customer's contract"),
        _Input("contract_years", rates.contract_years, "plain", "years", "length of a contract"),
        _Input(share, credited, "share", "of revenue", "credited to the team"),
        _Input("opening_team", books.opening_team, "count", f"{member}s", _BEFORE),
        _Input("opening_customers", books.opening_customers, "fraction", "customers", _BEFORE),
        _Input("horizon_end", end, "date", "first day after it", "end of the months planned"),
    ]


def _facts(result: Recommendation) -> Iterator[Row]:
    study = result.study
    sections = {"facts": study.facts, "objective": study.objective, "finance": study.finance}
    for key, section in sections.items():
        for each in stated(section, key):
            value = _value(each.value)
            yield [Cell(each.key, "label"), value, Cell(each.unit), Cell(each.description)]


def _value(value: Any) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(str(value).lower() if isinstance(value, bool) else str(value))
    return Cell(value, "plain")


def _provenance(result: Recommendation) -> Iterator[Row]:
    study = result.study
    facts = {
        "study": study.name,
        "title": study.title,
        "SHA-256 of the study": study.digest,
        "seed": str(result.seed),
        "replications": f"{result.plan.sample.replications} that chose nothing (phase validate)",
        **versions(),
    }
    for name, text in facts.items():
        yield [Cell(name, "label"), Cell(text)]
