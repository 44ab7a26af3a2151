"""Independent tasks side by side. The only module that knows joblib."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import joblib

Item = TypeVar("Item")
Result = TypeVar("Result")


def default_jobs() -> int:
    """One task at a time for each processor this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    task: Callable[[Item], Result], items: Iterable[Item], *, jobs: int, threads: bool
) -> Iterator[Result]:
    """The results of ``task``, in the order of ``items``, as they become ready.

    Args:
        jobs: tasks at a time, at least 1.
        threads: run them in threads, which share memory but only gain where the task releases the
            interpreter lock; else in processes, to which ``task`` and ``items`` are pickled.
    """
    if jobs == 1:
        yield from map(task, items)
    elif threads:
        # joblib looks for results every 10 ms, which is longer than many a run.
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(task, items)
    else:
        processes = joblib.Parallel(n_jobs=jobs, return_as="generator")
        yield from processes(joblib.delayed(task)(item) for item in items)
