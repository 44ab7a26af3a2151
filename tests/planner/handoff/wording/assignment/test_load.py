"""Work over hours, today and as proposed."""

from dataclasses import replace

import numpy as np
import pytest

from planner.handoff.wording.assignment.load import (
    balance,
    busy,
    load_rows,
    share,
    whole_load,
)


def test_balance_is_told_before_and_after(proposed):
    found = proposed()
    even, fits, nobody, newcomers = balance(found)
    assert even.index("mean") < even.index("(coefficient of variation")
    assert f"{found.today.unevenness:.2f} today, {found.then.unevenness:.2f} as proposed" in even
    assert fits.endswith("70 % today, 100 % as proposed.")
    assert nobody.startswith("Accounts that nobody looks after take ")
    first, *_, last = (f"{each:,.0f}" for each in found.made.hours.newcomers)
    assert newcomers.startswith(f"Customers who are yet to come are expected to take {first}, ")
    assert newcomers.endswith(f" and {last} hours more, which are in no figure of the load.")


def test_a_row_a_person_has_both_books(proposed):
    found = proposed()
    rows = load_rows(found)
    assert [each.person for each in rows] == ["Ana", "Bo", "O'Neil, Cy", "=1+1"]
    assert rows[3].accounts == (0, 1)
    assert rows[3].value == (0.0, 20_000.0)
    assert rows[0].then == tuple(found.then.load[0])


def test_whole_loads_are_work_over_hours(proposed):
    found = proposed().then
    assert whole_load(found) == pytest.approx(found.due.sum(axis=1) / found.hours.sum(axis=1))
    none = replace(found, hours=np.zeros_like(found.hours))
    assert np.isinf(whole_load(none)).all()
    assert share(float("inf")) == "no hours"


def test_loads_far_beyond_all_are_told_in_hours(proposed):
    found = proposed().then
    assert (share(3.0), share(25.87)) == ("300 %", "> 300 %")
    load = found.due[0].sum() / found.hours[0].sum()
    assert busy(found, 0) == f"at {100 * load:.0f} % of the hours"
    few = replace(found, hours=found.hours * 0.1)
    short = (few.due[0] - few.hours[0]).sum()
    assert busy(few, 0) == f"{short:.0f} hours short"
