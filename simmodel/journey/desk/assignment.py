"""The assignment of customers to CSMPs: the rules, as every engine reads them.

All customers bring the same expected work, so a book's is its customers times the hours that its
CSMP takes for an hour of work.
"""

import numpy as np


def lightest(customers: np.ndarray, slowness: np.ndarray) -> int:
    """The CSMP whose book takes the fewest hours, of equals the first; -1 where there is none.

    Args:
        customers: int64, in each book, shape (team,).
        slowness: hours that each CSMP takes for an hour of work, shape (team,).
    """
    found = -1
    for csmp in range(slowness.size):
        if found < 0 or customers[csmp] * slowness[csmp] < customers[found] * slowness[found]:
            found = csmp
    return found


def heaviest(customers: np.ndarray, slowness: np.ndarray) -> int:
    """The CSMP whose book takes the most hours; otherwise as :func:`lightest`."""
    found = -1
    for csmp in range(slowness.size):
        if found < 0 or customers[csmp] * slowness[csmp] > customers[found] * slowness[found]:
            found = csmp
    return found


def evens_out(customers: np.ndarray, slowness: np.ndarray, full: int, empty: int) -> bool:
    """Whether the larger of two books becomes less if a customer moves from one to the other."""
    most = max((customers[full] - 1) * slowness[full], (customers[empty] + 1) * slowness[empty])
    less: bool = most < customers[full] * slowness[full]
    return less
