"""Progress goes to the error stream, or nowhere."""

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
    assert "select" in captured.err and "2/8" in captured.err


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
    assert "0/10" in capsys.readouterr().err
