"""Tasks side by side give what they give one by one."""

import operator
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path

import pytest

import planner
from planner.simulation.parallel import default_jobs, spread

WAYS = [
    pytest.param({"jobs": 1, "threads": True}, id="one job"),
    pytest.param({"jobs": 2, "threads": True}, id="threads"),
    pytest.param({"jobs": 2, "threads": False}, id="processes"),
]


@pytest.mark.parametrize("how", WAYS)
def test_results_come_in_the_order_of_the_items(how):
    assert list(spread(operator.neg, range(20), **how)) == [-item for item in range(20)]


def test_results_come_in_order_even_if_the_first_task_is_the_slowest():
    def task(item: int) -> int:
        time.sleep(0.05 if item == 0 else 0.0)
        return item

    assert list(spread(task, range(6), jobs=2, threads=True)) == list(range(6))


@pytest.mark.parametrize("how", WAYS)
def test_no_items_give_no_results(how):
    assert list(spread(operator.neg, [], **how)) == []


@pytest.mark.parametrize("how", WAYS)
def test_a_tasks_exception_reaches_the_caller(how):
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda item: 1 / item, [2, 1, 0], **how))


def test_threads_run_in_this_process_and_share_its_memory():
    seen = []
    assert set(spread(lambda _: os.getpid(), range(4), jobs=2, threads=True)) == {os.getpid()}
    list(spread(seen.append, range(4), jobs=2, threads=True))
    assert sorted(seen) == [0, 1, 2, 3]


def test_processes_are_other_processes():
    processes = set(spread(lambda _: os.getpid(), range(4), jobs=2, threads=False))
    assert os.getpid() not in processes


def test_two_jobs_run_at_the_same_time():
    meeting = threading.Barrier(2, timeout=10)  # breaks if one task waits for the other to end
    assert sorted(spread(lambda _: meeting.wait(), range(2), jobs=2, threads=True)) == [0, 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_runs_before_the_first_result_is_asked_for(jobs):
    seen = []
    results = spread(seen.append, range(3), jobs=jobs, threads=True)
    assert seen == []
    next(results)
    assert 0 in seen


def test_one_job_runs_a_task_when_its_result_is_asked_for():
    seen = []
    results = spread(seen.append, range(3), jobs=1, threads=True)
    next(results)
    assert seen == [0]


def test_a_result_is_given_while_later_tasks_still_run():
    asked = threading.Event()

    def task(item: int) -> bool:
        return item == 0 or asked.wait(timeout=10)

    results = spread(task, range(2), jobs=2, threads=True)
    assert next(results)
    asked.set()
    assert next(results)


def test_by_default_there_is_a_job_for_each_processor_of_this_process():
    assert 1 <= default_jobs() <= os.cpu_count()


def test_jobs_beyond_the_processors_begin_no_threads_or_processes():
    most = max(2, default_jobs())
    seen = set(spread(lambda _: threading.get_ident(), range(400), jobs=10**9, threads=True))
    assert len(seen) <= most
    assert len(set(spread(lambda _: os.getpid(), range(8), jobs=10**9, threads=False))) <= most


# ---- Ends ----------------------------------------------------------------------------------------

PROGRAM = """
import signal, sys, time
# They may be ignored where the tests run: in the background, or under nohup.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from planner.ending import Commands
from planner.simulation.parallel import spread
import click

@click.group(cls=Commands)
def main():
    pass

@main.command()
@click.argument("seconds", type=float)
def work(seconds):
    def task(item):
        print("working", flush=True)
        time.sleep(item)
        return item
    for item in spread(task, [seconds] * 4, jobs=2, threads=False):
        print(item, flush=True)

main()
"""


@pytest.fixture
def begun():
    """A program in a process group of its own, whose two workers are at work."""
    root = str(Path(planner.__file__).parent.parent)
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "work", "900"],
        env=os.environ | {"PYTHONPATH": root},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout.readline().startswith("working")  # two may say so at once
        yield process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_ends_it_with_one_word(begun, number):
    os.killpg(begun.pid, number)
    out, err = begun.communicate(timeout=300)
    assert begun.returncode == 128 + number
    assert err.endswith("; nothing was written.\n") and err.count("\n") == 1, err
    assert set(out.split()) <= {"working"}


def test_a_worker_that_is_killed_is_told_and_others_take_its_place():
    with pytest.raises(BrokenExecutor, match="SIGKILL"):
        list(spread(signal.raise_signal, [signal.SIGKILL], jobs=2, threads=False))
    assert list(spread(operator.neg, range(2), jobs=2, threads=False)) == [0, -1]


def test_workers_do_not_outlive_a_parent_that_is_killed(begun):
    begun.kill()
    begun.communicate(timeout=300)  # both streams end when the last who has them ends


def test_a_signal_while_processes_begin_ends_them_too():
    """Else the end of the program would wait for all that was to be done."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    began = time.monotonic()
    try:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            list(spread(time.sleep, [900.0] * 4, jobs=2, threads=False))
        assert list(spread(operator.neg, range(2), jobs=2, threads=False)) == [0, -1]
        assert time.monotonic() - began < 300
    finally:
        signal.signal(signal.SIGINT, before)
