"""One future watched under two policies: both meet the same luck."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from planner.simulation.parallel import spread
from planner.study.study import Study
from simmodel.contract import Replay
from simmodel.fields import Section
from simmodel.streams import Phase, Streams

PHASE = Phase.VALIDATE


@dataclass(frozen=True, eq=False)
class Watched:
    """A policy, and what it did."""

    policy: Section
    replay: Replay


@dataclass(frozen=True, eq=False)
class Future:
    """One replication of the validation, under today's policy and another one.

    Attributes:
        name: of the other policy, for headings.
    """

    study: Study
    seed: int
    replication: int
    name: str
    today: Watched
    other: Watched


def watch(
    study: Study,
    name: str,
    policy: Section,
    *,
    seed: int,
    replication: int,
    jobs: int,
    on_runs: Callable[[int], None],
) -> Future:
    """Watch ``policy``, by its name, beside today's.

    Args:
        jobs: policies at a time, each in a process of its own; no result depends on it.
        on_runs: called with 1 after each of the two runs.
    """
    task = partial(_watched, study, Streams(seed, PHASE, replication))
    seen = []
    for each in spread(task, (study.baseline, policy), jobs=min(jobs, 2), threads=False):
        seen.append(each)
        on_runs(1)
    today, other = seen
    return Future(study, seed, replication, name, today, other)


def _watched(study: Study, streams: Streams, policy: Section) -> Watched:
    """Another process shares no memory with this one, so the replication is drawn anew."""
    paths = study.model.draw(study.facts, streams)
    return Watched(policy, study.model.replay(study.facts, policy, paths))
