"""The review of past assignments in the terminal."""

from planner.assignment.review.multipliers import Multipliers
from planner.handoff.terminal.printing import plain_table, say, say_all, show_table
from planner.handoff.wording import review as wording
from planner.proposal.reviewing import Reviewed

_FEW = 10  # accounts that are told unless all are wanted


def show_review(found: Reviewed, *, verbose: bool) -> None:
    """The answer of ``plan assign --review``."""
    say(f"{found.study.name}: what {found.file} tells")
    say()
    say_all(wording.forecast(found))
    say()
    say_all(wording.verdicts(found))
    _show("complexity of segments", found.review.segments, None)
    _show("pace of people, in hours", found.review.people, None)
    _show("complexity of accounts", found.review.accounts, None if verbose else _FEW)
    if found.review.segments.entangled.any() or found.review.people.entangled.any():
        say(wording.ENTANGLED)
    say_all(wording.uses())
    say_all(wording.cautions(found))
    say_all(f"{found.file}: {remark}." for remark in found.remarks)


def _show(heading: str, factors: Multipliers, most: int | None) -> None:
    rows = sorted(wording.rows_of(factors), key=lambda row: -float(row[1]))
    if not rows:
        return
    table = plain_table()
    table.add_column(heading, overflow="fold")
    for each in wording.HEADINGS:
        table.add_column(each, justify="right", no_wrap=True)
    for row in rows[:most]:
        table.add_row(*row)
    show_table(table)
    if most is not None and len(rows) > most:
        say(f"The {most} highest of {len(rows):,}; --verbose tells all.")
