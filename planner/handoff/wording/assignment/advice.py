"""A proposal in a leader's words: the same on the terminal, the page and the sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.handoff.names import ASSIGNED
from planner.handoff.wording.assignment import conflicts, load
from planner.handoff.wording.assignment.places import counted, priced
from planner.handoff.wording.numbers import means_over, percent
from planner.handoff.wording.units import about, money
from planner.proposal.proposal import Proposal
from planner.proposal.value import PHASE
from planner.study.command import command
from planner.study.months import first_day

_YEAR = 12.0  # months
_LEAST = 0.5  # money, which nobody reads


@dataclass(frozen=True)
class Advice:
    """What a proposal amounts to.

    Attributes:
        headline: what to do and what it brings, in one line.
        parts: sentences by heading: what to do, what it brings, how sure that is, what people's
            work becomes, when there is too much of it, and what cannot all hold.
        remarks: on how the lists were read.
    """

    headline: str
    parts: dict[str, tuple[str, ...]]
    remarks: tuple[str, ...]


def advice(proposal: Proposal) -> Advice:
    """The advice that a proposal amounts to."""
    told = tuple(conflicts.conflict(proposal, each) for each in proposal.conflicts)
    parts = {
        "To do": tuple(_to_do(proposal)),
        "It brings": tuple(_brings(proposal)),
        "How sure": tuple(_how_sure(proposal)),
        "Balance": tuple(load.balance(proposal)),
        "Crunches": tuple(load.crunches(proposal)),
        "Conflicts": told,
    }
    return Advice(
        headline=headline(proposal),
        parts={heading: texts for heading, texts in parts.items() if texts},
        remarks=tuple(f"{each.rstrip('.')}." for each in proposal.lists.remarks),
    )


def pays(proposal: Proposal) -> bool:
    """Whether the moves are shown to bring something; where none were simulated, predicted to."""
    worth = proposal.worth
    return worth.expected > 0 if worth.net is None else worth.net.low > 0


def period(proposal: Proposal) -> str:
    """Over which time renewals count: until every account has come up for renewal once."""
    last = max(each.renewal for each in proposal.lists.accounts)
    if last <= _YEAR:
        return "in the coming year"
    end = first_day(proposal.study.start, int(last))
    return f"until every account has come up for renewal once, in {end:%B %Y}"


def in_renewals(proposal: Proposal) -> str:
    """What is gained: renewals, or what of them is credited to the team."""
    study = proposal.study
    share = study.model.share
    if share is None or study.credited == 1.0:
        return "in renewals"
    return f"in renewals credited to the team ({percent(study.credited)} of what is signed)"


def how_decided() -> str:
    """How the proposal is decided on."""
    return (
        f"fill the column decision of {ASSIGNED} with approve, reject or lock, and propose again "
        "around what is decided"
    )


def decide_command(proposal: Proposal, folder: Path, given: Sequence[str] = ()) -> str:
    """The command that proposes again around what is decided.

    Args:
        folder: with the list that people decide on.
        given: options that it repeats.
    """
    study = proposal.study
    return command(
        "assign",
        study.path,
        *given,
        "--decisions",
        str(folder / ASSIGNED),
        results=folder.parent,
        seed=None if proposal.seed == study.seed else proposal.seed,
    )


def headline(proposal: Proposal) -> str:
    """What to do and what it brings, in one line."""
    worth, currency = proposal.worth, proposal.study.finance.currency
    if not (worth.moves or worth.placed):
        return "Leave every account where it is"
    (do, *_) = _to_do(proposal)
    if not worth.moves:
        return do.rstrip(".")
    if worth.net is None:
        by = f"{money(about(worth.expected), currency, signed=True)} predicted"
    else:
        by = money(worth.net, currency, signed=True)
    return f"{do.rstrip('.')}: {by} {period(proposal)}"


def rests(proposal: Proposal) -> str:
    """A sentence on what the gain rests on."""
    if not proposal.replications:
        return "Predicted; it was not simulated."
    return means_over(proposal.replications, proposal.seed, PHASE.name.lower())


def _to_do(proposal: Proposal) -> Iterator[str]:
    worth = proposal.worth
    moving, place = f"Give {counted(worth.moves)} to another person", _placing(proposal)
    if not worth.moves:
        leave = "Leave every account where it is" if not place else f"{place}; leave all others"
        yield f"{leave[:1].upper()}{leave[1:]}."
    elif pays(proposal):
        yield f"{moving}, and {place}." if place else f"{moving}."
    elif place:
        yield f"Only {place}: {_not_worth(worth.moves)}."
    else:
        yield f"Leave every account where it is: {_not_worth(worth.moves)}."


def _not_worth(moves: int) -> str:
    return "the one move is not worth it" if moves == 1 else f"the {moves:,} moves are not worth it"


def _placing(proposal: Proposal) -> str:
    placed = proposal.worth.placed
    if not placed:
        return ""
    return (
        "place the one that has nobody" if placed == 1 else f"place the {placed:,} that have nobody"
    )


def _brings(proposal: Proposal) -> Iterator[str]:
    """What the moves bring: who has nobody is placed in today's books as well."""
    worth, currency = proposal.worth, proposal.study.finance.currency
    if not worth.moves:
        yield "No change of an account's person is predicted to bring more than it costs."
        return
    gained = f"{in_renewals(proposal)} {period(proposal)}"
    gained += ", handovers paid" if worth.handover > _LEAST else ""
    today = "today's books"
    today += ", in which those that have nobody are placed likewise" if worth.placed else ""
    moves = "The move brings" if worth.moves == 1 else "The moves bring"
    expected = money(about(worth.expected), currency, signed=True)
    if worth.net is None:
        yield f"{moves} {expected} {gained}, over {today}. That is predicted; it was not simulated."
        return
    gain = money(worth.net, currency, signed=True)
    yield (
        f"{moves} {gain} {gained}, over {today} ({proposal.replications:,} fresh futures, each of "
        "which both have met)."
    )
    if worth.net.high < 0:
        yield "So today's books are better: keep them."
    elif worth.net.low <= 0:
        yield (
            "That cannot be told from nothing: today's books are as good, and the moves are not "
            "worth it."
        )
    yield _predicted(proposal, expected)


def _predicted(proposal: Proposal, expected: str) -> str:
    if proposal.worth.agree:
        return f"Predicted: {expected}, which agrees."
    return (
        f"Predicted: {expected}, which does not agree: it is further from the simulated mean than "
        "the half-width. Go by what is simulated."
    )


def _how_sure(proposal: Proposal) -> Iterator[str]:
    solution, currency = proposal.point.solution, proposal.study.finance.currency
    gap = max(solution.objective - solution.bound, 0.0)
    of = " with as few moves" if proposal.chosen + 1 < len(proposal.frontier) else ""
    better = "better" if solution.optimal else f"more than {priced(gap, currency)} better"
    yield (
        f"By the prices that it was sought with, no assignment{of} within the limits is {better}."
    )
    if proposal.replications:
        yield (
            "The half-width says how well the simulation has measured the model, not how well the "
            "model fits your company."
        )
    yield (
        "What a skill, a time zone or a handover costs is as the table [assign] says, and is "
        "illustrative until you put your own."
    )
