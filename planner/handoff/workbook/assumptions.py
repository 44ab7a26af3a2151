"""The sheet *Assumptions*: what the formulas read, and every fact of the study."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.books.beyond_horizon import BeyondHorizon
from planner.books.books import Books
from planner.books.parts import Division
from planner.handoff.documents.parts import versions
from planner.handoff.wording.numbers import in_currency, spelt
from planner.handoff.wording.tables import facts_stated
from planner.handoff.workbook.cells import Cell, Row, Sheet, Style, Table, headings
from planner.handoff.workbook.pay import opening_cell, paid_apart, pay_of
from planner.handoff.workbook.revenue import opening_cells, parts_told
from planner.study.listing import Stated, stated
from planner.study.study import Study

_FIRST = 4  # row of the first input
_NOTE = (
    "Change a cell on yellow ground, here or on another sheet, and all formulas follow. What is "
    "marked 'as simulated' stays, as does what is not yellow: only another simulation could tell."
)
_BEFORE = "before the first month"
_LENGTH = "length of a contract"
_RENEWALS = "of those in force at the horizon's end, expected to renew after it"
_WORTH = "of renewals expected after the horizon's end, of contracts in force then"
_YEARS = "that those contracts go on, at the cost of the last month without its hires"
_BEGIN, _END = "of the months planned", "end of the months planned"
_LUCK = "was luck, which the best estimate takes out"
_LOAD = "benefits, taxes and other load on top of it"
_TO_COME = "resign and are replaced, in the cost to come; in the months as simulated"
_RISE_SIMULATED = "rise of everybody's pay with each later year of the months planned"
_RISE = "rise of everybody's pay, from the first month of each later fiscal year on"


@dataclass(frozen=True)
class _Named:
    """A named cell that formulas read; ``fixed`` if it is not for the reader to change.

    One with a formula follows others and is not either.
    """

    name: str
    value: float | date
    style: Style
    unit: str
    meaning: str
    fixed: bool = False
    formula: str | None = None


def assumptions_sheet(study: Study, seed: int, futures: int, books: Books | None) -> Sheet:
    """The sheet of assumptions, and of the runs that all rests on: a seed, and how many futures."""
    named = _named(books) if books else []
    rows: list[Row] = [
        [Cell("Assumptions", "title")],
        *(_inputs(named) if named else [[]]),
        [],
        headings("what the study states", "value", "unit", "meaning", names=(0, 2, 3)),
        *_facts(study),
        [],
        headings("where this comes from", "", names=(0, 1)),
        *_provenance(study, seed, futures),
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


def _inputs(named: Sequence[_Named]) -> list[Row]:
    """What formulas read."""
    return [
        [Cell(_NOTE, "note", across=4)],
        [],
        headings("input", "value", "unit", "meaning", names=(0, 2, 3)),
        *map(_row, named),
    ]


def _row(each: _Named) -> Row:
    changeable = not (each.fixed or each.formula)
    value = Cell(each.value, each.style, each.formula, input=changeable)
    return [Cell(each.name, "label"), value, Cell(each.unit), Cell(each.meaning)]


def _named(books: Books) -> list[_Named]:
    rates, money, share = books.rates, books.currency, books.share
    yearly = f"{money} a year"
    after = books.beyond_horizon
    learn, of = "until fully productive", f"of {spelt(share.credited)}"
    recruiting = _Named("recruiting_cost", rates.recruiting, "money", money, "of each recruit")
    resign = _TO_COME if books.turnover else "resign, and are replaced"
    attrition = _Named("attrition", rates.attrition, "share", "a year", resign)
    ramp = _Named("ramp_months", rates.ramp_months, "count", "months", learn, fixed=True)
    going_on = _Named("years_to_come", after.years, "cents", "years", _YEARS)
    return [
        *_pay(books, yearly),
        *([recruiting] if rates.recruiting else ()),
        *([attrition] if rates.attrition else ()),
        *([ramp] if rates.ramp_months else ()),
        *_contract(books, after, yearly),
        _Named(share.field, books.credited, "share", of, "credited to the team"),
        *_opening_team(books),
        *_time(books),
        *([going_on] if after.years else ()),
        *_corrections(books),
    ]


def _pay(books: Books, yearly: str) -> Iterator[_Named]:
    """What one of the team costs."""
    loaded, load = books.rates.member, books.load_rate
    of = f"of a {books.roles.member}"
    formula = None
    apart = books.staffed if paid_apart(books) else None
    mean = _mean_pay(books, apart) if apart else None
    if apart:
        yield from _pay_apart(books, apart, yearly)
    if load is not None:
        formula = "base_salary*(1+load_rate)"
        yield _Named("base_salary", loaded / (1 + load), "cents", yearly, of, formula=mean)
        yield _Named("load_rate", load, "share", "of the base salary", _LOAD)
    formula = formula or mean
    of = f"{of}, on average of today's team" if apart else of
    yield _Named("loaded_cost", loaded, "money", yearly, f"{of}, fully loaded", formula=formula)
    severance = books.rates.hiring.severance if books.rates.hiring else 0.0
    if severance and not apart:
        meaning = "of each who is given notice, at the pay of the first year"
        yield _Named("severance_each", severance, "money", books.currency, meaning)
    if books.rates.annual_raise:
        rise = books.rates.annual_raise
        yield _Named("annual_raise", rise, "share", "a year", _RISE_SIMULATED)
    if books.calendar.dated:
        yield _Named("merit_increase", 0.0, "share", "a year", _RISE)


def _pay_apart(books: Books, found: Division, yearly: str) -> Iterator[_Named]:
    """What a member of each part costs, for the reader to change."""
    for place, part in enumerate(found.parts):
        base = part.rates.member / (1 + (books.load_rate or 0.0))
        style: Style = "money" if books.load_rate is None else "cents"
        of = f"of a {books.roles.member} of {part.name}"
        meaning = f"{of}, fully loaded" if books.load_rate is None else of
        yield _Named(pay_of(books, place), base, style, yearly, meaning)


def _mean_pay(books: Books, found: Division) -> str:
    """The formula of today's mean."""
    names = [pay_of(books, place) for place in range(len(found.parts))]
    each = (f"{name}*{opening_cell(place)}" for place, name in enumerate(names))
    return f"IF(opening_team=0,AVERAGE({','.join(names)}),({'+'.join(each)})/opening_team)"


def _opening_team(books: Books) -> Iterator[_Named]:
    unit, parts = f"{books.roles.member}s", books.staffed.parts if books.staffed else ()
    for place, part in enumerate(parts):
        team = part.opening_team or 0
        yield _Named(opening_cell(place), team, "count", unit, f"today, in {part.name}")
    summed = "+".join(opening_cell(place) for place in range(len(parts)))
    yield _Named("opening_team", books.opening_team, "count", unit, "today", formula=summed or None)


def _time(books: Books) -> Iterator[_Named]:
    """When the months are, and what there was before them."""
    calendar = books.calendar
    if books.opening_customers is None:
        meaning = "in the long run, of which all sheets show the average"
        yield _Named("months_simulated", books.months, "count", "months", meaning, fixed=True)
        return
    begin, end = calendar.day(0), calendar.day(calendar.length)
    yield _Named("opening_customers", books.opening_customers, "fraction", "customers", _BEFORE)
    yield from _opening_revenue(books)
    yield from _times_to_hire(books)
    yield _Named("plan_begins", begin, "date", "first day", _BEGIN, fixed=True)
    yield _Named("horizon_end", end, "date", "first day after it", _END, fixed=True)


def _opening_revenue(books: Books) -> Iterator[_Named]:
    """Of all customers, and of each part; its customers too."""
    if books.revenue is None:
        return
    yearly, revenue = f"{books.currency} a year", "recurring revenue"
    yield _Named("opening_revenue", books.revenue.opening, "money", yearly, f"{revenue} {_BEFORE}")
    for place, (part, _) in enumerate(parts_told(books).values()):
        assert part.revenue is not None
        customers, money = opening_cells(place)
        before = f"{_BEFORE}, in {part.name}"
        yield _Named(customers, part.opening_customers, "fraction", "customers", before)
        yield _Named(money, part.revenue.opening, "money", yearly, f"{revenue} {before}")


def _times_to_hire(books: Books) -> Iterator[_Named]:
    """The study's, or the model's where it has its own; those stay, as what follows from them."""
    hiring, lead = books.rates.hiring, books.lead_months
    if hiring is None:
        yield _Named("lead_months", lead, "count", "months", "to fill a position")
        return
    half, most = "in which half of the positions are filled", "in which nine of ten are filled"
    yield _Named("hire_months", hiring.usual_months, "count", "months", half, fixed=True)
    yield _Named("latest_hire_months", hiring.late_months, "count", "months", most, fixed=True)
    if hiring.notice_months is not None:
        last = "from a notice to the last day"
        yield _Named("notice_months", hiring.notice_months, "count", "months", last, fixed=True)


def _corrections(books: Books) -> Iterator[_Named]:
    """Parts of what happened; one that is nothing in any plan of the study has no row."""
    for metric, part in books.corrections.items():
        yield _Named(f"luck_in_{metric}", part, "fine share", "of it", _LUCK, fixed=True)
    if books.beyond_horizon.cost or books.turnover:
        part, of = books.correction_to_come, "of it" if books.turnover else "of the cost to come"
        yield _Named("luck_in_cost", part, "fine share", of, _LUCK, fixed=True)


def _contract(books: Books, after: BeyondHorizon, yearly: str) -> list[_Named]:
    terms = books.rates.contract
    if terms is None:
        value, money = after.credited if books.revenue else 0.0, books.currency
        prospect = _Named("value_in_prospect", value, "money", money, _WORTH)
        return [prospect] if value else []
    expected = _Named("renewals_in_prospect", after.renewals, "fraction", "contracts", _RENEWALS)
    return [
        _Named("contract_value", terms.value, "money", yearly, "of a customer's contract"),
        _Named("contract_years", terms.years, "plain", "years", _LENGTH, fixed=True),
        *([expected] if after.renewals else ()),
    ]


def _facts(study: Study) -> Iterator[Row]:
    finance = study.model.finance
    idle = "finance.lead_months" if finance and finance.roles.turnover else ""
    rest = {"objective": study.objective, "finance": study.finance}
    others = (each for key, section in rest.items() for each in stated(section, key))
    for each in (*facts_stated(study), *others):
        if each.key == idle:
            continue
        unit = in_currency(each.unit, study.finance.currency)
        yield [Cell(each.key, "label"), _value(each), Cell(unit), Cell(each.description)]


def _value(each: Stated) -> Cell:
    if isinstance(each.value, bool) or not isinstance(each.value, int | float):
        return Cell(each.text, "figure")
    return Cell(each.value, "plain")


def _provenance(study: Study, seed: int, futures: int) -> Iterator[Row]:
    facts = {
        "study": study.name,
        "title": study.title,
        "SHA-256 of the study": study.digest,
        "seed": str(seed),
        "replications": f"{futures} that chose nothing (phase validate)",
        **versions(),
    }
    for name, text in facts.items():
        yield [Cell(name, "label"), Cell(text, across=3)]


def _table(rows: list[Row]) -> Table:
    """Name, value, unit, note of every row that has a value."""
    found = [[cell.value if cell else None for cell in row] for row in rows[_FIRST:]]
    records = [[*row, *[None] * (4 - len(row))] for row in found if len(row) > 1]
    return [["name", "value", "unit", "note"], *records]
