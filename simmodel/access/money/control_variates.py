"""Control variates by indirect estimation: what is profit of chance, beside service probabilities.

How many base customers there are wanders slowly, over lifetimes, and most of the spread of a
run's profit comes from that. But given the service probabilities of the long run, the number of
customers and the profit follow from the balance of flows, equations (2), (5) and (8), exactly. So
the run is asked for the probabilities alone. After Glynn and Whitt (1989), "Indirect estimation
via L = lambda W"; the bias of a function of quotients is taken out by the jackknife (Quenouille
1956), over blocks of the horizon.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simmodel.access.controls import controls
from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import balanced
from simmodel.access.formulas.parameters import Parameters, parameters
from simmodel.access.money.objective import Objective
from simmodel.access.outcome import Outcome
from simmodel.access.policy import Policy

BLOCKS = 10


@dataclass(frozen=True)
class Coefficients:
    """The coefficients by which a policy's profit follows from its service probabilities.

    Attributes:
        credit: of the objective.
    """

    known: Parameters
    new_customers: float
    credit: float


def coefficients(
    facts: Facts, policies: Sequence[Policy], objective: Objective
) -> list[Coefficients]:
    """The coefficients of each policy."""
    known = parameters(facts)
    return [
        Coefficients(known, controls(facts, policy).new_customers, objective.credit)
        for policy in policies
    ]


def control_variates(given: Coefficients, outcome: Outcome) -> dict[str, float]:
    """The part of money that is the chance of this run's customers, by metric.

    Its mean is zero in the long run: of a horizon of T months it is of the order of 1 / T^2.
    """
    tally = outcome.tally
    served, requests = tally.served, tally.served + tally.denied
    months = served.shape[0]
    blocks = np.arange(months) * min(BLOCKS, months) // months
    value = _value(given, served.sum(axis=0), requests.sum(axis=0))
    count = int(blocks[-1]) + 1
    if count > 1:
        kept = [blocks != block for block in range(count)]
        without = [
            _value(given, served[each].sum(axis=0), requests[each].sum(axis=0)) for each in kept
        ]
        value = count * value - (count - 1) * float(np.mean(without))
    surplus = float(outcome.series["customer_value"].sum()) - months * value
    return {
        "objective": given.credit * surplus,
        "customer_value": surplus,
        "monthly_profit": given.credit * surplus / months,
    }


def _value(given: Coefficients, served: np.ndarray, requests: np.ndarray) -> float:
    """Customer value a month with the service probabilities of these requests."""
    service = np.divide(served, requests, out=np.ones(served.size), where=requests > 0)
    return (balanced(given.known, service) * given.new_customers).value(given.known)
