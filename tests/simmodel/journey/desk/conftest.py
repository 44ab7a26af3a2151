"""The desk as a queue of theory: work of one contract, which never ends, and nothing expires."""

import numpy as np
import pytest

from simmodel.journey.engine import run, warm_up
from simmodel.journey.paths import Contracts, Paths, Work
from simmodel.journey.policy import Policy

FOR_EVER = 1e12


def _serve(facts, release, kind, hours):
    """The work, and what came of it by a team that never changes.

    Args:
        release: hours, ascending.
        kind, hours: of each activity.
    """
    size = release.size
    work = Work(
        release,
        np.full(size, FOR_EVER),
        hours.astype(np.float32),
        np.full(size, 2.0, np.float32),
        np.zeros(size, np.int32),
        kind.astype(np.int16),
    )
    contracts = Contracts(
        begin=np.array([-1.0]),
        end=np.array([FOR_EVER]),
        uniform=np.array([0.0]),
        successor=np.array([-1], np.int32),
        joined=np.array([-np.inf]),
        worth=np.ones(1),
        outcome=np.zeros(1),
        due=np.array([2], np.int32),
        segment=np.zeros(1, np.int16),
        chances=np.zeros(1, np.int32),
    )
    nothing, always = np.empty(0, np.int32), np.ones((2, 3))
    paths = Paths(work, contracts, np.empty(0), nothing, np.array([True]), always)
    stay = Policy(cadence="annual", hires=(0,) * (facts.horizon_months // 12))
    return work, run(facts, stay, warm_up(facts, paths))


@pytest.fixture(scope="session")
def serve():
    return _serve
