"""The past of assignments, held against what a study takes for granted."""

from dataclasses import dataclass
from pathlib import Path

from planner.assignment.review.past import Past
from planner.assignment.review.review import Review, review
from planner.assignment.review.weights import Weights
from planner.proposal.lists import Lists, read_lists
from planner.proposal.past import read_past, weights_of
from planner.proposal.terms import terms_of
from planner.study.study import Study


@dataclass(frozen=True)
class Reviewed:
    """What the past tells of a study.

    Attributes:
        study: whose weights are looked at.
        file: the list of the past.
        remarks: on what was left out of it, and how it was taken.
    """

    study: Study
    file: str
    lists: Lists
    past: Past
    weights: Weights
    review: Review
    remarks: tuple[str, ...]


def reviewed(study: Study, past: str, accounts: str | None, team: str | None) -> Reviewed:
    """What the past tells.

    Args:
        past, accounts, team: paths of lists, the latter in place of the study's.

    Raises:
        InputError: a list is missing, or wrong; it has a complaint for every fault.
    """
    lists = read_lists(study, accounts, team)
    weights, path = weights_of(study), Path(past)
    rows, remarks = read_past(study, path, lists, terms_of(lists, study.assign))
    return Reviewed(study, path.name, lists, rows, weights, review(rows, weights), remarks)
