"""What books of business cost against a pool, and what a customer's own CSMP must bring to pay.

In a pool nobody's CSMP changes, and nothing is held against it, so a loss of goodwill can only make
books dearer. What can make them pay is a gain: customers who have a CSMP of their own renew by a
better curve. So the renewal curve of the segment is shifted under books until they break even.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from desk_companies import lean, sizes
from desk_orders import plain

from planner import Study, compare
from planner.simulation.estimate import estimate

POD = "enterprise"
"""The pod whose customers may belong to one CSMP each, and the segment that it serves."""

CAFS = (0.9, 1.0, 1.2, 1.5)
PODS = (POD, "mid-market")
LOSSES = (0.0, 0.3, 1.0, 2.0)
SHIFTS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0)
SHIFTED_AT = (1.0, 1.2)
RESAMPLES = 2_000

Range = Mapping[str, float | None]

_ATTRITION = 0.13
VARIANTS: Mapping[str, tuple[float, float, int]] = {
    "nobody is moved": (0.0, _ATTRITION, 3),
    "a tenth may be moved at each review": (0.1, _ATTRITION, 3),
    "three tenths may be moved": (0.3, _ATTRITION, 3),
    "nobody is moved, twice the resignations": (0.0, 2 * _ATTRITION, 3),
    "nobody is moved, held against a whole contract": (0.0, _ATTRITION, 12),
}
"""By name: the most that a review moves, annual attrition, months in which a change counts."""

_OBJECTIVE = "objective"
_RETENTION = f"retention_rate.{POD}"


def cost(study: Study, **how: Any) -> list[dict[str, Any]]:
    """An entry a CAF: what each of the pods brings more in books, and with help, than in a pool."""
    return [_cost(study, caf, how) for caf in CAFS]


def goodwill(study: Study, **how: Any) -> dict[str, Any]:
    """What a loss of goodwill costs in books, in each variant; and in a pool."""
    found = {name: _goodwill(study, each, how) for name, each in VARIANTS.items()}
    return {"books": found, "pool": _pool(study, how)}


def break_even(study: Study, **how: Any) -> list[dict[str, Any]]:
    """An entry a CAF: what a better renewal curve must bring for books to pay."""
    return [_break_even(study, caf, how) for caf in SHIFTED_AT]


def _cost(study: Study, caf: float, how: Mapping[str, Any]) -> dict[str, Any]:
    """What a pod in books, and in books with help, brings more than in a pool; nothing is lost by a
    change of one's CSMP."""
    pool = {f"organisation.{pod}": "pool" for pod in PODS}
    free = {f"pods.{pod}.desk.{key}": value for pod in PODS for key, value in _terms().items()}
    described = {"pool": pool} | {
        f"{pod} {organisation}": pool | {f"organisation.{pod}": organisation}
        for pod in PODS
        for organisation in ("books", "books_with_help")
    }
    found = compare(lean(study, caf).with_(free), described, **how).policies
    return {
        "caf": caf,
        "team": sizes(study, caf),
        "pods": {
            pod: {
                organisation: {
                    name: plain(found[f"{pod} {organisation}"].gain[metric])
                    for name, metric in (
                        ("objective", _OBJECTIVE),
                        ("finished", f"activities_finished.{pod}"),
                        ("retention", f"retention_rate.{pod}"),
                    )
                }
                for organisation in ("books", "books_with_help")
            }
            for pod in PODS
        },
    }


def _goodwill(
    study: Study, variant: tuple[float, float, int], how: Mapping[str, Any]
) -> dict[str, Any]:
    """What books bring more with a loss of goodwill than without, by the loss; and resignations."""
    moved, attrition, months = variant
    changed = lean(study, 1.0).with_({"team.annual_attrition": attrition})
    described = {
        str(loss): {f"organisation.{POD}": "books"} | _desk(moved=moved, loss=loss, months=months)
        for loss in LOSSES
    }
    found = compare(changed, described, **how).policies
    return {
        "moved": moved,
        "attrition": attrition,
        "months": months,
        "resignations": plain(found[str(LOSSES[0])].metrics[f"resignations.{POD}"]),
        "by_loss": {
            name: {
                "objective": plain(each.gain[_OBJECTIVE]),
                "retention": plain(each.gain[_RETENTION]),
            }
            for name, each in found.items()
        },
    }


def _pool(study: Study, how: Mapping[str, Any]) -> dict[str, float]:
    """The largest change of a future's objective that a loss of goodwill makes in a pool."""
    described = {
        str(loss): {f"organisation.{POD}": "pool"} | _desk(loss=loss, months=12)
        for loss in (0.0, max(LOSSES))
    }
    none, most = (
        each.sample.observed[_OBJECTIVE]
        for each in compare(lean(study, 1.0), described, **how).policies.values()
    )
    return {"loss": max(LOSSES), "largest_change": float(np.abs(most - none).max())}


def _break_even(study: Study, caf: float, how: Mapping[str, Any]) -> dict[str, Any]:
    """What books with a better renewal curve bring more than a pool, by the shift; where that is
    nothing; and what the shift there does to retention in books.
    """
    intercept = study.facts.by_segment[POD].renewal.intercept
    described: dict[str, Mapping[str, Any]] = {"pool": {f"organisation.{POD}": "pool"}}
    for shift in SHIFTS:
        better = {f"segments.{POD}.renewal.intercept": intercept + shift}
        described[str(shift)] = {f"organisation.{POD}": "books"} | better
    pool, *shifted = (
        each.sample.metrics
        for each in compare(lean(study, caf), described, **how).policies.values()
    )
    gains = np.stack([each[_OBJECTIVE] - pool[_OBJECTIVE] for each in shifted])
    more = np.stack([each[_RETENTION] - shifted[0][_RETENTION] for each in shifted])
    return {
        "caf": caf,
        "by_shift": {
            str(at): plain(estimate(gain)) for at, gain in zip(SHIFTS, gains, strict=True)
        },
        "retention": {
            "pool": plain(estimate(pool[_RETENTION])),
            "books": plain(estimate(shifted[0][_RETENTION])),
        },
        **even(gains, more, study.seed),
    }


def even(gains: np.ndarray, more: np.ndarray, seed: int) -> dict[str, Range]:
    """The shift at which gains are nothing, and how much more customers stay there, with the 95 %
    percentile intervals of a bootstrap over futures.

    Args:
        gains, more: by shift and future, shape (shifts, futures).

    Returns:
        mean, low and high of each; None where it is beyond the largest shift.
    """
    futures = gains.shape[1]
    drawn = np.random.default_rng(seed).integers(futures, size=(RESAMPLES, futures))
    places = np.array(
        [
            _place(gains[:, each].mean(axis=1), more[:, each].mean(axis=1))
            for each in (np.arange(futures), *drawn)
        ]
    )
    ends = np.quantile(places[1:], (0.025, 0.975), axis=0, method="nearest")
    return {
        name: {
            end: float(value) if np.isfinite(value) else None
            for end, value in zip(("mean", "low", "high"), column, strict=True)
        }
        for name, column in zip(("shift", "more"), np.vstack((places[0], ends)).T, strict=True)
    }


def _place(gains: np.ndarray, more: np.ndarray) -> tuple[float, float]:
    shift = crossed(SHIFTS, gains)
    return (np.inf, np.inf) if shift is None else (shift, float(np.interp(shift, SHIFTS, more)))


def crossed(places: Iterable[float], values: Iterable[float]) -> float | None:
    """Where values, linear in between, first come up to 0; None if they do not."""
    before: tuple[float, float] | None = None
    for place, value in zip(places, values, strict=True):
        if value >= 0.0:
            if before is None:
                return place
            last, low = before
            return float(last + (place - last) * low / (low - value))
        before = place, value
    return None


def _terms(moved: float = 0.1, loss: float = 0.0, months: int = 3) -> dict[str, Any]:
    """What a desk says of moves, and of goodwill."""
    return {"moved": moved, "goodwill_loss": loss, "goodwill_months": months}


def _desk(**terms: Any) -> dict[str, Any]:
    return {f"pods.{POD}.desk.{key}": value for key, value in _terms(**terms).items()}
