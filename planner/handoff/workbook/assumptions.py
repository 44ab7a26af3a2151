"""The sheet *Assumptions*: what the formulas read, and every fact of the study."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.books.books import Books
from planner.books.prospect import Prospect
from planner.handoff.documents import versions
from planner.handoff.numbers import in_currency
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, Table, headings
from planner.recommendation.recommend import Recommendation
from planner.study.listing import stated
from simmodel.contract import Terms

_FIRST = 4  # row of the first input
_NOTE = (
    "Change a cell on yellow ground, here or on another sheet, and all formulas follow. What is "
    "marked 'as simulated' stays, as does what is not yellow: only another simulation could tell."
)
_BEFORE = "before the first month"
_LENGTH = "length of a contract"
_RENEWALS = "of those in force at the horizon's end, expected to renew after it"
_YEARS = "that those contracts go on, at the cost of the last month without its hires"
_END = "end of the months planned"
_LUCK = "was luck, which the best estimate takes out"


@dataclass(frozen=True)
class _Named:
    """A named cell that formulas read; ``fixed`` if it is not for the reader to change."""

    name: str
    value: float | date
    style: Style
    unit: str
    meaning: str
    fixed: bool = False


def assumptions_sheet(result: Recommendation, books: Books) -> Sheet:
    named = _named(result, books)
    rows: list[Row] = [
        [Cell("Assumptions", "title")],
        [Cell(_NOTE, "note", across=4)],
        [],
        headings("input", "value", "unit", "meaning", names=(0, 2, 3)),
        *map(_row, named),
        [],
        headings("what the study states", "value", "unit", "meaning", names=(0, 2, 3)),
        *_facts(result),
        [],
        headings("where this comes from", "", names=(0, 1)),
        *_provenance(result),
    ]
    names = {each.name: (_FIRST + place, 1) for place, each in enumerate(named)}
    return Sheet(
        "Assumptions",
        rows,
        _table(rows),
        widths=(46, 20, 24, 60),
        frozen=(_FIRST, 1),
        names=names,
    )


def _row(each: _Named) -> Row:
    value = Cell(each.value, each.style, input=not each.fixed)
    return [Cell(each.name, "label"), value, Cell(each.unit), Cell(each.meaning)]


def _named(result: Recommendation, books: Books) -> list[_Named]:
    study, rates, member = result.study, books.rates, books.roles.member
    money, share = study.finance.currency, study.model.share.field
    end, luck = books.calendar.day(books.calendar.length), books.luck
    credited = getattr(study.objective, share)
    yearly = f"{money} a year"
    after = books.prospect
    learn = "until fully productive"
    recruiting = _Named("recruiting_cost", rates.recruiting, "money", money, "of each recruit")
    attrition = _Named("attrition", rates.attrition, "share", "a year", "resign, and are replaced")
    return [
        _Named("loaded_cost", rates.member, "money", yearly, f"of a {member}, fully loaded"),
        *([recruiting] if rates.recruiting else ()),
        *([attrition] if rates.attrition else ()),
        _Named("ramp_months", rates.ramp_months, "count", "months", learn, fixed=True),
        _Named("lead_months", study.finance.lead_months, "count", "months", "to fill a position"),
        *_contract(rates.contract, after, yearly),
        _Named(share, credited, "share", "of revenue", "credited to the team"),
        _Named("opening_team", books.opening_team, "count", f"{member}s", _BEFORE),
        _Named("opening_customers", books.opening_customers, "fraction", "customers", _BEFORE),
        _Named("years_to_come", after.years, "cents", "years", _YEARS),
        _Named("luck_in_revenue", luck.credited, "fine share", "of revenue", _LUCK, fixed=True),
        _Named("luck_in_cost", luck.cost, "fine share", "of the cost to come", _LUCK, fixed=True),
        _Named("horizon_end", end, "date", "first day after it", _END, fixed=True),
    ]


def _contract(terms: Terms | None, after: Prospect, yearly: str) -> list[_Named]:
    if terms is None:
        return []
    return [
        _Named("contract_value", terms.value, "money", yearly, "of a customer's contract"),
        _Named("contract_years", terms.years, "plain", "years", _LENGTH, fixed=True),
        _Named("renewals_in_prospect", after.renewals, "fraction", "contracts", _RENEWALS),
    ]


def _facts(result: Recommendation) -> Iterator[Row]:
    study = result.study
    sections = {"facts": study.facts, "objective": study.objective, "finance": study.finance}
    for key, section in sections.items():
        for each in stated(section, key):
            value = _value(each.value)
            unit = in_currency(each.unit, study.finance.currency)
            yield [Cell(each.key, "label"), value, Cell(unit), Cell(each.description)]


def _value(value: Any) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(str(value).lower() if isinstance(value, bool) else str(value), "figure")
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
        yield [Cell(name, "label"), Cell(text, across=3)]


def _table(rows: list[Row]) -> Table:
    """Name, value, unit, note of every row that has a value."""
    found = [[cell.value if cell else None for cell in row] for row in rows[_FIRST:]]
    records = [[*row, *[None] * (4 - len(row))] for row in found if len(row) > 1]
    return [["name", "value", "unit", "note"], *records]
