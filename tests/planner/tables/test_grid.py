"""Lines taken apart, and counted as an editor does."""


def test_blank_lines_are_skipped_and_lines_counted_as_an_editor_does(faults):
    text = 'account,value\n\n"Ada\nLovelace",1\n,,\n\nBob,\n'
    assert faults(text) == ["line 7, column value: found nothing; allowed: a number"]


def test_more_cells_than_headings_are_refused_and_fewer_are_empty(faults):
    assert faults("account,value\nAda,1,\nBob,1,000\nCid\n") == [
        "line 3: found 3 cells below 2 headings; "
        "allowed: as many, those with a delimiter inside in quotes",
        "line 4, column value: found nothing; allowed: a number",
    ]


def test_a_quotation_mark_that_is_not_closed_does_not_swallow_the_rest(faults):
    assert faults('account,value\nAda,1\n"Bob,2\nCid,3\n') == [
        "line 3: found a quotation mark that is not closed, or that stands inside a cell; "
        "allowed: quotation marks around whole cells, doubled inside"
    ]


def test_a_cell_that_is_too_long_is_called_so(faults):
    assert faults(f"account,value\nAda,1\n{'x' * 140_000},2\n") == [
        "line 3: found a cell that is too long; allowed: up to 131,072 characters"
    ]


def test_the_delimiter_may_be_named_as_excel_does(read):
    found = read("sep=;\r\naccount;value\r\nAda, Countess;1,5\r\n")
    assert [row.values for row in found.rows] == [{"account": "Ada, Countess", "value": 1.5}]
    assert found.rows[0].line == 3
