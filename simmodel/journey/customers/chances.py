"""Renewal probabilities of contracts, by the points of their activities that are finished."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from simmodel.journey.customers.facts import Renewal

_KINDS = 512  # of contracts, by their curve and the activities that fall due, that are kept


def done(finished: np.ndarray, due: np.ndarray, of_all: float = 1.0) -> np.ndarray:
    """The part done of the points due; all of it where nothing falls due.

    Args:
        finished, due: points, of one shape, that of the result.
        of_all: what all of it is: 100 for percentages.
    """
    whole = np.full(np.shape(finished), of_all)
    part: np.ndarray = np.divide(of_all * finished, due, out=whole, where=np.asarray(due) > 0)
    return part


@lru_cache(maxsize=_KINDS)
def _table(curve: tuple[float | None, ...], due: int, number: int, loss: float) -> np.ndarray:
    intercept, slope, floor, ceiling, loyalty = curve
    assert intercept is not None and slope is not None  # loyalty alone may be None
    assert floor is not None and ceiling is not None
    renewal = Renewal(
        intercept=intercept, slope=slope, floor=floor, ceiling=ceiling, loyalty=loyalty
    )
    finished = np.arange(due + 1)
    percentage = done(finished, np.full_like(finished, due), 100.0)
    lost = renewal.model_copy(update={"intercept": intercept - loss})
    found = np.stack(
        (renewal.probability(percentage, number), lost.probability(percentage, number))
    )
    found.flags.writeable = False
    return found


def chances(
    curve: Renewal, due: np.ndarray, number: np.ndarray, loss: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Tables of chances, one after another, and where that of each contract begins.

    Made once, on the host, because exp differs in the last bit between libraries.

    Args:
        due: points that fall due in a contract, int.
        number: of the contract, from 1, of the same shape.
        loss: of goodwill, a logit.

    Returns:
        probabilities by finished points, 0 to all that are due, of contracts with their
        goodwill and of those without, float64, shape (2, all tables); and places, int32, of the
        shape of ``due``.
    """
    told = np.ones_like(number) if curve.loyalty is None else np.maximum(number, 1)
    each, place = np.unique(np.stack((due, told)), axis=1, return_inverse=True)
    values = (curve.intercept, curve.slope, curve.floor, curve.ceiling, curve.loyalty)
    tables = [_table(values, int(most), int(which), loss) for most, which in each.T]
    begins = np.cumsum([0, *(table.shape[1] for table in tables)])[:-1]
    return joined(tables), begins.astype(np.int32)[place.ravel()]


def joined(tables: Sequence[np.ndarray]) -> np.ndarray:
    """All tables one after another."""
    return np.concatenate((np.empty((2, 0)), *tables), axis=1)
