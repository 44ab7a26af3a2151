"""Months, counted from a first one: the one place that knows how long a year is."""

import math
from calendar import monthrange
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


def months_until(start: date, day: date) -> float:
    """Months from the begin of ``start``, the first of a month, to the middle of ``day``.

    All days of a month are equal parts of it. In the middle, as what happens on a first is of that
    month, and not of the one before.
    """
    months = 12 * (day.year - start.year) + day.month - start.month
    return months + (day.day - 0.5) / monthrange(day.year, day.month)[1]


def day_of(start: date, months: float) -> date:
    """The day in whose middle, or about it, so many months from the begin of ``start`` are over.

    It undoes :func:`months_until`.
    """
    whole = math.floor(months)
    first = first_day(start, whole)
    days = monthrange(first.year, first.month)[1]
    return first.replace(day=min(int((months - whole) * days) + 1, days))
