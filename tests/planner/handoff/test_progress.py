"""Progress goes to the error stream, or nowhere."""

import pytest

from planner.handoff.numbers import readable
from planner.handoff.progress import Bar


def test_progress_is_shown_on_the_error_stream_by_phase_and_runs(capsys):
    with Bar(quiet=False) as bar:
        bar.phase("search", 10)
        bar.advance(4)
        bar.advance(6)
        bar.phase("select", 8)
        bar.advance(2)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "search" in captured.err and "10/10" in captured.err
    assert "select" in captured.err and "2/2" in captured.err  # done with fewer than it might take


def test_a_quiet_bar_shows_nothing(capsys):
    with Bar(quiet=True) as bar:
        bar.phase("search", 10)
        bar.advance(10)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_runs_before_the_first_phase_are_not_counted(capsys):
    with Bar(quiet=False) as bar:
        bar.advance(5)
        bar.phase("search", 10)
        bar.advance(3)
    assert "3/3" in capsys.readouterr().err


def test_a_phase_that_was_broken_off_is_not_shown_as_done(capsys):
    with pytest.raises(KeyboardInterrupt), Bar(quiet=False) as bar:
        bar.phase("search", 10)
        bar.advance(3)
        raise KeyboardInterrupt
    assert "3/10" in capsys.readouterr().err


def test_a_search_shows_its_best_policy_and_a_selection_how_many_are_left(capsys, recommendation):
    with Bar(quiet=False) as bar:
        bar.phase("search", 10)
        bar.incumbent(recommendation.searched.best)
        bar.phase("select", None)
        bar.left(3)
    shown = capsys.readouterr().err
    gain = recommendation.searched.best.gain
    assert f"best {readable(gain, 'money', signed=True)}" in shown
    assert "3 policies left" in shown
