"""HiGHS, through scipy: linear and integer programs, the same digits whatever the machine is doing.

No limit here is a clock's.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

# Source of the solver: Huangfu and Hall (2018), "Parallelizing the dual revised simplex method",
# Mathematical Programming Computation 10(1).

NODES = 100
"""Nodes of a tree of integer programs, after which a search ends: seconds, the same on any day."""


@dataclass(frozen=True)
class Program:
    """Minimise cost @ x for x >= 0, with equal @ x == right and most @ x <= limit.

    Attributes:
        cost: (columns,).
        equal, right: (rows, columns) and (rows,).
        most, limit: likewise.
        whole: (columns,), whether a column is a whole number.
    """

    cost: np.ndarray
    equal: csr_array
    right: np.ndarray
    most: csr_array
    limit: np.ndarray
    whole: np.ndarray


@dataclass(frozen=True)
class Optimum:
    """The optimum of a linear program.

    Attributes:
        values: (columns,).
        objective: its cost.
        equal, most: what another unit on the right of each row would add to the cost.
    """

    values: np.ndarray
    objective: float
    equal: np.ndarray
    most: np.ndarray


@dataclass(frozen=True)
class Integer:
    """The end of an integer program: the best found, None if nothing, and a proven lower bound."""

    values: np.ndarray | None
    bound: float
    impossible: bool


def linear(program: Program) -> Optimum | None:
    """The optimum of the program without its whole numbers; None if nothing is feasible."""
    unit = _unit(program)
    rows, limit = (program.most, program.limit) if program.limit.size else (None, None)
    found: Any = linprog(  # type: ignore[call-overload]  # its stubs know no sparse arrays
        program.cost / unit,
        A_eq=program.equal,
        b_eq=program.right,
        A_ub=rows,
        b_ub=limit,
        method="highs-ds",
    )
    if found.status != 0:
        return None
    most = np.asarray(found.ineqlin.marginals) if program.limit.size else np.zeros(0)
    return Optimum(found.x, found.fun * unit, np.asarray(found.eqlin.marginals) * unit, most * unit)


def integer(program: Program, gap: float, nodes: int) -> Integer:
    """The program's optimum, to within ``gap`` of its cost, or what ``nodes`` of its tree tell."""
    unit = _unit(program)
    rows = vstack([program.equal, program.most]) if program.limit.size else program.equal
    low = np.concatenate([program.right, np.full(program.limit.size, -np.inf)])
    high = np.concatenate([program.right, program.limit])
    found = milp(
        program.cost / unit,
        constraints=LinearConstraint(rows, low, high),
        integrality=program.whole.astype(int),
        bounds=Bounds(0.0, np.inf),
        options={"mip_rel_gap": gap, "node_limit": nodes},
    )
    bound = getattr(found, "mip_dual_bound", None)
    return Integer(
        found.x, -np.inf if bound is None else bound * unit, impossible=found.status == 2
    )


def _unit(program: Program) -> float:
    """The solver is at a loss with costs beyond a billion, whatever the currency."""
    return float(np.abs(program.cost).max(initial=0.0)) or 1.0
