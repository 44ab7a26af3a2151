"""What is to be done and what it brings, in words; and moves that are needed in any case."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planner.handoff.wording.assignment.places import counted, listing, priced
from planner.handoff.wording.assignment.stays import nothing_may_move
from planner.handoff.wording.numbers import percent
from planner.handoff.wording.units import about, money
from planner.proposal.proposal import Point, Proposal
from planner.simulation.estimate import Estimate
from simmodel.contract.assignment import NOBODY

PERIOD = "in the coming year and from contracts then in force"
"""Over which time renewals count."""

_LEAST = 0.5  # money, which nobody reads
_FEWER, _NEARLY = 0.5, 0.8  # parts of the moves, and of what they bring, that are worth telling


def pays(proposal: Proposal) -> bool:
    """Whether the moves are shown to bring something; where none were simulated, predicted to."""
    worth = proposal.worth
    return worth.expected > 0 if worth.net is None else worth.net.low > 0


def to_do(proposal: Proposal) -> str:
    """What to do, without a full stop."""
    worth, place, needed = proposal.worth, _placing(proposal), _needed(proposal)
    moving = f"Give {counted(worth.moves)} to another person"
    if not worth.moves and place:
        leave = f"; leave all others{', which may not move' if nothing_may_move(proposal) else ''}"
        return f"{place[:1].upper()}{place[1:]}{leave}"
    if not worth.moves:
        return "Leave every account where it is"
    if pays(proposal):
        return f"{moving}, and {place}" if place else moving
    if needed == worth.moves:
        them = "this is" if needed == 1 else "these are"
        also = f", and {place}" if place else ""
        return f"{moving}{also}: {them} needed {_needs(proposal)}"
    if needed:
        also = f", and {place}" if place else ""
        more = worth.moves - needed
        least = f"Give only the {counted(needed)} to another person that must go {_needs(proposal)}"
        return f"{least}{also}: {_not_worth(more, 'other ')}"
    if place:
        return f"Only {place}: {_not_worth(worth.moves)}"
    return f"Leave every account where it is: {_not_worth(worth.moves)}"


def brings(proposal: Proposal) -> Iterator[str]:
    """What the moves bring: who has nobody is placed in today's books as well."""
    worth, currency = proposal.worth, proposal.study.finance.currency
    if not worth.moves:
        nothing = nothing_may_move(proposal)
        yield nothing or (
            "No change of an account's person is predicted to bring more than it costs."
        )
        return
    gained = f"{_in_renewals(proposal)} {PERIOD}"
    gained += ", handovers paid" if worth.handover > _LEAST else ""
    today = "today's books"
    today += ", in which those that have nobody are placed likewise" if worth.placed else ""
    expected = money(about(worth.expected), currency, signed=True)
    if worth.net is None:
        moves = _amount(proposal, about(worth.expected), loss=worth.expected < 0)
        yield f"{moves} {gained}, over {today}. That is predicted; it was not simulated."
    else:
        moves = _amount(proposal, worth.net, loss=worth.net.high < 0)
        yield (
            f"{moves} {gained}, over {today} ({proposal.replications:,} fresh futures, each "
            "of which both have met)."
        )
        yield from _doubts(proposal)
        yield _predicted(proposal, expected)
    if pays(proposal):
        yield from _nearly(proposal)
    yield from _least(proposal)


def _amount(proposal: Proposal, gain: Estimate, *, loss: bool) -> str:
    """That the moves bring so much, or cost it."""
    currency, one = proposal.study.finance.currency, proposal.worth.moves == 1
    which = "The move" if one else "The moves"
    if loss:
        return f"{which} cost{'s' * one} {money(replace(gain, mean=-gain.mean), currency)}"
    return f"{which} bring{'s' * one} {money(gain, currency, signed=True)}"


def _in_renewals(proposal: Proposal) -> str:
    """What is gained: renewals, or what of them is credited to the team."""
    study = proposal.study
    if study.model.share is None or study.credited == 1.0:
        return "in renewals"
    return f"in renewals credited to the team ({percent(study.credited)} of what is signed)"


def _placing(proposal: Proposal) -> str:
    placed = proposal.worth.placed
    if not placed:
        return ""
    return (
        "place the one that has nobody" if placed == 1 else f"place the {placed:,} that have nobody"
    )


def _not_worth(moves: int, other: str = "") -> str:
    if moves == 1:
        return f"the {other or 'one '}move is not worth it"
    return f"the {moves:,} {other}moves are not worth it"


def _fewest(proposal: Proposal) -> Point:
    """The proposal with as few moves as there may be, if what is demanded is kept to."""
    unmet = min(len(each.solution.unmet) for each in proposal.frontier)
    return next(each for each in proposal.frontier if len(each.solution.unmet) == unmet)


def _needed(proposal: Proposal) -> int:
    """Moves that are needed in any case."""
    return _fewest(proposal).worth.moves


def _needs(proposal: Proposal) -> str:
    """What the moves are needed for that are needed."""
    lists, made, people = proposal.lists, proposal.made, _fewest(proposal).people
    owner, decided = lists.owner, proposal.decisions.placed(lists.owner.tolist())
    found = set()
    for account in np.flatnonzero((people != owner) & (owner != NOBODY)).tolist():
        unit = made.units.of == made.units.of[account]
        if account in decided:
            found.add("as decided")
        elif made.terms.barred[account, owner[account]]:
            found.add("away from whom they must not be with")
        elif np.unique(owner[unit]).size > 1:
            found.add("so that groups are together")
        else:
            found.add("so that limits are kept")
    return listing(sorted(found))


def _doubts(proposal: Proposal) -> Iterator[str]:
    """That today's books are as good, or better; unless it has no choice."""
    net, needed = proposal.worth.net, _needed(proposal)
    if net is None or net.low > 0:
        return
    if needed:
        if net.high >= 0:
            yield "That cannot be told from nothing."
    elif net.high < 0:
        yield "So today's books are better: keep them."
    else:
        yield "That cannot be told from nothing: the moves are not shown to be worth it."


def _least(proposal: Proposal) -> Iterator[str]:
    """What the needed moves alone bring, or cost, where more is proposed that does not pay."""
    worth, needed = _fewest(proposal).worth, _needed(proposal)
    if needed in (0, proposal.worth.moves) or pays(proposal):
        return
    currency = proposal.study.finance.currency
    gain = worth.expected if worth.net is None else worth.net.mean
    does = "cost" if gain < 0 else "bring"
    basis = "predicted" if worth.net is None else "simulated"
    which = "The move that is" if needed == 1 else f"The {needed:,} moves that are"
    does += "s" if needed == 1 else ""
    yield f"{which} needed {does} {priced(abs(gain), currency)}, {basis}."


def _predicted(proposal: Proposal, expected: str) -> str:
    if proposal.worth.agree:
        return f"Predicted: {expected}, which agrees."
    simulated = proposal.worth.simulated
    above = simulated is None or proposal.worth.predicted > simulated.mean
    return (
        f"Predicted: {expected}, which does not agree: it is too {'high' if above else 'low'} by "
        "more than the half-width. It takes every month at its mean: what comes at once in a week, "
        "and who resigns when, it does not play. Go by what is simulated."
    )


def _nearly(proposal: Proposal) -> Iterator[str]:
    """That a proposal with far fewer moves is predicted to bring nearly as much, if one is."""
    worth = proposal.worth
    found = [
        each.worth
        for each in proposal.frontier
        if 0 < each.worth.moves <= _FEWER * worth.moves
        and each.worth.expected >= _NEARLY * worth.expected
        and len(each.solution.unmet) <= len(proposal.point.solution.unmet)
    ]
    if not found or worth.expected <= 0:
        return
    fewer = min(found, key=lambda each: each.moves)
    currency = proposal.study.finance.currency
    if fewer.net is None:
        brings = f"{money(about(fewer.expected), currency, signed=True)}, predicted"
    else:
        brings = money(fewer.net, currency, signed=True)
    one = "move" if fewer.moves == 1 else "moves"
    yield f"A proposal of {fewer.moves:,} {one} would bring {brings}: see the frontier."
