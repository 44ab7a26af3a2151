"""What holds for all tests, and what those of both packages begin with."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import settings

from simmodel.journey.customers.clientele import Clientele, clientele
from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.customers.outcomes import Outcomes
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts
from simmodel.journey.people.facts import Calendar

# Speed is measured by benchmarks: on a loaded machine any test may take its time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Months of ten hours; contracts of a year, worth 1,000 on average. Whoever draws a number below
# 0.25 signs half as much, from 0.5 on half as much again.
_FACTS = Facts(
    horizon_months=24,
    warm_up_months=12,
    releases="spread",
    calendar=Calendar(working_days_per_month=10, hours_per_day=1.0, availability=1.0),
    customers=Customers(at_start=5, arrivals_per_month=0.25),
    contract=Contract(months=12, value=1_000.0, value_variation=1.0),
    activities={"call": {"per_month": 1, "mean_hours": 1.0}},
    outcomes=Outcomes(expanding=0.5, expansion=0.5, contracting=0.25, contraction=0.5),
)
_SMALLER, _SAME, _LARGER = 0.1, 0.3, 0.7
_GONE = None
_CUSTOMERS = {  # value at first, hour at which the contract ends, and what is signed then
    "A": (10.0, 30.0, (_SAME, _LARGER)),  # 10, 10, 15
    "B": (8.0, 50.0, (_LARGER, _SMALLER)),  # 8, 12, 6
    "C": (6.0, 70.0, (_GONE,)),  # 6
    "D": (4.0, 90.0, (_SAME, _GONE)),  # 4, 4
    "E": (2.0, 110.0, (_SMALLER, _LARGER)),  # 2, 1, 1.5
    "F": (5.0, 180.0, (_SAME,)),  # comes at 60; 5, 5
}


class SixCustomers(NamedTuple):
    """Facts of a vendor, and what became of its customers."""

    facts: Facts
    clientele: Clientele


@pytest.fixture(scope="session")
def six_customers() -> SixCustomers:
    """Six customers over two years, as they are worked out by hand."""
    rows = []
    for name, (worth, ends, signed) in _CUSTOMERS.items():
        begin = ends - 120.0
        joined = begin if name == "F" else -np.inf
        in_force = True
        for number in range(3):
            end = begin + 120.0
            ends_within = end <= 240.0 and number < len(signed)
            renews = ends_within and signed[number] is not _GONE
            outcome = signed[number] if renews else 0.0
            last = end > 240.0
            successor = -1 if last else len(rows) + 1
            rows.append((begin, end, successor, joined, worth, outcome, in_force, renews))
            in_force = in_force and renews
            begin = end
            if last:
                break
    begin, end, successor, joined, worth, outcome, in_force, renewed = map(
        np.array, zip(*rows, strict=True)
    )
    contracts = Contracts(
        begin,
        end,
        uniform=np.zeros(end.size),
        successor=successor.astype(np.int32),
        joined=joined,
        worth=worth,
        outcome=outcome,
        due=np.full(end.size, 12, np.int32),
        segment=np.zeros(end.size, np.int16),
        chances=np.zeros(end.size, np.int32),
    )
    finished = np.full(end.size, 12, np.int32)
    settled = np.zeros(end.size, bool)
    chances = np.full((2, 13), 0.5)
    decided = (finished, in_force, renewed, settled)
    return SixCustomers(_FACTS, clientele(_FACTS, contracts, chances, *decided))
