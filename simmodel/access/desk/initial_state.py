"""The initial state, from which both engines begin: controls, and the customers of the start."""

from dataclasses import dataclass

import numpy as np

from simmodel.access.controls import Controls, controls
from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import Flow
from simmodel.access.formulas.equilibrium import equilibrium
from simmodel.access.formulas.parameters import Parameters, parameters
from simmodel.access.policy import Policy


@dataclass(frozen=True, eq=False)
class InitialState:
    """The firm at the beginning of the warm-up.

    Attributes:
        customers: base customers by type, int64, shape (types,): about as many as there are on
            average in the long run.
        time: months; negative, as time 0 is where the horizon begins.
        ends: months, float64: where counts of a month begin anew; the end of the warm-up first.
    """

    known: Parameters
    controls: Controls
    customers: np.ndarray
    time: float
    ends: np.ndarray


def initial_state(facts: Facts, policy: Policy) -> InitialState:
    """The state from which ``policy`` begins."""
    known, applied = parameters(facts), controls(facts, policy)
    return InitialState(
        known,
        applied,
        np.rint(_present(known, equilibrium(known, applied))).astype(np.int64),
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
