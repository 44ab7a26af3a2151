"""Progress goes to the error stream, or nowhere; totals that are announced hold."""

import io
import logging
import time

import pytest
from rich.console import Console

from planner.handoff.terminal import progress
from planner.handoff.terminal.progress import Bar
from planner.handoff.wording.numbers import readable
from planner.recommendation.recommend import recommend
from planner.sensitivity.whatif import whatif


@pytest.fixture(params=[False, True], ids=["lines", "terminal"])
def somewhere(request, monkeypatch) -> None:
    """With a terminal, and without."""
    if request.param:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "100")


def test_progress_is_shown_on_the_error_stream_by_phase_and_runs(capsys, somewhere):
    with Bar(quiet=False) as bar:
        bar.phase("search", 10)
        bar.advance(4)
        bar.advance(6)
        bar.phase("select", 8)
        bar.advance(2)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "search" in captured.err and "10 runs" in captured.err
    assert "select" in captured.err and "2 runs" in captured.err  # done with fewer than it may take
    assert "of 8 runs" not in captured.err.rsplit("\n", 3)[-2]


def test_a_quiet_bar_shows_nothing(capsys, somewhere):
    with Bar(quiet=True) as bar:
        bar.phase("search", 10)
        bar.advance(10)
        logging.getLogger("simmodel.machine_code").info("Compiling")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_runs_before_the_first_phase_are_not_counted(capsys, somewhere):
    with Bar(quiet=False) as bar:
        bar.advance(5)
        bar.phase("search", 10)
        bar.advance(3)
    assert "3 runs" in capsys.readouterr().err


def test_a_phase_that_was_broken_off_is_not_shown_as_done(capsys, somewhere):
    with pytest.raises(KeyboardInterrupt), Bar(quiet=False) as bar:
        bar.phase("search", 10)
        bar.advance(3)
        raise KeyboardInterrupt
    assert "3 of 10 runs" in capsys.readouterr().err


def test_a_search_shows_its_best_policy_and_a_selection_how_many_are_left(
    capsys, recommendation, somewhere
):
    with Bar(quiet=False) as bar:
        bar.phase("search", None)
        bar.advance(1234)
        best = recommendation.searched.best
        bar.incumbent(best.policy, best.gain)
        bar.phase("select", None)
        bar.left(3)
    shown = capsys.readouterr().err
    gain = recommendation.searched.best.gain
    assert f"best {readable(gain, 'money', signed=True)}" in shown
    assert "1,234 runs" in shown and "3 policies left" in shown


def test_without_a_terminal_a_phase_has_one_line_when_it_is_done(capsys):
    with Bar(quiet=False) as bar:
        bar.phase("screen", None)
        bar.phase("search", 10)
        bar.advance(10)
    assert capsys.readouterr().err == "screen: 0 s\nsearch: 10 runs, 0 s\n"


def test_without_a_terminal_a_long_phase_is_told_soon_and_then_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr(progress, "FIRST", 0.04)
    monkeypatch.setattr(progress, "EVERY", 0.2)
    with Bar(quiet=False) as bar:
        bar.phase("search", 10)
        bar.advance(3)
        deadline = time.monotonic() + 20
        told = ""
        while told.count("search: 3 of 10 runs") < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
            told += capsys.readouterr().err
        took = time.monotonic() - (deadline - 20)
    assert told == "search: 3 of 10 runs, 0 s\n" * 3
    assert took >= 2 * 0.2


@pytest.fixture
def lines():
    """What a terminal of so many characters shows at the end, after so many seconds."""

    def shown(width: int, seconds: float, total: int | None, done: int, news: str = "") -> str:
        console = Console(width=width, file=io.StringIO(), force_terminal=True, color_system=None)
        now = [0.0]
        display = progress._OnTerminal(console)
        display.stop()
        display._progress.get_time = lambda: now[0]
        count = progress.counted(done, total, "runs")
        display.begin("neighbours", total, "")
        now[0] = seconds
        display.show(done, total, count, news)
        with console.capture() as capture:
            console.print(display._progress.get_renderable())
        return capture.get()

    return shown


@pytest.mark.parametrize("width", [60, 80, 200])
def test_what_is_left_is_told_at_the_pace_so_far_and_else_how_long_it_has_run(lines, width):
    assert lines(width, 30.0, 100, 25).rstrip().endswith("25 of 100 runs  0:01:30 left")
    assert lines(width, 211.0, None, 688).rstrip().endswith("688 runs  0:03:31 so far")
    assert lines(width, 30.0, 100, 0).rstrip().endswith("0 of 100 runs  0:00:30 so far")
    assert lines(width, 1.0, 100, 25).rstrip().endswith("25 of 100 runs  0:00:01 so far")
    assert lines(width, 40.0, 100, 100).rstrip().endswith("100 runs  0:00:40")


def test_nothing_is_cut_where_there_is_no_room(lines):
    news = "best +123.4 ± 12.3 K"
    for width in (60, 80, 120):
        line = lines(width, 3_600.0, 123_456, 12_345, news)
        assert "12,345 of 123,456 runs" in line and line.count("\n") == 1 and "…" not in line
        assert (news in line) is (width == 120)


def test_what_the_simulation_says_of_a_wait_is_shown(capsys, somewhere):
    with Bar(quiet=False) as bar:
        bar.phase("search", None)
        logging.getLogger("simmodel.machine_code").info("Compiling the simulation")
    logging.getLogger("simmodel.machine_code").info("afterwards")
    said = capsys.readouterr().err
    assert said.count("Compiling the simulation") == 1 and "afterwards" not in said


class Counting:
    """Compares the runs of every phase with what was announced."""

    def __init__(self) -> None:
        self.phases: list[list] = []

    def phase(self, name: str, runs: int | None) -> None:
        self.phases.append([name, runs, 0])

    def advance(self, runs: int) -> None:
        self.phases[-1][2] += runs

    def incumbent(self, policy, gain) -> None:
        """Not counted."""

    def left(self, policies: int) -> None:
        """Not counted."""

    def caution(self, text: str) -> None:
        """Not counted."""


@pytest.mark.long
def test_totals_that_are_announced_hold(asking, tmp_path):
    counting = Counting()
    recommend(asking.study, 7, 1, tmp_path, counting)
    whatif(asking, 1, tmp_path, counting)
    names = [name for name, *_ in counting.phases]
    assert names == [
        "screen",
        "search",
        "select",
        "validate",
        "frontier",
        "ends",
        "keep",
        "neighbours",
        "replan",
        "value",
    ]
    assert all(done <= most for _, most, done in counting.phases if most is not None)
    assert sum(done for *_, done in counting.phases) > 0
