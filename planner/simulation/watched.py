"""One future watched under two policies: both meet the same random numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from planner.simulation.parallel import spread
from planner.simulation.phase import Phase
from planner.study.capability import required
from planner.study.study import Study
from simmodel.contract.replay import Replay
from simmodel.contract.sections import Facts, Policy
from simmodel.streams import Streams

PHASE = Phase.VALIDATE


@dataclass(frozen=True, eq=False)
class Watched:
    """A policy, and what it did."""

    policy: Policy
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
    policy: Policy,
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

    Raises:
        InputError: the model has nothing to see.
    """
    replay_of(study)  # before any process is begun
    task = partial(_watched, study, Streams(seed, PHASE, replication))
    seen = []
    for each in spread(task, (study.baseline, policy), jobs=min(jobs, 2), threads=False):
        seen.append(each)
        on_runs(1)
    today, other = seen
    return Future(study, seed, replication, name, today, other)


def replay_of(study: Study) -> Callable[[Facts, Policy, Any], Replay]:
    """The replay of a policy. Raises InputError if the model has nothing to see."""
    return required(study.model.replay, study.model, "nothing to watch")


def _watched(study: Study, streams: Streams, policy: Policy) -> Watched:
    """Another process shares no memory with this one, so the replication is drawn anew."""
    replay = replay_of(study)
    paths = study.model.draw(study.facts, streams)
    return Watched(policy, replay(study.facts, policy, paths))
