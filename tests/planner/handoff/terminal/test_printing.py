"""Tables keep every digit and unit however narrow the terminal is; names are shown as written."""

import pytest

from planner.handoff.terminal.printing import (
    answer_table,
    metric_table,
    plain_table,
    say,
    show_table,
)

NUMBERS = ("1,234,567 ± 12,345", "1,334,567 ± 12,345", "+100,000 ± 12,345")


@pytest.fixture(params=[40, 47, 60, 71, 72, 80, 120])
def width(request, monkeypatch) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return request.param


@pytest.fixture
def lines(capsys):
    def shown(table):
        show_table(table)
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return shown


def test_at_any_width_a_number_is_whole_and_its_unit_stays(width, lines):
    table = metric_table("today", "recommended", "difference")
    table.add_row("portfolio_lifetime_value", *NUMBERS, "M")
    out = lines(table)
    assert max(map(len, out)) <= width
    for number in NUMBERS:
        assert any(f"{number} M" in line or (number in line and line.endswith("M")) for line in out)


@pytest.mark.parametrize("columns", ["0", "1", "20"])
def test_a_terminal_too_narrow_for_any_number_still_has_every_number(columns, monkeypatch, lines):
    monkeypatch.setenv("COLUMNS", columns)
    table = metric_table("today", "recommended", "difference")
    table.add_row("portfolio_lifetime_value", *NUMBERS, "M")
    text = "\n".join(lines(table))
    assert all(f"{number} M" in text for number in NUMBERS)


def test_a_unit_in_the_heading_of_a_table_stays(width, lines):
    table = answer_table("gain, K", "one more", "one fewer")
    table.add_row("from 2026-01-01", *NUMBERS[:2])
    table.add_row("from 2026-04-01", NUMBERS[2], "")
    words = " ".join(lines(table))
    assert "gain, K" in words
    assert all(number in words for number in NUMBERS)


def test_words_are_folded_before_numbers_are_moved(width, lines):
    table = metric_table("mean")
    table.add_column("meaning")
    table.add_row("mean_wait", "5.36 ± 0.24", "K", "hours that work waits, " * 5)
    out = lines(table)
    side_by_side = any("mean_wait" in line and "5.36 ± 0.24" in line for line in out)
    assert side_by_side or width == 40  # there it depends on what the terminal can draw
    assert " ".join(out).split().count("hours") == 5


def test_names_are_never_markup_nor_symbols(capsys):
    name = "[bold]Acme[/bold] :key: [link=x]"
    table = plain_table()
    table.add_column(name)
    table.add_row(name)
    say(name)
    show_table(table)
    assert capsys.readouterr().out.count(name) == 3
