"""The sheet *Summary*: key figures, the recommendation in words, how the sheets add up to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.books.books import Books
from planner.books.estimates import Estimates
from planner.handoff.wording.advice import Advice
from planner.handoff.wording.numbers import in_currency
from planner.handoff.workbook.cells import Cell, Row, Sheet, Table, Value
from planner.handoff.workbook.headcount import TOTAL
from planner.handoff.workbook.key_figures import (
    CHANGE,
    OF,
    best_estimates,
    key_figures,
    quarter_lines,
    quarters,
    shown,
    title,
)
from planner.handoff.workbook.reconciliation import CHANGED, COLUMNS, reconciliation
from planner.study.study import Study

NAME = "Summary"
_WIDTHS = (42, 14, 14, 16, 12, 17, 12, 16)
_PLAN = "The fixed plan in words, as simulated"
_POLICY = "In words: the adaptive policy that it was made from, which no table here shows"
_STAFFING = (
    "Staffing was changed: costs follow, but what customers do is still that of the simulated "
    "plan. Simulate the new one: see Positions."
)
_PRICES = (
    "Inputs were changed: the fixed plan's figures follow; today's policy and half-widths do not."
)
_HEAD = (("name", "value", "unit", "note"),)
_WARNING = f'IF(staffing_is="{CHANGED}","{_STAFFING}",IF(sheets_are="{CHANGED}","{_PRICES}",""))'


def summary_sheet(
    study: Study, advised: Advice, plan: Sequence[str], estimates: Estimates, books: Books | None
) -> Sheet:
    """The recommendation at a glance.

    Args:
        plan: the fixed plan in sentences.
    """
    adapts = estimates.adaptive is not None
    said = _sentences(advised, plan, adapts=adapts)
    rows = _heading(study, advised.headline, adapts=adapts)
    if books is None:
        rows += [*best_estimates(estimates), [], *_words(said)]
        return Sheet(NAME, rows, _simple(advised.headline, estimates, said), _WIDTHS)
    rows.append([Cell("", "warning", _WARNING)])
    figures = key_figures(estimates, books, len(rows))
    by_quarter = quarters(books)
    rows += [*figures, [], *by_quarter, *([[]] if by_quarter else [])]
    figures_end = len(rows)
    rows += [*_words(said), []]
    sums, names = reconciliation(estimates.plan, books, len(rows))
    return Sheet(
        NAME,
        [*rows, *sums],
        _table(advised.headline, books, figures, sums, said),
        _WIDTHS,
        names=names,
        breaks=(figures_end, len(rows)),
    )


def _heading(study: Study, headline: str, *, adapts: bool) -> list[Row]:
    when = f"{study.start:%B %Y} on" if study.model.in_time else "the long run, without dates"
    money = f"All money in {study.finance.currency}; {when}."
    return [
        [Cell(study.title or study.name, "title")],
        [Cell(_headline(headline, adapts=adapts), "prose", strong=True, across=COLUMNS)],
        [Cell(money, "note", across=COLUMNS)],
    ]


def _headline(headline: str, *, adapts: bool) -> str:
    """What is recommended, and of what its gain is where the plan has another."""
    if not adapts:
        return headline
    return f"The adaptive policy: {headline}. The fixed plan that stands for it is below."


def _words(said: Mapping[str, Sequence[str]]) -> list[Row]:
    rows: list[Row] = []
    for heading, texts in said.items():
        rows.append([Cell(heading, "title")])
        rows.extend([Cell(each, "prose", across=COLUMNS)] for each in texts)
    return rows


def _sentences(advised: Advice, plan: Sequence[str], *, adapts: bool) -> dict[str, Sequence[str]]:
    """What is said of the plan, and of the policy that it stands for: by title."""
    said = [each for texts in advised.whole.values() for each in texts if each not in plan]
    policy = [*said, f"Settings: {advised.settings}."]
    return {_PLAN: plan, _POLICY: policy} if adapts else {_PLAN: [*plan, *policy]}


def _simple(headline: str, estimates: Estimates, words: Mapping[str, Sequence[str]]) -> Table:
    """Name, value, unit, note, as of :func:`_table`, where no books are kept."""
    found: list[Sequence[Value]] = [*_HEAD, ("recommended", None, None, headline)]
    for name in shown(estimates):
        unit = in_currency(estimates.metrics[name].unit, estimates.currency)
        for of in OF:
            each = estimates.of(name)[of]
            found += [
                (f"{title(name)}: {of}", each.mean, unit, "best estimate"),
                (f"{title(name)}: {of}, half-width", each.half_width, unit, "best estimate"),
            ]
    return [*found, *_said(words)]


def _said(words: Mapping[str, Sequence[str]]) -> Iterator[Sequence[Value]]:
    for heading, said in words.items():
        for n, each in enumerate(said, 1):
            yield f"{heading}: sentence {n}", None, None, each


def _table(
    headline: str,
    books: Books,
    figures: list[Row],
    sums: list[Row],
    words: Mapping[str, Sequence[str]],
) -> Table:
    """Name, value, unit, note: numbers are values, and sentences are notes."""
    columns = [name for of in OF for name in (of, f"{of}, half-width")]
    headcount = f"{books.roles.member}s"
    found: list[Sequence[Value]] = [
        *_HEAD,
        ("recommended", None, None, headline),
    ]
    for name, *values, unit in _values(figures):
        if name == CHANGE:
            continue  # nobody has yet
        named = zip(columns, values, strict=True)
        known = ((column, value) for column, value in named if value is not None)
        found += [(f"{name}: {column}", value, unit, "best estimate") for column, value in known]
    for quarter, *values in _values(quarters(books)):
        for name, value in zip(quarter_lines(books), values, strict=True):
            unit = books.currency if name == TOTAL else headcount
            found.append((f"{name}: {quarter}", value, unit, "fixed plan"))
    found += _said(words)
    for name, _, value, *_ in _values(sums):
        found.append((name, value, books.currency, "reconciliation"))
    return found


def _values(rows: Iterable[Row]) -> Iterator[list[Value]]:
    """Of the rows that have a name and a figure."""
    for row in rows:
        values = [cell.value if cell else None for cell in row]
        if len(values) > 1 and isinstance(values[1], int | float):
            yield values
