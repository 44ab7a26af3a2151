"""Months, counted from a first one: the one place that knows how long a year is."""

from datetime import date, timedelta


def first_day(start: date, month: int) -> date:
    """First day of a month.

    Args:
        start: a day of the month with number 0; earlier ones are negative.
    """
    years, place = divmod(start.month - 1 + month, 12)
    return date(start.year + years, place + 1, 1)


def last_day(start: date, month: int) -> date:
    """Last day of a month, counted as by :func:`first_day`."""
    return first_day(start, month + 1) - timedelta(days=1)
