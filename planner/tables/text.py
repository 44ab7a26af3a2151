"""The text of a file, whatever wrote it."""

import codecs

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OF_ZIP = b"PK\x03\x04"
_OF_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class UnreadableError(Exception):
    """The bytes are no text; two phrases say what they are, and what is allowed."""


def text_of(content: bytes) -> str:
    """``content`` as text: UTF-8 or UTF-16, with or without a mark, else Windows-1252.

    Raises:
        UnreadableError: it is a workbook, or none of these.
    """
    if content.startswith((_OF_ZIP, _OF_OLD_EXCEL)):
        saved = "a CSV file: in the spreadsheet, save as CSV"
        raise UnreadableError("found a workbook of a spreadsheet", saved)
    try:
        return content.decode(_encoding(content))
    except UnicodeDecodeError:
        allowed = "text in UTF-8, UTF-16 or Windows-1252"
        raise UnreadableError("found bytes that are no text", allowed) from None


def _encoding(content: bytes) -> str:
    if content.startswith(_WIDE):
        return "utf-16"
    # Of plain letters UTF-16 has a zero in every other byte, and nothing else has any.
    beginning = content[:1000]
    if 0 in beginning[1::2] and 0 not in beginning[::2]:
        return "utf-16-le"
    if 0 in beginning[::2] and 0 not in beginning[1::2]:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
