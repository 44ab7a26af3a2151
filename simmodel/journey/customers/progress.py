"""Work that accounts have had before time 0: what their list says of it, in place of the warm-up.

The warm-up serves this work as any other, so that the desks are full at time 0. It counts for the
contract before the running one, which nothing asks about any more; the running one begins with
what the list says. So neither engine needs a rule of its own.
"""

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts, Work


def as_stated(facts: Facts, work: Work, contracts: Contracts) -> tuple[Work, np.ndarray | None]:
    """The work, and by contract the points that are finished by time 0, int32.

    Of an account that says no share all is left to the warm-up; None if none says one.
    """
    shares = [each.share_done for each in facts.accounts or ()]
    if not any(share is not None for share in shares):
        return work, None
    # One an account, in their order: customers of the start are the first.
    opening = (contracts.joined < 0) & (contracts.begin <= 0) & (contracts.end > 0)
    running = np.flatnonzero(opening)[[share is not None for share in shares]]
    stated = np.zeros(contracts.end.size, np.bool_)
    stated[running] = True
    past = stated[work.contract] & (work.release < 0)
    points = facts.points_of(work.kind[past])
    due = np.bincount(work.contract[past], points, minlength=stated.size)[running]
    finished = np.zeros(stated.size, np.int32)
    known = np.array([share for share in shares if share is not None])
    finished[running] = np.floor(known * due + 0.5)
    before = np.where(past, work.contract - 1, work.contract).astype(np.int32)
    return work._replace(contract=before), finished


def fell_due(facts: Facts, work: Work, contracts: Contracts) -> np.ndarray:
    """Of contracts of which a share is stated, the points that it is a share of; int32."""
    moved = work.release >= contracts.end[work.contract]
    points = facts.points_of(work.kind[moved])
    count = np.bincount(work.contract[moved] + 1, points, minlength=contracts.end.size)
    return count.astype(np.int32)
