"""Every command ends with its answer or one message, and never with a traceback."""

import errno
import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import planner
from planner.ending import FAULT, Commands
from planner.study.errors import InputError

KEPT = f"All finished work is kept in {Path('results/tiny')}; the same command goes on from there."


def ended(error: BaseException | None, resumable: bool = False, kind: type = Commands) -> Result:
    """End a command by an error, in a folder of its own."""

    @click.group(cls=kind)
    def main() -> None:
        """A program."""

    @main.command(resumable=resumable)
    @click.argument("study")
    @click.option("--results", default="results")
    def work(study: str, results: str) -> None:
        if error is not None:
            raise error

    return CliRunner().invoke(main, ["work", "tiny.toml"], prog_name="plan")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    """A folder of its own for each test; that for temporary files is another one."""
    (tmp_path / "here").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "here"


# ---- Errors --------------------------------------------------------------------------------------


def test_an_answer_ends_with_0_and_no_word():
    result = ended(None)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_negative_answer_ends_with_1():
    assert ended(SystemExit(1)).exit_code == 1


def test_wrong_input_ends_with_its_complaints_and_2():
    result = ended(InputError(["one", "two"]))
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "one\ntwo\n")


def test_a_file_that_cannot_be_used_is_named_with_what_is_kept():
    full = OSError(errno.ENOSPC, "database or disk is full", "results/tiny/runs.sqlite")
    result = ended(full, resumable=True)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"results/tiny/runs.sqlite: cannot be used: database or disk is full. {KEPT}\n"
    )
    assert ended(full).stderr.endswith("database or disk is full.\n")


def test_a_fault_of_the_planner_has_a_status_of_its_own_and_its_details_on_file(tmp_path):
    result = ended(ZeroDivisionError("division by zero"))
    assert (result.exit_code, result.stdout) == (FAULT, "")
    (file,) = (tmp_path / "temporary").iterdir()
    assert result.stderr == (
        "This is a fault of the planner, not of your input: ZeroDivisionError: division by zero. "
        f"Details for whoever mends it: {file}\n"
    )
    details = file.read_text(encoding="utf-8")
    assert details.startswith("command: ")
    assert "\nnumpy: " in details and "\npython: " in details
    assert "Traceback" in details and "raise error" in details


def test_a_process_at_work_that_is_killed_is_no_fault_of_the_planner():
    result = ended(BrokenProcessPool("exit codes of the workers: {SIGKILL(-9)}"), resumable=True)
    assert (result.exit_code, result.stdout) == (128 + 9, "")
    assert result.stderr == (
        "Ended, as a process at work was killed: perhaps it had no memory left. With --jobs 1 it "
        f"needs less. {KEPT}\n"
    )


@pytest.mark.parametrize("error", [EOFError(), RecursionError("deep"), MemoryError(), OSError("?")])
def test_whatever_is_not_foreseen_is_a_fault(error):
    result = ended(error)
    assert result.exit_code == FAULT
    assert type(error).__name__ in result.stderr and "Traceback" not in result.stderr


def test_details_are_left_with_the_results_where_there_are_some(here):
    folder = here / "results" / "tiny"
    folder.mkdir(parents=True)
    result = ended(ValueError("odd"), resumable=True)
    (file,) = folder.iterdir()
    assert file.name.startswith("plan-fault-") and str(file.relative_to(here)) in result.stderr
    assert KEPT in result.stderr


def test_where_nothing_can_be_written_the_details_are_on_the_error_stream(monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    result = ended(ValueError("odd"))
    assert result.exit_code == FAULT
    assert "ValueError: odd" in result.stderr and "raise error" in result.stderr


def test_warnings_of_the_planner_are_said_on_the_error_stream():
    @click.group(cls=Commands)
    def main() -> None:
        """A program."""

    @main.command()
    def work() -> None:
        import logging

        logging.getLogger("planner.search").warning("%s: damaged", "a file")
        logging.getLogger("simmodel").warning("slow")
        logging.getLogger("planner").info("nothing worth a word")

    result = CliRunner().invoke(main, ["work"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "a file: damaged\nslow\n")


def test_a_name_that_is_not_utf_8_is_refused():
    @click.group(cls=Commands)
    def main() -> None:
        """A program."""

    result = CliRunner().invoke(main, ["check", os.fsdecode(b"st\xfcdy.toml")])
    assert result.exit_code == 2
    assert 'found "st\\xfcdy.toml", which is not UTF-8; allowed: ' in result.stderr


# ---- Signals -------------------------------------------------------------------------------------

PROGRAM = """
import signal, sys, time
import click
from planner.ending import Commands

@click.group(cls=Commands)
def main():
    pass

@main.command(resumable=True)
@click.argument("study")
@click.option("--results", default="results")
def work(study, results):
    print("working", flush=True)
    time.sleep(60)

@main.command()
@click.argument("study")
def look(study):
    print("working", flush=True)
    time.sleep(60)

@main.command()
@click.argument("lines", type=int)
def answer(lines):
    for line in range(lines):
        click.echo(f"line {line}")
        sys.stdin.read()

main()
"""


def heard() -> None:
    """Hear signals that the tests' own process may ignore: in the background, or under nohup."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def begun(*arguments: str, **options) -> subprocess.Popen:
    root = str(Path(planner.__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, *arguments],
        env=os.environ | {"PYTHONPATH": root},
        text=True,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": heard} | options,
    )


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (signal.SIGINT, "Interrupted"),
        (signal.SIGTERM, "Ended by SIGTERM"),
        (signal.SIGHUP, "Ended by SIGHUP"),
    ],
)
@pytest.mark.parametrize("command", ["work", "look"])
def test_a_signal_ends_a_command_with_a_word_about_what_is_kept(number, word, command):
    with begun(command, "tiny.toml") as process:
        assert process.stdout.readline() == "working\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    kept = f". {KEPT}" if command == "work" else "; nothing was written."
    assert (out, err) == ("", f"{word}{kept}\n")


def test_a_signal_that_was_to_be_ignored_is_ignored():
    """As nohup asks for."""
    with begun(
        "work", "tiny.toml", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ) as process:
        assert process.stdout.readline() == "working\n"
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30)[1].startswith("Ended by SIGTERM.")


def test_handlers_of_signals_are_given_back():
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    ended(None)
    after = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    assert before == after


# ---- Streams -------------------------------------------------------------------------------------


def test_an_output_without_room_is_told():
    with Path("/dev/full").open("w") as full, begun("answer", "3", stdout=full) as process:
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err == "The answer cannot be written to the output: No space left on device.\n"


def test_an_error_stream_without_room_changes_nothing():
    with Path("/dev/full").open("w") as full, begun("nothing", stderr=full) as process:
        assert process.communicate(timeout=30) == ("", None)
    assert process.returncode == 2


def test_a_reader_who_leaves_ends_the_command_without_a_word():
    read, write = os.pipe()
    os.close(read)
    with begun("answer", "3", stdout=write) as process:
        os.close(write)
        assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == 128 + signal.SIGPIPE


def test_a_reader_who_leaves_before_the_help_ends_it_likewise():
    read, write = os.pipe()
    os.close(read)
    with begun("--help", stdout=write) as process:
        os.close(write)
        assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == 128 + signal.SIGPIPE


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_are_no_obstacle(closed):
    def close() -> None:
        for number in closed:
            os.close(number)

    with begun("answer", "2", preexec_fn=close, stdin=subprocess.DEVNULL) as process:
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out == ("" if 1 in closed else "line 0\nline 1\n")
    assert err == ""
