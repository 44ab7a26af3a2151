"""The fluid approximation of people one by one, compiled: expected numbers by tenure.

As the simulation (:mod:`simmodel.journey.desk.months_of_people`), but for parts of people: a part
1 - exp(-h(k)) of those of tenure k resigns in a month, and positions fill by their chances. Those
who are dismissed are taken to be the newest.
"""

import math
from typing import NamedTuple

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.people.compiled import strained
from simmodel.journey.people.pace import MOST_TRAINING
from simmodel.journey.people.rules import Rules
from simmodel.journey.people.staffing import MONTHS_OF_LOAD


class Payroll(NamedTuple):
    """The team of one row, changed in place.

    Attributes:
        by_tenure: people by months of tenure, the last of which goes on.
        coming: people by the month in which they start, shape (months + 2,).
        going: people under notice by their first month off the payroll, shape (months + 14,).
        utilisation: by month.
        number: :data:`NUMBER`, shape (1,).
    """

    by_tenure: np.ndarray
    coming: np.ndarray
    going: np.ndarray
    utilisation: np.ndarray
    number: np.ndarray


NUMBER = np.dtype(
    [
        ("position", np.float64),  # people and open positions, less notices given
        ("surplus", np.float64),  # more than there should be
        ("started", np.float64),
        ("resigned", np.float64),
        ("dismissed", np.float64),
    ]
)
"""Of the month; an array of one."""


@compiled
def filed(opening: np.ndarray, months: int) -> Payroll:
    """The payroll at time 0.

    Args:
        opening: people by months of tenure.
    """
    number = np.zeros(1, NUMBER)
    number[0].position = opening.sum()
    return Payroll(
        opening.copy(), np.zeros(months + 2), np.zeros(months + 14), np.zeros(months), number
    )


@compiled
def _open(payroll: Payroll, month: int, more: float, filled_by: np.ndarray) -> None:
    before, coming = 0.0, payroll.coming
    for lag in range(filled_by.size):
        start = min(month + lag, coming.size - 1)
        coming[start] += more * (filled_by[lag] - before)
        before = filled_by[lag]
    payroll.number[0].position += more


@compiled
def _age(payroll: Payroll) -> None:
    people = payroll.by_tenure
    last = people.size - 1
    people[last] += people[last - 1]
    for tenure in range(last - 1, 0, -1):
        people[tenure] = people[tenure - 1]
    people[0] = 0.0


@compiled
def _newest_go(payroll: Payroll, going: float) -> None:
    people = payroll.by_tenure
    for tenure in range(people.size):
        gone = min(people[tenure], going)
        people[tenure] -= gone
        going -= gone


@compiled
def resign(payroll: Payroll, month: int, rules: Rules, availability: float, beyond: float) -> None:
    """The begin of ``month``: everybody is a month older, and some of the month before are gone.

    Args:
        beyond: people who resign beyond expectation.
    """
    people, number = payroll.by_tenure, payroll.number[0]
    first = max(month - MONTHS_OF_LOAD, 0)
    load = payroll.utilisation[first:month].mean() * availability
    times = strained(load, rules.strain)
    gone, before = beyond, max(people.sum(), 1e-9)
    settled = max(1.0 - payroll.going[month:].sum() / before, 0.0)  # not under notice
    for tenure in range(people.size):
        hazard = rules.hazard[min(tenure, rules.hazard.size - 1)]
        part = people[tenure] * settled * -math.expm1(-hazard * times)
        people[tenure] -= people[tenure] / before * beyond
        people[tenure] -= part
        gone += part
    _age(payroll)
    _newest_go(payroll, payroll.going[month])
    replaced = max(gone - number.surplus, 0.0) if rules.replaces else 0.0
    number.surplus = max(number.surplus - gone, 0.0)
    number.position -= gone
    number.resigned = gone
    _open(payroll, month, replaced, rules.filled_by)


@compiled
def delay(payroll: Payroll, month: int, rules: Rules, people: float) -> None:
    """Of those to start the mean time to hire after ``month`` so many come a month later."""
    wait = int((1.0 - rules.filled_by).sum() + 0.5)
    start = min(month + wait, payroll.coming.size - 2)
    payroll.coming[start] -= people
    payroll.coming[start + 1] += people


@compiled
def change(payroll: Payroll, month: int, lacking: float, rules: Rules) -> None:
    """Open positions, or take back, dismiss and leave the rest to those who resign."""
    number = payroll.number[0]
    number.surplus, number.dismissed = 0.0, 0.0
    if lacking > 0:
        _open(payroll, month, lacking, rules.filled_by)
        return
    surplus = -lacking
    if rules.cancels:
        for start in range(payroll.coming.size - 1, month, -1):
            back = min(payroll.coming[start], surplus)
            payroll.coming[start] -= back
            number.position -= back
            surplus -= back
    if rules.notice >= 0:
        settled = payroll.by_tenure.sum() + payroll.coming[month] - payroll.going[month:].sum()
        let_go = min(surplus, max(settled, 0.0))
        payroll.going[month + rules.notice] += let_go
        number.dismissed = let_go
        number.position -= let_go
        surplus -= let_go
    number.surplus = surplus


@compiled
def staffed(
    payroll: Payroll, month: int, pace: float, missing: float, rules: Rules
) -> tuple[float, float]:
    """The team of ``month``, and full CSMPs that it is worth; who was awaited starts.

    Args:
        missing: full CSMPs that the team of the start lacks, as some work part time or are absent.
    """
    people, number = payroll.by_tenure, payroll.number[0]
    number.started = payroll.coming[month]
    people[0] += number.started
    payroll.coming[month] = 0.0
    if rules.notice == 0:
        _newest_go(payroll, payroll.going[month])
    learned, trainees, worth, of_learned, last = 0.0, 0.0, 0.0, 0.0, rules.curve.size - 1
    for tenure in range(people.size):
        if tenure < rules.training_months:
            trainees += people[tenure]
        if tenure >= last:
            learned += people[tenure]
            of_learned += people[tenure]
        else:
            worth += people[tenure] * rules.curve[tenure]
    if rules.slowdown > 0 and month >= rules.overload_months:
        busy = payroll.utilisation[month - rules.overload_months : month].mean()
        pace *= 1.0 - rules.slowdown if busy > rules.overload_above else 1.0
    taken = 0.0
    if learned > 1e-9:
        taken = min(rules.training * trainees / (learned * pace), MOST_TRAINING)
    worth += of_learned * (1.0 - taken)
    return people.sum(), max(worth - missing, 0.0) * pace
