"""The assignment of customers to CSMPs: the rules, as every engine reads them.

A book's expected hours are the expected work of its customers, times the hours that its CSMP takes
for an hour of work. Expected work is in whole parts, so that sums do not depend on their order.
"""

import numpy as np

_PARTS = 1000.0


def parts_of_work(hours: np.ndarray) -> np.ndarray:
    """Expected work of customers in whole parts, int64: one each where all bring the same, or else
    thousandths of the most.

    Args:
        hours: of a customer in a month, by segment.
    """
    if (hours == hours[0]).all():
        return np.ones(hours.size, np.int64)
    found: np.ndarray = np.maximum(np.rint(_PARTS * hours / hours.max()), 1.0).astype(np.int64)
    return found


def lightest(work: np.ndarray, slowness: np.ndarray) -> int:
    """The CSMP whose book takes the fewest hours, of equals the first; -1 where there is none.

    Args:
        work: int64, expected of the customers in each book, shape (team,).
        slowness: hours that each CSMP takes for an hour of work, shape (team,).
    """
    found = -1
    for csmp in range(slowness.size):
        if found < 0 or work[csmp] * slowness[csmp] < work[found] * slowness[found]:
            found = csmp
    return found


def heaviest(work: np.ndarray, slowness: np.ndarray) -> int:
    """The CSMP whose book takes the most hours; otherwise as :func:`lightest`."""
    found = -1
    for csmp in range(slowness.size):
        if found < 0 or work[csmp] * slowness[csmp] > work[found] * slowness[found]:
            found = csmp
    return found


def evens_out(work: np.ndarray, slowness: np.ndarray, full: int, empty: int, moved: int) -> bool:
    """Whether the larger of two books becomes less if a customer moves from one to the other.

    Args:
        moved: expected work of that customer.
    """
    most = max((work[full] - moved) * slowness[full], (work[empty] + moved) * slowness[empty])
    less: bool = most < work[full] * slowness[full]
    return less
