"""A proposal in a leader's words: the same on the terminal, the page and the sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.handoff.names import ASSIGNED
from planner.handoff.wording.assignment import conflicts, crunches, load, worth
from planner.handoff.wording.assignment.method import sought
from planner.handoff.wording.assignment.places import priced
from planner.handoff.wording.numbers import means_over
from planner.handoff.wording.units import about, money
from planner.proposal.proposal import Proposal
from planner.proposal.value import PHASE
from planner.study.command import command


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
    parts = {
        "To do": (f"{worth.to_do(proposal)}.",),
        "Worth": tuple(worth.brings(proposal)),
        "How sure": tuple(_how_sure(proposal)),
        "Balance": tuple(load.balance(proposal)),
        "Crunches": tuple(crunches.crunches(proposal)),
        "Conflicts": conflicts.conflicts(proposal),
    }
    return Advice(
        headline=headline(proposal),
        parts={heading: texts for heading, texts in parts.items() if texts},
        remarks=tuple(f"{each.rstrip('.')}." for each in proposal.lists.remarks),
    )


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
    told, currency, do = proposal.worth, proposal.study.finance.currency, worth.to_do(proposal)
    if not told.moves:
        return do
    if told.net is None:
        by = f"{money(about(told.expected), currency, signed=True)} predicted"
    else:
        by = money(told.net, currency, signed=True)
    by = f"{by} {worth.PERIOD}"
    return f"{do}: {by}" if worth.pays(proposal) else f"{do} ({by})"


def rests(proposal: Proposal) -> str:
    """A sentence on what the gain rests on."""
    if not proposal.replications:
        return "Predicted; it was not simulated."
    return means_over(proposal.replications, proposal.seed, PHASE.name.lower())


def _how_sure(proposal: Proposal) -> Iterator[str]:
    """How sure it is that nothing is better, and by what."""
    solution, currency = proposal.point.solution, proposal.study.finance.currency
    gap = max(solution.objective - solution.bound, 0.0)
    several = len(proposal.frontier)
    of = " with as few moves" if proposal.chosen + 1 < several else ""
    better = "better" if solution.optimal else f"more than {priced(gap, currency)} better"
    yield f"The proposal was sought by {sought(proposal)}."
    taken = (
        f"Of the {several} proposals that were found, the one with the best prediction is taken; "
        "another"
        if several > 1
        else "Another"
    )
    yield f"{taken} assignment may bring more by the prediction or the simulation."
    yield f"What is certain: by those prices no assignment{of} within the limits is {better}."
    if proposal.replications:
        yield (
            "The half-width says how well the simulation has measured the model, not how well the "
            "model fits your company."
        )
    yield (
        "What a skill, a time zone or a handover costs is as the table [assign] says, and is "
        "illustrative until you put your own."
    )
