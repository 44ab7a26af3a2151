"""The whole review: forecast, complexity, pace, and the weights of the study."""

from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from planner.assignment.review import renewals
from planner.assignment.review.calibration import Calibration, calibrated
from planner.assignment.review.findings import LOOKS, Finding, finding
from planner.assignment.review.hours import fitted
from planner.assignment.review.multipliers import (
    Multipliers,
    by_account,
    by_person,
    by_segment,
)
from planner.assignment.review.past import Past
from planner.assignment.review.slowing import slowing
from planner.assignment.review.weights import Weights


@dataclass(frozen=True)
class Review:
    """What the past tells.

    Attributes:
        calibration: of the forecast of hours.
        segments, accounts: complexity, as factors of expected hours; that of accounts is over
            their segment's.
        people: pace, as factors of the team's.
        findings: on each weight of the study, in the order of ``findings.LOOKS``.
        rows, zeros: how many there are, and how many of them took no hour.
    """

    calibration: Calibration
    segments: Multipliers
    accounts: Multipliers
    people: Multipliers
    findings: tuple[Finding, ...]
    rows: int
    zeros: int


def review(past: Past, weights: Weights) -> Review:
    """The past against what the study takes for granted.

    On one thread: matrices are small, and digits are the same on any machine's number of cores.

    Raises:
        ValueError: if there is no row.
    """
    if not past.rows:
        raise ValueError("there is no row to review")
    with threadpool_limits(1, user_api="blas"):
        return _reviewed(past.in_order(), weights)


def _reviewed(ordered: Past, weights: Weights) -> Review:
    hours = fitted(ordered, weights)
    evidence = [
        *slowing(ordered, weights, hours),
        renewals.goodwill(ordered, weights),
        renewals.experience(ordered, weights),
    ]
    return Review(
        calibrated(ordered, weights),
        by_segment(ordered, hours),
        by_account(ordered, hours),
        by_person(ordered, hours),
        tuple(finding(name, weights, each) for name, each in zip(LOOKS, evidence, strict=True)),
        ordered.rows,
        int((ordered.actual == 0).sum()),
    )
