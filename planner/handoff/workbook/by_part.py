"""The sheet of the team by part, such as *By pod*: people, and what they cost."""

from collections.abc import Iterator

import numpy as np

from planner.books.books import Books
from planner.books.parts import Division, Part
from planner.handoff.workbook import people
from planner.handoff.workbook.cells import Sheet, Style
from planner.handoff.workbook.headcount import (
    CLOSING,
    HIRES,
    LOADED,
    OPENING,
    PAY,
    RECRUITING,
    REDUCTIONS,
    RESIGNATIONS,
    TOTAL,
    cost_lines,
    headcount_grid,
)
from planner.handoff.workbook.headcount import NAME as HEADCOUNT
from planner.handoff.workbook.lines import Grid, Line, Rollup
from planner.handoff.workbook.pay import opening_cell, pay_of
from planner.handoff.workbook.places import NAME as POSITIONS
from planner.handoff.workbook.tabs import tab

RECRUITS, OPENED = "Recruits, backfills among them", "Positions opened, backfills among them"
_MEAN = "{what} of each a year, on average"
_NOTE = (
    "The fixed plan's team by {kind}, as simulated: means of the futures. Costs follow what a "
    "member costs, on Assumptions. The numbers of people do not follow the sheet {changed}: who is "
    "added, moved or taken away there changes Headcount, and the last lines then say how far that "
    "is from the {kind}s."
)


def by_part_grid(books: Books, found: Division) -> Grid:
    first = (_mean_name(books), "") if found.paid_apart else ()
    names = [each for part in found.parts for each in ("", *_names(books, part))][1:]
    return Grid(books.calendar, (*first, *names, "", *(_check(found, of) for of in _CHECKED)))


def by_part_sheet(books: Books, found: Division) -> Sheet:
    grid = by_part_grid(books, found)
    lines = [
        line for place, part in enumerate(found.parts) for line in _part(books, grid, place, part)
    ]
    if found.paid_apart:
        lines.append(_mean(books, grid, found))
    lines += _checks(books, grid, found)
    note = _NOTE.format(kind=found.kind, changed=POSITIONS)
    return grid.sheet(tab(found.kind), lines, note, books.currency, (46, 13))


_CHECKED = (CLOSING, TOTAL)


def _of(part: Part, line: str) -> str:
    return f"{part.name}: {line}"


def _check(found: Division, line: str) -> str:
    return f"{line}: {found.kind}s less total"


def _moves(books: Books) -> tuple[str, ...]:
    """Lines between opening and closing headcount: who comes first, then who goes."""
    if not books.turnover:
        return HIRES, REDUCTIONS
    return people.names(books.turnover, RESIGNATIONS)[0]


def _sought(books: Books) -> tuple[str, ...]:
    """Lines on whom the team seeks, or pays for to find."""
    if books.turnover:
        return OPENED, people.OPEN
    return (RECRUITS,) if _recruits(books) else ()


def _recruits(books: Books) -> bool:
    return bool(books.roles.recruits and books.rates.recruiting)


def _paid(books: Books, part: Part) -> dict[str, str]:
    """The lines of cost, and the series of each; none of what nothing is paid for in this part."""
    return {
        line: series
        for line, series in cost_lines(books).items()
        if line == LOADED or np.any(part.lines[series])
    }


def _names(books: Books, part: Part) -> tuple[str, ...]:
    own = (OPENING, *_moves(books), CLOSING, *_sought(books), *_paid(books, part), TOTAL)
    return tuple(_of(part, line) for line in own)


def _part(books: Books, grid: Grid, place: int, part: Part) -> Iterator[Line]:
    team = part.lines[books.roles.team]
    style: Style = "cents" if books.turnover else "count"
    opening = np.concatenate(([float(part.opening_team or 0)], team[:-1]))

    def first(column: int) -> str:
        return grid.before(_of(part, CLOSING), column, opening_cell(place))

    def closing(column: int) -> str:
        came, *gone = (grid.at(_of(part, line), column) for line in _moves(books))
        return "-".join((f"{grid.at(_of(part, OPENING), column)}+{came}", *gone))

    yield Line(_of(part, OPENING), style, opening, "first", first)
    for line, values in _moved(books, part, team - opening).items():
        yield Line(_of(part, line), style, values, "sum")
    yield Line(_of(part, CLOSING), style, team, "last", closing, strong=True)
    yield from _seeking(books, part)
    yield from _costs(books, grid, place, part)


def _moved(books: Books, part: Part, change: np.ndarray) -> dict[str, np.ndarray]:
    """Who comes, and who goes."""
    roles, found = books.roles, books.turnover
    if found is None:
        return {HIRES: np.maximum(change, 0.0), REDUCTIONS: np.maximum(-change, 0.0)}
    assert roles.turnover is not None and roles.recruits is not None
    moved = {
        people.STARTS: part.lines[roles.recruits],
        RESIGNATIONS: part.lines[roles.turnover.resigned],
    }
    notice = found.hiring.notice_months
    if notice is not None and roles.turnover.dismissed is not None:
        given = part.lines[roles.turnover.dismissed]
        moved[people.LEFT] = np.concatenate((np.zeros(notice), given))[: given.size]
    return moved


def _seeking(books: Books, part: Part) -> Iterator[Line]:
    roles = books.roles
    if books.turnover and roles.turnover:
        yield Line(_of(part, OPENED), "cents", part.lines[roles.turnover.opened], "sum")
        yield Line(_of(part, people.OPEN), "cents", part.lines[roles.turnover.vacant], "last")
    elif roles.recruits and _recruits(books):
        yield Line(_of(part, RECRUITS), "fraction", part.lines[roles.recruits], "sum")


def _costs(books: Books, grid: Grid, place: int, part: Part) -> Iterator[Line]:
    """What is paid for; pay follows that of a member, and the rest is as simulated."""
    head, paid = headcount_grid(books), _paid(books, part)
    recruits = people.STARTS if books.turnover else RECRUITS
    load = "*(1+load_rate)" if books.load_rate is not None else ""

    def loaded(column: int) -> str:
        level = f"{HEADCOUNT}!{head.at(PAY, column)}"
        team = grid.at(_of(part, CLOSING), column)
        return f"{team}*{pay_of(books, place)}/12*{level}{load}"

    def recruiting(column: int) -> str:
        return f"{grid.at(_of(part, recruits), column)}*recruiting_cost"

    def total(column: int) -> str:
        return "+".join(grid.at(_of(part, line), column) for line in paid)

    formulas = {LOADED: loaded, RECRUITING: recruiting}
    for line, series in paid.items():
        yield Line(_of(part, line), "money", part.lines[series], "sum", formulas.get(line))
    summed = np.sum([part.lines[series] for series in paid.values()], axis=0)
    yield Line(_of(part, TOTAL), "money", summed, "sum", total, strong=True)


def _mean_name(books: Books) -> str:
    return _MEAN.format(what="Loaded cost" if books.load_rate is None else "Base salary")


def _mean(books: Books, grid: Grid, found: Division) -> Line:
    """The pay of one of the team in the month: it moves with the parts that grow, and shrink."""
    role, load = books.roles.team, books.load_rate or 0.0
    team = np.sum([part.lines[role] for part in found.parts], axis=0)
    paid = np.sum([part.lines[role] * part.rates.member for part in found.parts], axis=0)
    mean = np.divide(paid, team, out=np.full(team.size, books.rates.member), where=team > 0)

    def formula(column: int) -> str:
        teams = [grid.at(_of(part, CLOSING), column) for part in found.parts]
        each = (f"{at}*{pay_of(books, place)}" for place, at in enumerate(teams))
        people_in_all = "+".join(teams)
        otherwise = "loaded_cost" if books.load_rate is None else "base_salary"
        return f"IF({people_in_all}=0,{otherwise},({'+'.join(each)})/({people_in_all}))"

    return Line(_mean_name(books), "money", mean / (1 + load), "last", formula)


def _checks(books: Books, grid: Grid, found: Division) -> Iterator[Line]:
    """The parts held against the whole."""
    head = headcount_grid(books)
    costs = cost_lines(books).values()
    teams = [part.lines[books.roles.team] for part in found.parts]
    spent = [part.lines[series] for part in found.parts for series in costs]
    apart = {
        CLOSING: np.sum(teams, axis=0) - books.lines[books.roles.team],
        TOTAL: np.sum(spent, axis=0) - np.sum([books.lines[series] for series in costs], axis=0),
    }
    for line in _CHECKED:

        def less(column: int, line: str = line) -> str:
            each = (grid.at(_of(part, line), column) for part in found.parts)
            return f"{'+'.join(each)}-{HEADCOUNT}!{head.at(line, column)}"

        rollup: Rollup = "last" if line == CLOSING else "sum"
        yield Line(_check(found, line), "cents", apart[line], rollup, less)
