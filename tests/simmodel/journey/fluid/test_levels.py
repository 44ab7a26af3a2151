"""Service levels of the fluid approximation, held against queueing theory and simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from simmodel.journey.customers.facts import Contract, Customers
from simmodel.journey.customers.segments import Segment
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.metrics import fluid
from simmodel.journey.fluid.waiting import finished_share, missed_share
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.policy import Policy
from simmodel.journey.runs import draw, run, warm_up
from simmodel.journey.work.facts import Activity, Automation
from simmodel.streams import Streams


def missed_of_uniform_patience(servers, load, service, within):
    """Of M/M/c whose patience is even over a month, by the density of the wait offered."""

    def density(wait):
        return np.exp((load * (wait - wait**2 / 2) - servers * wait) / service)

    # The chance of c in the system grows from that of c - 1 by the balance of Erlang's chain.
    idle = [1.0]
    for number in range(1, servers):
        idle.append(idle[-1] * load / number)
    rate, last = load / service, idle[-1]
    waiting = rate * last * integrate.quad(density, 0, 1, limit=200)[0]
    kept = integrate.quad(lambda wait: density(wait) * (1 - wait), 0, within, limit=200)[0]
    return 1 - (sum(idle) + rate * last * kept) / (sum(idle) + waiting)


@pytest.mark.parametrize("servers", [5, 20])
@pytest.mark.parametrize("rho", [0.8, 0.95, 1.0, 1.1])
@pytest.mark.parametrize("within", [0.002, 0.02, 0.1])
def test_the_share_that_misses_is_near_that_of_the_exact_queue(servers, rho, within):
    exact = missed_of_uniform_patience(servers, rho * servers, 0.005, within)
    found = missed_share(rho * servers, float(servers), 0.005, 1.0, within)
    assert found == pytest.approx(exact, abs=0.035)  # the worst is five CSMPs at 0.8


@given(
    load=st.floats(0.05, 100),
    serving=st.floats(0, 150),
    service=st.floats(1e-4, 0.3),
    within=st.lists(st.floats(1e-4, 3), min_size=2, max_size=2),
)
def test_longer_targets_are_missed_by_no_more(load, serving, service, within):
    short, long = (missed_share(load, serving, service, 0.7, each) for each in sorted(within))
    assert 0.0 <= long <= short + 1e-9
    assert short <= 1.0


def test_a_target_of_a_month_is_missed_by_what_is_dropped():
    for serving in (8.0, 9.5, 10.0, 11.0):
        missed = missed_share(10.0, serving, 0.005, 0.7, 1.0)
        assert missed == pytest.approx(1.0 - finished_share(10.0, serving, 0.005, 0.7), abs=0.002)


# ---- Against simulation --------------------------------------------------------------------------

CALL = {"per_month": 4, "mean_hours": 1.0}
FACTS = Facts(
    horizon_months=12,
    warm_up_months=12,
    calendar=Calendar(working_days_per_month=20, availability=0.6),
    contract=Contract(months=12),
    segments={
        "large": Segment(
            customers=Customers(at_start=60, arrivals_per_month=1.0),
            activities={"call": Activity(**CALL, respond_within=8.0, breach_cost=150.0)},
        ),
        "small": Segment(
            customers=Customers(at_start=150, arrivals_per_month=3.0),
            activities={
                "call": Activity(per_month=1, mean_hours=0.75, respond_within=24.0),
                "mail": Activity(per_month=2, mean_hours=0.25, automatable=True),
            },
            automation=Automation(annual_cost=20_000.0),
        ),
    },
    team=Team(at_start=5),
)


@pytest.fixture(scope="module")
def compared():
    """Of random policies, by metric: the fluid's and the simulation's means."""
    rng = np.random.default_rng(5)
    policies = [
        Policy(
            cadence=str(rng.choice(["monthly", "quarterly"])),
            caf=float(rng.uniform(0.7, 1.3)),
            automation=float(rng.choice([0.0, 0.5])),
        )
        for _ in range(24)
    ]
    approximate = fluid(FACTS, policies, Objective())
    starts = [warm_up(FACTS, draw(FACTS, Streams(17, 0, number))) for number in range(8)]
    runs = [
        [measure(FACTS, each, Objective(), run(FACTS, each, start)) for start in starts]
        for each in policies
    ]
    return {
        name: (values, np.array([np.mean([one[name] for one in every]) for every in runs]))
        for name, values in approximate.items()
    }


@pytest.mark.parametrize(
    "metric", ["service_level", "service_level.large", "breach_cost", "objective"]
)
def test_fluid_and_simulation_rank_policies_alike(metric, compared):
    assert stats.spearmanr(*compared[metric]).statistic > 0.9


def test_the_service_level_is_near_that_of_the_simulation(compared):
    approximate, simulated = compared["service_level"]
    assert np.abs(approximate - simulated).mean() < 0.05
    assert simulated.min() < 0.5
    assert simulated.max() > 0.95
