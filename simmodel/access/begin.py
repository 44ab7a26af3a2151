"""What both engines begin from: a policy with nothing left open, and the customers of the start."""

from dataclasses import dataclass

import numpy as np

from simmodel.access.equilibrium import settled
from simmodel.access.facts import Facts
from simmodel.access.parameters import Parameters, parameters
from simmodel.access.policy import Policy
from simmodel.access.prescription import Operation, operation
from simmodel.access.rungs import Flow


@dataclass(frozen=True, eq=False)
class Beginning:
    """The firm at the beginning of the warm-up.

    Attributes:
        customers: base customers by type, int64, shape (types,): about as many as there are on
            average in the long run.
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
    return Beginning(
        known,
        operated,
        np.rint(_present(known, settled(known, operated))).astype(np.int64),
        time=-float(facts.warm_up_months),
        ends=np.arange(facts.horizon_months + 1.0),
    )


def _present(known: Parameters, flow: Flow) -> np.ndarray:
    """Base customers by type, in contact or not; shape (types,).

    Who waits gives up at a rate, so denials tell how many wait. A queue may be longer than there
    is memory for, if customers are very patient: no more than are served wait at the beginning.
    """
    denied = flow.requests(known) - flow.served
    waiting = np.minimum(denied / known.patience, flow.busy(known))
    present: np.ndarray = flow.customers + (flow.capacity(known) + waiting)[1:]
    return present
