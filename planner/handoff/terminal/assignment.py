"""A proposal of who looks after which account, in the terminal."""

import math
from collections.abc import Sequence
from pathlib import Path

from planner.handoff.terminal.printing import (
    answer_table,
    plain_table,
    say,
    say_below,
    say_beside,
    say_command,
    show_table,
)
from planner.handoff.wording.assignment import moves
from planner.handoff.wording.assignment.advice import advice, decide_command, how_decided
from planner.handoff.wording.assignment.frontier import frontier_table
from planner.handoff.wording.assignment.load import LoadRow, load_rows, share
from planner.handoff.wording.assignment.places import account_name, counted, somebody
from planner.handoff.wording.numbers import begun
from planner.proposal.moves import Move
from planner.proposal.proposal import Proposal
from simmodel.contract.assignment import NOBODY

_SHOWN = 15  # moves, placements, and people
_NONE = "-"


def show_assignment(
    proposal: Proposal,
    files: Sequence[Path],
    given: Sequence[str] = (),
    *,
    verbose: bool = False,
) -> None:
    """The answer of ``plan assign``.

    Args:
        files: that were written; none if none were.
        given: options that the next command repeats.
        verbose: all moves, each with all of its reasons, all people, and moves that are left out.
    """
    told = advice(proposal)
    say()
    for heading, texts in told.parts.items():
        say_beside(heading, (" " if heading != "Conflicts" else "\n").join(texts))
    changing, placing = moves.changing(proposal), moves.placing(proposal)
    if changing:
        _show_moves(proposal, "Moves, those that bring most first", changing, verbose=verbose)
    if placing:
        _show_moves(proposal, "Placed, as nobody has them today", placing, verbose=verbose)
    _show_load(proposal, verbose=verbose)
    if len(proposal.frontier) > 1:
        _show_frontier(proposal)
    if verbose and proposal.left_out:
        _show_left_out(proposal)
    if told.remarks or files:
        say()
    if told.remarks:
        say_beside("Read", " ".join(told.remarks))
    if files:
        names = ", ".join(file.name for file in files)
        say_beside("Wrote", f"{names} to {files[0].parent}")
        say_beside("Next", f"{begun(how_decided())}:")
        say_command(decide_command(proposal, files[0].parent, given))


def _show_moves(proposal: Proposal, heading: str, whole: Sequence[Move], *, verbose: bool) -> None:
    found = whole if verbose else whole[:_SHOWN]
    say(f"\n{heading}{_of(len(found), len(whole))}:")
    if verbose:
        for each in found:
            account, before, after = _names(proposal, each)
            say(f"{account}: {before} -> {after}")
            say_below(moves.sentences(moves.reasons(proposal, each)))
        return
    table = plain_table()
    table.add_column("account", overflow="fold", min_width=10)
    for end in ("from", "to") if whole[0].before != NOBODY else ("to",):
        table.add_column(end, overflow="fold")
    table.add_column("why", overflow="fold")
    for each in found:
        account, *ends = _names(proposal, each)
        table.add_row(account, *ends[-len(table.columns) + 2 :], moves.in_short(proposal, each))
    show_table(table)


def _names(proposal: Proposal, move: Move) -> tuple[str, str, str]:
    lists = proposal.lists
    ends = somebody(lists, move.before), lists.name(move.after)
    return (account_name(lists, move.account), *ends)


def _of(shown: int, there: int) -> str:
    return f" ({shown:,} of {there:,}; all with --verbose)" if shown < there else ""


def _show_load(proposal: Proposal, *, verbose: bool) -> None:
    """The work of people over their hours, those with most of it first."""
    rows = sorted(load_rows(proposal), key=lambda each: -max(each.then))
    shown = rows if verbose else rows[:_SHOWN]
    say(f"\nWork over hours, today -> as proposed{_of(len(shown), len(rows))}:")
    table = answer_table("person", "accounts", "first\n30 days", "30 to\n60 days", "60 to\n90 days")
    for each in shown:
        table.add_row(each.person, f"{each.accounts[0]:,} -> {each.accounts[1]:,}", *_shares(each))
    show_table(table)
    if any(not math.isfinite(load) for each in shown for load in (*each.today, *each.then)):
        say(f"{_NONE}  work, and no hours for it")


def _shares(row: LoadRow) -> list[str]:
    pairs = zip(row.today, row.then, strict=True)
    return [
        f"{share(today, _NONE).removesuffix(' %')} -> {share(then, _NONE)}" for today, then in pairs
    ]


def _show_frontier(proposal: Proposal) -> None:
    say("\nWith fewer moves, or more (* as proposed), handovers paid:")
    table = frontier_table(proposal)
    shown = answer_table(*(_narrow(each) for each in table.headings))
    for each in table.texts:
        shown.add_row(*each)
    show_table(shown)


def _narrow(heading: str) -> str:
    return heading.replace(", ", ",\n")


def _show_left_out(proposal: Proposal) -> None:
    say(f"\nNot moved ({counted(len(proposal.left_out))}, what would bring most first):")
    for each in proposal.left_out:
        say(f"{account_name(proposal.lists, each.account)}, {proposal.lists.name(each.before)}")
        say_below(moves.stays(proposal, each.account, moves.left_out(proposal, each)))
