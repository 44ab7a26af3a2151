"""Compiled: the chance that new customers come, by the flows of those who left."""

import numpy as np

from simmodel.jit import by_kind, compiled
from simmodel.journey.customers.reputation import MONTHS, Reputation, comes

_comes = compiled(comes)


def chance_to_come(
    said: Reputation | None,
    renewals: np.ndarray,
    churn: np.ndarray,
    segment: int,
    row: int,
    month: int,
) -> float:
    """The chance that a new customer of ``month`` comes.

    Args:
        said: None where nobody is deterred.
        renewals, churn: as in :class:`simmodel.journey.fluid.cohorts.Cohorts`.
    """
    raise NotImplementedError


@compiled
def _certain(
    _said: None,
    _renewals: np.ndarray,
    _churn: np.ndarray,
    _segment: int,
    _row: int,
    _month: int,
) -> float:
    return 1.0


@compiled
def _by_churn(
    said: Reputation,
    renewals: np.ndarray,
    churn: np.ndarray,
    segment: int,
    row: int,
    month: int,
) -> float:
    churned, ended = 0.0, 0.0
    for past in range(max(month - MONTHS, 0), month):
        gone = max(churn[segment, row, past], 0.0)
        churned += gone
        ended += gone + max(renewals[segment, row, past], 0.0)
    return float(_comes(said, segment, month, churned, ended))


by_kind(chance_to_come, {None: _certain, Reputation: _by_churn})
