"""The answer of ``plan watch`` in the terminal: the counters at the end, and where the page is."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from planner.handoff.terminal.printing import plain_table, say, show_table
from planner.handoff.wording.numbers import UNDEFINED
from planner.simulation.watched import PHASE, Future
from planner.study.study import describe_policy
from simmodel.contract.replay import Replay

Row = tuple[str, str, str]
"""What is counted, and how much of it there is under either policy."""


def show_watch(future: Future, path: Path) -> None:
    """The counters of both policies, of all and by part, and where the page is."""
    say(f"{future.study.name}, {future.name}: {describe_policy(future.study, future.other.policy)}")
    table = plain_table()
    table.add_column("at the end")
    for heading in ("today's policy", future.name):
        table.add_column(heading, justify="right")
    for row in _rows(future.today.replay, future.other.replay):
        table.add_row(*row)
    show_table(table)
    say(
        f"One future of many (replication {future.replication}, phase {PHASE.name.lower()}, "
        f"seed {future.seed})."
    )
    say(f"Wrote {path}")


def _rows(today: Replay, other: Replay) -> Iterator[Row]:
    """What is counted; below it, where there are several, of each group of customers or team."""
    of_groups = {
        today.served: "present",
        f"{today.renewal}s": "renewals",
        today.loss: "churn",
    }
    for name, count in of_groups.items():
        yield name, f"{getattr(today, count):,}", f"{getattr(other, count):,}"
        first, second = (
            {group.name: getattr(group, count) for group in replay.groups}
            for replay in (today, other)
        )
        yield from _by_part(first, second)
    yield today.rate, _percent(today.churn_rate), _percent(other.churn_rate)
    yield today.servers, f"{today.servers_at_end:,}", f"{other.servers_at_end:,}"
    first, second = (
        {team.name: int(team.size[-1]) for team in replay.teams} for replay in (today, other)
    )
    yield from _by_part(first, second)


def _by_part(today: Mapping[str, int], other: Mapping[str, int]) -> Iterator[Row]:
    """A row a part, below what all parts add up to; none where there is one."""
    if max(len(today), len(other)) < 2:
        return
    for name in dict.fromkeys((*today, *other)):
        first, second = (f"{each[name]:,}" if name in each else "" for each in (today, other))
        yield f"  {name or 'one team'}", first, second


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if math.isfinite(share) else UNDEFINED
