"""What both engines begin from: a policy with nothing left open, and the customers of the start."""

from dataclasses import dataclass

import numpy as np

from simmodel.access.facts import Facts
from simmodel.access.parameters import Parameters, parameters
from simmodel.access.policy import Policy
from simmodel.access.prescription import Operation, operation
from simmodel.access.rungs import reached, rungs


@dataclass(frozen=True, eq=False)
class Beginning:
    """The firm at the beginning of the warm-up.

    Attributes:
        customers: base customers by type, shape (types,): as many as the fluid model expects.
        time: months; negative, as time 0 is where the horizon begins.
        ends: months, float64: where the books are closed; the end of the warm-up first.
    """

    known: Parameters
    operated: Operation
    customers: np.ndarray
    time: float
    ends: np.ndarray


def beginning(facts: Facts, policy: Policy) -> Beginning:
    """Where ``policy`` begins."""
    known, operated = parameters(facts), operation(facts, policy)
    ladder = rungs(known, operated.ranking)
    flow = reached(known, ladder, operated.new_customers, operated.servers)
    return Beginning(
        known,
        operated,
        np.rint(flow.customers).astype(np.int64),
        time=-float(facts.warm_up_months),
        ends=np.arange(facts.horizon_months + 1.0),
    )
