"""The dashboard: its port, and its end."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from planner.recommendation.folder import opened
from planner.search.optuna_space import directions
from planner.search.record import Record
from planner.study.study import load_study


@pytest.fixture
def begun(plan, study_file, tmp_path) -> Path:
    """The record of a search for the tiny study, just begun."""
    study_file()
    folder = tmp_path / "results" / "tiny"
    folder.mkdir(parents=True)
    opened(folder, load_study("tiny.toml"), 7, fresh=False).close()
    Record(folder, "tiny", {}, directions(()))
    return folder


def test_a_port_that_is_taken_is_refused(plan, begun, assert_wrong_input):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = plan("dashboard", "tiny.toml", "--port", port)
    assert_wrong_input(
        result,
        f"--port: found {port}, which cannot be listened on: Address already in use; allowed: one "
        "that is free, or 0 for any",
    )


def test_a_record_without_room_for_files_is_not_blamed_on_the_port(plan, begun, assert_wrong_input):
    (begun / "artifacts").write_text("a file in the place of a folder")
    path = begun / "artifacts"
    result = plan("dashboard", "tiny.toml", "--port", 0)
    assert_wrong_input(result, f"{path.relative_to(Path.cwd())}: cannot be used: File exists")


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_refused(plan, begun, port):
    result = plan("dashboard", "tiny.toml", "--port", port)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--port" in result.stderr


def test_a_dashboard_says_where_it_is_answers_and_ends_with_ctrl_c(begun, tmp_path):
    # A test that runs in the background may have been told to ignore Ctrl-C.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from planner.cli import main; main()"
    )
    command = [sys.executable, "-W", "error", "-c", program, "dashboard", "tiny.toml"]
    process = subprocess.Popen(
        [*command, "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = process.stdout.readline()
        assert said.startswith("http://127.0.0.1:") and said.endswith("/  (Ctrl-C ends it)\n")
        with urlopen(f"{said.split()[0]}api/studies", timeout=30) as answer:
            (found,) = json.load(answer)["study_summaries"]
        assert found["study_name"] == "tiny"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "")
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()
