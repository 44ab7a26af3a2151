"""A vendor of two segments, eight people and their lists."""

import numpy as np
import pytest

from simmodel.contract.assignment import Person
from simmodel.journey.assignment.accounts import ListedAccount
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.facts import Desk
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.work.facts import Activity, Automation
from simmodel.journey.work.incidents import Incidents
from simmodel.journey.work.phases import Phases

LARGE = Segment(
    customers=Customers(at_start=40, arrivals_per_month=1.0),
    contract=Contract(months=12, value=100_000.0),
    renewal=Renewal(intercept=-3.4, slope=0.06, floor=0.3, ceiling=0.95),
    activities={
        "call": Activity(per_month=4, mean_hours=0.75),
        "review": Activity(per_month=1, every_months=3, mean_hours=3.0),
        "offer": Activity(per_month=1, mean_hours=2.0, phase="before_renewal"),
        "training": Activity(per_month=3, mean_hours=1.0, phase="onboarding"),
    },
    automation=Automation(),
)
SMALL = Segment(
    customers=Customers(at_start=80, arrivals_per_month=2.0),
    contract=Contract(months=12, value=20_000.0),
    renewal=Renewal(intercept=-2.0, slope=0.04, floor=0.3, ceiling=0.9),
    activities={
        "mail": Activity(per_month=4, mean_hours=0.25, automatable=True),
        "call": Activity(per_month=1, mean_hours=0.5),
    },
    automation=Automation(),
)


@pytest.fixture(scope="session")
def facts():
    return Facts(
        horizon_months=12,
        warm_up_months=13,
        releases="spread",
        calendar=Calendar(working_days_per_month=20, hours_per_day=8.0, availability=0.3),
        phases=Phases(onboarding_months=2, renewal_months=3),
        incidents=Incidents(per_year=6, customers_hit=0.2, mean_hours=1.0),
        segments={"large": LARGE, "small": SMALL},
        desk=Desk(organisation="books", goodwill_months=3, goodwill_loss=0.4),
        team=Team(at_start=8, annual_cost=100_000.0, annual_attrition=0.12, ramp_months=3),
    )


@pytest.fixture(scope="session")
def people():
    return tuple(
        Person(name=f"Person {number}", share=share, starts=-24.0)
        for number, share in enumerate((1.0, 1.0, 0.5, 1.0, 0.8, 1.0, 1.0, 0.6))
    )


@pytest.fixture(scope="session")
def accounts():
    luck = np.random.default_rng(3)
    return tuple(
        ListedAccount(
            account=f"Account {number}",
            segment="large" if number % 3 == 0 else "small",
            value=float(luck.lognormal(11.0 if number % 3 == 0 else 9.5, 0.3)),
            renewal=float(luck.uniform(0.1, 11.9)),
        )
        for number in range(120)
    )
