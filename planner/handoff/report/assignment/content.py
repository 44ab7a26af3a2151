"""Content of the page of a proposal: its sentences, tables and chart, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.handoff.report import charts
from planner.handoff.report.assignment.heat import Heat, heat
from planner.handoff.report.figures import moves_frontier
from planner.handoff.report.parts import Card, Chart, Table
from planner.handoff.wording.assignment import moves
from planner.handoff.wording.assignment.advice import Advice, advice, how_decided
from planner.handoff.wording.assignment.frontier import frontier_table
from planner.handoff.wording.assignment.method import method
from planner.handoff.wording.assignment.places import (
    account_name,
    renewal_day,
    somebody,
)
from planner.handoff.wording.assignment.settings import (
    ILLUSTRATIVE,
    price_text,
    prices,
    provenance,
    settings,
)
from planner.handoff.wording.assignment.stays import nothing_may_move
from planner.handoff.wording.numbers import begun, measured, row
from planner.handoff.wording.units import about, money
from planner.proposal.moves import Move
from planner.proposal.proposal import Proposal

_MOVES = 100  # that are told one by one
_CONFLICTS = "Conflicts"


@dataclass(frozen=True)
class MoveTold:
    """A move, with its reasons in sentences."""

    account: str
    ends: tuple[str, ...]
    value: str
    renewal: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """Moves, or placements, and how many more of them there are.

    Attributes:
        ends: headings of whom the accounts come from and go to.
    """

    heading: str
    ends: tuple[str, ...]
    rows: tuple[MoveTold, ...]
    more: int


@dataclass(frozen=True)
class Content:
    """All of the page."""

    title: str
    subtitle: str
    advice: Advice
    cards: tuple[Card, ...]
    next: str
    command: str
    heat: Heat
    frontier: Chart | None
    fewer: Table
    changes: tuple[Changes, ...]
    left_out: Table | None
    decided: Table | None
    conflicts: tuple[str, ...]
    method: tuple[str, ...]
    illustrative: str
    assumptions: Table
    prices: Table
    provenance: Table

    @property
    def sentences(self) -> dict[str, tuple[str, ...]]:
        """Those of the advice, by heading; conflicts have a place of their own."""
        return {name: texts for name, texts in self.advice.parts.items() if name != _CONFLICTS}

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the page."""
        return (self.frontier,) if self.frontier else ()


def assignment_content(proposal: Proposal, decide: str) -> Content:
    """The page of a proposal.

    Args:
        decide: the command that proposes again around what is decided.
    """
    told, study = advice(proposal), proposal.study
    return Content(
        title=study.title or study.name,
        subtitle=f"Who is to look after which account, from {study.start:%B %Y} on",
        advice=told,
        cards=_cards(proposal),
        next=begun(how_decided()),
        command=decide,
        heat=heat(proposal),
        frontier=_frontier(proposal) if len(proposal.frontier) > 1 else None,
        fewer=_fewer(proposal),
        changes=tuple(_changes(proposal)),
        left_out=_left_out(proposal),
        decided=_decided(proposal),
        conflicts=told.parts.get(_CONFLICTS, ()),
        method=tuple(method(proposal)),
        illustrative=ILLUSTRATIVE,
        assumptions=_assumptions(proposal),
        prices=_prices(proposal),
        provenance=Table(("", ""), tuple(provenance(proposal).items())),
    )


def _changes(proposal: Proposal) -> Iterator[Changes]:
    """Moves, then placements."""
    kinds = (
        ("Moves", ("from", "to"), moves.changing(proposal)),
        ("Placed, as nobody has them today", ("to",), moves.placing(proposal)),
    )
    for heading, ends, found in kinds:
        shown = tuple(_move(proposal, each, len(ends)) for each in found[:_MOVES])
        if shown:
            yield Changes(heading, ends, shown, len(found) - len(shown))


def _move(proposal: Proposal, move: Move, ends: int) -> MoveTold:
    lists = proposal.lists
    names = somebody(lists, move.before), lists.name(move.after)
    return MoveTold(
        account_name(lists, move.account),
        names[-ends:],
        _yearly(proposal, lists.accounts[move.account].value),
        f"{renewal_day(proposal, move.account):%d %b %Y}".lstrip("0"),
        moves.reasons(proposal, move),
    )


def _yearly(proposal: Proposal, value: float) -> str:
    return money(about(value), proposal.study.finance.currency)


def _cards(proposal: Proposal) -> tuple[Card, ...]:
    """The figures that stand out."""
    worth, today, then = proposal.worth, proposal.today, proposal.then
    fits = [proposal.match(each) for each in (proposal.lists.owner, proposal.people)]
    yearly = _yearly(proposal, worth.value)
    return (
        Card("accounts that move", f"{worth.moves:,}", "", f"{yearly} a year"),
        Card("placed", f"{worth.placed:,}", "", "that had nobody"),
        _gain(proposal),
        Card(
            "hours short",
            f"{then.lacking:,.0f}",
            "",
            f"in 90 days; today {today.lacking:,.0f}",
        ),
        Card(
            "work with all its skills",
            f"{100 * fits[1]:.0f} %",
            "",
            f"of the hours; today {100 * fits[0]:.0f} %",
        ),
        Card(
            "unevenness",
            f"{then.unevenness:.2f}",
            "",
            f"of work over hours, 0 is even; today {today.unevenness:.2f}",
        ),
    )


def _gain(proposal: Proposal) -> Card:
    """The gain with its scale, and what it is measured in."""
    name, worth, currency = "gain over today", proposal.worth, proposal.study.finance.currency
    if not worth.moves:
        return Card(name, "none", "", _none(proposal))
    if worth.net is None:
        scale, text = row([about(worth.expected)], "money", [True])
        return Card(name, f"{text} {scale}".rstrip(), currency, "predicted, handovers paid")
    scale, text = row([worth.net], "money", [True])
    number, sign, half_width = text.partition(" ± ")
    unit = f"{sign.strip()} {half_width} {measured(scale, 'money', currency)}".strip()
    return Card(name, f"{number} {scale}".rstrip(), unit, "simulated, handovers paid")


def _none(proposal: Proposal) -> str:
    return "nothing may move" if nothing_may_move(proposal) else "no move pays"


def _frontier(proposal: Proposal) -> Chart:
    basis = "Dots: simulated, with 95 % half-widths. " if proposal.replications else ""
    return Chart(
        "frontier",
        "What fewer moves would bring, or more",
        f"Gain over today's books, handovers paid. {basis}Line: predicted. The one that is "
        "proposed was chosen by what is predicted.",
        charts.moves_frontier(moves_frontier(proposal)),
    )


def _fewer(proposal: Proposal) -> Table:
    found = frontier_table(proposal)
    return Table(found.headings, found.texts)


def _left_out(proposal: Proposal) -> Table | None:
    lists = proposal.lists
    rows = tuple(
        (
            account_name(lists, each.account),
            lists.name(each.before),
            moves.left_out(proposal, each),
        )
        for each in proposal.left_out
    )
    return Table(("account", "stays with", "why"), rows) if rows else None


def _decided(proposal: Proposal) -> Table | None:
    """What people have decided, around which it was made."""
    lists = proposal.lists
    rows = tuple(
        (
            account_name(lists, each.account),
            moves.decision(proposal, each),
            each.by,
            each.note,
        )
        for each in proposal.decisions.all
    )
    return Table(("account", "decided", "by", "why"), rows) if rows else None


def _assumptions(proposal: Proposal) -> Table:
    rows = tuple((each.key, each.text, unit, each.description) for each, unit in settings(proposal))
    return Table(("what the study states", "value", "unit", "meaning"), rows)


def _prices(proposal: Proposal) -> Table:
    rows = tuple(
        (name, price_text(amount), unit, meaning)
        for name, amount, unit, meaning in prices(proposal)
    )
    return Table(("price of the search", "amount", "unit", "meaning"), rows)
