"""Proposals by how many accounts move, as a table for people."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.handoff.wording.numbers import column, exactly, measured, row
from planner.handoff.wording.units import about
from planner.proposal.proposal import Proposal
from planner.proposal.value import Worth


@dataclass(frozen=True)
class FrontierRow:
    """A proposal with so many moves at most, in texts of one scale.

    Attributes:
        simulated: with its half-width; empty where it was not simulated.
        chosen: whether it is what is proposed.
    """

    moves: str
    placed: str
    value: str
    predicted: str
    simulated: str
    chosen: bool


@dataclass(frozen=True)
class FrontierTable:
    """All of them, with what stands above their columns."""

    headings: tuple[str, ...]
    rows: tuple[FrontierRow, ...]

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Cells by row; the proposed one has a star."""
        return tuple(
            (
                f"{'* ' if each.chosen else ''}{each.moves}",
                each.placed,
                each.value,
                each.predicted,
                each.simulated,
            )
            for each in self.rows
        )


def frontier_table(proposal: Proposal) -> FrontierTable:
    """What is possible, by the number of moves; money when the handovers are paid."""
    worths, currency = [each.worth for each in proposal.frontier], proposal.study.finance.currency
    moved, *values = row([exactly(round(each.value)) for each in worths], "money")
    values = _aligned(values)
    scale, simulated, predicted = _gains(worths)
    gained = measured(scale, "money", currency)
    headings = (
        "moves",
        "placed",
        f"value moved, {measured(moved, 'money', currency)} a year",
        f"predicted, {gained}",
        f"simulated, {gained}",
    )
    rows = tuple(
        FrontierRow(
            f"{worth.moves:,}",
            f"{worth.placed:,}",
            value,
            ahead,
            told or "not simulated",
            place == proposal.chosen,
        )
        for place, (worth, value, ahead, told) in enumerate(
            zip(worths, values, predicted, simulated, strict=True)
        )
    )
    return FrontierTable(headings, rows)


def _gains(worths: Sequence[Worth]) -> tuple[str, list[str], list[str]]:
    """The scale, gains as simulated, and as predicted: in three digits, as sentences have them."""
    nets, expected = [each.net for each in worths], [about(each.expected) for each in worths]
    if any(nets):
        scale, gains = column([*nets, *expected], "money", signed=True)
        return scale, gains[: len(nets)], gains[len(nets) :]
    scale, *predicted = row(expected, "money", [True] * len(expected))
    return scale, [""] * len(nets), predicted


def _aligned(numbers: Sequence[str]) -> list[str]:
    """Numbers with as many decimals as the one with most."""
    most = max((len(each.partition(".")[2]) for each in numbers), default=0)
    return [_padded(each, most) for each in numbers]


def _padded(number: str, decimals: int) -> str:
    whole, _, rest = number.partition(".")
    return f"{whole}.{rest:0<{decimals}}" if decimals else number
