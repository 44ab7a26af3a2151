"""The fluid optimum of any market, by linear programming: sections 4.2, 5.1, 5.2 and 7.

With the capacities N_i given to the classes as variables everything is linear: the value
(equations 22, 48 and 55), the number of base customers (18 and 47), the limits by offered load
(23, 24, 50 and 56), new customers after word of mouth (54 and 57), and least service
probabilities (section 7). All scale with the new customers that advertising brings, so a month's
profit is theirs times a number, less the cost of advertising.
"""

import numpy as np
from scipy.optimize import linprog

from simmodel.access.formulas.breakpoints import Flow
from simmodel.access.formulas.parameters import Parameters
from simmodel.access.formulas.values import sojourns


class InfeasibleError(ValueError):
    """No allocation gives every type its least service."""


def optimum(known: Parameters, capacity: float | None = None) -> Flow:
    """The most profitable steady state, for each new customer a month that advertising brings.

    Args:
        capacity: servers for each new customer a month; None: as many as pay, at their cost.

    Raises:
        InfeasibleError: least service takes more than the capacity.
    """
    types = known.types
    # Base customers by capacity, equation (47): customers = of_capacity.T @ capacities.
    brought = np.vstack((known.joins, known.served - known.denied)) * known.mu[:, None]
    of_capacity = brought @ sojourns(known, np.zeros(types))
    requests = of_capacity * known.requests  # (types + 1, types), a month
    work = np.zeros((types + 1, types))
    work[1:] = np.diag(known.mu[1:])
    denied = (requests - work).sum(axis=1)
    coming = -known.deterred * denied  # of 1 who would come

    earned = known.profit * known.mu + of_capacity @ known.income
    lost = (requests - work) @ known.denial_cost[1:]
    turned_away = coming - _unit(0, types + 1) * known.mu[0]
    value = earned - lost - known.denial_cost[0] * turned_away
    if capacity is None:
        value = value - known.server_cost

    limits = [-(requests - work).T, (_unit(0, types + 1) * known.mu[0] - coming)[None]]
    bounds = [np.zeros(types), np.ones(1)]
    # A type without least service has no row: 0 >= 0 x requests would only blur the solution.
    asked = known.least > 0
    limits.append((requests * known.least - work).T[asked])
    bounds.append(np.zeros(int(asked.sum())))
    if capacity is not None:
        limits.append(np.ones((1, types + 1)))
        bounds.append(np.array([capacity]))
    # The solver is at a loss with amounts beyond a billion, whatever the currency.
    unit = float(np.abs(value).max()) or 1.0
    found = linprog(
        -value / unit, A_ub=np.vstack(limits), b_ub=np.concatenate(bounds), method="highs"
    )
    if not found.success:
        raise InfeasibleError(found.message)
    capacities = np.maximum(np.asarray(found.x), 0.0)
    return Flow(1.0 + float(coming @ capacities), capacities * known.mu, capacities @ of_capacity)


def _unit(place: int, size: int) -> np.ndarray:
    vector = np.zeros(size)
    vector[place] = 1.0
    return vector
