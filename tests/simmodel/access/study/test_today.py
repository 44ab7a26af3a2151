"""Today's policy, and what people are told of it."""

import pytest

from simmodel.access.controls import complete, controls, refuse
from simmodel.access.customers.types import Request, Type
from simmodel.access.facts import Facts, Servers
from simmodel.access.money.profit import equilibrium_profit, fluid_profit
from simmodel.access.policy import Policy
from simmodel.access.study.today import cautions, remarks, today

LOSS = Facts(new=Request(profit=-1000.0))


@pytest.mark.parametrize("facts", [Facts(), LOSS, Facts(servers=Servers(at_start=0))])
def test_today_has_the_servers_of_the_day_before(facts):
    policy = today(facts)
    assert refuse(facts, policy) is None
    assert controls(facts, policy).servers == facts.servers.at_start


def test_remarks_say_what_the_formulas_advise_and_what_today_is():
    facts = Facts(servers=Servers(at_start=60))
    advice, promise, baseline = remarks(facts, today(facts))
    best = controls(facts, Policy())
    assert promise == (
        f"They promise {fluid_profit(facts, best):,.2f} a month; by queueing theory about "
        f"{equilibrium_profit(facts, best):,.2f} is left of it, as requests come by chance."
    )
    assert advice == (
        "The formulas advise 130 servers and advertising for 43.3 new customers a month, each "
        "worth 98.75; priorities gold > new > silver; and to serve new, gold."
    )
    new_customers = controls(facts, today(facts)).new_customers
    assert baseline == (
        f"Today's policy comes to 60 servers, {new_customers:.1f} new customers a month and "
        "priorities gold > new > silver."
    )


def test_where_everyone_is_worth_a_server_everyone_is_served():
    facts = Facts(servers=Servers(monthly_cost=10.0))
    assert remarks(facts, today(facts))[0].endswith("and to serve everyone.")


def test_what_does_not_pay_is_said_not_to_pay():
    (caution,) = cautions(LOSS)
    assert caution.startswith("Not profitable to operate")
    assert "25 a month" in caution
    assert remarks(LOSS, today(LOSS)) == (
        "Today's policy comes to 130 servers, 0.0 new customers a month and priorities "
        "gold > silver > new.",
    )
    (caution,) = cautions(Facts())
    assert caution.startswith("Policies are compared in the long run")
    policy = complete(LOSS, Policy())
    assert (policy.servers, policy.new_customers) == (0, 0.0)


@pytest.mark.parametrize(
    ("leaving", "said"),
    [
        ((0.01, 0.02), "two thirds of a change take 50 to 100 months"),
        ((0.02, 0.02), "two thirds of a change take 50 months"),
        ((0.25, 0.02, 0.05), "two thirds of a change take 4 to 50 months"),
    ],
)
def test_how_long_the_way_to_the_long_run_is_hangs_on_how_long_customers_stay(leaving, said):
    """Half of those who leave do so after a request that was served."""
    types = {
        f"type-{place}": Type(
            monthly_profit=1_000.0,
            departures_per_month=rate / 2,
            requests_per_month=0.5,
            loyalty_served=1.0 - rate,
            joins=0.3,
        )
        for place, rate in enumerate(leaving)
    }
    (caution,) = cautions(Facts(types=types))
    assert said in caution
