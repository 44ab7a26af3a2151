"""The fixed plan of a policy is the policy itself."""

from datetime import date

import numpy as np

from simmodel.access.controls import complete
from simmodel.access.customers.acquisition import Advertising
from simmodel.access.customers.types import Type
from simmodel.access.facts import Facts, Servers
from simmodel.access.money.fixed_plan import fixed_plan, neighbours, rows
from simmodel.access.policy import Policy


def test_a_policy_is_its_own_fixed_plan_and_has_no_neighbours():
    policy = Policy(rule="uncoordinated", ranking="c_mu")
    plan = fixed_plan(Facts(), policy, {"servers": np.full((3, 120), 5.0)})
    assert plan == complete(Facts(), policy)
    assert neighbours(Facts(), plan) is None


def test_a_plan_is_one_row_for_finance():
    facts = Facts(
        horizon_months=24,
        types={"gold": Type()},
        advertising=Advertising(cost=1.0),
        servers=Servers(monthly_cost=10.5),
    )
    plan = Policy(new_customers=1 / 3, servers=7)
    assert rows(facts, plan, date(2026, 3, 1)) == [
        {
            "months": 24,
            "servers": 7,
            "new_customers": 0.33,
            "server_cost": 1764.0,
        }
    ]
