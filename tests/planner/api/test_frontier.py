"""The frontier from Python."""

from planner import frontier


def test_it_has_a_row_for_every_stretch_of_the_share(result):
    found = frontier(result)
    table = found.to_pandas()
    assert (table["low"].iloc[0], table["high"].iloc[-1]) == (0.0, 1.0)
    assert tuple(table["high"][:-1]) == found.switches_at
    assert list(table["credited"]) == sorted(table["credited"])
    assert set(table["phase"]) == {"frontier"} and set(table["replications"]) == {4}
    assert table.attrs["share"] == "alpha"


def test_it_shows_the_table_of_the_command(result):
    shown = repr(frontier(result))
    assert shown.startswith("The best policy of tiny for every alpha (the study's is 0.25)")
    assert "phase frontier" in shown


def test_it_says_why_it_shows_fewer_rows_than_the_table(result):
    assert "USD share a row: .to_pandas() has all." in " ".join(repr(frontier(result)).split())


def test_it_says_what_the_mark_of_an_edge_means(result):
    shown = " ".join(repr(frontier(result)).split())
    assert "(edge: " in shown and "at an end of what the study lets the search try." in shown
