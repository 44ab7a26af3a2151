"""Texts that a spreadsheet might run: a sign before them keeps it from that, in files for both."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SIGN = "'"


def like_formula(text: str) -> bool:
    """Whether a spreadsheet might run ``text`` instead of showing it."""
    return text.startswith(_STARTS)


def guarded(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"{_SIGN}{text}" if like_formula(text.lstrip(_SIGN)) else text


def unguarded(text: str) -> str:
    """The text as it was before :func:`guarded`."""
    return text[1:] if text.startswith(_SIGN) and like_formula(text.lstrip(_SIGN)) else text
