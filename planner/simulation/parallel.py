"""Independent tasks side by side. The only module that knows joblib."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from threading import Thread
from typing import TypeVar

import joblib

Item = TypeVar("Item")
Result = TypeVar("Result")


def default_jobs() -> int:
    """One task at a time for each processor this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_MOST = max(2, default_jobs())


def spread(
    task: Callable[[Item], Result], items: Iterable[Item], *, jobs: int, threads: bool
) -> Iterator[Result]:
    """The results of ``task``, in the order of ``items``, as they become ready.

    Args:
        jobs: tasks at a time, at least 1; those above :data:`_MOST` would gain nothing.
        threads: run them in threads, which share memory but only gain where the task releases the
            interpreter lock; else in processes, to which ``task`` and ``items`` are pickled.
    """
    jobs = min(jobs, _MOST)
    if jobs == 1:
        yield from map(task, items)
    elif threads:
        # joblib looks for results every 10 ms, which is longer than many a run.
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(task, items)
    else:
        processes = joblib.Parallel(
            n_jobs=jobs,
            backend="loky",
            return_as="generator",
            initializer=_end_with,
            initargs=(os.getpid(),),
        )
        with _deaf_children():
            list(processes([joblib.delayed(int)()]))  # begins them all
        yield from processes(joblib.delayed(task)(item) for item in items)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Keep the signals that ask to end from the processes that are begun meanwhile.

    A terminal and a batch system send theirs to all, but children that die before their parent
    leave a mess; it ends them in good order.
    """
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows
        yield
        return
    ending = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    try:
        # This one serves all children, and where it begins some signals are let through again.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, ending)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with(parent: int) -> None:
    """End this process after its parent, which may be killed without a chance to say so."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()
