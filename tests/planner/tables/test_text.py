"""Files of whatever wrote them."""

import pytest


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ": found nothing; allowed: a line of headings, and rows"),
        (b"\xef\xbb\xbf \r\n\r\n", ": found nothing; allowed: a line of headings, and rows"),
        (b"account,value\n", ": found headings only; allowed: a row at least"),
        (b"PK\x03\x04...", ": found a workbook of a spreadsheet; allowed: a CSV file: in the "),
        (b"account,value\n\x81,1", ": found bytes that are no text; allowed: text in UTF-8, "),
    ],
    ids=["empty", "blank", "headings", "workbook", "bytes"],
)
def test_a_file_that_is_no_table_is_said_to_be_none(faults, content, words):
    (found,) = faults(content)
    assert found.startswith(words)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_ends_of_lines_do_not_matter(read, encoding, delimiter, end):
    lines = [("Customer", "ARR"), ("Müller & Söhne", "7 €"), ("Ada", "8")]
    text = end.join(delimiter.join(cells) for cells in lines)
    found = read(text.encode(encoding))
    assert found.faults == ()
    assert [row.values for row in found.rows] == [
        {"account": "Müller & Söhne", "value": 7.0},
        {"account": "Ada", "value": 8.0},
    ]
